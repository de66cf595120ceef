"""Mail that waits, went, or failed."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Base, UtcDateTime


class Message(Base):
    """One mail to one person.

    The row says which mail about what; the text is written when it is delivered, so that neither signed links nor
    badge codes lie in the database.
    """

    __tablename__ = "outbox_messages"
    __table_args__ = (Index("ix_outbox_messages_due", "done_at", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[str] = mapped_column(String(120), unique=True)  # RFC 5322, the same at every attempt
    kind: Mapped[str] = mapped_column(String(40))
    recipient: Mapped[str] = mapped_column(String(254), index=True)
    # Whom it is about, for the log of a person. No foreign key: the outbox knows nothing of registrations.
    registration_id: Mapped[int | None] = mapped_column(index=True)
    language: Mapped[str] = mapped_column(String(8))
    about: Mapped[dict[str, Any]] = mapped_column(JSON)
    subject: Mapped[str] = mapped_column(String(400), default="", server_default="")  # as it was written last
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)  # not before; pushed back by failures and while claimed
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None] = mapped_column(Text)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # sent or given up
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
