"""Registrations: a person's wish to attend one meeting, and what became of it."""

from datetime import datetime
from enum import StrEnum, auto
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.audit.models import ActorKind
from tracker.db import Base, UtcDateTime, choice
from tracker.meetings.models import Meeting
from tracker.people.models import Category, Delegation


class State(StrEnum):
    """Where a registration stands."""

    DRAFT = auto()  # e-mail not yet confirmed: it does not count
    SUBMITTED = auto()  # waits for approval; holds its seats
    RETURNED = auto()  # sent back to be corrected; holds its seats
    WAITLISTED = auto()  # waits for a seat; holds none, but those of an open offer
    APPROVED = auto()  # may come; holds its seats and a badge
    CONFIRMED = auto()  # approved, and the person has said that they come
    DECLINED = auto()
    WITHDRAWN = auto()
    SUBSTITUTED = auto()  # somebody else has taken the seat


# Who may come in, and who holds seats.
ADMITTED = frozenset({State.APPROVED, State.CONFIRMED})
SEATED = ADMITTED | {State.SUBMITTED, State.RETURNED}
NOT_IN_DELEGATION = frozenset({State.DRAFT, State.DECLINED, State.WITHDRAWN, State.SUBSTITUTED})


class Mode(StrEnum):
    """Through which door a person attends."""

    IN_PERSON = auto()
    ONLINE = auto()
    MIXED = auto()  # some sessions in person, some online; of a registration only, never of one session


class DelegateRole(StrEnum):
    """A person's place in the delegation (WCO Convention, Article II; ICAO and WMO practice)."""

    HEAD = auto()
    ALTERNATE = auto()
    DELEGATE = auto()
    ADVISER = auto()
    OBSERVER = auto()


class SpeakingRight(StrEnum):
    """Whether somebody may take the floor, as the organizer decides (active and passive seats at WIPO)."""

    ACTIVE = auto()
    PASSIVE = auto()


_IS_HEAD = "role = 'head' AND state NOT IN ('draft', 'declined', 'withdrawn', 'substituted')"


class Registration(Base):
    """One person at one meeting, with the name and functions as given for it."""

    __tablename__ = "registrations"
    __table_args__ = (
        # A draft does not count, so a stranger who types an address blocks nobody; a confirmed one is there once.
        Index(
            "uq_registrations_counting_email",
            "meeting_id",
            "email",
            unique=True,
            sqlite_where=text("state != 'draft'"),
            postgresql_where=text("state != 'draft'"),
        ),
        # One head of each delegation; the states are those of NOT_IN_DELEGATION.
        Index(
            "uq_registrations_head",
            "meeting_id",
            "delegation_id",
            unique=True,
            sqlite_where=text(_IS_HEAD),
            postgresql_where=text(_IS_HEAD),
        ),
        Index("ix_registrations_list", "meeting_id", "state", "sort_key"),
        # Seats are counted, never kept as a number; each of these answers one level of caps.
        Index("ix_registrations_seats_in_person", "meeting_id", "seat_in_person", "delegation_id", "category"),
        Index("ix_registrations_seats_online", "meeting_id", "seat_online", "delegation_id", "category"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(unique=True)  # what signed links name
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    state: Mapped[State] = mapped_column(choice(State))
    title: Mapped[str] = mapped_column(String(40))
    family_name: Mapped[str] = mapped_column(String(120))
    given_name: Mapped[str] = mapped_column(String(120))
    native_name: Mapped[str] = mapped_column(String(160), default="")
    email: Mapped[str | None] = mapped_column(String(254))  # lower-case
    phone: Mapped[str] = mapped_column(String(40), default="")
    delegation_id: Mapped[int | None] = mapped_column(ForeignKey("delegations.id"), index=True)
    organization: Mapped[str] = mapped_column(String(200), default="")
    department: Mapped[str] = mapped_column(String(200), default="")
    position: Mapped[str] = mapped_column(String(200), default="")
    category: Mapped[Category] = mapped_column(choice(Category))
    role: Mapped[DelegateRole] = mapped_column(choice(DelegateRole))
    mode: Mapped[Mode] = mapped_column(choice(Mode))  # follows from the choices of sessions
    document_phase: Mapped[bool] = mapped_column(default=False)
    language: Mapped[str] = mapped_column(String(8))  # of correspondence
    interpretation: Mapped[str] = mapped_column(String(8), default="")
    speaking: Mapped[SpeakingRight | None] = mapped_column(choice(SpeakingRight))  # None: nobody has decided
    accessibility: Mapped[str] = mapped_column(Text, default="")
    dietary: Mapped[str] = mapped_column(Text, default="", server_default="")
    consents_needs: Mapped[bool] = mapped_column(default=False, server_default=false())  # to the two before, as health
    comment: Mapped[str] = mapped_column(Text, default="")
    consents_listed: Mapped[bool] = mapped_column(default=False)  # e-mail in the list of participants
    consents_photos: Mapped[bool] = mapped_column(default=False)
    consents_news: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    search_key: Mapped[str] = mapped_column(Text)  # folded, see people.names
    sort_key: Mapped[str] = mapped_column(String(400))
    seat_in_person: Mapped[bool] = mapped_column(default=False, server_default=false())  # see seats.holding
    seat_online: Mapped[bool] = mapped_column(default=False, server_default=false())
    waitlisted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # the place in the waiting list
    nominated_by_id: Mapped[int | None] = mapped_column(ForeignKey("focal_points.id", ondelete="SET NULL"))
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("registrations.id", ondelete="SET NULL"))
    # Of a head: whom they are to replace, as who named them saw it. Of an alternate: the head that they gave way to.
    other_head_id: Mapped[int | None] = mapped_column(ForeignKey("registrations.id", ondelete="SET NULL"))
    meeting: Mapped[Meeting] = relationship()
    delegation: Mapped[Delegation | None] = relationship(lazy="joined")
    choices: Mapped[list["Choice"]] = relationship(back_populates="registration", cascade="all, delete-orphan")
    walk_in: Mapped["WalkIn | None"] = relationship(cascade="all, delete-orphan")
    changes: Mapped[list["StateChange"]] = relationship(
        back_populates="registration", order_by="StateChange.id", cascade="all, delete-orphan"
    )


class Choice(Base):
    """How a person attends one session; no row means not at all."""

    __tablename__ = "registration_choices"
    __table_args__ = (Index("ix_registration_choices_seats", "session_id", "mode", "holds_seat"),)

    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"), primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True, index=True)
    mode: Mapped[Mode] = mapped_column(choice(Mode))
    holds_seat: Mapped[bool] = mapped_column(default=False, server_default=false())  # as the registration does
    registration: Mapped[Registration] = relationship(back_populates="choices")


class WalkIn(Base):
    """Who came to a desk without being registered, and was registered there."""

    __tablename__ = "walk_ins"

    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"), primary_key=True)
    uid: Mapped[UUID] = mapped_column(unique=True)  # made by the device, so that sending twice registers once
    desk: Mapped[str] = mapped_column(String(60))  # what the people at it call it
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class StateChange(Base):
    """Who moved a registration from one state to another, when and why."""

    __tablename__ = "registration_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"), index=True)
    before: Mapped[State | None] = mapped_column(choice(State))
    after: Mapped[State] = mapped_column(choice(State))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_kind: Mapped[ActorKind] = mapped_column(choice(ActorKind))
    actor: Mapped[str] = mapped_column(String(254))
    reason: Mapped[str] = mapped_column(Text, default="")
    registration: Mapped[Registration] = relationship(back_populates="changes")
