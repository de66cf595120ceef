"""Keeping what somebody answered."""

from collections.abc import Mapping

from sqlalchemy import select

from tracker.db import db
from tracker.registration.models import Registration
from tracker.registration.questions.models import QuestionAnswer


def keep(registration: Registration, answers: Mapping[int, str] | None) -> bool:
    """Make these, by question, all answers of a registration that is stored already; whether anything was changed.

    None leaves them as they are: whoever fills in for others, or a list, answers no questions.
    """
    if answers is None:
        return False
    chosen = select(QuestionAnswer).where(QuestionAnswer.registration_id == registration.id)
    kept = {one.question_id: one for one in db.session.scalars(chosen)}
    if {number: one.value for number, one in kept.items()} == answers:
        return False
    for number, one in kept.items():
        if number not in answers:
            db.session.delete(one)
    for number, value in answers.items():
        db.session.merge(QuestionAnswer(registration_id=registration.id, question_id=number, value=value))
    return True
