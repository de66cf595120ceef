"""What an organizer does to a meeting's form; the journal says what and who."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto

from flask_babel import gettext as _
from sqlalchemy import delete

from tracker.audit import recording
from tracker.audit.models import Actor
from tracker.db import db
from tracker.errors import Conflict, NotFound
from tracker.i18n import Texts
from tracker.meetings.models import Meeting
from tracker.meetings.queries import live_span
from tracker.people.models import Category
from tracker.people.names import fold
from tracker.registration.papers.models import Need
from tracker.registration.questions import conditions, files, queries
from tracker.registration.questions.fitting import condition
from tracker.registration.questions.models import FieldRule, Question, QuestionKind
from tracker.registration.questions.standard import STANDARD

_LONGEST_CODE = 32  # characters, so that a number fits behind


class MeetingHasBegun(Conflict):
    """What people answered is part of the meeting's record by now."""


class StillNeeded(Conflict):
    """Another question is only asked because of this one."""


class NoSuchStandard(NotFound):
    """There is no ready-made question of that code."""


class Direction(StrEnum):
    """Where a question moves to in the form."""

    UP = auto()
    DOWN = auto()


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question as an organizer writes it."""

    kind: QuestionKind
    label: Texts
    hint: Texts
    need: Need
    options: Sequence[Mapping[str, str]] = ()
    categories: Sequence[str] | None = None
    if_code: str | None = None
    if_answer: str | None = None


def set_needs(meeting: Meeting, field: str, wanted: Mapping[Category | None, Need], by: Actor) -> None:
    """Make these the needs of a field, by category, None for all others; what is not there is as usual."""
    mine = (FieldRule.meeting_id == meeting.id, FieldRule.field == field)
    db.session.execute(delete(FieldRule).where(*mine))
    for category, need in wanted.items():
        db.session.add(FieldRule(meeting_id=meeting.id, field=field, category=category, need=need))
    said = ", ".join(f"{category or 'all'}: {need}" for category, need in wanted.items())
    recording.record(by, "form.field_changed", f"field {field}", meeting=meeting.slug, needs=said)


def add(meeting: Meeting, wanted: Wanted, by: Actor, code: str = "") -> Question:
    """A question at the end of the form."""
    there = queries.questions(meeting.id)
    made = Question(
        meeting_id=meeting.id,
        code=code or _free_code(wanted.label, {one.code for one in there}),
        position=max((one.position for one in there), default=0) + 1,
    )
    _write(made, wanted)
    db.session.add(made)
    db.session.flush()
    recording.record(by, "form.question_added", f"question {made.code}", meeting=meeting.slug)
    return made


def switch_on(meeting: Meeting, code: str, by: Actor) -> Question:
    """Ask a ready-made question; one that is asked already stays as it is."""
    ready = STANDARD.get(code)
    if ready is None:
        raise NoSuchStandard(_("There is no ready-made question of that name."))
    known = next((one for one in queries.questions(meeting.id) if one.code == code), None)
    return known or add(meeting, Wanted(ready.kind, ready.label, ready.hint, ready.need, ready.options), by, code)


def change(meeting: Meeting, question: Question, wanted: Wanted, by: Actor) -> None:
    """Ask it in another way; what people answered stays."""
    _write(question, wanted)
    recording.record(by, "form.question_changed", f"question {question.code}", meeting=meeting.slug)


def move(meeting: Meeting, question: Question, direction: Direction, by: Actor) -> None:
    """Let it change places with its neighbour, if there is one."""
    order = list(queries.questions(meeting.id))
    place = order.index(question)
    other = place - 1 if direction is Direction.UP else place + 1
    if not 0 <= other < len(order):
        return
    order[place], order[other] = order[other], order[place]
    for position, one in enumerate(order, start=1):
        one.position = position
    recording.record(by, "form.question_moved", f"question {question.code}", meeting=meeting.slug, to=direction.value)


def remove(meeting: Meeting, question: Question, by: Actor, now: datetime) -> None:
    """Ask it no more and erase what was answered.

    StillNeeded where another question depends on it; MeetingHasBegun where there are answers and the meeting has begun.
    """
    answers = queries.counts(meeting.id).get(question.id, 0)
    check_removable(meeting, question, answers, now)
    recording.record(
        by, "form.question_removed", f"question {question.code}", meeting=meeting.slug, answers_erased=answers
    )
    files.erase(question)
    db.session.delete(question)


def check_removable(meeting: Meeting, question: Question, answers: int, now: datetime) -> None:
    """Raise StillNeeded or MeetingHasBegun where the question has to stay."""
    others = [condition(one) for one in queries.questions(meeting.id)]
    if conditions.depending(others, question.code):
        raise StillNeeded(_("Another question depends on the answer to this one. Change that question first."))
    held = live_span(meeting)
    if answers and held and now >= held.starts:
        raise MeetingHasBegun(_("The meeting has begun: the answers to this question are part of its record."))


def _write(question: Question, wanted: Wanted) -> None:
    question.kind, question.need = wanted.kind, wanted.need
    question.label, question.hint = wanted.label, wanted.hint
    question.options = [dict(one) for one in wanted.options]
    question.categories = list(wanted.categories) if wanted.categories is not None else None
    question.if_code, question.if_answer = wanted.if_code, wanted.if_answer


def _free_code(label: Texts, taken: set[str]) -> str:
    """A word for the question that no other one of the meeting has: "hotel", "hotel_2"."""
    word = re.sub(r"[^a-z0-9]+", "_", fold(label.best("en")[0]))[:_LONGEST_CODE].strip("_") or "question"
    numbered = (f"{word}_{number}" for number in range(2, len(taken) + 3))
    return next(code for code in (word, *numbered) if code not in taken | STANDARD.keys())
