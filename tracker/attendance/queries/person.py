"""All that is known of one person's attendance, piece by piece, so that a figure can say where it comes from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select

from tracker.checkin.models import Scan, ScanUndo
from tracker.checkin.verdicts import Direction, Verdict
from tracker.db import db, values
from tracker.online import queries as online
from tracker.people.names import search_terms
from tracker.registration.models import Registration


@dataclass(frozen=True, slots=True)
class SeenAtDoor:
    """A reading of the badge at a session's door, or at a checkpoint that counts for it."""

    session_id: int
    at: datetime
    direction: Direction
    desk: str
    verdict: Verdict
    undone_at: datetime | None


@dataclass(frozen=True, slots=True)
class SeenOnScreen:
    """A row of a platform's report, or what a visit by the personal link says."""

    session_id: int
    joined_at: datetime | None
    left_at: datetime | None
    minutes: float | None  # as the platform says
    report_id: int | None  # None: by the personal link
    report_name: str
    line: int


def at_doors(registration_id: int) -> list[SeenAtDoor]:
    """In the order of time, those taken back among them (1 statement)."""
    rows = db.session.execute(
        select(Scan.session_id, Scan.at, Scan.direction, Scan.desk, Scan.verdict, ScanUndo.at.label("undone_at"))
        .outerjoin(ScanUndo, ScanUndo.scan_id == Scan.id)
        .where(Scan.registration_id == registration_id, Scan.session_id.is_not(None))
        .order_by(Scan.at, Scan.id)
    )
    return [SeenAtDoor(*values(row)) for row in rows]


def on_screens(meeting_id: int, registration_id: int) -> list[SeenOnScreen]:
    """The rows that count, in the order of time (1 statement)."""
    stays = online.counting_stays(meeting_id).subquery()
    chosen = select(stays).where(stays.c.registration_id == registration_id)
    rows = db.session.execute(chosen.order_by(stays.c.joined_at, stays.c.line))
    return [SeenOnScreen(*values(row)[1:]) for row in rows]


def found(meeting_id: int, query: str) -> frozenset[int]:
    """The registrations that a search finds (1 statement)."""
    terms: Sequence[ColumnElement[bool]] = [
        Registration.search_key.contains(term, autoescape=True) for term in search_terms(query)
    ]
    return frozenset(db.session.scalars(select(Registration.id).where(Registration.meeting_id == meeting_id, *terms)))
