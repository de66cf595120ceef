"""Certificates that were issued. A row is added and never changed: the paper is out of the house."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Base, UtcDateTime


class Certificate(Base):
    """One paper: its number within the meeting and, frozen, all that it says. The person's last one stands."""

    __tablename__ = "certificates"
    __table_args__ = (UniqueConstraint("meeting_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(unique=True)  # in the verification link
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    number: Mapped[int]
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"), index=True)
    says: Mapped[dict[str, Any]] = mapped_column(JSON)  # of saying.Paper
    reason: Mapped[str] = mapped_column(Text, default="", server_default="")  # where the rule alone would not give it
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    issued_by: Mapped[str] = mapped_column(String(254))


class CertificateWithdrawal(Base):
    """An organizer withdraws a certificate; it stays on record."""

    __tablename__ = "certificate_withdrawals"

    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificates.id"), primary_key=True)
    reason: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(254))
