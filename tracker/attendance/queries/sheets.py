"""Who attended which session, how, since when and for how long."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter

from sqlalchemy import Select, and_, or_, select, true

from tracker.attendance.marks import Mark, mark
from tracker.attendance.presence import time_present
from tracker.attendance.queries.evidence import CHUNK, PERSON, Participant, pairs, takes_part
from tracker.checkin.doors import Passage, Place, Seen, passages_at
from tracker.checkin.models import Scan, ScanUndo
from tracker.checkin.verdicts import COUNTING, Direction
from tracker.db import db, values
from tracker.meetings.models import MeetingSession
from tracker.people.models import Delegation
from tracker.registration.models import Mode, Registration

_EARLIEST = timedelta(days=1)  # before a session: when its doors can open at the earliest


@dataclass(frozen=True, slots=True)
class Presence:
    """One person at one session."""

    mark: Mark
    first_seen: datetime | None


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the matrix; sessions without an entry are NOT_REGISTERED."""

    participant: Participant
    by_session: dict[int, Presence]  # by the session's id


@dataclass(frozen=True, slots=True)
class Attendee:
    """A person in the sheet of one session."""

    participant: Participant
    registered: Mode | None
    mark: Mark
    first_seen: datetime | None
    last_seen: datetime | None  # the last scan that counts, in or out
    left: bool  # the last scan that counts was on the way out
    present: timedelta | None  # within the session; None for who was not let in


def matrix(meeting_id: int) -> Iterator[Row]:
    """All participants in alphabetical order with their sessions (2 statements, read as a stream)."""
    found, included = pairs(MeetingSession.meeting_id == meeting_id), takes_part(meeting_id)
    people = db.session.execute(
        select(*PERSON)
        .outerjoin(Delegation, Delegation.id == Registration.delegation_id)
        .where(included)
        .order_by(Registration.sort_key, Registration.id)
        .execution_options(yield_per=CHUNK)
    )
    marks = db.session.execute(
        select(found)
        .join(Registration, Registration.id == found.c.registration_id)
        .where(included)
        .order_by(Registration.sort_key, Registration.id)
        .execution_options(yield_per=CHUNK)
    )
    groups = groupby(marks, attrgetter("registration_id"))
    upcoming = next(groups, None)
    for person in people:
        by_session: dict[int, Presence] = {}
        if upcoming and upcoming[0] == person.id:
            by_session = {
                row.session_id: Presence(mark(row.mode, row.first_seen), row.first_seen) for row in upcoming[1]
            }
            upcoming = next(groups, None)
        yield Row(Participant(*values(person)), by_session)


def attendees(session: MeetingSession, *, until: datetime) -> Iterator[Attendee]:
    """Those registered for a session or seen at it, in alphabetical order (2 statements, one a stream).

    `until` ends the presence of who is still inside while the session is held.
    """
    found, passages = pairs(MeetingSession.id == session.id), _passages(session)
    rows = db.session.execute(
        select(*PERSON, found.c.mode.label("registered"), found.c.first_seen)
        .join(found, found.c.registration_id == Registration.id)
        .outerjoin(Delegation, Delegation.id == Registration.delegation_id)
        .where(takes_part(session.meeting_id))
        .order_by(Registration.sort_key, Registration.id)
        .execution_options(yield_per=CHUNK)
    )
    starts, ends = session.starts_at, session.ends_at
    for *person, registered, first_seen in rows:
        walked = passages.get(person[0], [])
        last_seen, direction = walked[-1] if walked else (None, None)
        yield Attendee(
            participant=Participant(*values(person)),
            registered=registered,
            mark=mark(registered, first_seen),
            first_seen=first_seen,
            last_seen=last_seen,
            left=direction is Direction.OUT,
            present=time_present(walked, starts, ends, until=until) if first_seen else None,
        )


def _passages(session: MeetingSession) -> dict[int | None, list[Passage]]:
    """The passages of every person at a session, by registration, in order; entering another room is leaving it."""
    here = Place(session.id, session.room_id, session.starts_at, session.ends_at)
    seen: dict[int | None, list[Seen]] = defaultdict(list)
    for row in db.session.execute(_counting(session)):
        place = Place(row.id, row.room_id, row.starts_at, row.ends_at)
        seen[row.registration_id].append(Seen(place, row.at, row.direction))
    return {registration: passages_at(here, theirs) for registration, theirs in seen.items()}


def _counting(session: MeetingSession) -> Select[int | None, datetime, Direction, int, int | None, datetime, datetime]:
    """The counting scans at a session's door, and those of people who entered other rooms before it ended."""
    other_room = MeetingSession.room_id.is_distinct_from(session.room_id) if session.room_id else true()
    entering = and_(
        Scan.direction == Direction.IN,
        Scan.at < session.ends_at,
        Scan.at > session.starts_at - _EARLIEST,
        or_(other_room, MeetingSession.room_id.is_(None)),
    )
    place = (MeetingSession.id, MeetingSession.room_id, MeetingSession.starts_at, MeetingSession.ends_at)
    return (
        select(Scan.registration_id, Scan.at, Scan.direction, *place)
        .join(MeetingSession, MeetingSession.id == Scan.session_id)
        .outerjoin(ScanUndo, ScanUndo.scan_id == Scan.id)
        .where(
            MeetingSession.meeting_id == session.meeting_id,
            or_(MeetingSession.id == session.id, entering),
            Scan.verdict.in_(list(COUNTING)),
            ScanUndo.scan_id.is_(None),
        )
    )
