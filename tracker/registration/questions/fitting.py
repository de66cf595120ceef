"""Fitting the registration form to a meeting: its questions become fields, and every field gets its need.

Until the person has said whom they represent, a field is there if any category has it, and needed if all need it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from markupsafe import escape
from sqlalchemy.orm import Session
from wtforms import DateField, EmailField, Field, Form, RadioField, SelectField, TelField
from wtforms.validators import DataRequired, InputRequired, Optional

from tracker.db import db
from tracker.i18n import Texts, marked, marks
from tracker.people.models import Category
from tracker.registration import senders
from tracker.registration.fields import _l, address, line, long_text, option
from tracker.registration.papers.models import Need
from tracker.registration.questions import conditions, needs, queries
from tracker.registration.questions.conditions import Condition
from tracker.registration.questions.models import Question, QuestionKind
from tracker.registration.questions.standard import STANDARD
from tracker.registration.questions.wording import marked_answer, option_value

_NEEDING = (DataRequired, InputRequired)


@dataclass(frozen=True, slots=True)
class Who:
    """The codes of the categories that see a field, and of those that have to fill it in."""

    asked: tuple[str, ...]
    needed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownIf:
    """The answer to another question that makes the form show one."""

    field: str
    answer: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as the form shows it."""

    question: Question
    field: Field | None  # none where a file is asked for, which comes later
    needs: Mapping[Category, Need]
    condition: str  # in words; empty where there is none
    shown_if: ShownIf | None

    @property
    def who(self) -> Who:
        """Whom it is asked."""
        return _who(self.needs)


@dataclass(frozen=True, slots=True)
class Fitting:
    """What a meeting's form asks: rules of its fields, and its questions."""

    questions: Sequence[Question]
    needs: Mapping[str, Mapping[Category, Need]]  # who is asked for each field

    def fields(self) -> dict[str, Any]:
        """The questions as fields not yet bound, by name."""
        return {name_of(one): _field(one) for one in self.questions if one.kind in _FIELDS}

    def values(self, registration_id: int) -> dict[str, object]:
        """What somebody answered, as the fields want it (1 statement, none where nothing is asked)."""
        given = queries.answers([registration_id]).get(registration_id, {}) if self.questions else {}
        return {
            name_of(one): date.fromisoformat(given[one.id]) if one.kind is QuestionKind.DATE else given[one.id]
            for one in self.questions
            if one.id in given
        }

    def asked(self, form: Form) -> list[Asked]:
        """The questions of the form in its order."""
        by_code = {one.code: one for one in self.questions}
        return [
            Asked(
                one,
                None if one.kind is QuestionKind.FILE else form[name_of(one)],
                needs.of_question(one.need, one.categories),
                _condition_words(one, by_code.get(one.if_code or "")),
                _shown_if(one, by_code.get(one.if_code or "")),
            )
            for one in self.questions
            if one.kind is QuestionKind.FILE or name_of(one) in form
        ]

    def who(self, name: str) -> Who:
        """Whom a field is asked."""
        return _who(self.needs[name])

    def not_needed(self) -> set[str]:
        """The fields that some category need not fill in."""
        return {name for name in needs.FIELDS if set(self.needs[name].values()) != {Need.REQUIRED}}


def of(meeting_id: int, session: Session | None = None) -> Fitting:
    """What the meeting's form asks (2 statements), read through the request's database session or another one."""
    session = session or db.session()
    rules = queries.rules_of(session, meeting_id)
    by_field = {name: _needs(name, rules) for name in needs.FIELDS}
    return Fitting(queries.questions_of(session, meeting_id), by_field)


def _needs(name: str, rules: needs.Rules) -> Mapping[Category, Need]:
    """Who is asked for a field. An organization is always asked of those whom no list names."""
    found = needs.needs(name, rules)
    unlisted = senders.OTHERS if name == "organization" else ()
    return found | {one: Need.OPTIONAL for one in unlisted if found[one] is Need.OFF}


def name_of(question: Question) -> str:
    """The name of the question's field in the form."""
    return question.key


def fit(form: Form, of: Fitting, category: Category | None, absent: Mapping[str, object]) -> None:
    """Give every field the need that it has for the category; one that is not asked for holds what `absent` says."""
    for name in needs.FIELDS:
        if name in form:
            found = of.needs[name]
            _mark(form[name], found, category)
            _require(form[name], _one_need(found, category), absent.get(name))
    asked = of.asked(form)
    codes = _codes(asked, category)
    for one in asked:
        if one.field is None:
            continue
        _mark(one.field, one.needs, category)
        _require(one.field, _one_need(one.needs, category) if one.question.code in codes else Need.OFF, None)


