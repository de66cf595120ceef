"""Reads of a meeting's form, and of what people answered."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.db import db
from tracker.errors import NotFound
from tracker.registration.models import Registration
from tracker.registration.papers.models import Paper
from tracker.registration.questions.models import FieldRule, Question, QuestionAnswer
from tracker.registration.questions.needs import Rules
from tracker.registration.questions.wording import marked_answer

_BATCH = 500  # registrations in one statement


class NoSuchQuestion(NotFound):
    """The meeting's form has no question of that number."""


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer as a reader reads it."""

    question: Question
    words: str


def rules(meeting_id: int) -> Rules:
    """What the meeting says of the fields of its form (1 statement)."""
    return rules_of(db.session(), meeting_id)


def rules_of(session: Session, meeting_id: int) -> Rules:
    """The same, read through another session."""
    found = session.scalars(select(FieldRule).where(FieldRule.meeting_id == meeting_id))
    return {(rule.field, rule.category): rule.need for rule in found}


def questions(meeting_id: int) -> Sequence[Question]:
    """The meeting's questions in the order of its form (1 statement)."""
    return questions_of(db.session(), meeting_id)


def questions_of(session: Session, meeting_id: int) -> Sequence[Question]:
    """The same, read through another session."""
    chosen = select(Question).where(Question.meeting_id == meeting_id)
    return session.scalars(chosen.order_by(Question.position, Question.id)).all()


def question(meeting_id: int, question_id: int) -> Question:
    """One of them, or NoSuchQuestion."""
    found = db.session.get(Question, question_id)
    if found is None or found.meeting_id != meeting_id:
        raise NoSuchQuestion(_("The form of this meeting has no such question."))
    return found


def answers(registration_ids: Collection[int]) -> dict[int, dict[int, str]]:
    """What people answered as it is stored, by registration and question (1 statement for 500 people)."""
    found: dict[int, dict[int, str]] = {}
    for ids in _batches(list(registration_ids)):
        for one in db.session.scalars(select(QuestionAnswer).where(QuestionAnswer.registration_id.in_(ids))):
            found.setdefault(one.registration_id, {})[one.question_id] = one.value
    return found


def answered(registration: Registration) -> list[Answered]:
    """What one person answered, in the order of the form (2 statements, 1 where nothing is asked)."""
    asked = questions(registration.meeting_id)
    given: Mapping[int, str] = answers([registration.id]).get(registration.id, {}) if asked else {}
    return [Answered(one, marked_answer(one, given[one.id])) for one in asked if one.id in given]


def counts(meeting_id: int) -> dict[int, int]:
    """How many people answered each question, in writing or with a file (2 statements)."""
    mine = select(Question.id, func.count()).where(Question.meeting_id == meeting_id).group_by(Question.id)
    written = mine.join(QuestionAnswer, QuestionAnswer.question_id == Question.id)
    sent = mine.join(Paper, Paper.question_id == Question.id).where(Paper.replaced_at.is_(None))
    return dict(iter(db.session.execute(written))) | dict(iter(db.session.execute(sent)))


def _batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), _BATCH):
        yield ids[start : start + _BATCH]
