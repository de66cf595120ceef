"""What an organizer looks through after a time without a network, read from the ledger each time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select, Subquery, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from tracker.checkin.devices.models import DeskDevice
from tracker.checkin.models import Provisional, Resolution, Scan, ScanUndo
from tracker.checkin.queries import IN_ORDER
from tracker.checkin.verdicts import COUNTING, Direction, Doubt, Verdict
from tracker.db import db, values
from tracker.errors import NotFound
from tracker.meetings.models import MeetingSession
from tracker.people.names import printed
from tracker.registration.models import Registration

AT_MOST = 500  # lines of one kind on the page
_WELCOMED = [Verdict.WELCOME.value, Verdict.WELCOME_ONLINE.value]
_LET_PASS = [verdict.value for verdict in (*COUNTING, Verdict.PROVISIONAL)]


class NoSuchAdmission(NotFound):
    """Nobody was let in provisionally by that scan of this meeting."""


@dataclass(frozen=True, slots=True)
class Person:
    """Whom a scan is about."""

    id: int | None
    title: str | None
    given_name: str | None
    family_name: str | None

    def __str__(self) -> str:
        return printed(self.title or "", self.given_name or "", self.family_name or "") if self.id else ""


@dataclass(frozen=True, slots=True)
class Doubled:
    """A badge that two desks welcomed, one after the other. The person counts once."""

    session: str
    person: Person
    first_desk: str
    first_at: datetime
    second_desk: str
    second_at: datetime


@dataclass(frozen=True, slots=True)
class Differing:
    """A scan that the desk answered otherwise than the server."""

    session: str
    person: Person
    desk: str
    at: datetime
    shown: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Admitted:
    """Somebody let in under a typed name."""

    scan_id: UUID
    session: str
    desk: str
    at: datetime
    name: str
    delegation: str
    resolved_at: datetime | None
    linked: bool


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A scan that something is odd about."""

    session: str
    person: Person
    desk: str
    at: datetime
    scanned_at: datetime
    said_at: str | None  # what the device's clock showed, where that cannot be
    received_at: datetime
    doubt: Doubt


@dataclass(frozen=True, slots=True)
class Gap:
    """Numbers of scans that have not arrived from a device."""

    desk: str
    waiting: int | None  # as the device last said
    first: int
    last: int

    @property
    def count(self) -> int:
        return self.last - self.first + 1


_PERSON = (Registration.id, Registration.title, Registration.given_name, Registration.family_name)


def _passages(meeting_id: int) -> Subquery:
    """Every passage that counts, beside the same person's one before at the same door."""
    door, order = (Scan.session_id, Scan.registration_id), IN_ORDER
    told = func.coalesce(Scan.shown, Scan.verdict)

    def before(column: ColumnElement[Any] | InstrumentedAttribute[Any]) -> ColumnElement[Any]:
        return func.lag(column, type_=column.type).over(partition_by=door, order_by=order)

    return (
        select(
            Scan.session_id,
            Scan.registration_id,
            Scan.desk,
            Scan.at,
            Scan.device,
            Scan.direction,
            told.label("told"),
            before(Scan.desk).label("before_desk"),
            before(Scan.at).label("before_at"),
            before(Scan.device).label("before_device"),
            before(Scan.direction).label("before_direction"),
            before(told).label("before_told"),
        )
        .join(MeetingSession, MeetingSession.id == Scan.session_id)
        .outerjoin(ScanUndo, ScanUndo.scan_id == Scan.id)
        .where(MeetingSession.meeting_id == meeting_id, Scan.verdict.in_(list(COUNTING)), ScanUndo.scan_id.is_(None))
        .subquery()
    )


def doubled(meeting_id: int) -> list[Doubled]:
    """Badges that two desks welcomed with no going out between (1 statement)."""
    passages = _passages(meeting_id)
    rows = db.session.execute(
        select(
            MeetingSession.code,
            passages.c.before_desk,
            passages.c.before_at,
            passages.c.desk,
            passages.c.at,
            *_PERSON,
        )
        .join(MeetingSession, MeetingSession.id == passages.c.session_id)
        .join(Registration, Registration.id == passages.c.registration_id)
        .where(
            passages.c.direction == Direction.IN,
            passages.c.before_direction == Direction.IN,
            passages.c.device != passages.c.before_device,
            passages.c.told.in_(_WELCOMED),
            passages.c.before_told.in_(_WELCOMED),
        )
        .order_by(passages.c.at)
        .limit(AT_MOST)
    )
    found = (values(row) for row in rows)
    return [Doubled(line[0], Person(*line[5:]), *line[1:5]) for line in found]


