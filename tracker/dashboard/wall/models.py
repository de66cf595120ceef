"""Links by which screens without an account show a meeting's wall."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from tracker.dashboard.wall.looks import Speech, Theme
from tracker.db import Base, UtcDateTime, choice


class WallLink(Base):
    """One screen, or several that show the same. Its address is signed; of the signature nothing is kept."""

    __tablename__ = "wall_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(60))  # where the screen hangs
    speech: Mapped[Speech] = mapped_column(choice(Speech))
    theme: Mapped[Theme] = mapped_column(choice(Theme))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
