"""Questions that are answered with a file: who is asked them, and what was sent. The files themselves are papers."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select

from tracker.db import db
from tracker.registration.models import Registration
from tracker.registration.papers import storing
from tracker.registration.papers.models import Paper
from tracker.registration.questions import conditions, queries
from tracker.registration.questions.fitting import condition
from tracker.registration.questions.models import Question, QuestionKind


def of(questions: Sequence[Question]) -> list[Question]:
    """Those of them that are answered with a file."""
    return [one for one in questions if one.kind is QuestionKind.FILE]


def asked(questions: Sequence[Question], registrations: Collection[Registration]) -> dict[int, set[int]]:
    """The numbers of the file questions that each of them is asked, of all questions of their meeting.

    1 statement for 500 people where one depends on another answer, else none.
    """
    wanted = {one.code: one.id for one in of(questions)}
    answers = _answers(questions, registrations) if wanted else {}
    rules = [condition(one) for one in questions]
    found = {one.id: conditions.asked(rules, one.category, answers.get(one.id, {})) for one in registrations}
    return {number: {wanted[code] for code in codes & wanted.keys()} for number, codes in found.items()}


def names(registration_ids: Collection[int]) -> dict[int, dict[int, str]]:
    """What the valid files are called, by registration and question (1 statement)."""
    chosen = select(Paper.registration_id, Paper.question_id, Paper.name).where(
        Paper.registration_id.in_(registration_ids), Paper.question_id.is_not(None), Paper.replaced_at.is_(None)
    )
    found: dict[int, dict[int, str]] = {}
    for registration_id, question_id, name in db.session.execute(chosen):
        if question_id is not None:
            found.setdefault(registration_id, {})[question_id] = name
    return found


def erase(question: Question) -> None:
    """Remove all files that were sent for the question when the transaction is committed; its rows go with it."""
    for name in db.session.scalars(select(Paper.stored_as).where(Paper.question_id == question.id)):
        storing.erase(name)


def _answers(questions: Sequence[Question], registrations: Collection[Registration]) -> Mapping[int, Mapping[str, str]]:
    if not any(one.if_code for one in of(questions)):
        return {}
    codes = {one.id: one.code for one in questions}
    given = queries.answers([one.id for one in registrations])
    return {number: {codes[key]: value for key, value in said.items()} for number, said in given.items()}
