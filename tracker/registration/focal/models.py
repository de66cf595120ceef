"""Focal points, approvals, officers, named exceptions."""

from datetime import datetime
from enum import StrEnum, auto
from uuid import UUID

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.audit.models import ActorKind
from tracker.db import Base, UtcDateTime, choice
from tracker.i18n import LocalizedText, Texts
from tracker.meetings.models import Meeting
from tracker.people.models import Delegation


class FocalPoint(Base):
    """Somebody who speaks for a delegation at a meeting; signs in by a mailed link."""

    __tablename__ = "focal_points"
    __table_args__ = (UniqueConstraint("meeting_id", "delegation_id", "email"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(unique=True)  # what signed links name
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"))
    delegation_id: Mapped[int] = mapped_column(ForeignKey("delegations.id"))
    name: Mapped[str] = mapped_column(String(160))
    email: Mapped[str] = mapped_column(String(254))  # lower-case
    language: Mapped[str] = mapped_column(String(8), default="en")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    meeting: Mapped[Meeting] = relationship()
    delegation: Mapped[Delegation] = relationship()


class Approver(StrEnum):
    """Whose approval a registration may need."""

    ORGANIZER = auto()
    FOCAL_POINT = auto()


class Approval(Base):
    """One approval of a registration. A registration is approved when it has all that the meeting's policy asks for."""

    __tablename__ = "registration_approvals"
    __table_args__ = (UniqueConstraint("registration_id", "approver"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"))
    approver: Mapped[Approver] = mapped_column(choice(Approver))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_kind: Mapped[ActorKind] = mapped_column(choice(ActorKind))
    actor: Mapped[str] = mapped_column(String(254))


class OfficerFunction(StrEnum):
    """What somebody is in a meeting besides a delegate."""

    CHAIRPERSON = auto()
    VICE_CHAIRPERSON = auto()
    SECRETARY = auto()
    SPEAKER = auto()


class Officer(Base):
    """A function that a registered person holds; listed first in the list of participants."""

    __tablename__ = "officers"
    __table_args__ = (UniqueConstraint("registration_id", "function"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"))
    function: Mapped[OfficerFunction] = mapped_column(choice(OfficerFunction))
    title: Mapped[Texts | None] = mapped_column(LocalizedText)  # "Secretary General", where the function is not enough


class Admission(Base):
    """A named exception: this person may, or may not, enter this session, whatever the category says."""

    __tablename__ = "session_admissions"
    __table_args__ = (UniqueConstraint("registration_id", "session_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"))
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"))
    is_admitted: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text, default="")
    actor: Mapped[str] = mapped_column(String(254))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
