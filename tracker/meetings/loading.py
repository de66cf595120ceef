"""Taking a meeting file into the database: creates the meeting or brings it up to date."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum, auto

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from tracker import clock
from tracker.audit.models import Actor
from tracker.audit.recording import record
from tracker.db import Base, db
from tracker.errors import Conflict
from tracker.i18n import DEFAULT, Texts
from tracker.meetings.dumping import dump
from tracker.meetings.files import MeetingFile, in_order
from tracker.meetings.files.differences import differences
from tracker.meetings.models import Body, Checkpoint, Meeting, MeetingSession, Phase, Room


class NumberTaken(Conflict):
    """The body has another meeting of that number."""


class SessionInUse(Conflict):
    """People have chosen the session or been at its door, so it cannot be removed."""


class Outcome(StrEnum):
    """What loading a file did."""

    CREATED = auto()
    UPDATED = auto()
    UNCHANGED = auto()


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of one file; `changes` holds one line for each thing that an update changed."""

    slug: str
    outcome: Outcome
    changes: tuple[str, ...] = ()


def load(file: MeetingFile, by: Actor) -> Loaded:
    """Create the meeting of that slug, or make it what the file says. Loading the same file again changes nothing.

    Phases are matched by their order, rooms by name, sessions by code. NumberTaken, SessionInUse.
    """
    file = in_order(file)
    meeting = db.session.scalar(select(Meeting).where(Meeting.slug == file.slug))
    if meeting is None:
        return _create(file, by)
    before = dump(meeting)
    file = _with_what_it_leaves(file, before)
    changes = differences(before, replace(file, body_name=file.body_name or before.body_name))
    if not changes:
        return Loaded(file.slug, Outcome.UNCHANGED)
    _fill(meeting, file)
    record(by, "meeting.changed", f"meeting {file.slug}", meeting=file.slug, changes="; ".join(changes))
    return Loaded(file.slug, Outcome.UPDATED, changes)


def _with_what_it_leaves(file: MeetingFile, before: MeetingFile) -> MeetingFile:
    """Reminders are set on a page as well, so a file that does not mention them leaves them."""
    names = ("remind_before_deadline", "remind_before_meeting")
    return replace(file, **{name: getattr(before, name) for name in names if getattr(file, name) is None})


def _create(file: MeetingFile, by: Actor) -> Loaded:
    meeting = Meeting(slug=file.slug, phases=[], rooms=[], sessions=[], checkpoints=[])
    _fill(meeting, file)
    record(by, "meeting.created", f"meeting {file.slug}", meeting=file.slug, sessions=len(file.sessions))
    return Loaded(file.slug, Outcome.CREATED)


def _fill(meeting: Meeting, file: MeetingFile) -> None:
    with db.session.no_autoflush:
        meeting.body = _body(file)
        _refuse_taken_number(meeting, file)
        _refuse_removing_used(meeting, file)
        _own(meeting, file)
        _phases(meeting, file)
        _rooms(meeting, file)
        _sessions(meeting, file)
        _checkpoints(meeting, file)
        db.session.add(meeting)
    try:
        db.session.flush()
    except IntegrityError as error:  # somebody was at a door, or loaded the same meeting, since we looked
        message = f"{file.slug}: what the file changes has just been used or changed elsewhere; load it again"
        raise Conflict(message) from error


def _body(file: MeetingFile) -> Body:
    body = db.session.scalar(select(Body).where(Body.code == file.body))
    if body is None:
        body = Body(code=file.body, name=Texts({DEFAULT: file.body}))
        db.session.add(body)
    if file.body_name is not None:
        body.name = file.body_name
    return body


def _refuse_taken_number(meeting: Meeting, file: MeetingFile) -> None:
    same = select(Meeting.slug).join(Body).where(Body.code == file.body, Meeting.number == file.number)
    other = db.session.scalar(same.where(Meeting.slug != meeting.slug))
    if other:
        message = f"{file.slug}: meeting {file.number} of {file.body} is there already; its slug is {other}"
        raise NumberTaken(message)


def _refuse_removing_used(meeting: Meeting, file: MeetingFile) -> None:
    kept = {session.code for session in file.sessions}
    used = [session.code for session in meeting.sessions if session.code not in kept and _is_used(session)]
    kinds = {checkpoint.kind for checkpoint in file.checkpoints}
    used += [f"checkpoint {one.kind}" for one in meeting.checkpoints if one.kind not in kinds and _is_used(one)]
    if used:
        message = (
            f"{file.slug}: {', '.join(sorted(used))} cannot be removed:"
            " people have registered for it or been at its door. Keep it in the file."
        )
        raise SessionInUse(message)