def answers(form: Form, of: Fitting) -> dict[int, str] | None:
    """What a valid form that was fitted says to the questions, as it is stored; None where there are none."""
    if not of.questions:
        return None
    given = ((one.question.id, _said(one.field)) for one in of.asked(form) if one.field is not None)
    return {number: text for number, text in given if text}


def condition(question: Question) -> Condition:
    """When the question is asked."""
    return Condition(question.code, question.categories, question.if_code, question.if_answer)


def _who(needs: Mapping[Category, Need]) -> Who:
    return Who(
        asked=tuple(one.value for one, need in needs.items() if need is not Need.OFF),
        needed=tuple(one.value for one, need in needs.items() if need is Need.REQUIRED),
    )


def _codes(asked: Sequence[Asked], category: Category | None) -> set[str]:
    given = {one.question.code: _said(one.field) for one in asked if one.field is not None}
    return conditions.asked([condition(one.question) for one in asked], category, given)


def _one_need(found: Mapping[Category, Need], category: Category | None) -> Need:
    return found[category] if category else needs.together(found.values())


def _mark(field: Field, found: Mapping[Category, Need], category: Category | None) -> None:
    """Write "(optional)" beside what nobody has to answer who may see it."""
    shown = {found[category]} if category else set(found.values())
    field.flags.required = Need.REQUIRED in shown
    field.flags.optional = not field.flags.required


def _require(field: Field, need: Need, absent: object) -> None:
    if need is Need.OFF:
        field.data, field.validators, field.process_errors = absent, (), []
        if isinstance(field, SelectField):
            field.validate_choice = False
        return
    others = [one for one in field.validators if not isinstance(one, (*_NEEDING, Optional))]
    needing = [one for one in field.validators if isinstance(one, _NEEDING)]
    if need is Need.OPTIONAL:
        field.validators = [Optional(), *others]
    else:
        says_itself = isinstance(field, RadioField) and others  # that one of its values is needed
        field.validators = [*(needing or ([] if says_itself else [InputRequired()])), *others]


def _said(field: Field) -> str:
    data = field.data
    return data.isoformat() if isinstance(data, date) else str(data or "")


def _field(question: Question) -> Any:  # noqa: ANN401 (a field not yet bound)
    return _FIELDS[question.kind](question, marked(question.label), marked(question.hint))


def _text(question: Question, label: str, hint: str) -> Any:  # noqa: ANN401 (a field not yet bound)
    known = STANDARD.get(question.code)
    if question.code == "assistant_email":
        return line(label, hint, address, kind=EmailField, autocomplete="off")
    if question.code == "office_phone":
        return line(label, hint, kind=TelField, autocomplete="work tel")
    if known is None or question.code == "address":
        return long_text(label, hint, autocomplete=known.autocomplete if known else "off")
    return line(label, hint, autocomplete=known.autocomplete)


def _choice(question: Question, label: str, hint: str) -> Any:  # noqa: ANN401 (a field not yet bound)
    listed = [option(option_value(one), str(Texts(one)), **marks(Texts(one))) for one in question.options]
    return SelectField(label, choices=[option("", _l("Choose")), *listed], description=hint)


def _yes_no(_question: Question, label: str, hint: str) -> Any:  # noqa: ANN401 (a field not yet bound)
    return RadioField(label, choices=[option("yes", _l("Yes")), option("no", _l("No"))], description=hint)


def _date(question: Question, label: str, hint: str) -> Any:  # noqa: ANN401 (a field not yet bound)
    known = STANDARD.get(question.code)
    return DateField(label, description=hint, render_kw={"autocomplete": known.autocomplete if known else "off"})


# A file is sent as a paper, by its owner alone: a form that anybody can send keeps none.
_FIELDS = {
    QuestionKind.TEXT: _text,
    QuestionKind.CHOICE: _choice,
    QuestionKind.YES_NO: _yes_no,
    QuestionKind.DATE: _date,
}


def _condition_words(question: Question, on: Question | None) -> str:
    if on is None or question.if_answer is None:
        return ""
    said = {"question": marked(on.label), "answer": marked_answer(on, question.if_answer)}
    return escape(_("Only if your answer to “%(question)s” is “%(answer)s”.")) % said


def _shown_if(question: Question, on: Question | None) -> ShownIf | None:
    return ShownIf(name_of(on), question.if_answer or "") if on else None
