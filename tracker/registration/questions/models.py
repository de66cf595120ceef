"""Fields and questions of a meeting's form."""

from enum import StrEnum, auto

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Base, choice
from tracker.i18n import LocalizedText, Texts
from tracker.keeping import SETTINGS
from tracker.people.models import Category
from tracker.registration.papers.models import Need


class FieldRule(Base):
    """Whether the form asks for a field; the row of a category comes before that of all."""

    __tablename__ = "field_rules"
    __table_args__ = (UniqueConstraint("meeting_id", "field", "category"), SETTINGS)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"))
    field: Mapped[str] = mapped_column(String(40))
    category: Mapped[Category | None] = mapped_column(choice(Category))
    need: Mapped[Need] = mapped_column(choice(Need))


class QuestionKind(StrEnum):
    """How a question is answered."""

    TEXT = auto()
    CHOICE = auto()
    YES_NO = auto()
    DATE = auto()
    FILE = auto()  # a PDF


class Question(Base):
    """A question that one meeting asks besides."""

    __tablename__ = "questions"
    __table_args__ = (UniqueConstraint("meeting_id", "code"), SETTINGS)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(String(40))
    position: Mapped[int]
    kind: Mapped[QuestionKind] = mapped_column(choice(QuestionKind))
    label: Mapped[Texts] = mapped_column(LocalizedText)
    hint: Mapped[Texts] = mapped_column(LocalizedText, default=Texts({}))
    options: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)  # of CHOICE: texts by language
    need: Mapped[Need] = mapped_column(choice(Need))
    categories: Mapped[list[str] | None] = mapped_column(JSON)  # only asked of these
    if_code: Mapped[str | None] = mapped_column(String(40))  # only asked if that question ...
    if_answer: Mapped[str | None] = mapped_column(String(200))  # ... has this answer

    @property
    def key(self) -> str:
        """The name of its field in the form, and of its file among the papers."""
        return f"question_{self.id}"


class QuestionAnswer(Base):
    """What a person answered: of a choice the English text, of yes-no "yes" or "no", of a date ISO 8601.

    A file is no row here but a Paper with the number of its question.
    """

    __tablename__ = "question_answers"

    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"), primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("questions.id", ondelete="CASCADE"), primary_key=True)
    value: Mapped[str] = mapped_column(Text)
