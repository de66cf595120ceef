"""The ledger of scans: rows are added, never changed."""

from datetime import datetime
from enum import StrEnum, auto
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.checkin.verdicts import Direction, Doubt, Verdict
from tracker.db import Base, UtcDateTime, choice


class Method(StrEnum):
    """How the desk recognized a person."""

    CAMERA = auto()
    WEDGE = auto()  # a hand-held scanner that types
    TYPED = auto()
    NAME = auto()  # found by name
    PROVISIONAL = auto()  # let in under a typed name
    APP = auto()  # Indico's check-in app, which does not say how


class Scan(Base):
    """What a desk saw, and what it was told. The id is made by the device, so that sending twice changes nothing."""

    __tablename__ = "scans"
    __table_args__ = (
        Index("ix_scans_person", "session_id", "registration_id"),
        CheckConstraint("session_id IS NOT NULL OR checkpoint_id IS NOT NULL", name="somewhere"),
        Index("ix_scans_device", "device", "received_at"),
        UniqueConstraint("device", "seq"),
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
    scanned_at: Mapped[datetime] = mapped_column(UtcDateTime)  # by the device's clock, else the server's
    said_at: Mapped[str | None] = mapped_column(String(40))  # then, what the device showed: no time that can be
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)  # by the server's
    at: Mapped[datetime] = mapped_column(UtcDateTime)  # what counts, see verdicts.counted_time
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    seq: Mapped[int | None]  # the device's own count of its scans: a gap is a scan that has not arrived
    offset_ms: Mapped[int | None] = mapped_column(BigInteger)  # the server's clock less the device's, as measured there
    shown: Mapped[str | None] = mapped_column(String(24))  # the verdict that the device showed without the server
    roster_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # when the list was made that it judged by
    client: Mapped[str] = mapped_column(String(40), default="", server_default="")
    doubt: Mapped[Doubt | None] = mapped_column(choice(Doubt))


class ScanUndo(Base):
    """A desk takes its last scan back; the scan stays in the ledger."""

    __tablename__ = "scan_undos"

    scan_id: Mapped[UUID] = mapped_column(ForeignKey("scans.id"), primary_key=True)
    device: Mapped[UUID]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))


class Provisional(Base):
    """Who somebody said they were, whom a desk let in without knowing them."""

    __tablename__ = "provisional_admissions"

    scan_id: Mapped[UUID] = mapped_column(ForeignKey("scans.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(160))
    delegation: Mapped[str] = mapped_column(String(200))


class Resolution(Base):
    """What an organizer found out about a provisional admission.

    Linking it to a registration adds a scan of that person at the same door and time, which counts like any other.
    """

    __tablename__ = "provisional_resolutions"

    scan_id: Mapped[UUID] = mapped_column(ForeignKey("provisional_admissions.scan_id"), primary_key=True)
    linked_scan_id: Mapped[UUID | None] = mapped_column(ForeignKey("scans.id"))  # None: nobody who is registered
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
