"""The ledger of scans: rows are added, never changed."""

from datetime import datetime
from enum import StrEnum, auto
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from tracker.checkin.verdicts import Direction, Verdict
from tracker.db import Base, UtcDateTime, choice


class Method(StrEnum):
    """How the desk recognized a person."""

    CAMERA = auto()
    WEDGE = auto()  # a hand-held scanner that types
    TYPED = auto()
    NAME = auto()  # found by name


class Scan(Base):
    """What a desk saw, and what it was told. The id is made by the device, so that sending twice changes nothing."""

    __tablename__ = "scans"
    __table_args__ = (
        Index("ix_scans_person", "session_id", "registration_id"),
        CheckConstraint("session_id IS NOT NULL OR checkpoint_id IS NOT NULL", name="somewhere"),
        Index("ix_scans_device", "device", "received_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    device: Mapped[UUID]
    desk: Mapped[str] = mapped_column(String(60))  # what the people at it call it
    # At the door of a session; or at a checkpoint, with the session that it counts for as well, if there is one.
    session_id: Mapped[int | None] = mapped_column(ForeignKey("sessions.id"))
    checkpoint_id: Mapped[int | None] = mapped_column(ForeignKey("checkpoints.id"), index=True)
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registrations.id"), index=True)
    badge_id: Mapped[UUID | None] = mapped_column(ForeignKey("badges.id"))
    code_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32))  # of a well-formed code
    text: Mapped[str] = mapped_column(String(64), default="")  # what was read, where it is no badge code
    direction: Mapped[Direction] = mapped_column(choice(Direction))
    method: Mapped[Method] = mapped_column(choice(Method))
    verdict: Mapped[Verdict] = mapped_column(choice(Verdict))
    scanned_at: Mapped[datetime] = mapped_column(UtcDateTime)  # by the device's clock
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)  # by the server's
    at: Mapped[datetime] = mapped_column(UtcDateTime)  # what counts, see verdicts.counted_time
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))


class ScanUndo(Base):
    """A desk takes its last scan back; the scan stays in the ledger."""

    __tablename__ = "scan_undos"

    scan_id: Mapped[UUID] = mapped_column(ForeignKey("scans.id"), primary_key=True)
    device: Mapped[UUID]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
