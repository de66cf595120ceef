"""Who joined by their link, how long the page beside the platform was open, who proved to be there: evidence.

A visit and a proof are added and never changed. A span only grows: its end is the latest sign of its page.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Base, UtcDateTime


class ScreenVisit(Base):
    """Somebody pressed the button that leads to the platform. Pressing it again on the same page is the same visit.

    By which browser and network is erased a month after the meeting; the rest stays.
    """

    __tablename__ = "screen_visits"
    __table_args__ = (Index("ix_screen_visits_session", "session_id", "registration_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)  # of the page
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"), index=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    browser: Mapped[str] = mapped_column(String(36))  # a number that it has drawn itself; empty without scripts
    network: Mapped[str] = mapped_column(String(16))  # a keyed hash of the beginning of its address


class ScreenSpan(Base):
    """A time in which the page of a visit was open without a gap."""

    __tablename__ = "screen_spans"

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[UUID] = mapped_column(ForeignKey("screen_visits.id", ondelete="CASCADE"), index=True)
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)  # the latest sign
    ends_at: Mapped[datetime] = mapped_column(
        UtcDateTime
    )  # as it counts: the latest sign itself where that said goodbye


class ProofAttempt(Base):
    """A code of the shared screen that somebody typed."""

    __tablename__ = "screen_proofs"

    id: Mapped[UUID] = mapped_column(primary_key=True)  # of the page, for each code that is sent
    visit_id: Mapped[UUID] = mapped_column(ForeignKey("screen_visits.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    is_right: Mapped[bool]
