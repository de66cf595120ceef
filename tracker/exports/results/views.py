"""Routes of results to take away."""

from io import BytesIO
from tempfile import TemporaryFile

from flask import Blueprint, send_file
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.access import Permission, require
from tracker.accounts.signing_in import signed_in
from tracker.audit import recording
from tracker.db import transaction
from tracker.exports.results import document as pdf
from tracker.exports.results import workbook as excel
from tracker.exports.views import XLSX
from tracker.meetings import queries as meetings
from tracker.meetings.models import Meeting

bp = Blueprint("results", __name__)


@bp.post("/meetings/<slug>/items/results.xlsx")
@require(Permission.EXPORT)
def workbook(slug: str) -> ResponseReturnValue:
    meeting = meetings.by_slug(slug)
    file = TemporaryFile()  # noqa: SIM115 (the answer closes it)
    excel.write(meeting, file)
    _record(slug, "xlsx")
    file.seek(0)
    return send_file(file, mimetype=XLSX, as_attachment=True, download_name=f"{slug}-in-writing-{_made(meeting)}.xlsx")


@bp.post("/meetings/<slug>/items/results.pdf")
@require(Permission.EXPORT)
def document(slug: str) -> ResponseReturnValue:
    meeting = meetings.by_slug(slug)
    content, name = pdf.write(meeting), f"{slug}-in-writing-{_made(meeting)}.pdf"
    _record(slug, "pdf")
    return send_file(BytesIO(content), mimetype="application/pdf", as_attachment=True, download_name=name)


def _made(meeting: Meeting) -> str:
    return f"{clock.in_zone(clock.now(), meeting.timezone):%Y-%m-%d-%H%M}"


def _record(slug: str, kind: str) -> None:
    with transaction():
        recording.record(signed_in().actor, "export.results", f"meeting {slug}", meeting=slug, format=kind)
