"""What an organizer's browser may send: a filter, a reason, corrections."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from flask_babel import gettext as _
from wtforms import Field, Form, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from tracker.i18n import current_language
from tracker.people import categories, names
from tracker.people.categories import Rules
from tracker.people.models import Category, Delegation
from tracker.people.queries import Entry
from tracker.registration import senders
from tracker.registration.details import Details
from tracker.registration.fields import LONG_TEXT, Sent, _l, needed, option, text
from tracker.registration.forms import MODES, ROLES
from tracker.registration.models import DelegateRole, Mode, Registration, SpeakingRight
from tracker.registration.review_filter import Filter
from tracker.registration.wording import SPEAKING

_ALL = option("", _l("All"))


class FilterForm(Form):
    """The fields beside the search box; the tabs carry the status, the headings the order."""

    delegation = SelectField(_l("Delegation"))
    category = SelectField(_l("Category"))
    mode = SelectField(_l("Attends"), choices=[_ALL, *(option(word.value, MODES[word]) for word in Mode)])


def filter_form(shown: Filter, delegations: Iterable[Delegation], rules: Rules) -> FilterForm:
    """The form filled in with the filter that is shown."""
    values = {"delegation": shown.delegation, "category": shown.category or "", "mode": shown.mode or ""}
    form = FilterForm(data=values)
    form.delegation.choices = [_ALL, *(option(one.code, one.name(current_language())) for one in delegations)]
    form.category.choices = [_ALL, *_categories(rules)]
    return form


def _categories(rules: Rules) -> list[Any]:
    return [option(category.value, label) for category, label in categories.labels(rules).items()]


def _cleaned(text: str | None) -> str:
    return names.clean(text or "")


class ReasonForm(Sent):
    """Why a registration is declined."""

    reason = TextAreaField(
        _l("Reason"),
        [DataRequired(_l("Write the reason. The person is told.")), Length(max=LONG_TEXT)],
        filters=[_cleaned],
        description=_l("The person will read it, word for word, in the e-mail that tells them."),
        render_kw={"rows": 3, "dir": "auto"},
    )


class ReturnForm(Sent):
    """What a person is asked to correct."""

    correction = TextAreaField(
        _l("What to correct"),
        [DataRequired(_l("Write what to correct. The person is told.")), Length(max=LONG_TEXT)],
        filters=[_cleaned],
        description=_l("The person will read it, word for word, in the e-mail that tells them."),
        render_kw={"rows": 3, "dir": "auto"},
    )


class ReissueForm(Sent):
    """Why somebody gets another badge."""

    reason = StringField(
        _l("Reason"),
        [DataRequired(_l("Write the reason, for example that the badge was lost.")), Length(max=200)],
        filters=[_cleaned],
        description=_l("For the log, for example: lost, or seen with somebody else."),
        render_kw={"dir": "auto"},
    )


class CorrectionForm(Sent):
    """What an organizer may correct; fields carry the names of the columns. Made by `correction_form`."""

    title = text(_l("Title"), "title", *needed(_l("Enter a title, for example Ms.")))
    family_name = text(_l("Family name"), "family_name", *needed(_l("Enter the family name.")))
    given_name = text(_l("Given name"), "given_name")
    native_name = text(_l("Name in native script"), "native_name", dir="auto")
    delegation = SelectField(_l("Delegation"))
    organization = text(_l("Organization or company"), "organization")
    category = SelectField(
        _l("Category"),
        description=_l("It decides which sessions are open to the person."),
    )
    role = SelectField(_l("Role in the delegation"), choices=[option(word.value, ROLES[word]) for word in DelegateRole])
    department = text(_l("Department"), "department")
    position = text(_l("Position"), "position")
    speaking = SelectField(
        _l("Speaking right"),
        choices=[option("", _l("Not decided")), *(option(word.value, SPEAKING[word]) for word in SpeakingRight)],
    )
    delegations: Mapping[str, int]

    def validate_organization(self, field: Field) -> None:
        """Everybody comes from somewhere."""
        if not self.delegation.data and not field.data:
            raise ValidationError(_("Choose a delegation, or enter an organization."))

    def details(self, kept: Registration) -> Details:
        """The registration as it is after these corrections."""
        values = {name: getattr(kept, name) for name in _KEPT} | {name: self[name].data for name in _TEXTS}
        return Details(
            **values,
            delegation_id=self.delegations.get(self.delegation.data),
            category=Category(self.category.data),
            role=DelegateRole(self.role.data),
            speaking=SpeakingRight(self.speaking.data) if self.speaking.data else None,
            choices={choice.session_id: choice.mode for choice in kept.choices},
        )


_TEXTS = ("title", "family_name", "given_name", "native_name", "organization", "department", "position")
_KEPT = {field.name for field in fields(Details)} - {
    *_TEXTS,
    "delegation_id",
    "category",
    "role",
    "speaking",
    "choices",
    "answers",
}


def correction_form(of: Registration, delegations: Sequence[Entry]) -> CorrectionForm:
    """The form filled in with what stands there, or with what the browser sent."""
    data = {name: getattr(of, name) for name in (*_TEXTS, "category", "role")}
    data |= {"delegation": of.delegation.code if of.delegation else "", "speaking": of.speaking or ""}
    form = CorrectionForm(data=data)
    form.delegations = {one.code: one.id for one in delegations}
    listed = [one for one in senders.listed(tuple(delegations), current_language()) if one.value in form.delegations]
    form.delegation.choices = [option("", _("None")), *listed]
    form.category.choices = _categories(categories.of(of.meeting_id))
    return form
