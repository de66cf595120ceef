"""What an organizer's browser may send about badges."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_wtf.file import FileField
from wtforms import BooleanField, Field, Form, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.badges.layouts import SINGLE, Layout
from tracker.i18n import LANGUAGES
from tracker.people.models import Category, Delegation
from tracker.people.names import fold
from tracker.registration.badges import logos
from tracker.registration.badges.asking import Wanted
from tracker.registration.badges.logos import LogoRefused
from tracker.registration.badges.looks import BadgeField, Dress, Look, Order, Who, in_order
from tracker.registration.badges.wording import FIELDS, LAYOUTS, logo_sentence
from tracker.registration.fields import Sent, _l, option


class LookForm(Sent):
    """How badges look. Made by `look_form`."""

    logo_now: bytes | None = None  # what is kept, or what was just sent

    layout = RadioField(_l("Paper for printing in advance"), choices=[option(*one) for one in LAYOUTS.items()])
    desk = RadioField(
        _l("Paper of the printer at the desk"), choices=[option(one.value, LAYOUTS[one]) for one in SINGLE]
    )
    two_sided = BooleanField(
        _l("Print the sessions on the other side"),
        description=_l("Set the printer to two-sided, turned over the long edge."),
    )
    language = SelectField(_l("Language"), choices=[option(*one) for one in LANGUAGES.items()])
    second_language = SelectField(
        _l("Second language"), choices=[option("", "–"), *(option(*one) for one in LANGUAGES.items())]
    )
    fields = SelectMultipleField(
        _l("On the badge, beside name, delegation, category and QR code"),
        choices=[option(*one) for one in FIELDS.items()],
        option_widget=CheckboxInput(),
        widget=ListWidget(),
    )
    logo = FileField(
        _l("Logo"),
        description=_l("PNG, JPEG or SVG, at most 1 MB."),
        render_kw={"accept": "image/png,image/jpeg,image/svg+xml,.png,.jpg,.jpeg,.svg"},
    )
    no_logo = BooleanField(_l("Print no logo"))
    person = StringField(
        _l("Show the badge of"),
        description=_l("Part of a name; empty for an invented person."),
        render_kw={"autocomplete": "off", "type": "search"},
    )

    def validate_logo(self, field: Field) -> None:
        """A picture that can be printed; it is kept as one of our own."""
        if not field.data or not field.data.filename:
            return
        try:
            self.logo_now = logos.made_plain(field.data.read())
        except LogoRefused as refused:
            raise ValidationError(logo_sentence(refused.flaw)) from refused

    @property
    def dress(self) -> Dress:
        """What a valid form says."""
        second = self.second_language.data
        languages = dict.fromkeys(one for one in (self.language.data, second) if one)
        look = Look(
            layout=Layout(self.layout.data),
            desk=Layout(self.desk.data),
            two_sided=bool(self.two_sided.data),
            languages=tuple(languages),
            fields=in_order(BadgeField(one) for one in self.fields.data or ()),
        )
        return Dress(look, None if self.no_logo.data else self.logo_now)


def look_form(dress: Dress) -> LookForm:
    """The form with what holds now, or with what the browser sent."""
    look = dress.look
    form = LookForm(
        {
            "layout": look.layout.value,
            "desk": look.desk.value,
            "two_sided": look.two_sided,
            "language": look.languages[0],
            "second_language": look.languages[1] if len(look.languages) > 1 else "",
            "fields": [one.value for one in look.fields],
        }
    )
    form.logo_now = dress.logo
    return form


class PrintForm(Form):
    """Whose badges; it makes the query of an address and changes nothing, so it carries no token."""

    def __init__(self, data: Mapping[str, object]) -> None:
        super().__init__(data=data)

    who = SelectField(
        _l("Badges"),
        choices=[option(Who.NOT_PRINTED, _l("Not printed yet")), option(Who.ALL, _l("All"))],
    )
    door = SelectField(
        _l("People"), choices=[option("room", _l("Who come in person")), option("all", _l("Online too"))]
    )
    category = SelectField(_l("Category"))
    delegation = SelectField(_l("Delegation"))
    order = SelectField(
        _l("Order"), choices=[option(Order.NAME, _l("By name")), option(Order.DELEGATION, _l("By delegation"))]
    )
    layout = SelectField(_l("Paper"), choices=[option(*one) for one in LAYOUTS.items()])
    two_sided = SelectField(_l("Other side"), choices=[option("no", _l("Empty")), option("yes", _l("Sessions"))])


def print_form(
    wanted: Wanted, labels: Mapping[Category, str], senders: Sequence[Delegation], language: str
) -> PrintForm:
    """The form with what is shown now."""
    form = PrintForm(wanted.parameters)
    form.category.choices = [option("", _("All")), *(option(code.value, name) for code, name in labels.items())]
    form.delegation.choices = [option("", _("All")), *_named(senders, language)]
    return form


def _named(senders: Iterable[Delegation], language: str) -> list[Any]:
    named = sorted(((one.name(language), one.code) for one in senders), key=lambda one: fold(one[0]))
    return [option(code, name) for name, code in named]
