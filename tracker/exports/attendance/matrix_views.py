"""Corrections by spreadsheet: the edited matrix comes back, every difference is shown, then all count or none."""

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.access import Permission, require
from tracker.accounts.signing_in import signed_in
from tracker.attendance.correcting import NoReason
from tracker.attendance.tallies import Outcome
from tracker.attendance.wording import outcome_word
from tracker.db import transaction
from tracker.exports.attendance import applying
from tracker.exports.attendance.changes import Change
from tracker.exports.attendance.forms import ApplyForm, UploadForm
from tracker.exports.attendance.reading import MatrixUnreadable
from tracker.exports.attendance.wording import PROBLEMS
from tracker.meetings import queries as meetings
from tracker.meetings.models import Meeting
from tracker.registration.importing import limits
from tracker.registration.importing.flaws import ListUnreadable

bp = Blueprint("matrix", __name__)

LARGEST = 4 * limits.FILE


@bp.url_value_preprocessor
def take_a_file(endpoint: str | None, values: dict[str, object] | None) -> None:
    """Let this one form be larger than others, before its token is looked for in it."""
    del values
    if endpoint == f"{bp.name}.upload":
        request.max_content_length = LARGEST + limits.MEGABYTE


@bp.route("/meetings/<slug>/attendance/sheet", methods=["GET", "POST"])
@require(Permission.REVIEW)
def upload(slug: str) -> ResponseReturnValue:
    """Take the file and show what it says otherwise; nothing is kept."""
    meeting, form = meetings.by_slug(slug), UploadForm()  # type: ignore[no-untyped-call]
    if request.method == "POST" and form.validate():
        try:
            changes = applying.differences(meeting, form.file.data.read(LARGEST + 1))
        except (ListUnreadable, MatrixUnreadable) as error:
            form.file.errors = [str(error)]
        else:
            return _preview(meeting, changes, ApplyForm(formdata=None))  # type: ignore[no-untyped-call]
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render_template("exports/matrix_upload.html", meeting=meeting, form=form), status


@bp.post("/meetings/<slug>/attendance/sheet/corrections")
@require(Permission.REVIEW)
def apply(slug: str) -> ResponseReturnValue:
    """Make all the corrections that were shown, with one reason."""
    form = ApplyForm()  # type: ignore[no-untyped-call]
    again = redirect(url_for(".upload", slug=slug), HTTPStatus.SEE_OTHER)
    try:
        with transaction():
            meeting = meetings.by_slug(slug)
            made = applying.apply(meeting, form.signed.data or "", form.reason.data or "", signed_in())
    except NoReason as error:
        form.reason.errors = [str(error)]
        meeting = meetings.by_slug(slug)
        changes = applying.signed_changes(meeting, form.signed.data or "", signed_in().id)
        return _preview(meeting, changes, form), HTTPStatus.UNPROCESSABLE_ENTITY
    except applying.Stale as error:
        flash(str(error), "warn")
        return again
    flash(ngettext("%(num)s correction was made.", "%(num)s corrections were made.", made), "good")
    return redirect(url_for("attendance.show", slug=slug), HTTPStatus.SEE_OTHER)


def _preview(meeting: Meeting, changes: list[Change], form: ApplyForm) -> str:
    problems = sum(change.problem is not None for change in changes)
    if changes and not problems:
        form.signed.data = applying.sign(meeting, changes, signed_in().id)
    return render_template(
        "exports/matrix_changes.html",
        meeting=meeting,
        form=form,
        changes=changes,
        problems=problems,
        sentences=PROBLEMS,
        said=applying.said_words(),
        words={one: outcome_word(one) for one in Outcome},
        title=_("Corrections by spreadsheet"),
    )
