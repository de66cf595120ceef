"""The list of participants on screen, and its files."""

from io import BytesIO

from flask import Blueprint, render_template, request, send_file
from flask.typing import ResponseReturnValue

from tracker.access import Permission, require
from tracker.accounts.signing_in import signed_in
from tracker.exports.participants import documents, making, numbering, pdf, texts
from tracker.exports.participants.forms import list_form
from tracker.exports.participants.options import Format, asked
from tracker.exports.participants.texts import Attends
from tracker.i18n import current_language
from tracker.meetings import queries as meetings
from tracker.people import scripts

bp = Blueprint("participants", __name__)

_OFFICE = "application/vnd.openxmlformats-officedocument"
_TYPES = {
    Format.PDF: "application/pdf",
    Format.DOCX: f"{_OFFICE}.wordprocessingml.document",
    Format.XLSX: f"{_OFFICE}.spreadsheetml.sheet",
}


@bp.get("/meetings/<slug>/participants")
@require(Permission.EXPORT)
def show(slug: str) -> ResponseReturnValue:
    meeting = meetings.by_slug(slug)
    options = asked(request.args, current_language())
    document = documents.draft(meeting, options)
    return render_template(
        "exports/participants.html",
        meeting=meeting,
        options=options,
        form=list_form(options, document.number),
        document=document,
        left_out=pdf.left_out(document),
        made=numbering.made(meeting.id),
        texts=texts,
        doors=tuple(Attends),
        script=scripts.language,
    )


@bp.post("/meetings/<slug>/participants")
@require(Permission.EXPORT)
def download(slug: str) -> ResponseReturnValue:
    meeting = meetings.by_slug(slug)
    options = asked(request.form, current_language())
    wanted = request.form.get("format")
    kind = Format(wanted) if wanted in set(Format) else Format.PDF
    document, content = making.make(meeting, options, kind, signed_in().actor)
    name = f"{document.file_name}.{kind}"
    return send_file(BytesIO(content), mimetype=_TYPES[kind], as_attachment=True, download_name=name)
