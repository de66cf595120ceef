"""What an organizer's browser may send about a list: the file, what its columns are, the decision to apply it."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, HiddenField, RadioField, SelectField

from tracker.registration.fields import _l, option
from tracker.registration.importing.columns import FIELDS, NEEDED, Field, Kind, Table

LABELS: Mapping[Field, str] = {
    Field.FAMILY_NAME: _l("Family name"),
    Field.GIVEN_NAME: _l("Given name"),
    Field.NATIVE_NAME: _l("Name in native script"),
    Field.TITLE: _l("Title"),
    Field.CATEGORY: _l("Category"),
    Field.DELEGATION: _l("Delegation"),
    Field.ORGANIZATION: _l("Organization or company"),
    Field.ROLE: _l("Role in the delegation"),
    Field.POSITION: _l("Position"),
    Field.DEPARTMENT: _l("Department"),
    Field.EMAIL: _l("E-mail address"),
    Field.PHONE: _l("Mobile phone"),
    Field.MODE: _l("In person or online"),
    Field.SESSIONS: _l("Sessions"),
    Field.LANGUAGE: _l("Language of our e-mails"),
    Field.INTERPRETATION: _l("Interpretation into"),
    Field.IN_PERSON_SEATS: _l("Seats in person"),
    Field.ONLINE_SEATS: _l("Seats online"),
    Field.FOCAL_POINT_NAME: _l("Focal point"),
    Field.FOCAL_POINT_EMAIL: _l("E-mail address of the focal point"),
}
_AUTOMATIC = ""
_SAMPLES = 3  # values shown beside a column
_LONGEST_SAMPLE = 24  # characters of each


class _Sent(FlaskForm):
    """Flask-WTF's form, with types."""

    def __init__(self, data: Mapping[str, object] | None = None) -> None:
        super().__init__(data=data)  # type: ignore[no-untyped-call]


class UploadForm(_Sent):
    """A file, and what it is about."""

    file = FileField(
        _l("File"),
        [FileRequired(_l("Choose the file with the list."))],
        description=_l("Excel (.xlsx) or CSV, at most 5 MB and 10,000 rows."),
        render_kw={"accept": ".xlsx,.csv,.txt,.tsv"},
    )
    kind = RadioField(
        _l("What is in the list?"),
        choices=[
            option(_AUTOMATIC, _l("Decide by its headings")),
            option(Kind.PEOPLE.value, _l("People to register")),
            option(Kind.SEATS.value, _l("Delegations: their seats and focal points")),
        ],
        default=_AUTOMATIC,
        validate_choice=True,
    )

    @property
    def chosen(self) -> Kind | None:
        """What the list is about, if that was said."""
        return Kind(self.kind.data) if self.kind.data else None


class ApplyForm(_Sent):
    """The decision. `seen` tells which plan the organizer has looked at."""

    seen = HiddenField()
    approve = BooleanField(_l("Approve those who are new at once. They get their badges by e-mail."))
    skip_refused = BooleanField(_l("Leave the refused rows out."))


class ColumnsForm(_Sent):
    """One list of columns for every field. Made by `columns_form`."""

    kind: Kind

    @property
    def mapping(self) -> dict[Field, int]:
        """The columns that were chosen."""
        data = {field: self[field.value].data for field in FIELDS[self.kind]}
        return {field: int(place) for field, place in data.items() if place}

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Each column holds one field, and what is needed is there."""
        super().validate(extra_validators)
        for field in NEEDED[self.kind]:
            if not self[field.value].data:
                self._wrong(field, _("Choose the column. Without it the list cannot be read."))
        chosen: dict[int, Field] = {}
        for field, place in self.mapping.items():
            if (other := chosen.setdefault(place, field)) is not field:
                self._wrong(field, _("This column is chosen already: %(field)s.", field=LABELS[other]))
        return not self.errors

    def _wrong(self, field: Field, message: str) -> None:
        self[field.value].errors = [*self[field.value].errors, message]


def columns_form(table: Table, kind: Kind, mapping: Mapping[Field, int]) -> ColumnsForm:
    """The form filled in with what is known of the columns."""
    choices = [option("", _("Not in this list")), *(_column(table, place) for place in range(table.width))]
    made = {field.value: SelectField(LABELS[field], choices=choices, default="") for field in FIELDS[kind]}
    data = {field.value: str(place) for field, place in mapping.items()}
    form: ColumnsForm = type("TableForm", (ColumnsForm,), made)(data=data)
    form.kind = kind
    return form


def _column(table: Table, place: int) -> Any:  # noqa: ANN401 (WTForms has no type for it)
    """A column by its heading, with the first values in it."""
    heading = table.header[place] if place < len(table.header) else ""
    found = (row.cells[place] for row in table.rows if place < len(row.cells) and row.cells[place])
    samples = [value[:_LONGEST_SAMPLE] for value, _number in zip(found, range(_SAMPLES), strict=False)]
    heading = heading or _("Column %(number)s", number=place + 1)
    return option(str(place), f"{heading} ({', '.join(samples)})" if samples else heading)
