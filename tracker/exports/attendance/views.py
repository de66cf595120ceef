"""The attendance workbook: choosing what is in it, taking it away."""

from http import HTTPStatus
from tempfile import TemporaryFile
from typing import BinaryIO
from uuid import UUID

from flask import Blueprint, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale

from tracker import clock
from tracker.access import Permission, require
from tracker.accounts.signing_in import signed_in
from tracker.audit import recording
from tracker.db import transaction
from tracker.exports import attendance
from tracker.exports.attendance import jobs
from tracker.exports.attendance.forms import WorkbookForm, workbook_form
from tracker.exports.attendance.options import Kind, Options, asked
from tracker.exports.signatures.forms import sheets_form
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
    sheets = sheets_form(current_language())
    return render_template("exports/attendance.html", meeting=meeting, form=_form(meeting), sheets=sheets)


@bp.post("/meetings/<slug>/exports/attendance")
@require(Permission.EXPORT)
def download(slug: str) -> ResponseReturnValue:
    meeting = meetings.by_slug(slug)
    form = _form(meeting)
    options = form.options
    language = form.language.data if form.language.data in STAFF_LANGUAGES else current_language()
    if jobs.is_long(meeting):
        with transaction():
            job_id = jobs.ask(meetings.by_slug(slug), options, language, signed_in().id).id
        return redirect(url_for(".job", slug=slug, job_id=job_id), HTTPStatus.SEE_OTHER)
    made = TemporaryFile()  # noqa: SIM115 (the answer closes it)
    with force_locale(language):
        people = attendance.write(meeting, made, options)
    _record(slug, options, language, people)
    made.seek(0)
    return _send(meeting, made, options)


@bp.get("/meetings/<slug>/exports/attendance/<uuid:job_id>")
@require(Permission.EXPORT)
def job(slug: str, job_id: UUID) -> ResponseReturnValue:
    meeting = meetings.by_slug(slug)
    return render_template("exports/attendance_job.html", meeting=meeting, job=jobs.find(meeting, job_id))


@bp.post("/meetings/<slug>/exports/attendance/<uuid:job_id>/file")
@require(Permission.EXPORT)
def file(slug: str, job_id: UUID) -> ResponseReturnValue:
    meeting = meetings.by_slug(slug)
    found = jobs.finished(meeting, job_id)
    options = asked(found.options)
    _record(slug, options, found.language, found.people)
    return _send(meetings.by_slug(slug), jobs.path(job_id).open("rb"), options)


def _record(slug: str, options: Options, language: str, people: int) -> None:
    with transaction():
        said = options.kept | {"language": language, "people": people}
        recording.record(signed_in().actor, "export.attendance", f"meeting {slug}", meeting=slug, **said)


def _send(meeting: Meeting, file: BinaryIO, options: Options) -> ResponseReturnValue:
    ending, mimetype = TYPES[options.kind]
    made = f"{clock.in_zone(clock.now(), meeting.timezone):%Y-%m-%d-%H%M}"
    name = f"{meeting.slug}-attendance-{made}.{ending}"
    return send_file(file, mimetype=mimetype, as_attachment=True, download_name=name)


def _form(meeting: Meeting) -> WorkbookForm:
    return workbook_form(categories.labels(categories.of(meeting.id)), current_language())
