"""Choosing how the signature sheets are made."""

from wtforms import Field, Form, IntegerField, RadioField, SelectField
from wtforms.validators import InputRequired, NumberRange, StopValidation

from tracker.exports.signatures.lists import By
from tracker.i18n import STAFF_LANGUAGES
from tracker.registration.fields import Sent, _l, option

EMPTY = 8  # lines for those who come unannounced, if nobody says another number
MOST = 60
_HOW_MANY = _l("Give a whole number from 0 to %(most)s.", most=MOST)


def _is_whole(_form: Form, field: Field) -> None:
    """What is no number is told once, in our words."""
    if field.data is None:
        field.errors = []
        raise StopValidation(str(_HOW_MANY))


class SheetsForm(Sent):
    """A sheet for what, in which language, with how many empty lines. Made by `sheets_form`."""

    by = RadioField(
        _l("A sheet for each"),
        choices=[option(By.SESSION.value, _l("session")), option(By.HALF_DAY.value, _l("half-day"))],
    )
    sheets_language = SelectField(
        _l("Language of the sheets"), choices=[option(code, name) for code, name in STAFF_LANGUAGES.items()]
    )
    empty = IntegerField(
        _l("Empty lines at the end"),
        [InputRequired(_HOW_MANY), _is_whole, NumberRange(0, MOST, _HOW_MANY)],
        description=_l("For people who come unannounced."),
        render_kw={"inputmode": "numeric"},
    )


def sheets_form(language: str) -> SheetsForm:
    """The form as it is proposed to a reader of that language, or as it was sent."""
    return SheetsForm({"by": By.SESSION.value, "sheets_language": language, "empty": EMPTY})
