"""Devices that are desks, and the codes by which they become so."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Base, UtcDateTime


class DeskDevice(Base):
    """A browser that scans for one meeting, and perhaps for one door. Its token is kept as a hash only."""

    __tablename__ = "desk_devices"

    id: Mapped[UUID] = mapped_column(primary_key=True)  # the `device` of its scans
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), index=True)
    session_id: Mapped[int | None] = mapped_column(ForeignKey("sessions.id", ondelete="SET NULL"))  # its door
    name: Mapped[str] = mapped_column(String(60))
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32))  # SHA-256
    enrolled_at: Mapped[datetime] = mapped_column(UtcDateTime)  # for the first time
    enrolled_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    # What it last said of itself.
    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    waiting: Mapped[int | None]  # scans that it has not sent yet
    offset_ms: Mapped[int | None] = mapped_column(BigInteger)  # the server's clock less its own
    roster_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # when its list was made
    client: Mapped[str] = mapped_column(String(40), default="")


class Enrolment(Base):
    """A code that makes one device a desk, once, within minutes. Its code is kept as a hash only."""

    __tablename__ = "desk_enrolments"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), index=True)
    session_id: Mapped[int | None] = mapped_column(ForeignKey("sessions.id", ondelete="SET NULL"))
    name: Mapped[str] = mapped_column(String(60), default="")  # what the device is to be called
    hours: Mapped[int]  # how long it will be a desk
    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)  # SHA-256
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    device_id: Mapped[UUID | None] = mapped_column(ForeignKey("desk_devices.id", ondelete="SET NULL"))
