"""What a browser may send about accounts."""

from collections.abc import Mapping
from typing import cast

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import (  # type: ignore[attr-defined]  # SelectChoice is younger than the types
    EmailField,
    PasswordField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    ValidationError,
)
from wtforms.validators import DataRequired, Length

from tracker.access import Role
from tracker.accounts.addresses import is_address, normal
from tracker.accounts.password_rules import LONGEST, SHORTEST, Flaw, flaw
from tracker.i18n import STAFF_LANGUAGES


def _l(text: str, **values: object) -> str:
    """A text that is translated when it is read, with the type that WTForms expects."""
    return cast("str", lazy_gettext(text, **values))


ROLE_NAMES = {
    Role.ADMIN: _l("Administrator"),
    Role.ORGANIZER: _l("Organizer"),
    Role.DESK: _l("Desk"),
    Role.VIEWER: _l("Viewer"),
}
_ROLE_CHOICES = [
    SelectChoice(Role.ORGANIZER.value, _l("Organizer: approves registrations, manages the team, downloads lists")),
    SelectChoice(Role.DESK.value, _l("Desk: scans badges at the door")),
    SelectChoice(Role.VIEWER.value, _l("Viewer: sees registrations and figures, changes nothing")),
]
FLAWS = {
    Flaw.SHORT: _l("Choose a password of at least %(number)s characters.", number=SHORTEST),
    Flaw.LONG: _l("Choose a password of at most %(number)s characters.", number=LONGEST),
    Flaw.PERSONAL: _l("This password is too close to your name or e-mail address. Choose another one."),
    Flaw.COMMON: _l(
        "This password is too easy to guess. Choose another one, such as four words that do not belong together."
    ),
}
_LONGEST_EMAIL = 254
_LONGEST_NAME = 120


def _one_line(text: str | None) -> str:
    return " ".join((text or "").split())


class _Form(FlaskForm):
    """Flask-WTF's form, with types."""

    def __init__(self, data: Mapping[str, str] | None = None) -> None:
        super().__init__(data=data)  # type: ignore[no-untyped-call]

    def is_good(self) -> bool:
        """Whether it was sent, and nothing is wrong with it."""
        return bool(self.validate_on_submit())  # type: ignore[no-untyped-call]


class SignInForm(_Form):
    """Who comes in."""

    email = EmailField(
        _l("E-mail address"),
        filters=[normal],
        validators=[DataRequired(_l("Enter your e-mail address.")), Length(max=_LONGEST_EMAIL)],
        render_kw={"autocomplete": "username", "maxlength": _LONGEST_EMAIL},
    )
    password = PasswordField(
        _l("Password"),
        validators=[DataRequired(_l("Enter your password.")), Length(max=LONGEST * 4)],
        render_kw={"autocomplete": "current-password", "dir": "ltr"},
    )


class ForgottenForm(_Form):
    """Whose password is forgotten."""

    email = EmailField(
        _l("E-mail address"),
        filters=[normal],
        validators=[DataRequired(_l("Enter your e-mail address."))],
        render_kw={"autocomplete": "username", "maxlength": _LONGEST_EMAIL},
    )

    def validate_email(self, field: EmailField) -> None:
        _check_address(field)


class NewPasswordForm(_Form):
    """A password that somebody chooses for the account of that address and name."""

    password = PasswordField(
        _l("New password"),
        validators=[DataRequired(_l("Choose a password."))],
        render_kw={"autocomplete": "new-password", "dir": "ltr"},
    )

    def __init__(self, email: str, name: str) -> None:
        super().__init__()
        self._email, self._name = email, name

    def validate_password(self, field: PasswordField) -> None:
        found = flaw(field.data or "", email=self._email, name=self._name)
        if found:
            raise ValidationError(FLAWS[found])


class ChangePasswordForm(NewPasswordForm):
    """The same by somebody who knows the present one."""

    current = PasswordField(
        _l("Current password"),
        validators=[DataRequired(_l("Enter your current password.")), Length(max=LONGEST * 4)],
        render_kw={"autocomplete": "current-password", "dir": "ltr"},
    )


class AccountForm(_Form):
    """What users say about themselves."""

    name = StringField(
        _l("Name"),
        filters=[_one_line],
        validators=[DataRequired(_l("Enter your name.")), Length(max=_LONGEST_NAME)],
        render_kw={"autocomplete": "name", "maxlength": _LONGEST_NAME},
    )
    language = SelectField(_l("Language"), choices=[SelectChoice(code, name) for code, name in STAFF_LANGUAGES.items()])


class RoleForm(_Form):
    """What somebody is in a meeting."""

    role = RadioField(
        _l("Role"),
        choices=_ROLE_CHOICES,
        validators=[DataRequired(_l("Choose a role."))],
    )

    @property
    def chosen(self) -> Role:
        return Role(self.role.data)


class ColleagueForm(RoleForm):
    """Somebody who is to work for a meeting."""

    name = StringField(
        _l("Name"),
        filters=[_one_line],
        validators=[DataRequired(_l("Enter the name.")), Length(max=_LONGEST_NAME)],
        render_kw={"autocomplete": "off", "maxlength": _LONGEST_NAME},
    )
    email = EmailField(
        _l("E-mail address"),
        filters=[normal],
        validators=[DataRequired(_l("Enter the e-mail address."))],
        render_kw={"autocomplete": "off", "maxlength": _LONGEST_EMAIL},
    )

    def validate_email(self, field: EmailField) -> None:
        _check_address(field)


def _check_address(field: EmailField) -> None:
    if len(field.data or "") > _LONGEST_EMAIL or not is_address(field.data or ""):
        raise ValidationError(_l("Enter an e-mail address such as name@customs.example."))
