"""The attendance workbook: choosing what is in it, taking it away."""

from tempfile import TemporaryFile

from flask import Blueprint, render_template, send_file
from flask.typing import ResponseReturnValue
from flask_babel import force_locale

from tracker import clock
from tracker.access import Permission, require
from tracker.accounts.signing_in import signed_in
from tracker.audit import recording
from tracker.db import transaction
from tracker.exports import attendance
from tracker.exports.attendance.forms import WorkbookForm, workbook_form
from tracker.exports.attendance.options import Kind
from tracker.i18n import STAFF_LANGUAGES, current_language
from tracker.meetings import queries as meetings
from tracker.meetings.models import Meeting
from tracker.people import categories

bp = Blueprint("workbook", __name__)

TYPES = {
    Kind.XLSX: ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    Kind.CSV: ("zip", "application/zip"),
    Kind.JSON: ("json", "application/json"),
}


@bp.get("/meetings/<slug>/exports/attendance")
@require(Permission.EXPORT)
def choose(slug: str) -> ResponseReturnValue:
    meeting = meetings.by_slug(slug)
    return render_template("exports/attendance.html", meeting=meeting, form=_form(meeting))


@bp.post("/meetings/<slug>/exports/attendance")
@require(Permission.EXPORT)
def download(slug: str) -> ResponseReturnValue:
    meeting = meetings.by_slug(slug)
    form = _form(meeting)
    options = form.options
    language = form.language.data if form.language.data in STAFF_LANGUAGES else current_language()
    file = TemporaryFile()  # noqa: SIM115 (the answer closes it)
    with force_locale(language):
        people = attendance.write(meeting, file, options)
    with transaction():
        said = options.kept | {"language": language, "people": people}
        recording.record(signed_in().actor, "export.attendance", f"meeting {slug}", meeting=slug, **said)
    file.seek(0)
    ending, mimetype = TYPES[options.kind]
    made = f"{clock.in_zone(clock.now(), meeting.timezone):%Y-%m-%d-%H%M}"
    return send_file(file, mimetype=mimetype, as_attachment=True, download_name=f"{slug}-attendance-{made}.{ending}")


def _form(meeting: Meeting) -> WorkbookForm:
    return workbook_form(categories.labels(categories.of(meeting.id)), current_language())
