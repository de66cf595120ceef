"""Reminding people, by the worker: once for each person and occasion, however many workers there are."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, or_, select

from tracker import clock
from tracker.audit import recording
from tracker.audit.models import SYSTEM, Actor
from tracker.db import db
from tracker.mailing import pending
from tracker.mailing.models import Reminder
from tracker.mailing.pending import Waiting
from tracker.mailing.schedule import REST, Kind, is_due, occasion
from tracker.meetings.models import Meeting
from tracker.meetings.queries import live_span
from tracker.outbox.posting import Mail, post_all
from tracker.people import categories
from tracker.people.models import Category
from tracker.registration.focal.models import FocalPoint
from tracker.registration.models import Registration
from tracker.registration.seats import taking

DEADLINE, FOCAL, MEETING = "reminder_deadline", "reminder_focal", "reminder_meeting"  # the kinds of mail


@dataclass(frozen=True, slots=True)
class Due:
    """Who is to be reminded of one thing, those who were left out."""

    people: Sequence[Registration]
    focal_points: Sequence[Waiting] = ()

    @property
    def count(self) -> int:
        """How many mails that makes."""
        return len(self.people) + len(self.focal_points)


def remind_everybody() -> int:
    """Post the reminders that are due in all meetings; how many. A chore of the worker."""
    asks = or_(Meeting.remind_before_deadline > 0, Meeting.remind_before_meeting > 0)
    ids = db.session.scalars(select(Meeting.id).where(asks).order_by(Meeting.id)).all()
    return sum(remind(id_, clock.now()) for id_ in ids)


def remind(meeting_id: int, now: datetime) -> int:
    """Post the reminders of one meeting that are due now; how many.

    The meeting is locked first: a second worker looks after this one has written down whom it reminded.
    """
    taking.lock(meeting_id)
    meeting = db.session.get_one(Meeting, meeting_id)
    return _before_deadline(meeting, now) + _before_meeting(meeting, now)


def set_days(meeting: Meeting, before_deadline: int, before_meeting: int, by: Actor) -> None:
    """How many days before people are reminded; 0: not at all."""
    meeting.remind_before_deadline, meeting.remind_before_meeting = before_deadline, before_meeting
    recording.record(
        by,
        "reminders.changed",
        f"meeting {meeting.slug}",
        meeting=meeting.slug,
        before_deadline=before_deadline,
        before_meeting=before_meeting,
    )


def closing(meeting: Meeting) -> dict[Category, datetime]:
    """When registration closes, for each category for which it does (1 statement)."""
    rules = categories.of(meeting.id)
    found = {code: categories.closes(code, rules, meeting.registration_closes) for code in Category}
    return {code: at for code, at in found.items() if at is not None}


def due_before_deadline(meeting: Meeting, closes: dict[Category, datetime], now: datetime) -> Due:
    """Whom a reminder of these deadlines would go to now."""
    zone, before = meeting.timezone, now - REST
    of_category = {code: occasion(Kind.DEADLINE, at, zone) for code, at in closes.items()}
    done = _done(meeting, of_category.values())
    people = [
        one
        for one in pending.people(meeting, of_category, now, before)
        if (one.id, None, of_category[one.category]) not in done
    ]
    for_all = meeting.registration_closes
    if for_all is None or for_all not in closes.values():
        return Due(people)
    own = occasion(Kind.DEADLINE, for_all, zone)
    waiting = pending.for_focal_points(meeting, before)
    return Due(people, [one for one in waiting if (None, one.focal_point.id, own) not in done])


def due_before_meeting(meeting: Meeting, starts: datetime, now: datetime) -> Due:
    """Whom a reminder of the meeting would go to now."""
    own = occasion(Kind.MEETING, starts, meeting.timezone)
    done = _done(meeting, [own])
    return Due([one for one in pending.participants(meeting, now - REST) if (one.id, None, own) not in done])


def _before_deadline(meeting: Meeting, now: datetime) -> int:
    zone, days = meeting.timezone, meeting.remind_before_deadline
    closes = {code: at for code, at in closing(meeting).items() if is_due(at, days, zone, now)} if days else {}
    if not closes:
        return 0
    due, for_all = due_before_deadline(meeting, closes, now), meeting.registration_closes or now
    _post(
        [_to_person(DEADLINE, one, occasion(Kind.DEADLINE, closes[one.category], zone)) for one in due.people]
        + [_to_focal_point(one.focal_point, occasion(Kind.DEADLINE, for_all, zone)) for one in due.focal_points],
        meeting,
        now,
    )
    return _recorded(meeting, Kind.DEADLINE, due)


def _before_meeting(meeting: Meeting, now: datetime) -> int:
    held = live_span(meeting)
    if held is None or not is_due(held.starts, meeting.remind_before_meeting, meeting.timezone, now):
        return 0
    due, own = due_before_meeting(meeting, held.starts, now), occasion(Kind.MEETING, held.starts, meeting.timezone)
    _post([_to_person(MEETING, one, own) for one in due.people], meeting, now)
    return _recorded(meeting, Kind.MEETING, due)


@dataclass(frozen=True, slots=True)
class _Told:
    """A mail, and what is written down about it."""

    mail: Mail
    occasion: str
    registration_id: int | None = None
    focal_point_id: int | None = None


def _to_person(kind: str, one: Registration, of: str) -> _Told:
    mail = Mail(kind, one.email or "", one.language, {"registration_id": one.id})
    return _Told(mail, of, registration_id=one.id)


def _to_focal_point(one: FocalPoint, of: str) -> _Told:
    return _Told(Mail(FOCAL, one.email, one.language, {"focal_point_id": one.id}), of, focal_point_id=one.id)


def _post(told: Sequence[_Told], meeting: Meeting, now: datetime) -> None:
    """The mails, and that they were sent, in two statements."""
    if not told:
        return
    post_all(one.mail for one in told)
    rows = [
        {
            "meeting_id": meeting.id,
            "occasion": one.occasion,
            "registration_id": one.registration_id,
            "focal_point_id": one.focal_point_id,
            "at": now,
        }
        for one in told
    ]
    db.session.execute(insert(Reminder), rows)


def _done(meeting: Meeting, of: Iterable[str]) -> set[tuple[int | None, int | None, str]]:
    """Who was reminded of what: registration, focal point, occasion (1 statement)."""
    occasions: Collection[str] = set(of)
    rows = db.session.execute(
        select(Reminder.registration_id, Reminder.focal_point_id, Reminder.occasion).where(
            Reminder.meeting_id == meeting.id, Reminder.occasion.in_(occasions)
        )
    )
    return {(person, speaker, of_what) for person, speaker, of_what in rows}


def _recorded(meeting: Meeting, kind: Kind, due: Due) -> int:
    if due.count:
        recording.record(
            SYSTEM, "reminders.sent", f"meeting {meeting.slug}", meeting=meeting.slug, of=kind.value, people=due.count
        )
    return due.count
