"""Bodies, meetings, phases, rooms, sessions."""

from datetime import datetime
from enum import StrEnum, auto

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint, false, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Base, UtcDateTime, choice
from tracker.i18n import LocalizedText, Texts
from tracker.keeping import SETTINGS


class PhaseKind(StrEnum):
    """How a part of a meeting is held."""

    DOCUMENT = auto()  # in writing
    LIVE = auto()  # in the room and on the screen


class SessionKind(StrEnum):
    """Who is invited to a session."""

    OPEN = auto()
    JOINT = auto()  # with the private sector
    CLOSED = auto()


class WalkInRule(StrEnum):
    """What becomes of somebody who comes to a desk without being registered."""

    APPROVAL = auto()  # registered, and waits for the organizer
    DESK = auto()  # approved at once, by the word of whoever made the device a desk
    OFF = auto()


class DoorKind(StrEnum):
    """Which ways people go through the door of a session."""

    IN = auto()  # scanned once: who came in stays until the end
    IN_OUT = auto()  # scanned on leaving too


class CheckpointKind(StrEnum):
    """Where a badge is read, or for what else a reading counts."""

    BADGE_COLLECTED = auto()
    REGISTRATION = auto()  # the person has presented themselves
    DAY = auto()  # was there on that day
    SESSION = auto()  # the doors of the sessions; counted for: the session that is on


class QuorumRule(StrEnum):
    """When enough delegations are represented."""

    NONE = auto()  # of a working group: for information
    MORE_THAN = auto()  # more than a share of those entitled
    AT_LEAST = auto()  # a number of delegations


class ApprovalPolicy(StrEnum):
    """Who decides on a self-registration."""

    ORGANIZER = auto()
    FOCAL_POINT = auto()  # of the delegation; the organizer where a delegation has none
    BOTH = auto()
    NOMINATION = auto()  # nobody registers themselves: focal points nominate


class Body(Base):
    """A council, a committee, a working group that meets again and again."""

    __tablename__ = "bodies"
    __table_args__ = SETTINGS

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[Texts] = mapped_column(LocalizedText)


class Meeting(Base):
    """A numbered meeting of a body, e.g. the 18th of the CAP Group."""

    __tablename__ = "meetings"
    __table_args__ = (UniqueConstraint("body_id", "number"), SETTINGS)

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"))
    number: Mapped[int]
    title: Mapped[Texts] = mapped_column(LocalizedText)
    description: Mapped[Texts] = mapped_column(LocalizedText, default=Texts({}))
    place: Mapped[Texts] = mapped_column(LocalizedText, default=Texts({}))
    address: Mapped[str] = mapped_column(String(300), default="")
    contact: Mapped[str] = mapped_column(String(254), default="")
    timezone: Mapped[str] = mapped_column(String(64))
    registration_opens: Mapped[datetime | None] = mapped_column(UtcDateTime)
    registration_closes: Mapped[datetime | None] = mapped_column(UtcDateTime)
    change_deadline: Mapped[datetime | None] = mapped_column(UtcDateTime)  # default: when registration closes
    doors_open_minutes: Mapped[int] = mapped_column(default=60)  # before a session begins
    access: Mapped[dict[str, list[str]]] = mapped_column(JSON)  # category codes by kind of session
    approval: Mapped[ApprovalPolicy] = mapped_column(
        choice(ApprovalPolicy), default=ApprovalPolicy.ORGANIZER, server_default="organizer"
    )
    offer_hours: Mapped[int] = mapped_column(default=48, server_default="48")  # to accept a seat that became free
    # Days before which people are reminded by mail; 0: they are not.
    remind_before_deadline: Mapped[int] = mapped_column(default=0, server_default="0")
    remind_before_meeting: Mapped[int] = mapped_column(default=0, server_default="0")
    walk_ins: Mapped[WalkInRule] = mapped_column(
        choice(WalkInRule), default=WalkInRule.APPROVAL, server_default="approval"
    )
    attended_minutes: Mapped[int] = mapped_column(default=5, server_default="5")  # less at a session is no attendance
    certificate_percent: Mapped[int] = mapped_column(
        default=80, server_default="80"
    )  # of the sessions, for a certificate
    accreditation: Mapped[str] = mapped_column(String(120), default="", server_default="")  # printed on certificates
    quorum: Mapped[QuorumRule] = mapped_column(choice(QuorumRule), default=QuorumRule.NONE, server_default="none")
    quorum_percent: Mapped[int] = mapped_column(default=50, server_default="50")  # more than this, of MORE_THAN
    quorum_number: Mapped[int] = mapped_column(default=1, server_default="1")  # of AT_LEAST
    quorum_screen: Mapped[bool] = mapped_column(default=True, server_default=true())  # who is on the screen represents
    union_weight: Mapped[int] = mapped_column(default=0, server_default="0")  # delegations that a union counts as
    body: Mapped[Body] = relationship(lazy="joined")
    checkpoints: Mapped[list["Checkpoint"]] = relationship(
        back_populates="meeting", order_by="Checkpoint.id", cascade="all, delete-orphan"
    )
    phases: Mapped[list["Phase"]] = relationship(
        back_populates="meeting", order_by="Phase.opens_at", cascade="all, delete-orphan"
    )
    rooms: Mapped[list["Room"]] = relationship(
        back_populates="meeting", order_by="Room.name", cascade="all, delete-orphan"
    )
    sessions: Mapped[list["MeetingSession"]] = relationship(
        back_populates="meeting", order_by="MeetingSession.starts_at, MeetingSession.code", cascade="all, delete-orphan"
    )


