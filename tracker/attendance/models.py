"""Organizers' words on who attended, and what they recorded of the quorum. Rows are added, never changed."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.attendance.presence import Said
from tracker.db import Base, UtcDateTime, choice


class Correction(Base):
    """An organizer's word on one person at one session; the last one that was not withdrawn stands."""

    __tablename__ = "corrections"
    __table_args__ = (Index("ix_corrections_person", "registration_id", "session_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"))
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id"), index=True)
    said: Mapped[Said] = mapped_column(choice(Said))
    minutes: Mapped[float | None]  # of Said.MINUTES
    reason: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(254))


class CorrectionWithdrawal(Base):
    """An organizer takes a word back; it stays on record."""

    __tablename__ = "correction_withdrawals"

    correction_id: Mapped[int] = mapped_column(ForeignKey("corrections.id"), primary_key=True)
    reason: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(254))


class QuorumSnapshot(Base):
    """The quorum as it was at an instant, with the names of those represented: what the minutes of a meeting cite."""

    __tablename__ = "quorum_snapshots"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), index=True)
    session_id: Mapped[int | None] = mapped_column(ForeignKey("sessions.id"), unique=True)  # that opened: once
    occasion: Mapped[str] = mapped_column(String(200))  # "Opening", "Vote on item 4"
    of: Mapped[datetime] = mapped_column(UtcDateTime)  # the instant that is counted
    at: Mapped[datetime] = mapped_column(UtcDateTime)  # when it was recorded
    actor: Mapped[str] = mapped_column(String(254))
    entitled: Mapped[int]
    needed: Mapped[int | None]
    in_room: Mapped[int]
    on_screen: Mapped[int]  # and not in the room
    is_met: Mapped[bool | None]  # None: no rule
    names: Mapped[dict[str, Any]] = mapped_column(JSON)  # {"room": [codes], "screen": [codes]}
