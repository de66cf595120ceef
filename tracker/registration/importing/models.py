"""How the columns of somebody's lists are read."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Base, UtcDateTime


class ColumnMapping(Base):
    """Which column means what, remembered for files with the same header."""

    __tablename__ = "column_mappings"
    __table_args__ = (UniqueConstraint("meeting_id", "header_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"))
    header_hash: Mapped[bytes] = mapped_column(LargeBinary(32))  # SHA-256 of the header's cells
    columns: Mapped[dict[str, int]] = mapped_column(JSON)  # the number of the column, by field
    used_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Upload(Base):
    """A list that was uploaded and waits to be applied; it lies in the instance folder and goes after a day."""

    __tablename__ = "list_uploads"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[bytes] = mapped_column(LargeBinary(32))
    uploaded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    applied_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
