"""Everybody at every session, from all evidence: the one pass that screens, workbooks and certificates share.

Evidence is read as ordered streams, one statement each, and merged person by person: memory does not grow with it.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Select, select

from tracker.attendance.intervals import Interval
from tracker.attendance.models import Correction, CorrectionWithdrawal
from tracker.attendance.presence import (
    NOTHING,
    SEEN_NOTHING,
    Evidence,
    Presence,
    Way,
    Window,
    Word,
    corrected,
    presence,
    room_stays,
)
from tracker.attendance.queries.evidence import CHUNK, PERSON, Participant
from tracker.checkin.doors import Place, Seen
from tracker.checkin.models import Scan, ScanUndo
from tracker.checkin.verdicts import COUNTING
from tracker.db import db, values
from tracker.meetings import queries as meetings
from tracker.meetings.models import Meeting, MeetingSession
from tracker.meetings.programme import breaks_of
from tracker.online import queries as online
from tracker.people.models import Delegation
from tracker.registration.models import ADMITTED, Choice, Mode, Registration

Rows = Select[*tuple[Any, ...]]
_ORDER = (Registration.sort_key, Registration.id)


@dataclass(frozen=True, slots=True)
class Row:
    """A participant with the sessions that they have to do with; others are NOT_REGISTERED."""

    participant: Participant
    delegation_id: int | None
    by_session: Mapping[int, Presence]  # by the session's id
    sittings: frozenset[int]

    @property
    def at_sittings(self) -> Mapping[int, Presence]:
        """What counts over all: who collected a badge days before has not attended the meeting."""
        if self.by_session.keys() <= self.sittings:
            return self.by_session
        return {id_: one for id_, one in self.by_session.items() if id_ in self.sittings}


@dataclass(frozen=True, slots=True)
class Frame:
    """What of a meeting every presence is measured by."""

    windows: Mapping[int, Window]  # by the session's id
    places: Mapping[int, Place]
    threshold: float  # minutes
    with_screen: frozenset[int]  # sessions of which something is known of the screen
    sittings: frozenset[int]


def frame_of(meeting: Meeting) -> Frame:
    """The frame of a meeting (1 statement, where its sessions and phases are loaded)."""
    return Frame(
        windows={
            one.id: Window(one.starts_at, one.ends_at, breaks_of(one, one.breaks, meeting.timezone))
            for one in meeting.sessions
        },
        places={one.id: Place(one.id, one.room_id, one.starts_at, one.ends_at) for one in meeting.sessions},
        threshold=meeting.attended_minutes,
        with_screen=online.sessions_known(meeting.id),
        sittings=meetings.sittings(meeting),
    )


def presences(meeting: Meeting, *, until: datetime) -> Iterator[Row]:
    """All participants in alphabetical order (6 statements, of them five streams).

    A participant is who is approved, who was let in at some door or seen on the screen, whatever became of the
    registration since, and who an organizer says was there. `until` ends the stay of who is still inside.
    """
    return (row for row in _rows(meeting, until) if _takes_part(row))


def presence_of(meeting: Meeting, registration_id: int, *, until: datetime) -> Row | None:
    """One person, a participant or not (6 statements); None where the meeting has no such person."""
    return next(_rows(meeting, until, registration_id), None)


def _rows(meeting: Meeting, until: datetime, only: int | None = None) -> Iterator[Row]:
    def stream(statement: Rows) -> _Stream:
        return _Stream(_only(statement, only))

    frame = frame_of(meeting)
    scans, screen = stream(_scans(meeting.id)), stream(_stays(meeting.id))
    chosen, words = stream(_choices(meeting.id)), stream(_words(meeting.id))
    for *person, delegation in db.session.execute(_only(_people(meeting.id), only)):
        participant = Participant(*values(person))
        id_ = participant.id
        evidence = _evidence(scans.of(id_), screen.of(id_), frame, until)
        by_session = _by_session(evidence, dict(chosen.of(id_)), _standing(words.of(id_)), frame, until)
        yield Row(participant, delegation, by_session, frame.sittings)


def _only(statement: Rows, registration_id: int | None) -> Rows:
    return statement if registration_id is None else statement.where(Registration.id == registration_id)


def _takes_part(row: Row) -> bool:
    seen = any(one.minutes is None or one.minutes or one.first_seen for one in row.by_session.values())
    return row.participant.state in ADMITTED or seen or any(one.word for one in row.by_session.values())


def _by_session(
    evidence: Mapping[int, Evidence],
    registered: Mapping[int, Any],
    words: Mapping[int, Word],
    frame: Frame,
    until: datetime,
) -> dict[int, Presence]:
    found = {}
    for session in evidence.keys() | registered.keys() | words.keys():
        window = frame.windows.get(session)
        if window is None:
            continue
        machine = presence(
            window,
            evidence.get(session, SEEN_NOTHING),
            registered.get(session),
            threshold=frame.threshold,
            known=_known(window, until, with_screen=session in frame.with_screen),
        )
        found[session] = corrected(machine, words.get(session), window, threshold=frame.threshold)
    return found


def _known(window: Window, until: datetime, *, with_screen: bool) -> tuple[Mode, ...]:
    if window.starts > until:
        return ()
    return (Mode.IN_PERSON, Mode.ONLINE) if with_screen else (Mode.IN_PERSON,)


def _evidence(
    scans: Sequence[tuple[Any, ...]], screen: Sequence[tuple[Any, ...]], frame: Frame, until: datetime
) -> dict[int, Evidence]:
    if not scans and not screen:
        return {}
    seen = (Seen(frame.places[session], at, direction) for session, at, direction in scans if session in frame.places)
    room = room_stays(seen, until=until) if scans else {}
    timed: dict[int, list[Interval]] = defaultdict(list)
    timeless = set()
    for session, joined, left in screen:
        if joined is None or left is None:
            timeless.add(session)
        else:
            timed[session].append((joined, left))
    return {
        session: Evidence(room.get(session, NOTHING), timed.get(session, NOTHING), session in timeless)
        for session in room.keys() | timed.keys() | timeless
    }


def _standing(words: Sequence[tuple[Any, ...]]) -> dict[int, Word]:
    """The last word on each session."""
    return {session: Word(said, minutes) for session, said, minutes in words}


class _Stream:
    """Rows of (registration, …) in the order of the people, handed out person by person."""

    def __init__(self, statement: Rows) -> None:
        rows = db.session.execute(statement.execution_options(yield_per=CHUNK))
        self._groups = groupby(map(tuple, rows), itemgetter(0))
        self._next: tuple[int, list[tuple[Any, ...]]] | None = None
        self._step()

    def _step(self) -> None:
        found = next(self._groups, None)
        self._next = None if found is None else (found[0], [row[1:] for row in found[1]])

    def of(self, id_: int) -> Sequence[tuple[Any, ...]]:
        """The rows of that person. Everybody is asked for, in the order of the people."""
        if self._next is None or self._next[0] != id_:
            return ()
        rows = self._next[1]
        self._step()
        return rows


def _people(meeting_id: int) -> Rows:
    return (
        select(*PERSON, Registration.delegation_id)
        .outerjoin(Delegation, Delegation.id == Registration.delegation_id)
        .where(Registration.meeting_id == meeting_id)
        .order_by(*_ORDER)
        .execution_options(yield_per=CHUNK)
    )


def _choices(meeting_id: int) -> Rows:
    return (
        select(Choice.registration_id, Choice.session_id, Choice.mode)
        .join(Registration, Registration.id == Choice.registration_id)
        .where(Registration.meeting_id == meeting_id)
        .order_by(*_ORDER)
    )


def _scans(meeting_id: int) -> Rows:
    """Scans that count at the doors of sessions, at checkpoints those that count for a session as well."""
    return (
        select(Scan.registration_id, Scan.session_id, Scan.at, Scan.direction)
        .join(Registration, Registration.id == Scan.registration_id)
        .outerjoin(ScanUndo, ScanUndo.scan_id == Scan.id)
        .where(
            Registration.meeting_id == meeting_id,
            Scan.session_id.in_(select(MeetingSession.id).where(MeetingSession.meeting_id == meeting_id)),
            Scan.verdict.in_(list(COUNTING)),
            ScanUndo.scan_id.is_(None),
        )
        .order_by(*_ORDER)
    )


def _stays(meeting_id: int) -> Rows:
    stays = online.counting_stays(meeting_id).subquery()
    return (
        select(stays.c.registration_id, stays.c.session_id, stays.c.joined_at, stays.c.left_at)
        .join(Registration, Registration.id == stays.c.registration_id)
        .where(Registration.meeting_id == meeting_id)
        .order_by(*_ORDER)
    )


def _words(meeting_id: int) -> Rows:
    """Organizers' words that were not withdrawn, the last one last."""
    return (
        select(Correction.registration_id, Correction.session_id, Correction.said, Correction.minutes)
        .join(Registration, Registration.id == Correction.registration_id)
        .outerjoin(CorrectionWithdrawal, CorrectionWithdrawal.correction_id == Correction.id)
        .where(Registration.meeting_id == meeting_id, CorrectionWithdrawal.correction_id.is_(None))
        .order_by(*_ORDER, Correction.id)
    )


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody was at a session, from when until when."""

    session_id: int
    way: Way  # ROOM or SCREEN
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Walk:
    """Every stay of one person of which both times are known."""

    registration_id: int
    delegation_id: int | None
    stays: Sequence[Stay]


def walks(meeting: Meeting, *, until: datetime) -> Iterator[Walk]:
    """Everybody who was seen somewhere, in alphabetical order (3 statements); the stays of the room first."""
    places = {one.id: Place(one.id, one.room_id, one.starts_at, one.ends_at) for one in meeting.sessions}
    scans, screen = _Stream(_scans(meeting.id)), _Stream(_stays(meeting.id))
    people = select(Registration.id, Registration.delegation_id).where(Registration.meeting_id == meeting.id)
    for id_, delegation in db.session.execute(people.order_by(*_ORDER)):
        passed, shown = scans.of(id_), screen.of(id_)
        if not passed and not shown:
            continue
        seen = [Seen(places[session], at, way) for session, at, way in passed if session in places]
        room = room_stays(seen, until=until).items() if seen else ()
        stays = [Stay(session, Way.ROOM, since, till) for session, own in room for since, till in own]
        stays += [Stay(session, Way.SCREEN, joined, left) for session, joined, left in shown if joined and left]
        yield Walk(id_, delegation, stays)
