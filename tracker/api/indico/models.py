"""Phones with Indico's check-in app."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Base, UtcDateTime


class AppPhone(Base):
    """A phone on which somebody who may scan has let the app in, or is about to. It keeps no secret, only hashes."""

    __tablename__ = "app_phones"

    id: Mapped[UUID] = mapped_column(primary_key=True)  # the `device` of its scans
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    signed_in_as: Mapped[str] = mapped_column(String(64))  # the user's session key: another password ends it
    # What the app has shown until it gets its token.
    redirect_uri: Mapped[str] = mapped_column(String(400))
    challenge: Mapped[str] = mapped_column(String(43))
    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)  # SHA-256
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # What it has since.
    token_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)  # SHA-256
    paired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    # The door that it stands at; none: that of the session that is on.
    session_id: Mapped[int | None] = mapped_column(ForeignKey("sessions.id", ondelete="SET NULL"))
