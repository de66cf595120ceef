"""Accounts of the people who work here. Delegates have none: they act by signed links."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.access import Role
from tracker.audit.models import Actor, ActorKind
from tracker.db import Base, UtcDateTime, choice


class User(Base):
    """Somebody who works for meetings."""

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)  # lower-case
    name: Mapped[str] = mapped_column(String(120))
    password_hash: Mapped[str] = mapped_column(String(255))
    language: Mapped[str] = mapped_column(String(8), default="en")
    is_admin: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    deactivated_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    failed_sign_ins: Mapped[int] = mapped_column(default=0)  # in a row
    locked_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    grants: Mapped[list["Grant"]] = relationship(back_populates="user", cascade="all, delete-orphan")

    @property
    def actor(self) -> Actor:
        """The user as the journal names them."""
        return Actor(ActorKind.USER, self.email, self.id)


class Grant(Base):
    """A role of a user in one meeting."""

    __tablename__ = "grants"
    __table_args__ = (UniqueConstraint("user_id", "meeting_slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    meeting_slug: Mapped[str] = mapped_column(
        ForeignKey("meetings.slug", ondelete="CASCADE", onupdate="CASCADE"), index=True
    )
    role: Mapped[Role] = mapped_column(choice(Role))
    user: Mapped[User] = relationship(back_populates="grants")
