"""What an organizer's browser may send about limits of seats."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import IntegerField, RadioField, SelectField
from wtforms.validators import InputRequired, NumberRange

from tracker.i18n import current_language
from tracker.meetings.models import Meeting
from tracker.people import categories
from tracker.people.models import Category
from tracker.people.names import fold
from tracker.people.queries import Entry
from tracker.registration.fields import _l, one_of, option
from tracker.registration.models import Mode
from tracker.registration.seats.limiting import Wanted
from tracker.registration.seats.models import Level, WhenFull

MOST_SEATS = 100_000

_MODES = ((Mode.IN_PERSON, _l("In person")), (Mode.ONLINE, _l("Online")))
_WHEN_FULL = ((WhenFull.WAIT, _l("They wait for a seat")), (WhenFull.REFUSE, _l("They cannot choose it")))
_Scope = Mapping[str, Any]  # the columns of Wanted that a choice stands for


class ChangeForm(FlaskForm):
    """Another number of seats for one limit."""

    seats = IntegerField(
        _l("Seats"),
        [
            InputRequired(_l("Enter the number of seats.")),
            NumberRange(0, MOST_SEATS, _l("Enter a number from 0 to 100 000.")),
        ],
        render_kw={"inputmode": "numeric", "min": 0, "max": MOST_SEATS},
    )
    when_full = RadioField(
        _l("When they are gone, what happens to who comes later?"),
        one_of(list(WhenFull), _l("Choose what happens when the seats are gone.")),
        choices=[option(word.value, label) for word, label in _WHEN_FULL],
        default=WhenFull.WAIT.value,
        validate_choice=False,
    )


class LimitForm(ChangeForm):
    """A new limit. Made by `limit_form`, which knows the meeting."""

    scopes: Mapping[str, _Scope]

    scope = SelectField(_l("What is limited"), [InputRequired(_l("Choose what is limited."))])
    mode = RadioField(
        _l("Way to attend"),
        one_of([mode.value for mode, _label in _MODES], _l("Choose in person or online.")),
        choices=[option(mode.value, label) for mode, label in _MODES],
        default=Mode.IN_PERSON.value,
        validate_choice=False,
    )

    @property
    def wanted(self) -> Wanted:
        """The limit that a valid form describes."""
        return Wanted(
            **self.scopes[self.scope.data],
            mode=Mode(self.mode.data),
            seats=self.seats.data or 0,
            when_full=WhenFull(self.when_full.data),
        )


def limit_form(meeting: Meeting, delegations: Iterable[Entry]) -> LimitForm:
    """The blank form, with what the browser sent, if it did."""
    found = list(_scopes(meeting, delegations))
    form = LimitForm()  # type: ignore[no-untyped-call]  # Flask-WTF carries no types
    form.scopes = {value: scope for value, _label, _group, scope in found}
    form.scope.choices = [option("", _("Choose")), *(option(value, label, group) for value, label, group, _s in found)]
    return form


def _scopes(meeting: Meeting, delegations: Iterable[Entry]) -> Iterable[tuple[str, str, str, _Scope]]:
    """Everything that can be limited: value, label, group of the list, and what it stands for."""
    whole, each, own = _("Meeting and delegations"), _("Each delegation of a category"), _("One delegation")
    labels = categories.labels(categories.of(meeting.id))
    yield "meeting", _("The whole meeting"), whole, {"level": Level.MEETING}
    yield "delegation", _("Each delegation"), whole, {"level": Level.DELEGATION}
    for session in meeting.sessions:
        scope = {"level": Level.SESSION, "session_id": session.id}
        yield f"session:{session.id}", str(session.title), _("Sessions"), scope
    yield from (_of_category("category", Level.CATEGORY, one, label, _("Categories")) for one, label in labels.items())
    yield from (_of_category("each", Level.DELEGATION, one, label, each) for one, label in labels.items())
    for one in sorted(delegations, key=lambda one: fold(one.name(current_language()))):
        scope = {"level": Level.DELEGATION, "delegation_id": one.id}
        yield f"delegation:{one.code}", one.name(current_language()), own, scope


def _of_category(kind: str, level: Level, one: Category, label: object, group: str) -> tuple[str, str, str, _Scope]:
    return f"{kind}:{one.value}", str(label), group, {"level": level, "category": one}
