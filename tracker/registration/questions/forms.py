"""What an organizer's browser may send about a meeting's form."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from wtforms import Field, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.i18n import LANGUAGES, STAFF_LANGUAGES, Texts, direction, language_name
from tracker.people import categories, names
from tracker.people.categories import Rules as CategoryRules
from tracker.people.models import Category
from tracker.registration.fields import Sent, _l, option
from tracker.registration.papers.models import Need
from tracker.registration.questions import conditions, needs
from tracker.registration.questions.editing import Wanted
from tracker.registration.questions.fitting import condition
from tracker.registration.questions.models import Question, QuestionKind
from tracker.registration.questions.wording import KINDS, NEEDS, answer_words, option_value

_AS_ALL = ""
_LABEL, _HINT, _OPTIONS, _ANSWER = 200, 400, 4000, 200  # characters
_FEWEST = 2  # answers to choose from


def _one_line(text: str | None) -> str:
    return " ".join(names.clean(text or "").split())


def _some_lines(text: str | None) -> str:
    return names.clean(text or "")


def _line(label: str, language: str, longest: int, *validators: Any) -> Any:  # noqa: ANN401 (WTForms binds it later)
    given = {"lang": language, "dir": direction(language), "autocomplete": "off"}
    return StringField(label, [*validators, Length(max=longest)], filters=[_one_line], render_kw=given)


def _lines(label: str, language: str, hint: str = "") -> Any:  # noqa: ANN401 (WTForms binds it later)
    given = {"lang": language, "dir": direction(language), "rows": 5}
    checks = [Length(max=_OPTIONS)]
    return TextAreaField(label, checks, filters=[_some_lines], description=hint, render_kw=given)


class NeedsForm(Sent):
    """What one field is, for everybody and for single categories. Made by `needs_form`."""

    name: str
    for_all = RadioField(_l("For everybody"))

    def by_category(self) -> list[Field]:
        """The fields of the categories, in their usual order."""
        return [self[code.value] for code in Category]

    @property
    def wanted(self) -> dict[Category | None, Need]:
        """What a valid form says otherwise than usual."""
        for_all = Need(self.for_all.data)
        found: dict[Category | None, Need] = {}
        if for_all is not needs.FIELDS[self.name].need:
            found[None] = for_all
        return found | {code: Need(self[code.value].data) for code in Category if self[code.value].data != _AS_ALL}


def needs_form(name: str, rules: needs.Rules, labels: Mapping[Category, str]) -> NeedsForm:
    """The form filled in with what holds now, or with what the browser sent."""
    offered = [option(need.value, NEEDS[need]) for need in Need if need in needs.FIELDS[name].allowed]
    own = [option(_AS_ALL, _("As for everybody")), *offered]
    fields = {code.value: SelectField(labels[code], choices=own) for code in Category}
    made: type[NeedsForm] = type("FieldNeedsForm", (NeedsForm,), fields)
    data = {code.value: rules[name, code].value if (name, code) in rules else _AS_ALL for code in Category}
    form = made(data={"for_all": needs.need(name, None, rules).value, **data})
    form.for_all.choices, form.name = offered, name
    return form


class QuestionForm(Sent):
    """One question. Made by `question_form`."""

    kind = RadioField(_l("Answer"), choices=[option(kind.value, label) for kind, label in KINDS.items()])
    label_en = _line(_l("Question in English"), "en", _LABEL, DataRequired(_l("Write the question in English.")))
    label_fr = _line(_l("Question in French"), "fr", _LABEL)
    hint_en = _line(_l("Why it is asked, in English"), "en", _HINT)
    hint_fr = _line(_l("Why it is asked, in French"), "fr", _HINT)
    options_en = _lines(_l("Answers in English"), "en", _l("Only for one of several answers: each on its own line."))
    options_fr = _lines(_l("Answers in French"), "fr", _l("In the same order."))
    need = RadioField(_l("Answering is"), choices=[option(n.value, NEEDS[n]) for n in (Need.OPTIONAL, Need.REQUIRED)])
    categories = SelectMultipleField(
        _l("Asked of"),
        option_widget=CheckboxInput(),
        widget=ListWidget(),
        description=_l("If you tick none, everybody is asked."),
    )
    condition = SelectField(_l("Asked"))

    def validate_options_en(self, field: Field) -> None:
        """Somebody who chooses has a choice."""
        if self.kind.data != QuestionKind.CHOICE:
            return
        answers = _split(field.data)
        if len(answers) < _FEWEST:
            raise ValidationError(_("Write at least two answers, each on its own line."))
        if len(set(answers)) < len(answers):
            raise ValidationError(_("Two of these answers are the same."))
        if any(len(answer) > _ANSWER for answer in answers):
            raise ValidationError(_("Use at most %(count)s characters for an answer.", count=_ANSWER))

    def validate_options_fr(self, field: Field) -> None:
        """All answers are translated, or none."""
        self._check_number(field)

    def _check_number(self, field: Field) -> None:
        answers = _split(field.data)
        if answers and len(answers) != len(_split(self.options_en.data)):
            raise ValidationError(_("Write as many answers in this language as in English, or none."))

    def validate_options_ar(self, field: Field) -> None:
        self._check_number(field)

    validate_options_es = validate_options_pt = validate_options_ru = validate_options_zh = validate_options_ar

    @property
    def others(self) -> list[tuple[str, list[Field]]]:
        """Question, reason and answers in each language that only delegates read."""
        return [
            (language, [self[f"{name}_{language}"] for name in ("label", "hint", "options")])
            for language in LANGUAGES
            if language not in STAFF_LANGUAGES
        ]

    @property
    def wanted(self) -> Wanted:
        """What a valid form says."""
        if_code, _equals, if_answer = (self.condition.data or "").partition("=")
        return Wanted(
            kind=QuestionKind(self.kind.data),
            label=self._texts("label"),
            hint=self._texts("hint"),
            need=Need(self.need.data),
            options=self._options() if self.kind.data == QuestionKind.CHOICE else (),
            categories=self.categories.data or None,
            if_code=if_code or None,
            if_answer=if_answer or None,
        )

    def _texts(self, name: str) -> Texts:
        given = {language: self[f"{name}_{language}"].data for language in LANGUAGES}
        return Texts({language: text for language, text in given.items() if text})

    def _options(self) -> list[dict[str, str]]:
        by_language = {language: _split(self[f"options_{language}"].data) for language in LANGUAGES}
        return [
            {language: answers[place] for language, answers in by_language.items() if answers}
            for place in range(len(by_language["en"]))
        ]


def question_form(of: Question | None, others: Sequence[Question], rules: CategoryRules) -> QuestionForm:
    """The form for a new question, or filled in with one; `others` are all questions of the meeting."""
    made: type[QuestionForm] = type("QuestionInLanguages", (QuestionForm,), _in_other_languages())
    form = made(data=_data(of) if of else {"kind": QuestionKind.TEXT.value, "need": Need.OPTIONAL.value})
    form.categories.choices = [(code.value, label) for code, label in categories.labels(rules).items()]
    form.condition.choices = [option("", _("Always")), *_conditions(of, others)]
    if of:  # whose kind cannot change: what people answered would mean nothing
        form.kind.data, form.kind.process_errors = of.kind.value, []
        form.kind.validate_choice = False
    return form


def _in_other_languages() -> dict[str, Field]:
    fields: dict[str, Field] = {}
    for language in LANGUAGES:
        if language not in STAFF_LANGUAGES:
            name = {"language": language_name(language)}
            fields[f"label_{language}"] = _line(_("Question in %(language)s", **name), language, _LABEL)
            fields[f"hint_{language}"] = _line(_("Why it is asked, in %(language)s", **name), language, _HINT)
            answers = _lines(_("Answers in %(language)s", **name), language, _("In the same order."))
            fields[f"options_{language}"] = answers
    return fields


def _conditions(of: Question | None, others: Sequence[Question]) -> list[Any]:
    """All answers that this question can wait for: never those to itself, or to one that waits for it."""
    barred = {of.code} | conditions.depending([condition(one) for one in others], of.code) if of else set()
    return [
        option(f"{one.code}={answer}", _("Only if “%(question)s” is answered “%(answer)s”", **_said(one, answer)))
        for one in others
        if one.code not in barred
        for answer in _answers(one)
    ]


def _said(question: Question, answer: str) -> dict[str, str]:
    return {"question": str(question.label), "answer": answer_words(question, answer)}


def _answers(question: Question) -> list[str]:
    if question.kind is QuestionKind.YES_NO:
        return ["yes", "no"]
    return [option_value(one) for one in question.options]


def _data(of: Question) -> dict[str, object]:
    texts = {f"{name}_{language}": text for name, language, text in _texts(of)}
    options = {f"options_{lang}": "\n".join(one.get(lang, "") for one in of.options).strip() for lang in LANGUAGES}
    return {
        **texts,
        **options,
        "kind": of.kind.value,
        "need": of.need.value,
        "categories": list(of.categories or ()),
        "condition": f"{of.if_code}={of.if_answer}" if of.if_code else "",
    }


def _texts(of: Question) -> list[tuple[str, str, str]]:
    found = {"label": of.label.by_language, "hint": of.hint.by_language}
    return [(name, language, text) for name, texts in found.items() for language, text in texts.items()]


def _split(text: str | None) -> list[str]:
    return [line for line in (text or "").splitlines() if line]
