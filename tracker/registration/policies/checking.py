"""What can be wrong between the values of a policy that are right by themselves. Pure."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from tracker.i18n import DEFAULT
from tracker.registration.models import Mode
from tracker.registration.policies.parts import FieldNeed, PaperNeed, Policy, QuestionPart, Seats
from tracker.registration.questions.conditions import Condition, depending
from tracker.registration.questions.models import QuestionKind
from tracker.registration.questions.needs import FIELDS
from tracker.registration.seats.models import Level

_NEEDED = {Level.CATEGORY: "category", Level.SESSION: "session"}
_FITTING = {
    Level.MEETING: set[str](),
    Level.DELEGATION: {"delegation", "category"},
    Level.CATEGORY: {"category"},
    Level.SESSION: {"session"},
}
_FEWEST_OPTIONS = 2


def problems_between(policy: Policy, sessions: Collection[str]) -> Iterator[str]:
    """Every contradiction as a sentence with its place."""
    for index, seats in enumerate(policy.seats or ()):
        yield from (f"seats[{index}]: {wrong}" for wrong in _wrong_seats(seats, sessions))
    for index, field in enumerate(policy.fields or ()):
        yield from (f"fields[{index}]: {wrong}" for wrong in _wrong_field(field))
    yield from _twice("seats", policy.seats or ())
    yield from _twice("papers", policy.papers or ())
    yield from _twice("fields", policy.fields or ())
    yield from _twice("questions", policy.questions or ())
    asked = {question.code: question for question in policy.questions or ()}
    for index, question in enumerate(policy.questions or ()):
        yield from (f"questions[{index}] ({question.code}): {wrong}" for wrong in _wrong_question(question, asked))


def _wrong_seats(one: Seats, sessions: Collection[str]) -> Iterator[str]:
    if one.mode is Mode.MIXED:
        yield "mode is 'mixed'; a seat is in_person or online"
    needed = _NEEDED.get(one.level)
    if needed and getattr(one, needed) is None:
        yield f"level is {one.level.value!r}, so {needed} says which one"
    for key in ("delegation", "category", "session"):
        if getattr(one, key) is not None and key not in _FITTING[one.level]:
            yield f"{key} does not go with level {one.level.value!r}"
    if one.session and one.level is Level.SESSION and one.session not in sessions:
        yield f"the session {one.session!r} is not among [[sessions]]"


def _wrong_field(one: FieldNeed) -> Iterator[str]:
    usual = FIELDS.get(one.field)
    if usual is None and one.field:
        yield f"there is no field {one.field!r}; there are {', '.join(FIELDS)}"
    elif usual and one.need not in usual.allowed:
        yield f"need is {one.need.value!r}; {one.field} may be {' or '.join(sorted(usual.allowed))}"


def _twice(key: str, parts: Iterable[Seats | PaperNeed | FieldNeed | QuestionPart]) -> Iterator[str]:
    for name, times in Counter(part.name for part in parts).items():
        if name and times > 1:
            yield f"{key}: {name} is given {times} times"


def _wrong_question(one: QuestionPart, asked: Mapping[str, QuestionPart]) -> Iterator[str]:
    if one.kind is QuestionKind.CHOICE and len(one.options) < _FEWEST_OPTIONS:
        yield "kind is 'choice', so options lists at least two answers"
    if one.kind is not QuestionKind.CHOICE and one.options:
        yield f"options do not go with kind {one.kind.value!r}"
    english = Counter(option.best(DEFAULT)[0] for option in one.options)
    yield from (f"options: {text!r} stands there {times} times" for text, times in english.items() if times > 1)
    if (one.if_code is None) is not (one.if_answer is None):
        yield "if_code and if_answer go together"
    elif one.if_code and one.if_code not in asked:
        yield f"if_code {one.if_code!r} is not among [[questions]]"
    elif one.if_code and one.code in depending(_conditions(asked), one.code):
        yield f"if_code {one.if_code!r} is itself only asked after this one"
    elif one.if_code and one.if_answer:
        yield from _wrong_answer(asked[one.if_code], one.if_answer)


def _conditions(asked: Mapping[str, QuestionPart]) -> list[Condition]:
    return [Condition(one.code, one.categories, one.if_code, one.if_answer) for one in asked.values()]


def _wrong_answer(asked: QuestionPart, answer: str) -> Iterator[str]:
    possible = {
        QuestionKind.YES_NO: ("yes", "no"),
        QuestionKind.CHOICE: tuple(option.best(DEFAULT)[0] for option in asked.options),
    }.get(asked.kind)
    if possible is not None and answer not in possible:
        yield f"if_answer {answer!r} is no answer to {asked.code!r}; there are {', '.join(map(repr, possible))}"
