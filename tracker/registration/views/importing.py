"""Routes of lists: upload one, say what its columns are, look at what it would do, apply it."""

from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from tracker import clock
from tracker.access import Permission, require
from tracker.accounts.signing_in import signed_in
from tracker.db import transaction
from tracker.meetings import queries as meetings
from tracker.meetings.models import Meeting
from tracker.registration.importing import applying, columns, limits, uploads
from tracker.registration.importing.applying import Done, ListFile, RowsRefused
from tracker.registration.importing.columns import FIELDS, Kind
from tracker.registration.importing.flaws import ListUnreadable
from tracker.registration.importing.forms import LABELS, ApplyForm, ColumnsForm, UploadForm, columns_form
from tracker.registration.importing.models import Upload
from tracker.registration.importing.pages import FATES, Page, page_of

bp = Blueprint("importing", __name__)

_FORM = limits.MEGABYTE  # bytes beside the file


@bp.url_value_preprocessor
def take_a_file(endpoint: str | None, values: dict[str, object] | None) -> None:
    """Let this one form be larger than others, before its token is looked for in it."""
    del values
    if endpoint == f"{bp.name}.upload":
        request.max_content_length = limits.FILE + _FORM


@bp.route("/meetings/<slug>/registrations/import", methods=["GET", "POST"])
@require(Permission.REVIEW)
def upload(slug: str) -> ResponseReturnValue:
    form = UploadForm()
    if request.method == "GET" or not form.validate():
        return _upload_page(slug, form)
    sent: FileStorage = form.file.data
    try:
        with transaction():
            kept = uploads.keep(meetings.by_slug(slug), signed_in().id, sent.filename or "", _bytes(sent), form.chosen)
            upload_id = kept.id
    except ListUnreadable as error:
        form.file.errors = [str(error)]
        return _upload_page(slug, form)
    return redirect(url_for(".preview", slug=slug, upload_id=upload_id), HTTPStatus.SEE_OTHER)


@bp.route("/meetings/<slug>/registrations/import/<uuid:upload_id>/columns", methods=["GET", "POST"])
@require(Permission.REVIEW)
def choose_columns(slug: str, upload_id: UUID) -> ResponseReturnValue:
    found = uploads.find(slug, upload_id)
    table, kind = uploads.table_of(found)
    form = columns_form(table, kind, uploads.file_of(found).mapping)
    if request.method == "GET" or not form.validate():
        return _columns_page(slug, found, form)
    with transaction():
        uploads.remember(uploads.find(slug, upload_id).meeting_id, table.header, kind, form.mapping)
    return redirect(url_for(".preview", slug=slug, upload_id=upload_id), HTTPStatus.SEE_OTHER)


@bp.get("/meetings/<slug>/registrations/import/<uuid:upload_id>")
@require(Permission.REVIEW)
def preview(slug: str, upload_id: UUID) -> ResponseReturnValue:
    found = uploads.find(slug, upload_id)
    file = uploads.file_of(found)
    if not columns.is_enough(file.mapping, file.kind):
        return redirect(url_for(".choose_columns", slug=slug, upload_id=upload_id), HTTPStatus.SEE_OTHER)
    meeting = meetings.by_slug(slug)
    page = page_of(applying.plan(meeting, file), request.args)
    return _preview_page(meeting, found, file, page)


@bp.post("/meetings/<slug>/registrations/import/<uuid:upload_id>/application")
@require(Permission.REVIEW)
def apply(slug: str, upload_id: UUID) -> ResponseReturnValue:
    """Do what the preview showed. If things have changed since, the organizer looks again first."""
    form = ApplyForm()
    back = redirect(url_for(".preview", slug=slug, upload_id=upload_id), HTTPStatus.SEE_OTHER)
    try:
        with transaction():
            done = _apply(slug, upload_id, form)
    except RowsRefused as error:
        flash(_("%(what)s Mend them, or choose to leave them out.", what=str(error)), "bad")
        return back
    if done is None:
        flash(_("The registrations have changed meanwhile. Look at the list again before you apply it."), "warn")
        return back
    _tell(done)
    return redirect(url_for("review.index", slug=slug), HTTPStatus.SEE_OTHER)


def _apply(slug: str, upload_id: UUID, form: ApplyForm) -> Done | None:
    found = uploads.find(slug, upload_id, to_change=True)
    meeting, file = meetings.by_slug(slug), uploads.file_of(found)
    applying.lock(meeting)
    if applying.plan(meeting, file).digest != form.seen.data:
        return None
    actor = signed_in().actor
    done = applying.apply(meeting, file, actor, approve=form.approve.data, skip_refused=form.skip_refused.data)
    found.applied_at = clock.now()
    return done


def _tell(done: Done) -> None:
    counts = {"new": done.new, "updated": done.updated, "unchanged": done.unchanged}
    flash(_("Applied: %(new)s new, %(updated)s updated, %(unchanged)s unchanged.", **counts), "good")
    if done.refused:
        numbers = ", ".join(str(refusal.number) for refusal in done.refused)
        flash(_("Left out: rows %(numbers)s.", numbers=numbers), "warn")


def _bytes(sent: FileStorage) -> bytes:
    """The file, and one byte more than may be, so that a larger one shows."""
    with sent.stream as stream:
        return bytes(stream.read(limits.FILE + 1))


def _upload_page(slug: str, form: UploadForm) -> ResponseReturnValue:
    page = render_template(
        "registration/importing/upload.html",
        meeting=meetings.by_slug(slug),
        form=form,
        fields=FIELDS,
        labels=LABELS,
        kinds=Kind,
    )
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK


def _columns_page(slug: str, found: Upload, form: ColumnsForm) -> ResponseReturnValue:
    page = render_template(
        "registration/importing/columns.html",
        meeting=meetings.by_slug(slug),
        upload=found,
        form=form,
        fields=FIELDS[form.kind],
    )
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK


def _preview_page(meeting: Meeting, found: Upload, file: ListFile, page: Page) -> str:
    form = ApplyForm(data={"seen": page.plan.digest})
    return render_template(
        "registration/importing/preview.html",
        meeting=meeting,
        upload=found,
        file=file,
        page=page,
        form=form,
        fates=FATES,
        labels=LABELS,
        is_people=file.kind is Kind.PEOPLE,
    )
