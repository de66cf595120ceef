"""Loading the demo: meetings from their files, people from their table, and what became of both.

The demo is lived through with the verbs of the product, on a clock set to the days on which it happened; only the mails
to the invented people are not sent. Loading it again changes nothing that is there.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import delete, func, select

from tracker import clock, config
from tracker.attendance import opening
from tracker.audit.models import COMMAND
from tracker.correspondence import files as whole
from tracker.correspondence.files.parts import moved
from tracker.db import db, transaction
from tracker.demo import accounts, desks, offices, screens, writing
from tracker.demo.clock_at import clock_at
from tracker.demo.people import Person, read
from tracker.meetings import files
from tracker.meetings.files import MeetingFile
from tracker.meetings.models import Meeting, PhaseKind
from tracker.outbox.models import Message
from tracker.people import reference
from tracker.people.models import Category, Delegation
from tracker.registration import registering, reviewing
from tracker.registration.models import Registration, State

FILES = Path(__file__).parent / "meetings"
NEAR_FUTURE = "cap-23"
DAYS_AHEAD = 7  # at least, of the near future
_WAITS, _DECLINED = 14, 40  # each fourteenth registration of the near future waits, each fortieth is declined


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load has added."""

    meetings: int
    registrations: int
    scans: int

    @property
    def summary(self) -> str:
        """The same as a sentence."""
        if not self.meetings:
            return "The demo meetings are there already; nothing was changed."
        return f"Loaded {self.meetings} meetings, {self.registrations} registrations and {self.scans} scans."


def is_empty() -> bool:
    """Whether the database has no meeting at all."""
    return not db.session.scalar(select(func.count()).select_from(Meeting))


def load() -> Loaded:
    """Load what is missing of the demo, each meeting in one transaction: a stopped load can be taken up again."""
    with transaction():
        reference.load(COMMAND)
    people = read()
    added = [_load_meeting(path, people) for path in sorted(FILES.glob("*.toml"))]
    with transaction():
        accounts.create(config.settings().instance, list(db.session.scalars(select(Meeting.slug))))
    made = [one for one in added if one]
    return Loaded(len(made), sum(one.registrations for one in made), sum(one.scans for one in made))


def _load_meeting(path: Path, people: list[Person]) -> Loaded | None:
    file = whole.read(path.read_text(encoding="utf-8"))
    if db.session.scalar(select(Meeting.id).where(Meeting.slug == file.meeting.slug)):
        return None
    if file.meeting.slug == NEAR_FUTURE:
        days = _to_the_near_future(file.meeting, clock.now().date())
        file = replace(file, meeting=files.moved(file.meeting, days), items=moved(file.items, days))
    with transaction():
        whole.load(file, COMMAND)
        meeting = db.session.scalars(select(Meeting).where(Meeting.slug == file.meeting.slug)).one()
        coming = [person for person in people if meeting.slug in person.meetings]
        registered = {person.key: _register(meeting, person, number) for number, person in enumerate(coming)}
        offices.fill(meeting, coming, registered)
        writing.hold(meeting)
        db.session.execute(delete(Message).where(Message.recipient.in_([person.email for person in coming])))
        scans = desks.open_doors(meeting, coming, registered, until=clock.now())
        screens.take_in(meeting, coming, registered, until=clock.now())
        _open_sessions(meeting)
    return Loaded(1, len(registered), scans)


def _open_sessions(meeting: Meeting) -> None:
    """What the worker records at each opening: the quorum, with names."""
    for session in meeting.sessions:
        if session.starts_at <= clock.now():
            with clock_at(session.starts_at):
                opening.record_openings()


def _to_the_near_future(file: MeetingFile, today: date) -> timedelta:
    """Whole weeks, so that the weekdays stay and the live phase begins 7 to 13 days from today."""
    begins = min(phase.opens for phase in file.phases if phase.kind is PhaseKind.LIVE).date()
    return timedelta(weeks=-(((begins - today).days - DAYS_AHEAD) // 7))


def _register(meeting: Meeting, person: Person, number: int) -> Registration:
    """Some weeks before the meeting, as people do: many early, many on the last days."""
    opens = meeting.registration_opens or meeting.sessions[0].starts_at
    span = min(meeting.registration_closes or clock.now(), clock.now()) - opens
    submitted = opens + span * (number * 37 % 100 / 100)
    with clock_at(submitted):
        registration = registering.register(meeting, person.details(meeting, _delegation(person.delegation)), COMMAND)
    with clock_at(min(submitted + timedelta(hours=20), clock.now())):
        _decide(registration, person, number, is_open=meeting.slug == NEAR_FUTURE)
    return registration


def _decide(registration: Registration, person: Person, number: int, *, is_open: bool) -> None:
    if registration.state is not State.SUBMITTED:
        return  # waits for a seat
    if person.category is Category.PRS or (is_open and number % _DECLINED == _DECLINED - 1):
        reason = "The sessions of this meeting are not open to the press."
        if person.category is not Category.PRS:
            reason = "Please register through the focal point of your administration."
        reviewing.decline(registration, COMMAND, reason)
    elif not (is_open and number % _WAITS == _WAITS - 1):
        reviewing.approve(registration, COMMAND, all_the_same=True)


def _delegation(code: str) -> int | None:
    return db.session.scalar(select(Delegation.id).where(Delegation.code == code)) if code else None
