"""What an organizer's browser may send about a category of participants."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import TypeVar, cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import (  # type: ignore[attr-defined]  # SelectChoice is younger than the types
    BooleanField,
    DateTimeLocalField,
    Field,
    RadioField,
    SelectChoice,
    SelectMultipleField,
    StringField,
    ValidationError,
)
from wtforms.validators import Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from tracker import clock
from tracker.i18n import LANGUAGES, STAFF_LANGUAGES, Texts, direction, language_name
from tracker.meetings.categories import Colour, Pattern
from tracker.meetings.files import CategoryFile
from tracker.meetings.models import Meeting, SessionKind
from tracker.people import names, setting
from tracker.people.categories import DEFAULTS, CategoryRules
from tracker.people.models import Category

Word = TypeVar("Word", bound=StrEnum)
LONGEST_LABEL = 80  # characters: more do not fit on a badge


def _l(text: str, **values: object) -> str:
    """A text that is translated when it is read, with the type that WTForms expects."""
    return cast("str", lazy_gettext(text, **values))


COLOURS: Mapping[Colour, str] = {
    Colour.NAVY: _l("Navy"),
    Colour.TEAL: _l("Teal"),
    Colour.GREEN: _l("Green"),
    Colour.OLIVE: _l("Olive"),
    Colour.BROWN: _l("Brown"),
    Colour.RED: _l("Red"),
    Colour.PLUM: _l("Plum"),
    Colour.VIOLET: _l("Violet"),
    Colour.GREY: _l("Grey"),
    Colour.BLACK: _l("Black"),
}
PATTERNS: Mapping[Pattern, str] = {
    Pattern.PLAIN: _l("Plain"),
    Pattern.RINGS: _l("Large dots"),
    Pattern.DOTS: _l("Dots"),
    Pattern.BARS: _l("Wide bars"),
    Pattern.FINE_BARS: _l("Fine bars"),
    Pattern.LINES: _l("Level lines"),
    Pattern.RISING: _l("Rising stripes"),
    Pattern.FALLING: _l("Falling stripes"),
    Pattern.LATTICE: _l("Lattice"),
    Pattern.CHECKS: _l("Checks"),
}
KINDS: Mapping[SessionKind, str] = {
    SessionKind.CLOSED: _l("Closed sessions"),
    SessionKind.JOINT: _l("Joint sessions"),
    SessionKind.OPEN: _l("Open sessions"),
}


def _choices(words: Mapping[Word, str]) -> list[SelectChoice]:
    return [SelectChoice(word.value, label) for word, label in words.items()]


def _cleaned(text: str | None) -> str:
    return " ".join(names.clean(text or "").split())


class CategoryForm(FlaskForm):
    """One category at one meeting. Made by `category_form`."""

    meeting: Meeting
    category: Category

    def __init__(self, data: Mapping[str, object]) -> None:
        super().__init__(data=data)  # type: ignore[no-untyped-call]

    label_en = StringField(
        _l("Name in English"), [Length(max=LONGEST_LABEL)], filters=[_cleaned], render_kw={"lang": "en"}
    )
    label_fr = StringField(
        _l("Name in French"), [Length(max=LONGEST_LABEL)], filters=[_cleaned], render_kw={"lang": "fr"}
    )
    votes = BooleanField(_l("Has the right to vote"))
    counts_for_quorum = BooleanField(_l("Counts for the quorum"))
    listed = BooleanField(_l("Stands in the list of participants"))
    kinds = SelectMultipleField(
        _l("May enter"),
        choices=_choices(KINDS),
        option_widget=CheckboxInput(),
        widget=ListWidget(),
        description=_l("A session may have its own list in the meeting's file, and one person an exception."),
    )
    registration_closes = DateTimeLocalField(_l("Registration closes"), [Optional()])
    colour = RadioField(_l("Colour on the badge"), choices=_choices(COLOURS))
    pattern = RadioField(_l("Pattern on the badge"), choices=_choices(PATTERNS))

    def validate_kinds(self, field: Field) -> None:
        """A kind of session keeps somebody who may enter."""
        if field.errors:
            return  # there is no such kind, which has been said already
        for kind in setting.kinds_open_to(self.meeting, self.category) - {SessionKind(word) for word in field.data}:
            if self.meeting.access.get(kind.value) == [self.category.value]:
                message = _("Nobody else may enter: %(sessions)s. Open them to another category first.")
                raise ValidationError(message % {"sessions": KINDS[kind]})

    def validate_registration_closes(self, field: Field) -> None:
        """Not later than for everybody, and at an hour that exists."""
        if field.data is None:
            return  # nothing was given, or no time, which has been said already
        last = self.meeting.registration_closes
        try:
            closes = clock.from_wall(field.data, self.meeting.timezone)
        except ValueError as error:
            raise ValidationError(_("The clocks skip this hour. Choose another one.")) from error
        if last and closes > last:
            raise ValidationError(_("Choose a time before registration closes for everybody."))

    @property
    def others(self) -> list[Field]:
        """The name in the languages that only delegates read."""
        return [self[f"label_{language}"] for language in LANGUAGES if language not in STAFF_LANGUAGES]

    @property
    def label(self) -> Texts | None:
        """The name where it differs from the usual one."""
        given = {language: self[f"label_{language}"].data for language in LANGUAGES}
        return Texts({language: text for language, text in given.items() if text}) or None

    @property
    def wanted(self) -> CategoryFile:
        """What a valid form says; the usual is left to the default."""
        usual = DEFAULTS[self.category]
        return CategoryFile(
            code=self.category.value,
            label=self.label,
            votes=_unless(self.votes.data, usual.votes),
            counts_for_quorum=_unless(self.counts_for_quorum.data, usual.counts_for_quorum),
            listed=_unless(self.listed.data, usual.is_listed),
            colour=None if self.colour.data == usual.colour else Colour(self.colour.data),
            pattern=None if self.pattern.data == usual.pattern else Pattern(self.pattern.data),
            registration_closes=self.registration_closes.data,
        )


def _unless(said: bool, usual: bool) -> bool | None:  # noqa: FBT001 (facts, not switches)
    return None if said is usual else said


def category_form(meeting: Meeting, rules: CategoryRules) -> CategoryForm:
    """The form filled in with what holds now, or with what the browser sent."""
    own = rules.label.by_language if isinstance(rules.label, Texts) else {}
    made: type[CategoryForm] = type("CategoryInLanguages", (CategoryForm,), _other_names())
    form = made(
        data={
            **{f"label_{language}": own.get(language, "") for language in LANGUAGES},
            "votes": rules.votes,
            "counts_for_quorum": rules.counts_for_quorum,
            "listed": rules.is_listed,
            "kinds": [kind.value for kind in setting.kinds_open_to(meeting, rules.code)],
            "registration_closes": _wall(rules.registration_closes, meeting.timezone),
            "colour": rules.colour.value,
            "pattern": rules.pattern.value,
        }
    )
    form.meeting, form.category = meeting, rules.code
    return form


def _other_names() -> dict[str, StringField]:
    others = [language for language in LANGUAGES if language not in STAFF_LANGUAGES]
    return {
        f"label_{language}": StringField(
            _("Name in %(language)s", language=language_name(language)),
            [Length(max=LONGEST_LABEL)],
            filters=[_cleaned],
            render_kw={"lang": language, "dir": direction(language)},
        )
        for language in others
    }


def _wall(instant: datetime | None, zone: str) -> datetime | None:
    return instant and clock.in_zone(instant, zone).replace(tzinfo=None)