def _is_used(part: MeetingSession | Checkpoint) -> bool:
    """Whether a row of any table refers to the part; those tables belong to areas that build on this one."""
    key = part.__table__.c.id
    referring = (fk.parent for table in Base.metadata.tables.values() for fk in table.foreign_keys if fk.column is key)
    columns = [column for column in referring if not column.info.get("goes_with_session")]  # a rule, not a person
    return any(db.session.scalar(select(func.count()).select_from(c.table).where(c == part.id)) for c in columns)


def _own(meeting: Meeting, file: MeetingFile) -> None:
    meeting.number, meeting.title, meeting.description = file.number, file.title, file.description
    meeting.place, meeting.address, meeting.contact = file.place, file.address, file.contact
    meeting.timezone, meeting.doors_open_minutes = file.timezone, file.doors_open_minutes
    meeting.remind_before_deadline = file.remind_before_deadline or 0
    meeting.remind_before_meeting = file.remind_before_meeting or 0
    meeting.approval, meeting.offer_hours, meeting.walk_ins = file.approval, file.offer_hours, file.walk_ins
    meeting.attended_minutes, meeting.certificate_percent = file.attended_minutes, file.certificate_percent
    meeting.accreditation = file.accreditation
    meeting.quorum, meeting.quorum_percent, meeting.quorum_number = file.quorum, file.quorum_percent, file.quorum_number
    meeting.quorum_screen, meeting.union_weight = file.quorum_screen, file.union_weight
    meeting.registration_opens = _instant(file.registration_opens, file)
    meeting.registration_closes = _instant(file.registration_closes, file)
    meeting.change_deadline = _instant(file.change_deadline, file)
    meeting.access = {kind: list(codes) for kind, codes in file.access.items()}


def _phases(meeting: Meeting, file: MeetingFile) -> None:
    there = sorted(meeting.phases, key=lambda p: (p.opens_at, p.closes_at, p.kind))
    phases = there[: len(file.phases)] + [Phase() for _new in file.phases[len(there) :]]
    for phase, wanted in zip(phases, file.phases, strict=True):
        phase.kind, phase.title = wanted.kind, wanted.title
        phase.opens_at, phase.closes_at = _at(wanted.opens, file), _at(wanted.closes, file)
    meeting.phases = phases


def _rooms(meeting: Meeting, file: MeetingFile) -> None:
    there = {room.name: room for room in meeting.rooms}
    rooms = []
    for wanted in file.rooms:
        room = there.get(wanted.name) or Room(name=wanted.name)
        room.capacity = wanted.capacity
        rooms.append(room)
    meeting.rooms = rooms


def _sessions(meeting: Meeting, file: MeetingFile) -> None:
    there = {session.code: session for session in meeting.sessions}
    rooms = {room.name: room for room in meeting.rooms}
    sessions = []
    for wanted in file.sessions:
        session = there.get(wanted.code) or MeetingSession(code=wanted.code)
        session.title, session.description, session.kind = wanted.title, wanted.description, wanted.kind
        session.starts_at, session.ends_at = _at(wanted.starts, file), _at(wanted.ends, file)
        session.room = rooms[wanted.room] if wanted.room else None
        session.in_person, session.online = wanted.in_person, wanted.online
        session.door = wanted.door
        session.breaks = [list(span) for span in wanted.breaks]
        session.join_url, session.asks_proof = wanted.join_url, wanted.asks_proof
        session.categories = None if wanted.categories is None else list(wanted.categories)
        sessions.append(session)
    meeting.sessions = sessions


def _checkpoints(meeting: Meeting, file: MeetingFile) -> None:
    there = {checkpoint.kind: checkpoint for checkpoint in meeting.checkpoints}
    checkpoints = []
    for wanted in file.checkpoints:
        checkpoint = there.get(wanted.kind) or Checkpoint(kind=wanted.kind)
        checkpoint.counts_for = [kind.value for kind in wanted.counts_for]
        checkpoints.append(checkpoint)
    meeting.checkpoints = checkpoints


def _at(wall: datetime, file: MeetingFile) -> datetime:
    return clock.from_wall(wall, file.timezone)


def _instant(wall: datetime | None, file: MeetingFile) -> datetime | None:
    return None if wall is None else _at(wall, file)
