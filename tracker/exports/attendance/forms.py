"""Choosing what is in the attendance workbook."""

from collections.abc import Mapping

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, RadioField, SelectField, SelectMultipleField, TextAreaField
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.exports.attendance.options import Kind, Options, Part, Who, asked
from tracker.exports.attendance.wording import KINDS, PARTS, WHO
from tracker.i18n import STAFF_LANGUAGES
from tracker.people.models import Category
from tracker.registration.fields import _l, option


class WorkbookForm(FlaskForm):
    """Sheets, people, language, kind of file. Made by `workbook_form`."""

    parts = SelectMultipleField(
        _l("Sheets"),
        choices=[option(part.value, label) for part, label in PARTS.items()],
        option_widget=CheckboxInput(),
        widget=ListWidget(),
        description=_l(
            "Cover and legend are always there; if you tick none, so are all others. "
            "Figures are live formulas where the first sheet is chosen."
        ),
    )
    who = RadioField(_l("People"), choices=[option(who.value, label) for who, label in WHO.items()])
    categories = SelectMultipleField(
        _l("Only these categories"),
        option_widget=CheckboxInput(),
        widget=ListWidget(),
        description=_l("If you tick none, all are in it."),
    )
    language = SelectField(_l("Language"), choices=[option(code, name) for code, name in STAFF_LANGUAGES.items()])
    kind = RadioField(_l("Kind of file"), choices=[option(kind.value, label) for kind, label in KINDS.items()])

    @property
    def options(self) -> Options:
        """What was chosen."""
        return asked(
            {
                "parts": self.parts.data or (),
                "who": self.who.data or "",
                "categories": self.categories.data or (),
                "kind": self.kind.data or "",
            }
        )


def workbook_form(labels: Mapping[Category, str], language: str) -> WorkbookForm:
    """The form, with everything chosen."""
    usual = {
        "parts": [part.value for part in Part],
        "who": Who.EVERYBODY.value,
        "categories": [],
        "language": language,
        "kind": Kind.XLSX.value,
    }
    form = WorkbookForm(data=usual)  # type: ignore[no-untyped-call]
    form.categories.choices = [option(code.value, label) for code, label in labels.items()]
    return form


class UploadForm(FlaskForm):
    """The edited workbook."""

    file = FileField(
        _l("File"),
        [FileRequired(_l("Choose the workbook."))],
        description=_l("Excel (.xlsx), at most 20 MB."),
        render_kw={"accept": ".xlsx"},
    )


class ApplyForm(FlaskForm):
    """The decision to make all the corrections that were shown."""

    signed = HiddenField()
    reason = TextAreaField(
        _l("Reason of all these corrections"), description=_l("It is shown beside each figure."), render_kw={"rows": 3}
    )
