"""Papers, what is required of them, and requests for visa letters."""

from datetime import date, datetime
from enum import StrEnum, auto

from sqlalchemy import CheckConstraint, Date, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Base, UtcDateTime, choice
from tracker.people.models import Category


class PaperKind(StrEnum):
    """What proves that somebody may represent; and the photo, which proves who they are."""

    NOMINATION_LETTER = auto()
    NOTE_VERBALE = auto()
    CREDENTIALS = auto()
    PHOTO = auto()  # a JPEG, for the badge; the others are PDF


class Need(StrEnum):
    """Whether something is asked for."""

    OFF = auto()
    OPTIONAL = auto()
    REQUIRED = auto()


class PaperRule(Base):
    """Which paper a category needs at a meeting; no row means none."""

    __tablename__ = "paper_rules"
    __table_args__ = (UniqueConstraint("meeting_id", "category", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"))
    category: Mapped[Category] = mapped_column(choice(Category))
    kind: Mapped[PaperKind] = mapped_column(choice(PaperKind))
    need: Mapped[Need] = mapped_column(choice(Need))


class Paper(Base):
    """An uploaded PDF, or a photo: one of the kinds, or the answer to a question of the form.

    It lies in the instance folder under a random name; an exchanged one stays on record.
    """

    __tablename__ = "papers"
    __table_args__ = (CheckConstraint("(kind IS NULL) <> (question_id IS NULL)", name="one_purpose"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"), index=True)
    kind: Mapped[PaperKind | None] = mapped_column(choice(PaperKind))
    question_id: Mapped[int | None] = mapped_column(ForeignKey("questions.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(200))  # as the person called the file
    stored_as: Mapped[str] = mapped_column(String(64), unique=True)  # random, without extension
    size: Mapped[int]  # bytes
    sha256: Mapped[bytes] = mapped_column(LargeBinary(32))
    uploaded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    uploaded_by: Mapped[str] = mapped_column(String(254))
    replaced_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def key(self) -> str:
        """What it was sent for, as a word: that of its kind, or "question_5"."""
        return self.kind.value if self.kind else f"question_{self.question_id}"


class VisaRequest(Base):
    """A wish for an invitation letter, with the passport data that it needs; these are erased early."""

    __tablename__ = "visa_requests"

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"), unique=True)
    requested_at: Mapped[datetime] = mapped_column(UtcDateTime)
    full_name: Mapped[str] = mapped_column(String(240))  # as in the passport
    nationality: Mapped[str] = mapped_column(String(120))
    passport_number: Mapped[str] = mapped_column(String(40))
    passport_expires: Mapped[date | None] = mapped_column(Date)
    born_on: Mapped[date | None] = mapped_column(Date)
    arrives_on: Mapped[date | None] = mapped_column(Date)
    leaves_on: Mapped[date | None] = mapped_column(Date)
    issued_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # the letter
    issued_by: Mapped[str] = mapped_column(String(120), default="", server_default="")  # who signs it
    visa_issued_on: Mapped[date | None] = mapped_column(Date)  # as the person or the organizer says
    erased_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # passport data; the request stays on record
