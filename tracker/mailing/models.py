"""Messages to many people of a meeting, who got them, and who was reminded of what."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Base, UtcDateTime
from tracker.i18n import LocalizedText, Texts
from tracker.meetings.models import Meeting


class Mailing(Base):
    """A message to all whom a filter finds when it is sent; a draft until then, never changed after."""

    __tablename__ = "mailings"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), index=True)
    subject: Mapped[Texts] = mapped_column(LocalizedText)
    text: Mapped[Texts] = mapped_column(LocalizedText)
    filter: Mapped[dict[str, Any]] = mapped_column(JSON)  # see filters.Filter
    version: Mapped[int] = mapped_column(
        default=1
    )  # counts up with every change, so that nobody sends what they have not seen
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[str] = mapped_column(String(254))
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sent_by: Mapped[str] = mapped_column(String(254), default="")
    recipients: Mapped[int] = mapped_column(default=0)
    unreachable: Mapped[int] = mapped_column(default=0)  # whom the filter found, but who have no e-mail address
    meeting: Mapped[Meeting] = relationship()


class MailingRecipient(Base):
    """Somebody got a message: once. It stays when the outbox has forgotten the mail."""

    __tablename__ = "mailing_recipients"

    mailing_id: Mapped[int] = mapped_column(ForeignKey("mailings.id", ondelete="CASCADE"), primary_key=True)
    registration_id: Mapped[int] = mapped_column(
        ForeignKey("registrations.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    message_id: Mapped[int | None] = mapped_column(ForeignKey("outbox_messages.id", ondelete="SET NULL"), index=True)


class Reminder(Base):
    """Somebody was reminded on one occasion: a person, or a focal point."""

    __tablename__ = "reminders"
    __table_args__ = (
        UniqueConstraint("registration_id", "occasion"),
        UniqueConstraint("focal_point_id", "occasion"),
        Index("ix_reminders_meeting_id_occasion", "meeting_id", "occasion"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"))
    occasion: Mapped[str] = mapped_column(String(40))  # "deadline 2026-11-16": another day is another occasion
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"))
    focal_point_id: Mapped[int | None] = mapped_column(ForeignKey("focal_points.id", ondelete="CASCADE"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
