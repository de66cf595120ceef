"""What an organizer's browser may send about the links of screens."""

from typing import cast

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectChoice, StringField  # type: ignore[attr-defined]  # younger than the types
from wtforms.validators import InputRequired, Length

from tracker.dashboard.wall.linking import NAME
from tracker.dashboard.wall.looks import Speech, Theme


def _l(text: str) -> str:
    """A text that is translated when it is read."""
    return cast("str", lazy_gettext(text))


SPEECHES = {Speech.BOTH: _l("English and French"), Speech.ENGLISH: _l("English"), Speech.FRENCH: _l("French")}
THEMES = {
    Theme.DARK: _l("White on dark"),
    Theme.LIGHT: _l("Dark on white"),
    Theme.DEVICE: _l("As the screen itself is set"),
}
_SPEECHES = [SelectChoice(one.value, word) for one, word in SPEECHES.items()]
_THEMES = [SelectChoice(one.value, word) for one, word in THEMES.items()]


class LinkForm(FlaskForm):
    """A link for a screen."""

    name = StringField(
        _l("Where the screen is"),
        [InputRequired(_l("Say where the screen is, to know it again.")), Length(max=NAME)],
        description=_l("For example “Plenary hall, left”. Only organizers see it."),
        render_kw={"maxlength": NAME, "autocomplete": "off"},
    )
    speech = RadioField(_l("Languages"), choices=_SPEECHES, default="both")
    theme = RadioField(_l("Colours"), choices=_THEMES, default="dark")

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]

    def is_good(self) -> bool:
        """Whether it was sent, and nothing is wrong with it."""
        return bool(self.validate_on_submit())  # type: ignore[no-untyped-call]
