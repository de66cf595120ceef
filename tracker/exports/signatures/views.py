"""Signature sheets to take away."""

from io import BytesIO

from flask import Blueprint, request, send_file
from flask.typing import ResponseReturnValue

from tracker.access import Permission, require
from tracker.accounts.signing_in import signed_in
from tracker.audit import recording
from tracker.db import transaction
from tracker.exports.signatures import paper
from tracker.exports.signatures.lists import By
from tracker.exports.views import XLSX
from tracker.meetings import queries as meetings

bp = Blueprint("signatures", __name__)


@bp.post("/meetings/<slug>/exports/signatures")
@require(Permission.EXPORT)
def download(slug: str) -> ResponseReturnValue:
    meeting = meetings.by_slug(slug)
    by = By.HALF_DAY if request.form.get("by") == By.HALF_DAY else By.SESSION
    is_workbook = request.form.get("format") == "xlsx"
    content, sheets = (paper.workbook if is_workbook else paper.pdf)(meeting, by)
    kind = "xlsx" if is_workbook else "pdf"
    with transaction():
        subject = f"meeting {slug}"
        recording.record(
            signed_in().actor, "export.signatures", subject, meeting=slug, format=kind, each=by.value, sheets=sheets
        )
    mimetype = XLSX if is_workbook else "application/pdf"
    name = f"{slug}-signatures-by-{by.value.replace('_', '-')}.{kind}"
    return send_file(BytesIO(content), mimetype=mimetype, as_attachment=True, download_name=name)
