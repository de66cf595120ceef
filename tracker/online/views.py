"""Routes of platform reports: upload one, say how it is read, look whose each name is, apply it, undo it."""

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from tracker.access import Permission, require
from tracker.accounts.signing_in import signed_in
from tracker.db import transaction
from tracker.meetings import queries as meetings
from tracker.meetings.models import Meeting
from tracker.online import deciding, doubts, queries, receiving
from tracker.online.forms import ApplyForm, AssignForm, SettingsForm, UploadForm, settings_form
from tracker.online.models import OnlineReport
from tracker.online.reports import lines
from tracker.online.reports.lines import ReportUnreadable
from tracker.online.reports.mapping import Column
from tracker.online.wording import doubt_words, format_word, standing_words
from tracker.registration.importing.flaws import ListUnreadable

bp = Blueprint("online", __name__)

_FORM = 1024 * 1024  # bytes beside the file
_DIGITS = 5


@bp.url_value_preprocessor
def take_a_file(endpoint: str | None, values: dict[str, object] | None) -> None:
    """Let this one form be larger than others, before its token is looked for in it."""
    del values
    if endpoint == f"{bp.name}.index":
        request.max_content_length = lines.FILE + _FORM


@bp.route("/meetings/<slug>/online", methods=["GET", "POST"])
@require(Permission.REVIEW)
def index(slug: str) -> ResponseReturnValue:
    form = UploadForm()
    if request.method == "GET" or not form.validate():
        return _index_page(slug, form)
    sent: FileStorage = form.file.data
    try:
        with transaction():
            report, is_new = receiving.receive(
                meetings.by_slug(slug), sent.filename or "", _bytes(sent), signed_in().actor
            )
            report_id = report.id
    except (ReportUnreadable, ListUnreadable) as error:
        form.file.errors = [str(error)]
        return _index_page(slug, form)
    if not is_new:
        flash(_("This file is here already. Nothing was changed."), "info")
    return _to(slug, report_id)


@bp.get("/meetings/<slug>/online/<int:report_id>")
@require(Permission.REVIEW)
def show(slug: str, report_id: int) -> ResponseReturnValue:
    report, meeting = queries.report(slug, report_id), meetings.by_slug(slug)
    if receiving.questions(report, meeting):
        return redirect(url_for(".settings", slug=slug, report_id=report_id), HTTPStatus.SEE_OTHER)
    figures = queries.figures(report.id)
    words = standing_words()
    first = next((where for where in words if getattr(figures, where) and where != "matched"), "matched")
    asked = request.args.get("where", "")
    where = asked if asked in words else first
    others = [one for one in queries.reports(meeting.id) if one.id != report.id and one.is_applied]
    form = ApplyForm({"replaces": str(report.replaces_id or "")})
    form.offer(others, meeting.timezone)
    return render_template(
        "online/show.html",
        meeting=meeting,
        report=report,
        figures=figures,
        words=words,
        doubts=doubts.of_report(report.id),
        doubts_in_all=doubts.count(report.id),
        doubt_words=doubt_words(),
        where=where,
        page=queries.names(report.id, where, _number(request.args.get("page", ""))),
        form=form,
        others=others,
        is_counting=deciding.counting(report),
        format_word=format_word,
        chosen={one.session_id for one in report.sessions},
    )


@bp.route("/meetings/<slug>/online/<int:report_id>/settings", methods=["GET", "POST"])
@require(Permission.REVIEW)
def settings(slug: str, report_id: int) -> ResponseReturnValue:
    report, meeting = queries.report(slug, report_id), meetings.by_slug(slug)
    asked = receiving.questions(report, meeting)
    rows, _report = receiving.parsed(report)
    form = settings_form(report, meeting, asked, rows)
    if request.method == "GET" or not form.validate():
        return _settings_page(meeting, report, form)
    try:
        with transaction():
            receiving.settle(queries.report(slug, report_id), meetings.by_slug(slug), form.told, signed_in().actor)
    except ReportUnreadable as error:
        where = form[Column.JOINED.value] if form.columns else form.order
        where.errors = [str(error)]
        return _settings_page(meeting, report, form)
    return _to(slug, report_id)


