"""Who attended which session, how, and since when, for screens and workbooks alike.

Everything is computed from the registrations and the ledger of scans; nothing is kept as a counter. A person counts as
a participant who is approved, or who was let in at some door, whatever became of the registration since.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    and_,
    case,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)

from tracker.attendance.marks import Mark, mark
from tracker.checkin.models import Method, Scan, ScanUndo
from tracker.checkin.verdicts import ADMITTING, COUNTING, Direction, Verdict
from tracker.db import db, values
from tracker.meetings.models import MeetingSession
from tracker.people.models import Category, Delegation
from tracker.registration.models import Choice, DelegateRole, Mode, Registration, State

CHUNK = 1000  # rows taken from the database at a time


@dataclass(frozen=True, slots=True)
class Participant:
    """A person as in the sheet; no contacts, for the sheet is handed on."""

    id: int
    title: str
    family_name: str
    given_name: str
    native_name: str
    name_en: str | None
    name_fr: str | None
    organization: str
    category: Category
    role: DelegateRole
    mode: Mode
    state: State

    def represents(self, language: str) -> str:
        """The delegation in that language, or the organization."""
        return (self.name_fr if language == "fr" else self.name_en) or self.organization


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


@dataclass(frozen=True, slots=True)
class Totals:
    """How many persons, by mark; of a session, a delegation or a category."""

    in_person: int
    online: int
    absent: int

    @property
    def registered(self) -> int:
        return self.in_person + self.online + self.absent


@dataclass(frozen=True, slots=True)
class GroupTotals:
    """A delegation or category: persons who were seen at any door, or else are registered for the screen, or absent."""

    name_en: str
    name_fr: str
    category: Category
    totals: Totals

    def name(self, language: str) -> str:
        """Its name in the reader's language; empty where the category says all."""
        return self.name_fr if language == "fr" else self.name_en


@dataclass(frozen=True, slots=True)
class LoggedScan:
    """A line of the raw log."""

    at: datetime
    scanned_at: datetime
    received_at: datetime
    session_code: str
    desk: str
    device: UUID
    direction: Direction
    method: Method
    verdict: Verdict
    undone: bool
    title: str | None
    family_name: str | None
    given_name: str | None
    text: str
    id: UUID


def _evidence() -> Select[int | None, int, datetime]:
    """The scans that let somebody in and were not taken back."""
    return (
        select(Scan.registration_id, Scan.session_id, func.min(Scan.at).label("first_seen"))
        .outerjoin(ScanUndo, ScanUndo.scan_id == Scan.id)
        .where(Scan.verdict.in_(list(ADMITTING)), Scan.direction == Direction.IN, ScanUndo.scan_id.is_(None))
    )


def _pairs(sessions: ColumnElement[bool]) -> Subquery:
    """Every person and session that have to do with each other: registered for it, seen at it, or both.

    `sessions` says which sessions, as a condition on MeetingSession.
    """
    ids = select(MeetingSession.id).where(sessions)
    seen, uninvited = (
        _evidence().where(Scan.session_id.in_(ids)).group_by(Scan.registration_id, Scan.session_id).subquery()
        for _ in range(2)
    )
    expected = (
        select(Choice.registration_id, Choice.session_id, Choice.mode, seen.c.first_seen)
        .outerjoin(seen, and_(seen.c.registration_id == Choice.registration_id, seen.c.session_id == Choice.session_id))
        .where(Choice.session_id.in_(ids))
    )
    other = (
        select(uninvited.c.registration_id, uninvited.c.session_id, null(), uninvited.c.first_seen)
        .outerjoin(
            Choice,
            and_(Choice.registration_id == uninvited.c.registration_id, Choice.session_id == uninvited.c.session_id),
        )
        .where(Choice.registration_id.is_(None))
    )
    return union_all(expected, other).subquery()


_PERSON = (
    Registration.id,
    Registration.title,
    Registration.family_name,
    Registration.given_name,
    Registration.native_name,
    Delegation.name_en,
    Delegation.name_fr,
    Registration.organization,
    Registration.category,
    Registration.role,
    Registration.mode,
    Registration.state,
)


_WAS_HERE = (
    select(literal(1))
    .select_from(Scan)
    .outerjoin(ScanUndo, ScanUndo.scan_id == Scan.id)
    .where(
        Scan.registration_id == Registration.id,
        Scan.verdict.in_(list(ADMITTING)),
        Scan.direction == Direction.IN,
        ScanUndo.scan_id.is_(None),
    )
    .correlate(Registration)
    .exists()
)


def _takes_part(meeting_id: int) -> ColumnElement[bool]:
    """Who is a participant, as a condition on Registration."""
    return and_(Registration.meeting_id == meeting_id, or_(Registration.state == State.APPROVED, _WAS_HERE))