class Phase(Base):
    """A part of a meeting with its own opening and closing."""

    __tablename__ = "phases"
    __table_args__ = SETTINGS

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), index=True)
    kind: Mapped[PhaseKind] = mapped_column(choice(PhaseKind))
    title: Mapped[Texts] = mapped_column(LocalizedText, default=Texts({}))
    opens_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closes_at: Mapped[datetime] = mapped_column(UtcDateTime)
    meeting: Mapped[Meeting] = relationship(back_populates="phases")


class Room(Base):
    """A place with a number of seats."""

    __tablename__ = "rooms"
    __table_args__ = (UniqueConstraint("meeting_id", "name"), SETTINGS)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(120))
    capacity: Mapped[int | None]  # for the desk to see; only a limit of seats keeps people from registering
    meeting: Mapped[Meeting] = relationship(back_populates="rooms")


class MeetingSession(Base):
    """Half a day with a door: what a badge is scanned for."""

    __tablename__ = "sessions"
    __table_args__ = (UniqueConstraint("meeting_id", "code"), SETTINGS)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(String(20))
    title: Mapped[Texts] = mapped_column(LocalizedText)
    description: Mapped[Texts] = mapped_column(LocalizedText, default=Texts({}))
    kind: Mapped[SessionKind] = mapped_column(choice(SessionKind))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    room_id: Mapped[int | None] = mapped_column(ForeignKey("rooms.id", ondelete="SET NULL"))
    in_person: Mapped[bool] = mapped_column(default=True)
    online: Mapped[bool] = mapped_column(default=True)
    door: Mapped[DoorKind] = mapped_column(choice(DoorKind), default=DoorKind.IN, server_default="in")
    categories: Mapped[list[str] | None] = mapped_column(JSON)  # who may enter, where it differs from the kind's rule
    breaks: Mapped[list[list[str]]] = mapped_column(
        JSON, default=list, server_default="[]"
    )  # [["10:45", "11:15"]], local
    # On the platform; shown to nobody but who may enter.
    join_url: Mapped[str] = mapped_column(String(500), default="", server_default="")
    asks_proof: Mapped[bool] = mapped_column(default=False, server_default=false())  # those on the screen type a code
    meeting: Mapped[Meeting] = relationship(back_populates="sessions")
    room: Mapped[Room | None] = relationship(lazy="joined")


class Checkpoint(Base):
    """A place besides the doors of the sessions where badges are read, and what a reading there counts for as well."""

    __tablename__ = "checkpoints"
    __table_args__ = (UniqueConstraint("meeting_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"))
    kind: Mapped[CheckpointKind] = mapped_column(choice(CheckpointKind))
    counts_for: Mapped[list[str]] = mapped_column(JSON)  # other kinds
    meeting: Mapped[Meeting] = relationship(back_populates="checkpoints")
