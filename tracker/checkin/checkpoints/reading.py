"""Recording a badge that is read at a checkpoint, with all that it counts for by the meeting's rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from tracker import clock
from tracker.badges import codes
from tracker.badges.codes import Misread
from tracker.checkin import queries
from tracker.checkin.devices.recognizing import Desk
from tracker.checkin.doors import Place, counts_for, session_counted
from tracker.checkin.models import Method, Scan, ScanUndo
from tracker.checkin.queries import Known
from tracker.checkin.verdicts import COUNTING, Direction, Door, Doubt, Holder, Verdict, counted_time, judge
from tracker.db import db
from tracker.errors import NotFound
from tracker.meetings.admission import CATEGORIES, may_enter
from tracker.meetings.models import Checkpoint, CheckpointKind, Meeting, MeetingSession
from tracker.registration.models import ADMITTED, Mode

_ALWAYS = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


class NoSuchCheckpoint(NotFound):
    """The meeting has no checkpoint of that kind."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A badge read at a checkpoint, or a person found by name there, as the device sends it."""

    id: UUID
    kind: CheckpointKind
    code: str
    at: datetime  # by the device's clock; when it arrived, where that showed what cannot be
    offset: timedelta | None  # what the device has measured its clock to lack
    said: str = ""  # what its clock showed, then
    person: UUID | None = None
    method: Method = Method.CAMERA
    direction: Direction = Direction.IN
    seq: int | None = None
    shown: str = ""
    roster: datetime | None = None
    client: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """The answer: the verdict, whom it is about, and the session that the reading counts for as well."""

    verdict: Verdict
    person: Known | None
    session: str | None
    again: bool = False  # this very reading had arrived before


def record(meeting: Meeting, reading: Reading, desk: Desk, *, received: datetime) -> Told:
    """Judge the reading and add it to the ledger; sent again, it changes nothing. NoSuchCheckpoint."""
    checkpoint = next((one for one in meeting.checkpoints if one.kind is reading.kind), None)
    if checkpoint is None:
        raise NoSuchCheckpoint(_("This meeting has no such checkpoint."))
    made = None if reading.said else reading.at
    moment = counted_time(made, received, offset=reading.offset, since=desk.enrolled_at)
    at = moment.at
    code = codes.read(reading.code)
    known = _known(meeting, code, reading.person)
    person = next(iter(known.values()), None)
    was_read = person is not None and _was_read(meeting, checkpoint, person.registration_id, at, reading.id)
    holder = None if person is None else _holder(person, was_read=was_read)
    verdict = _verdict(meeting, reading, code, holder, at=at)
    session = _session(meeting, checkpoint, known, at) if verdict.lets_in else None
    before = db.session.get(Scan, reading.id)
    if before is None:
        db.session.add(
            Scan(
                id=reading.id,
                device=desk.id,
                desk=desk.name,
                session_id=session.id if session else None,
                checkpoint_id=checkpoint.id,
                registration_id=person.registration_id if person else None,
                badge_id=person.badge_id if person else None,
                code_hash=None if isinstance(code, Misread) else codes.digest(code),
                text=reading.code[:64] if isinstance(code, Misread) else "",
                direction=reading.direction,
                method=reading.method,
                verdict=verdict,
                scanned_at=reading.at,
                said_at=reading.said or None,
                received_at=received,
                at=at,
                user_id=desk.enrolled_by_id,
                seq=reading.seq,
                offset_ms=None if reading.offset is None else reading.offset // timedelta(milliseconds=1),
                shown=reading.shown or None,
                roster_at=reading.roster,
                client=reading.client,
                doubt=Doubt.DEVICE_WITHDRAWN if desk.turned_away(received) else moment.doubt,
            )
        )
        db.session.flush()  # the next reading of the same request must know of it
    told = before.verdict if before else verdict
    return Told(told, person, session.code if session else None, again=before is not None)


def _known(meeting: Meeting, code: codes.Code | Misread, person: UUID | None) -> dict[int, Known]:
    """The holder of the badge, or the person found by name, as each session knows them."""
    sessions = [session.id for session in meeting.sessions]
    if person is not None:
        return {session: known for (session, _uid), known in queries.by_person(sessions, [person]).items()}
    if isinstance(code, Misread):
        return {}
    found = queries.by_hash(sessions, [codes.digest(code)])
    return {session: known for (session, _hash), known in found.items()}


def _verdict(
    meeting: Meeting, reading: Reading, code: codes.Code | Misread, holder: Holder | None, *, at: datetime
) -> Verdict:
    if reading.person is not None and holder is None:
        return Verdict.NOT_APPROVED  # found by name, but without a valid badge
    if reading.person is None and isinstance(code, Misread):
        return Verdict.NOT_A_BADGE if code is Misread.FOREIGN else Verdict.MISTYPED_CODE
    return judge(holder, Door(meeting.id, *_ALWAYS, frozenset(CATEGORIES)), reading.direction, at=at)


def _holder(person: Known, *, was_read: bool) -> Holder:
    return Holder(
        meeting_id=person.meeting_id,
        category=person.category.value,
        approved=person.state in ADMITTED,
        revoked=person.revoked,
        online=False,
        inside=was_read,
        exception=None,
    )


def _was_read(meeting: Meeting, checkpoint: Checkpoint, registration_id: int, at: datetime, but: UUID) -> bool:
    """Whether the person was read there before; for a day, on that day."""
    times = db.session.scalars(
        select(Scan.at)
        .outerjoin(ScanUndo, ScanUndo.scan_id == Scan.id)
        .where(
            Scan.checkpoint_id == checkpoint.id,
            Scan.registration_id == registration_id,
            Scan.verdict.in_(list(COUNTING)),
            Scan.id != but,
            Scan.at <= at,
            ScanUndo.scan_id.is_(None),
        )
    ).all()
    if checkpoint.kind is not CheckpointKind.DAY:
        return bool(times)
    day = clock.day_in(at, meeting.timezone)
    return any(clock.day_in(time, meeting.timezone) == day for time in times)


def _session(
    meeting: Meeting, checkpoint: Checkpoint, known: Mapping[int, Known], at: datetime
) -> MeetingSession | None:
    """The session that the reading counts for as well, if the rule says so and the person may enter it."""
    if CheckpointKind.SESSION not in counts_for(checkpoint.kind, {checkpoint.kind: checkpoint.counts_for}):
        return None
    open_to = []
    for session in meeting.sessions:
        door, person = queries.door(meeting, session), known.get(session.id)
        if person and may_enter(person.category.value, door.categories, person.exception):
            place = Place(session.id, session.room_id, door.opens_at, session.ends_at)
            open_to.append((place, person.mode is Mode.IN_PERSON))
    counted = session_counted(open_to, at)
    return next((session for session in meeting.sessions if session.id == counted), None)
