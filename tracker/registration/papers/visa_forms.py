"""What a browser may send about a passport and a visa."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import DateField, Field, StringField
from wtforms.form import BaseForm
from wtforms.validators import DataRequired, InputRequired, Length, StopValidation, ValidationError

from tracker import clock
from tracker.meetings.queries import live_span
from tracker.people import names
from tracker.registration.fields import _l
from tracker.registration.models import Registration
from tracker.registration.papers.models import VisaRequest
from tracker.registration.papers.passports import Passport

_NUMBER = re.compile(r"[A-Z0-9][A-Z0-9 /.-]{3,38}")
_OLDEST = 1900


def _one_line(text: str | None) -> str:
    return " ".join(names.clean(text or "").split())


def _capitals(text: str | None) -> str:
    return _one_line(text).upper()


def _at_most(count: int) -> Length:
    return Length(max=count, message=_l("Use at most %(count)s characters.", count=count))


class Day(DateField):
    """A day, from the browser's calendar or typed as 2026-11-17."""

    def __init__(self, label: str, needed: str, **given: Any) -> None:  # noqa: ANN401 (those of WTForms)
        super().__init__(label, [InputRequired(needed)], **given)

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        try:
            super().process_formdata(list(valuelist))
        except ValueError as error:
            raise ValueError(_("Write the day as year-month-day, for example 2026-11-17.")) from error

    def pre_validate(self, form: BaseForm) -> None:
        """What is no day need not be looked at further."""
        del form
        if self.process_errors:
            raise StopValidation


class VisaForm(FlaskForm):
    """The passport and the stay. Made by `visa_form`, which knows the meeting."""

    csrf_token: Field
    today: date
    first_day: date | None = None
    last_day: date | None = None

    full_name = StringField(
        _l("Full name, as in the passport"),
        [DataRequired(_l("Enter your full name as in the passport.")), _at_most(240)],
        filters=[_one_line],
        render_kw={"autocomplete": "name", "dir": "auto"},
    )
    nationality = StringField(
        _l("Nationality"),
        [DataRequired(_l("Enter your nationality as in the passport.")), _at_most(120)],
        filters=[_one_line],
        render_kw={"dir": "auto"},
    )
    born_on = Day(_l("Date of birth"), _l("Enter your date of birth."), render_kw={"autocomplete": "bday"})
    passport_number = StringField(
        _l("Passport number"),
        [DataRequired(_l("Enter the number of your passport."))],
        filters=[_capitals],
        render_kw={"autocomplete": "off", "dir": "ltr", "spellcheck": "false", "autocapitalize": "characters"},
    )
    passport_expires = Day(
        _l("Passport valid until"),
        _l("Enter the day on which the passport expires."),
        description=_l("Many States ask that it is valid for some months after the stay."),
    )
    arrives_on = Day(_l("You arrive on"), _l("Enter the day on which you arrive."))
    leaves_on = Day(_l("You leave on"), _l("Enter the day on which you leave."))

    def validate_passport_number(self, field: Field) -> None:
        """Passports are numbered in capital letters and figures."""
        if not _NUMBER.fullmatch(field.data):
            raise ValidationError(_("Enter the number as printed in the passport: letters and figures only."))

    def validate_born_on(self, field: Field) -> None:
        """A person of flesh and blood."""
        if field.data.year < _OLDEST or field.data >= self.today:
            raise ValidationError(_("Check the year: this cannot be a date of birth."))

    def validate_passport_expires(self, field: Field) -> None:
        """A passport that is valid during the stay."""
        last = self.leaves_on.data or self.today
        if field.data < last:
            raise ValidationError(_("The passport expires before your stay ends. Use one that is valid longer."))

    def validate_leaves_on(self, field: Field) -> None:
        """A stay that includes something of the meeting."""
        if self.arrives_on.data and field.data < self.arrives_on.data:
            raise ValidationError(_("You cannot leave before you arrive. Check both days."))
        if self.first_day and field.data < self.first_day:
            raise ValidationError(_("This is before the meeting begins. Check the year and the month."))

    def validate_arrives_on(self, field: Field) -> None:
        """Not after all is over."""
        if self.last_day and field.data > self.last_day:
            raise ValidationError(_("This is after the meeting has ended. Check the year and the month."))

    @property
    def passport(self) -> Passport:
        """What was sent."""
        return Passport(**{name: self[name].data for name in Passport.__dataclass_fields__})


class GrantForm(FlaskForm):
    """The day of the visa. Made by `grant_form`."""

    csrf_token: Field
    today: date
    visa_issued_on = Day(_l("The visa was issued on"), _l("Enter the day on which the visa was issued."))

    @property
    def day(self) -> date:
        """What was sent."""
        assert self.visa_issued_on.data is not None  # noqa: S101 (the field is needed)
        return self.visa_issued_on.data

    def validate_visa_issued_on(self, field: Field) -> None:
        """Something that has happened."""
        if field.data > self.today:
            raise ValidationError(_("This day is still to come. Enter the day that stands in the visa."))


def visa_form(registration: Registration, request: VisaRequest | None, *, blank: bool = False) -> VisaForm:
    """The form filled in with what was asked before, else with the names of the registration; or with what was sent.

    `blank` overlooks what the browser sent: it was for the other form of the page.
    """
    asked = request if request and request.erased_at is None else None
    source: dict[str, Any] = {"formdata": None} if blank else {}
    form = VisaForm(data=_values(asked) if asked else {"full_name": _name(registration)}, **source)  # type: ignore[no-untyped-call]
    zone, held = registration.meeting.timezone, live_span(registration.meeting)
    form.today = clock.day_in(clock.now(), zone)
    if held:
        form.first_day, form.last_day = clock.day_in(held.starts, zone), clock.day_in(held.ends, zone)
    return form


def grant_form(registration: Registration, *, blank: bool = False) -> GrantForm:
    """The form for the day of the visa."""
    source: dict[str, Any] = {"formdata": None} if blank else {}
    form = GrantForm(**source)  # type: ignore[no-untyped-call]
    form.today = clock.day_in(clock.now(), registration.meeting.timezone)
    return form


def _values(request: VisaRequest) -> Mapping[str, object]:
    return {name: getattr(request, name) for name in Passport.__dataclass_fields__}


def _name(registration: Registration) -> str:
    return f"{registration.given_name} {registration.family_name}".strip()
