"""Who was read at a checkpoint, or elsewhere by a reading that counts for it."""

from sqlalchemy import ColumnElement, func, or_, select

from tracker.checkin.models import Scan, ScanUndo
from tracker.checkin.verdicts import ADMITTING
from tracker.db import db
from tracker.meetings.models import Checkpoint, CheckpointKind, MeetingSession


def checkpoint_totals(meeting_id: int) -> dict[CheckpointKind, int]:
    """Persons by checkpoint, on any day, with those whose reading elsewhere counts for it (1 statement and 1 each)."""
    rules = db.session.scalars(select(Checkpoint).where(Checkpoint.meeting_id == meeting_id).order_by(Checkpoint.id))
    by_kind = {rule.kind: rule for rule in rules}
    return {
        kind: _persons(meeting_id, [one for one in by_kind.values() if one.kind is kind or kind in one.counts_for])
        for kind in by_kind
        if kind is not CheckpointKind.SESSION
    }


def _persons(meeting_id: int, read_at: list[Checkpoint]) -> int:
    """Who was let in at one of these; the doors of sessions are one of them."""
    sessions = select(MeetingSession.id).where(MeetingSession.meeting_id == meeting_id)
    at_doors = Scan.session_id.in_(sessions) & Scan.checkpoint_id.is_(None)
    places: list[ColumnElement[bool]] = [Scan.checkpoint_id.in_([one.id for one in read_at])]
    places += [at_doors for one in read_at if one.kind is CheckpointKind.SESSION]
    counted = (
        select(func.count(Scan.registration_id.distinct()))
        .outerjoin(ScanUndo, ScanUndo.scan_id == Scan.id)
        .where(or_(*places), Scan.verdict.in_(list(ADMITTING)), ScanUndo.scan_id.is_(None))
    )
    return db.session.scalar(counted) or 0
