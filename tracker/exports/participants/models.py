"""The lists of participants that were made."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Base, UtcDateTime, choice
from tracker.exports.participants.options import Audience, Basis, Order


class ParticipantList(Base):
    """One issue of an information document: "CAP/23/INF/1/Rev.2". It is the same one while its content is the same.

    The content itself is not kept: it is in the files, and would be one more copy of people's names to erase.
    """

    __tablename__ = "participant_lists"
    __table_args__ = (
        UniqueConstraint("meeting_id", "number", "revision"),
        UniqueConstraint("meeting_id", "number", "digest"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"))
    number: Mapped[int]
    revision: Mapped[int]  # 0 for the first
    basis: Mapped[Basis] = mapped_column(choice(Basis))
    is_final: Mapped[bool]
    audience: Mapped[Audience] = mapped_column(choice(Audience))  # for whom the first file of it was made
    order: Mapped[Order] = mapped_column(choice(Order))
    people: Mapped[int]
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[str] = mapped_column(String(254))