@bp.get("/meetings/<slug>/online/<int:report_id>/names/<int:name_id>")
@require(Permission.REVIEW)
def find(slug: str, report_id: int, name_id: int) -> ResponseReturnValue:
    report = queries.report(slug, report_id)
    name = queries.shown_name(report, name_id)
    asked = request.args.get("q")
    query = name.name if asked is None else asked
    return render_template(
        "online/find.html",
        meeting=meetings.by_slug(slug),
        report=report,
        name=name,
        query=query,
        found=queries.find(report.meeting_id, query),
    )


@bp.post("/meetings/<slug>/online/<int:report_id>/names/<int:name_id>/assignment")
@require(Permission.REVIEW)
def assign(slug: str, report_id: int, name_id: int) -> ResponseReturnValue:
    form = AssignForm()
    with transaction():
        report = queries.report(slug, report_id)
        name = queries.shown_name(report, name_id, to_change=True)
        remember = bool(form.remember.data)
        deciding.assign(name, report, form.chosen, signed_in().actor, remember=remember)
    return _to(slug, report_id)


@bp.post("/meetings/<slug>/online/<int:report_id>/names/<int:name_id>/ignoring")
@require(Permission.REVIEW)
def ignore(slug: str, report_id: int, name_id: int) -> ResponseReturnValue:
    with transaction():
        report = queries.report(slug, report_id)
        deciding.ignore(queries.shown_name(report, name_id, to_change=True), report, signed_in().actor)
    return _to(slug, report_id)


@bp.post("/meetings/<slug>/online/<int:report_id>/names/<int:name_id>/release")
@require(Permission.REVIEW)
def release(slug: str, report_id: int, name_id: int) -> ResponseReturnValue:
    with transaction():
        report = queries.report(slug, report_id)
        deciding.release(queries.shown_name(report, name_id, to_change=True), report, signed_in().actor)
    return _to(slug, report_id)


@bp.post("/meetings/<slug>/online/<int:report_id>/application")
@require(Permission.REVIEW)
def apply(slug: str, report_id: int) -> ResponseReturnValue:
    form = ApplyForm()
    with transaction():
        report, meeting = queries.report(slug, report_id), meetings.by_slug(slug)
        form.offer([one for one in queries.reports(meeting.id) if one.id != report.id], meeting.timezone)
        is_known = form.validate()
        done = is_known and deciding.apply(report, meeting, signed_in().actor, replaces=form.chosen)
    if done:
        flash(_("Applied. The stays of this report count from now on."), "good")
    return _to(slug, report_id)


@bp.post("/meetings/<slug>/online/<int:report_id>/undoing")
@require(Permission.REVIEW)
def undo(slug: str, report_id: int) -> ResponseReturnValue:
    with transaction():
        done = deciding.undo(queries.report(slug, report_id), meetings.by_slug(slug), signed_in().actor)
    if done:
        flash(_("Undone. The stays of this report count no more; it can be applied again."), "good")
    return _to(slug, report_id)


def _to(slug: str, report_id: int) -> ResponseReturnValue:
    """The report, at the tab that the organizer was looking at."""
    seen = request.form.get("where", "")
    where = seen if seen in standing_words() else None
    return redirect(url_for(".show", slug=slug, report_id=report_id, where=where), HTTPStatus.SEE_OTHER)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < _DIGITS else 1


def _bytes(sent: FileStorage) -> bytes:
    """The file, and one byte more than may be, so that a larger one shows."""
    with sent.stream as stream:
        return bytes(stream.read(lines.FILE + 1))


def _index_page(slug: str, form: UploadForm) -> ResponseReturnValue:
    meeting = meetings.by_slug(slug)
    page = render_template(
        "online/index.html",
        meeting=meeting,
        form=form,
        reports=queries.reports(meeting.id),
        sessions={session.id: session for session in meeting.sessions},
        format_word=format_word,
    )
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK


def _settings_page(meeting: Meeting, report: OnlineReport, form: SettingsForm) -> ResponseReturnValue:
    page = render_template("online/settings.html", meeting=meeting, report=report, form=form, format_word=format_word)
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
