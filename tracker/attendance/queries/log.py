"""The raw log of scans."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import String, cast, func, or_, select

from tracker.attendance.queries.evidence import CHUNK
from tracker.checkin.models import Method, Scan, ScanUndo
from tracker.checkin.queries import IN_ORDER
from tracker.checkin.verdicts import Direction, Verdict
from tracker.db import db, values
from tracker.meetings.models import Checkpoint, MeetingSession
from tracker.registration.models import Registration


@dataclass(frozen=True, slots=True)
class LoggedScan:
    """A line of the raw log."""

    at: datetime
    scanned_at: datetime
    said_at: str | None  # what the device's clock showed, where that cannot be
    received_at: datetime
    session_code: str  # or the kind of a checkpoint
    desk: str
    device: UUID
    direction: Direction
    method: Method
    verdict: Verdict
    undone: bool
    registration_id: int | None
    title: str | None
    family_name: str | None
    given_name: str | None
    text: str
    id: UUID


def scan_log(meeting_id: int) -> Iterator[LoggedScan]:
    """Every scan of a meeting as recorded, refusals and undone ones too, in their order (1 statement, streamed)."""
    rows = db.session.execute(
        select(
            Scan.at,
            Scan.scanned_at,
            Scan.said_at,
            Scan.received_at,
            func.coalesce(MeetingSession.code, cast(Checkpoint.kind, String)),
            Scan.desk,
            Scan.device,
            Scan.direction,
            Scan.method,
            Scan.verdict,
            ScanUndo.scan_id.is_not(None),
            Scan.registration_id,
            Registration.title,
            Registration.family_name,
            Registration.given_name,
            Scan.text,
            Scan.id,
        )
        .outerjoin(MeetingSession, MeetingSession.id == Scan.session_id)
        .outerjoin(Checkpoint, Checkpoint.id == Scan.checkpoint_id)
        .outerjoin(ScanUndo, ScanUndo.scan_id == Scan.id)
        .outerjoin(Registration, Registration.id == Scan.registration_id)
        .where(or_(MeetingSession.meeting_id == meeting_id, Checkpoint.meeting_id == meeting_id))
        .order_by(*IN_ORDER)
        .execution_options(yield_per=CHUNK)
    )
    return (LoggedScan(*values(row)) for row in rows)
