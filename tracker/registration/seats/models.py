"""Limits of seats, and offers of seats that became free."""

from datetime import datetime
from enum import StrEnum, auto

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Base, UtcDateTime, choice
from tracker.keeping import SETTINGS
from tracker.people.models import Category
from tracker.registration.models import Mode


class Level(StrEnum):
    """What a limit counts."""

    MEETING = auto()
    DELEGATION = auto()  # each delegation by itself; one named delegation may have its own
    CATEGORY = auto()  # all of one category together
    SESSION = auto()  # the room, or the platform, of one session


class WhenFull(StrEnum):
    """What happens to who comes too late."""

    REFUSE = auto()
    WAIT = auto()


class SeatLimit(Base):
    """At most so many seats of one mode at one level."""

    __tablename__ = "seat_limits"
    __table_args__ = (Index("ix_seat_limits_meeting", "meeting_id", "mode"), SETTINGS)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"))
    level: Mapped[Level] = mapped_column(choice(Level))
    mode: Mapped[Mode] = mapped_column(choice(Mode))  # in person or online
    seats: Mapped[int]
    when_full: Mapped[WhenFull] = mapped_column(choice(WhenFull))
    delegation_id: Mapped[int | None] = mapped_column(ForeignKey("delegations.id"))  # None: every delegation
    category: Mapped[Category | None] = mapped_column(choice(Category))  # of CATEGORY; of DELEGATION: only these of it
    session_id: Mapped[int | None] = mapped_column(
        ForeignKey("sessions.id", ondelete="CASCADE"), info={"goes_with_session": True}
    )


class Answer(StrEnum):
    """What became of an offer."""

    ACCEPTED = auto()
    REFUSED = auto()
    LAPSED = auto()


class SeatOffer(Base):
    """Seats that became free, offered to the first of the waiting list until a stated time; held meanwhile."""

    __tablename__ = "seat_offers"

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"), index=True)
    offered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    accept_by: Mapped[datetime] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answer: Mapped[Answer | None] = mapped_column(choice(Answer))
