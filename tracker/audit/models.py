"""The journal."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto
from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Base, UtcDateTime, choice


class ActorKind(StrEnum):
    """Who can act."""

    USER = auto()
    DELEGATE = auto()  # a person by their own signed link
    FOCAL_POINT = auto()  # who speaks for a delegation, by theirs
    COMMAND = auto()  # the administrator at the command line
    SYSTEM = auto()


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who does something: a kind and a name that a reader of the journal understands (an e-mail address)."""

    kind: ActorKind
    name: str
    id: int | None = None

    def __str__(self) -> str:
        return self.name


COMMAND = Actor(ActorKind.COMMAND, "command line")
SYSTEM = Actor(ActorKind.SYSTEM, "tracker")


class Entry(Base):
    """One line of the journal; never changed."""

    __tablename__ = "audit_entries"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    actor_kind: Mapped[ActorKind] = mapped_column(choice(ActorKind))
    actor: Mapped[str] = mapped_column(String(254))
    action: Mapped[str] = mapped_column(String(60))
    meeting_slug: Mapped[str | None] = mapped_column(String(80), index=True)
    subject: Mapped[str] = mapped_column(String(120))
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
