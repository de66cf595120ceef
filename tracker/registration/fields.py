"""Kinds of fields that forms of people are made of: clean texts that fit into their columns."""

from collections.abc import Collection, Mapping
from typing import Any, cast

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from sqlalchemy import String
from wtforms import Field, Form, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the types of WTForms
from wtforms.validators import AnyOf, DataRequired, Length, ValidationError

from tracker.people import names
from tracker.registration.models import Registration

LONG_TEXT = 2000  # characters
Validator = Any  # WTForms asks for a callable of form and field, of whichever kinds


def _l(text: str, **values: int) -> str:
    """A text that is translated when it is shown; WTForms knows it as a plain one."""
    return cast("str", lazy_gettext(text, **values))


class Sent(FlaskForm):
    """Flask-WTF's form, with types. `blank` overlooks what the browser sent: it was for another form of the page."""

    def __init__(self, data: Mapping[str, object] | None = None, *, blank: bool = False) -> None:
        source = {"formdata": None} if blank else {}
        super().__init__(data=data, **source)  # type: ignore[no-untyped-call]


def option(value: str, label: str, group: str | None = None, **attributes: str) -> Any:  # noqa: ANN401 (no types)
    """One choice of a list or of a row of buttons; `group` is the heading that it stands under."""
    return SelectChoice(value, label, {name.replace("_", "-"): text for name, text in attributes.items()}, group)


def needed(message: str) -> list[Validator]:
    """The field may not be empty."""
    return [DataRequired(message)]


def one_of(values: Collection[str], message: str) -> list[Validator]:
    """One of the values was chosen."""
    return [AnyOf(values, message=message)]


def text(label: str, column: str, *validators: Validator, kind: type[StringField] = StringField, **given: str) -> Any:  # noqa: ANN401 (WTForms binds it later)
    """A field of one line that fits into a column of registrations; `given` are attributes of the input."""
    width = Registration.__table__.c[column].type
    longest = (width.length if isinstance(width, String) else None) or LONG_TEXT
    return kind(label, [*validators, _at_most(longest)], filters=[_one_line], render_kw=given)


def line(label: str, hint: str, *validators: Validator, kind: type[StringField] = StringField, **given: str) -> Any:  # noqa: ANN401 (WTForms binds it later)
    """A field of one line whose answer is kept beside the registration; `given` are attributes of the input."""
    checks = [_at_most(LONG_TEXT), *validators]
    return kind(label, checks, filters=[_one_line], description=hint, render_kw=given)


def long_text(label: str, hint: str, **given: str | int) -> Any:  # noqa: ANN401 (WTForms binds it later)
    """A field of some lines; `given` are attributes of the text area."""
    given = {"rows": 3, "dir": "auto", **given}
    return TextAreaField(label, [_at_most(LONG_TEXT)], filters=[_some_lines], description=hint, render_kw=given)


def address(form: Form, field: Field) -> None:
    """Turn an address into the form in which it is stored and mailed to: lower-case ASCII."""
    del form
    try:
        # Whether mail arrives there, only the confirmation shows; reserved test domains are for rehearsals.
        found = validate_email(field.data, check_deliverability=False, allow_smtputf8=False, test_environment=True)
    except EmailNotValidError as error:
        raise ValidationError(_("Enter an e-mail address such as name@customs.example.")) from error
    field.data = (found.ascii_email or found.normalized).lower()


def _at_most(count: int) -> Length:
    return Length(max=count, message=_l("Use at most %(count)s characters.", count=count))


def _one_line(text: str | None) -> str:
    return " ".join(names.clean(text or "").split())


def _some_lines(text: str | None) -> str:
    return names.clean(text or "")