def differing(meeting_id: int) -> list[Differing]:
    """Scans where the desk let somebody pass and the server would not have, or the other way round (1 statement)."""
    passed, passes = Scan.shown.in_(_LET_PASS), Scan.verdict.in_([*COUNTING, Verdict.PROVISIONAL])
    rows = db.session.execute(
        _of(select(MeetingSession.code, Scan.desk, Scan.at, Scan.shown, Scan.verdict, *_PERSON), meeting_id)
        .where(Scan.shown.is_not(None), or_(and_(passed, ~passes), and_(~passed, passes)))
        .order_by(*IN_ORDER)
        .limit(AT_MOST)
    )
    found = (values(row) for row in rows)
    return [Differing(line[0], Person(*line[5:]), *line[1:5]) for line in found]


def doubtful(meeting_id: int) -> list[Doubtful]:
    """Scans with an odd time or from an odd device (1 statement)."""
    columns = (MeetingSession.code, Scan.desk, Scan.at, Scan.scanned_at, Scan.said_at, Scan.received_at, Scan.doubt)
    rows = db.session.execute(
        _of(select(*columns, *_PERSON), meeting_id).where(Scan.doubt.is_not(None)).order_by(*IN_ORDER).limit(AT_MOST)
    )
    found = (values(row) for row in rows)
    return [Doubtful(line[0], Person(*line[7:]), *line[1:7]) for line in found]


def admitted(meeting_id: int) -> list[Admitted]:
    """Who was let in under a typed name, those to be looked at first (1 statement)."""
    rows = db.session.execute(_admitted(meeting_id).order_by(Resolution.at.is_not(None), *IN_ORDER).limit(AT_MOST))
    return [Admitted(*values(row)) for row in rows]


def admission(meeting_id: int, scan_id: UUID) -> Admitted:
    """One of them (1 statement); NoSuchAdmission."""
    row = db.session.execute(_admitted(meeting_id).where(Scan.id == scan_id)).one_or_none()
    if row is None:
        raise NoSuchAdmission(_("Nobody was let in provisionally by that scan."))
    return Admitted(*values(row))


def gaps(meeting_id: int) -> list[Gap]:
    """Numbers that are left out between the scans of a device that arrived (1 statement)."""
    numbered = (
        select(
            Scan.device,
            Scan.seq,
            func.lag(Scan.seq, type_=Scan.seq.type).over(partition_by=Scan.device, order_by=Scan.seq).label("before"),
        )
        .where(Scan.seq.is_not(None))
        .subquery()
    )
    rows = db.session.execute(
        select(DeskDevice.name, DeskDevice.waiting, numbered.c.before + 1, numbered.c.seq - 1)
        .join(numbered, numbered.c.device == DeskDevice.id)
        .where(DeskDevice.meeting_id == meeting_id, numbered.c.seq - numbered.c.before > 1)
        .order_by(DeskDevice.name, numbered.c.seq)
        .limit(AT_MOST)
    )
    return [Gap(*values(row)) for row in rows]


def _admitted(meeting_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Scan.id,
            MeetingSession.code,
            Scan.desk,
            Scan.at,
            Provisional.name,
            Provisional.delegation,
            Resolution.at,
            Resolution.linked_scan_id.is_not(None),
        )
        .join(MeetingSession, MeetingSession.id == Scan.session_id)
        .join(Provisional, Provisional.scan_id == Scan.id)
        .outerjoin(Resolution, Resolution.scan_id == Scan.id)
        .outerjoin(ScanUndo, ScanUndo.scan_id == Scan.id)
        .where(MeetingSession.meeting_id == meeting_id, ScanUndo.scan_id.is_(None))
    )


def _of(statement: Select[*tuple[Any, ...]], meeting_id: int) -> Select[*tuple[Any, ...]]:
    """The scans of a meeting that were not taken back, with their people."""
    return (
        statement.select_from(Scan)
        .join(MeetingSession, MeetingSession.id == Scan.session_id)
        .outerjoin(Registration, Registration.id == Scan.registration_id)
        .outerjoin(ScanUndo, ScanUndo.scan_id == Scan.id)
        .where(MeetingSession.meeting_id == meeting_id, ScanUndo.scan_id.is_(None))
    )