def matrix(meeting_id: int) -> Iterator[Row]:
    """All participants in alphabetical order with their sessions (2 statements, read as a stream)."""
    pairs, included = _pairs(MeetingSession.meeting_id == meeting_id), _takes_part(meeting_id)
    people = db.session.execute(
        select(*_PERSON)
        .outerjoin(Delegation, Delegation.id == Registration.delegation_id)
        .where(included)
        .order_by(Registration.sort_key, Registration.id)
        .execution_options(yield_per=CHUNK)
    )
    marks = db.session.execute(
        select(pairs)
        .join(Registration, Registration.id == pairs.c.registration_id)
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


def session_totals(meeting_id: int) -> dict[int, Totals]:
    """The figures of every session, by its id (1 statement)."""
    pairs = _pairs(MeetingSession.meeting_id == meeting_id)
    here, screen = pairs.c.first_seen.is_not(None), pairs.c.mode == Mode.ONLINE
    rows = db.session.execute(
        select(pairs.c.session_id, *_sums(here, and_(~here, screen), and_(~here, ~screen)))
        .join(Registration, Registration.id == pairs.c.registration_id)
        .where(_takes_part(meeting_id))
        .group_by(pairs.c.session_id)
    )
    return {row[0]: Totals(*values(row)[1:]) for row in rows}


def delegation_totals(meeting_id: int) -> list[GroupTotals]:
    """The figures of every delegation or organization, by category and English name (1 statement)."""
    english = func.coalesce(Delegation.name_en, Registration.organization)
    french = func.coalesce(Delegation.name_fr, Registration.organization)
    return _group_totals(meeting_id, english, french)


def category_totals(meeting_id: int) -> list[GroupTotals]:
    """The figures of every participant category (1 statement)."""
    return _group_totals(meeting_id, literal(""), literal(""))


def _group_totals(meeting_id: int, english: ColumnElement[str], french: ColumnElement[str]) -> list[GroupTotals]:
    pairs = _pairs(MeetingSession.meeting_id == meeting_id)
    person = (
        select(
            pairs.c.registration_id,
            func.max(case((pairs.c.first_seen.is_not(None), 1), else_=0)).label("here"),
            func.max(case((pairs.c.mode == Mode.ONLINE, 1), else_=0)).label("screen"),
        )
        .group_by(pairs.c.registration_id)
        .subquery()
    )
    here, screen = person.c.here == 1, person.c.screen == 1
    keys = (english.label("english"), french.label("french"), Registration.category)
    rows = db.session.execute(
        select(*keys, *_sums(here, and_(~here, screen), and_(~here, ~screen)))
        .join(Registration, Registration.id == person.c.registration_id)
        .outerjoin(Delegation, Delegation.id == Registration.delegation_id)
        .where(_takes_part(meeting_id))
        .group_by(*keys)
        .order_by(Registration.category, "english")
    )
    return [GroupTotals(row[0], row[1], row[2], Totals(*values(row)[3:])) for row in rows]


def _sums(*conditions: ColumnElement[bool]) -> list[ColumnElement[int]]:
    return [func.coalesce(func.sum(case((condition, 1), else_=0)), 0) for condition in conditions]


def attendees(meeting_id: int, session_id: int) -> Iterator[Attendee]:
    """Those registered for a session or seen at it, in alphabetical order (2 statements, one a stream)."""
    pairs, last = _pairs(MeetingSession.id == session_id), _last_scans(session_id)
    rows = db.session.execute(
        select(*_PERSON, pairs.c.mode.label("registered"), pairs.c.first_seen)
        .join(pairs, pairs.c.registration_id == Registration.id)
        .outerjoin(Delegation, Delegation.id == Registration.delegation_id)
        .where(_takes_part(meeting_id))
        .order_by(Registration.sort_key, Registration.id)
        .execution_options(yield_per=CHUNK)
    )
    for *person, registered, first_seen in rows:
        last_seen, direction = last.get(person[0], (None, None))
        yield Attendee(
            participant=Participant(*values(person)),
            registered=registered,
            mark=mark(registered, first_seen),
            first_seen=first_seen,
            last_seen=last_seen,
            left=direction is Direction.OUT,
        )


def _last_scans(session_id: int) -> dict[int | None, tuple[datetime, Direction]]:
    """The last counting scan of every person at a session, by registration."""
    rows = db.session.execute(
        select(Scan.registration_id, Scan.at, Scan.direction)
        .outerjoin(ScanUndo, ScanUndo.scan_id == Scan.id)
        .where(Scan.session_id == session_id, Scan.verdict.in_(list(COUNTING)), ScanUndo.scan_id.is_(None))
        .order_by(Scan.at, Scan.received_at, Scan.id)
    )
    return {registration: (at, direction) for registration, at, direction in rows}


def scan_log(meeting_id: int) -> Iterator[LoggedScan]:
    """Every scan of a meeting as recorded, refusals and undone ones too, in their order (1 statement, streamed)."""
    rows = db.session.execute(
        select(
            Scan.at,
            Scan.scanned_at,
            Scan.received_at,
            MeetingSession.code,
            Scan.desk,
            Scan.device,
            Scan.direction,
            Scan.method,
            Scan.verdict,
            ScanUndo.scan_id.is_not(None),
            Registration.title,
            Registration.family_name,
            Registration.given_name,
            Scan.text,
            Scan.id,
        )
        .join(MeetingSession, MeetingSession.id == Scan.session_id)
        .outerjoin(ScanUndo, ScanUndo.scan_id == Scan.id)
        .outerjoin(Registration, Registration.id == Scan.registration_id)
        .where(MeetingSession.meeting_id == meeting_id)
        .order_by(Scan.at, Scan.received_at, Scan.id)
        .execution_options(yield_per=CHUNK)
    )
    return (LoggedScan(*values(row)) for row in rows)
