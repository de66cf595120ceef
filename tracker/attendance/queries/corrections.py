"""What organizers said against the machine, with what became of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from tracker.attendance.models import Correction, CorrectionWithdrawal
from tracker.attendance.presence import Said
from tracker.db import db, values
from tracker.meetings.models import MeetingSession
from tracker.registration.models import Registration


@dataclass(frozen=True, slots=True)
class Corrected:
    """A word on record."""

    id: int
    registration_id: int
    title: str
    given_name: str
    family_name: str
    session_code: str
    said: Said
    minutes: float | None
    reason: str
    at: datetime
    actor: str
    withdrawn_at: datetime | None
    withdrawn_by: str | None
    withdrawn_because: str | None


def corrections(meeting_id: int) -> Iterator[Corrected]:
    """Every word of a meeting in the order in which they were said (1 statement)."""
    rows = db.session.execute(_ALL.where(Registration.meeting_id == meeting_id))
    return (Corrected(*values(row)) for row in rows)


def corrections_of(registration_id: int) -> list[Corrected]:
    """Every word on one person (1 statement)."""
    rows = db.session.execute(_ALL.where(Registration.id == registration_id))
    return [Corrected(*values(row)) for row in rows]


_ALL: Select[*tuple[Any, ...]] = (
    select(
        Correction.id,
        Correction.registration_id,
        Registration.title,
        Registration.given_name,
        Registration.family_name,
        MeetingSession.code,
        Correction.said,
        Correction.minutes,
        Correction.reason,
        Correction.at,
        Correction.actor,
        CorrectionWithdrawal.at,
        CorrectionWithdrawal.actor,
        CorrectionWithdrawal.reason,
    )
    .join(Registration, Registration.id == Correction.registration_id)
    .join(MeetingSession, MeetingSession.id == Correction.session_id)
    .outerjoin(CorrectionWithdrawal, CorrectionWithdrawal.correction_id == Correction.id)
    .order_by(Correction.id)
)
