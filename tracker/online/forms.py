"""What an organizer's browser may send about a report."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, DateField, IntegerField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from tracker import clock
from tracker.meetings.models import Meeting
from tracker.online import asking, queries
from tracker.online.asking import Question
from tracker.online.models import OnlineReport
from tracker.online.receiving import Told
from tracker.online.reports import mapping
from tracker.online.reports.dates import Order
from tracker.online.reports.lines import Line
from tracker.online.reports.mapping import Column
from tracker.registration.fields import Sent, _l, option
from tracker.routing import LARGEST_ID

COLUMNS: Mapping[Column, str] = {
    Column.NAME: _l("Name"),
    Column.EMAIL: _l("E-mail address"),
    Column.JOINED: _l("Joined"),
    Column.LEFT: _l("Left"),
    Column.DURATION: _l("Length of stay"),
}
_LONGEST_SAMPLE = 24


class UploadForm(Sent):
    """A platform's file."""

    file = FileField(
        _l("Report of the platform"),
        [FileRequired(_l("Choose the file that the platform has made."))],
        description=_l(
            "As it was downloaded, at most 20 MB: CSV of Zoom, Microsoft Teams, Webex or Google Meet, or any list."
        ),
        render_kw={"accept": ".csv,.txt,.tsv,.xlsx"},
    )


class ApplyForm(Sent):
    """Whether it takes the place of an earlier report."""

    replaces = SelectField(_l("Takes the place of"), [Optional()], choices=[])

    def offer(self, others: Sequence[OnlineReport], zone: str) -> None:
        """The reports that it may replace."""
        known = [
            option(str(one.id), f"{one.name} ({clock.in_zone(one.received_at, zone):%Y-%m-%d %H:%M})") for one in others
        ]
        self.replaces.choices = [option("", _("No other report: it adds to what is there")), *known]

    @property
    def chosen(self) -> int | None:
        return int(self.replaces.data) if self.replaces.data else None


class AssignForm(Sent):
    """Whose a name is."""

    registration = IntegerField(validators=[NumberRange(1, LARGEST_ID)])
    remember = BooleanField(_l("Remember this name for reports to come"), default=True)

    @property
    def chosen(self) -> int:
        """The registration; 0, which is nobody's, where none was sent."""
        return self.registration.data or 0 if self.validate() else 0


class SettingsForm(Sent):
    """How a file is to be read. Made by `settings_form`."""

    order = RadioField(
        _l("In the dates of this file"),
        [Optional()],
        choices=[
            option(Order.DAY_FIRST.value, _l("the day comes first: 17/11/2026")),
            option(Order.MONTH_FIRST.value, _l("the month comes first: 11/17/2026")),
        ],
    )
    zone = SelectField(_l("Time zone of its times"))
    day = DateField(_l("Day of its times"), [Optional()])
    sessions = SelectMultipleField(
        _l("Sessions that the platform showed"),
        coerce=int,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    columns: Mapping[Column, SelectField] = {}

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Something must be known of who and when, and of which sessions."""
        super().validate(extra_validators)
        if not self.sessions.data:
            self._wrong("sessions", _("Choose at least one session."))
        is_said = not any(self[column.value].errors for column in self.columns)  # which may be what no list offers
        if self.columns and is_said and not mapping.is_enough(self.said_columns):
            self._wrong(
                Column.NAME.value,
                _("Choose a column for the name or address, and one for the time or length of stay."),
            )
        return not self.errors

    def _wrong(self, name: str, message: str) -> None:
        self[name].errors = [*self[name].errors, message]

    @property
    def said_columns(self) -> dict[Column, int]:
        return {column: int(self[column.value].data) for column in self.columns if self[column.value].data}

    @property
    def told(self) -> Told:
        """What was said."""
        return Told(
            order=Order(self.order.data) if self.order.data else None,
            zone=self.zone.data,
            day=self.day.data if isinstance(self.day.data, date) else None,
            sessions=tuple(self.sessions.data or ()),
            columns=self.said_columns or None,
        )


def settings_form(
    report: OnlineReport, meeting: Meeting, asked: Sequence[Question], rows: Sequence[Line]
) -> SettingsForm:
    """The form with what is known filled in; columns are asked only of files that no format knows."""
    by_columns = Question.COLUMNS in asked or report.format == mapping.NAME
    made = _column_fields(rows) if by_columns else {}
    kind: type[SettingsForm] = type(
        "ReportForm", (SettingsForm,), {column.value: field for column, field in made.items()}
    )
    online = [session for session in meeting.sessions if session.online]
    form = kind(
        data={
            "order": report.order.value if report.order else None,
            "zone": report.zone,
            "day": report.day or next(iter(asking.days_of(queries.online_sessions(meeting), meeting.timezone)), None),
            "sessions": [one.session_id for one in report.sessions] or [session.id for session in online],
            **{column.value: str(place) for column, place in _known_columns(report, rows).items() if by_columns},
        }
    )
    form.columns = made
    form.zone.choices = [option(name, name.replace("_", " ")) for name in sorted(clock.zone_names() | {report.zone})]
    form.sessions.choices = [(session.id, f"{session.code} · {session.title}") for session in online]
    return form


def _known_columns(report: OnlineReport, rows: Sequence[Line]) -> dict[Column, int]:
    if report.columns:
        return {Column(name): place for name, place in report.columns["columns"].items()}
    return dict(mapping.guess(rows).columns)


def _column_fields(rows: Sequence[Line]) -> dict[Column, SelectField]:
    head = mapping.guess(rows).head
    width = max(len(row.cells) for row in rows)
    choices = [option("", _("Not in this file")), *(_column(rows[head:], place) for place in range(width))]
    return {column: SelectField(label, [Optional()], choices=choices, default="") for column, label in COLUMNS.items()}


def _column(rows: Sequence[Line], place: int) -> Any:  # noqa: ANN401 (WTForms has no type for it)
    heading = rows[0].cell(place) or _("Column %(number)s", number=place + 1)
    sample = next((row.cell(place)[:_LONGEST_SAMPLE] for row in rows[1:] if row.cell(place)), "")
    return option(str(place), f"{heading} ({sample})" if sample else heading)
