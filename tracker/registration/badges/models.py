"""What a meeting says about its badges, and the record of what was printed."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from tracker.badges.layouts import Layout
from tracker.db import Base, UtcDateTime, choice


class BadgeSetting(Base):
    """How the badges of a meeting look; a meeting without one has the usual look."""

    __tablename__ = "badge_settings"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), primary_key=True)
    layout: Mapped[Layout] = mapped_column(choice(Layout))
    desk: Mapped[Layout] = mapped_column(choice(Layout))
    two_sided: Mapped[bool]
    languages: Mapped[list[str]] = mapped_column(JSON)
    fields: Mapped[list[str]] = mapped_column(JSON)
    logo: Mapped[bytes | None] = mapped_column(LargeBinary)  # PNG, written by us


class BadgeRun(Base):
    """One file of badges that was made to be printed."""

    __tablename__ = "badge_runs"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), index=True)
    layout: Mapped[Layout] = mapped_column(choice(Layout))
    two_sided: Mapped[bool]
    people: Mapped[int]
    at_desk: Mapped[bool]  # one badge, printed by somebody at the desk
    uid: Mapped[UUID | None] = mapped_column(unique=True)  # made by the device that printed it
    held_back: Mapped[int]  # people whose badge could not be printed
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[str] = mapped_column(String(254))
    copy_of_id: Mapped[int | None] = mapped_column(ForeignKey("badge_runs.id", ondelete="SET NULL"), index=True)


class BadgePrint(Base):
    """A badge in a run. A badge that was replaced later is another one, and not printed yet."""

    __tablename__ = "badge_prints"

    run_id: Mapped[int] = mapped_column(ForeignKey("badge_runs.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # from 1
    badge_id: Mapped[UUID] = mapped_column(ForeignKey("badges.id", ondelete="CASCADE"), index=True)
