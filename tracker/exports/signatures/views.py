"""Signature sheets to take away."""

from http import HTTPStatus
from io import BytesIO

from flask import Blueprint, flash, redirect, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale

from tracker.access import Permission, require
from tracker.accounts.signing_in import signed_in
from tracker.audit import recording
from tracker.db import transaction
from tracker.exports.signatures import paper
from tracker.exports.signatures.forms import sheets_form
from tracker.exports.signatures.lists import By
from tracker.exports.views import XLSX
from tracker.i18n import current_language
from tracker.meetings import queries as meetings

bp = Blueprint("signatures", __name__)


@bp.post("/meetings/<slug>/exports/signatures")
@require(Permission.EXPORT)
def download(slug: str) -> ResponseReturnValue:
    meeting = meetings.by_slug(slug)
    form = sheets_form(current_language())
    if not form.validate():
        for problem in (problem for field in form for problem in field.errors):
            flash(str(problem), "bad")
        return redirect(url_for("workbook.choose", slug=slug, _anchor="signatures"), HTTPStatus.SEE_OTHER)
    by, language = By(form.by.data), form.sheets_language.data
    kind = "xlsx" if request.form.get("format") == "xlsx" else "pdf"
    with force_locale(language):
        content, sheets = (paper.workbook if kind == "xlsx" else paper.pdf)(meeting, by, form.empty.data or 0)
    with transaction():
        said = {"format": kind, "each": by.value, "language": language, "sheets": sheets}
        recording.record(signed_in().actor, "export.signatures", f"meeting {slug}", meeting=slug, **said)
    mimetype = XLSX if kind == "xlsx" else "application/pdf"
    name = f"{slug}-signatures-by-{by.value.replace('_', '-')}-{language}.{kind}"
    return send_file(BytesIO(content), mimetype=mimetype, as_attachment=True, download_name=name)
