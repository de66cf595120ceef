"""Rows of a report that are not believed as they stand: for people to look at before they apply it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from tracker.db import db, values
from tracker.online.models import OnlineStay, ShownName
from tracker.online.reports.stays import Doubt

SHOWN = 100


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A row with a doubt."""

    line: int
    name: str
    email: str
    doubt: Doubt
    joined_at: datetime | None
    left_at: datetime | None
    minutes: float | None


def of_report(report_id: int) -> Sequence[Doubtful]:
    """The first of them, in the order of the file (1 statement)."""
    rows = db.session.execute(
        select(
            OnlineStay.line,
            ShownName.name,
            ShownName.email,
            OnlineStay.doubt,
            OnlineStay.joined_at,
            OnlineStay.left_at,
            OnlineStay.minutes,
        )
        .join(ShownName, ShownName.id == OnlineStay.name_id)
        .where(OnlineStay.report_id == report_id, OnlineStay.doubt.is_not(None))
        .order_by(OnlineStay.line, OnlineStay.id)
        .limit(SHOWN)
    )
    return [Doubtful(*values(row)) for row in rows]


def count(report_id: int) -> int:
    """How many there are (1 statement)."""
    chosen = select(func.count()).where(OnlineStay.report_id == report_id, OnlineStay.doubt.is_not(None))
    return db.session.scalar(chosen) or 0
