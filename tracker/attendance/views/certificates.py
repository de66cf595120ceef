"""Certificates for organizers: who gets one, all in one batch, one by hand, withdrawn."""

from collections.abc import Sequence
from http import HTTPStatus
from io import BytesIO

from flask import Blueprint, Response, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker import clock
from tracker.access import Permission, require
from tracker.accounts.signing_in import signed_in
from tracker.attendance.certificates import candidates, documents, issuing, links, queries, setting
from tracker.attendance.certificates.documents import NotMade
from tracker.attendance.certificates.issuing import NotEnough
from tracker.attendance.certificates.queries import Issued
from tracker.attendance.certificates.setting import NotPrintable
from tracker.audit import recording
from tracker.db import transaction
from tracker.errors import Conflict, Invalid, NotFound
from tracker.meetings import queries as meetings
from tracker.meetings.models import Meeting
from tracker.registration import review_queries

bp = Blueprint("certificates", __name__)


class NoSuchCertificate(NotFound):
    """The meeting has issued none of that number."""


@bp.app_template_global("verification")
def verification(issued: Issued) -> str:
    """Where the certificate is verified."""
    return url_for("own_certificates.verify", token=links.token(issued.row.uid))


@bp.get("/meetings/<slug>/attendance/certificates")
@require(Permission.EXPORT)
def index(slug: str) -> ResponseReturnValue:
    meeting = meetings.by_slug(slug)
    is_over = candidates.is_over(meeting)
    found = [one for one in candidates.everybody(meeting) if one.attended]
    return render_template(
        "attendance/certificates.html",
        meeting=meeting,
        is_over=is_over,
        ends=candidates.ended_at(meeting),
        enough=sum(one.is_enough for one in found),
        below=sum(not one.is_enough for one in found),
        issued=queries.of_meeting(meeting.id),
        without_own_script=setting.without_own_script(found),
        unprintable=setting.unprintable(one for one in found if one.is_enough),
    )


@bp.post("/meetings/<slug>/attendance/certificates")
@require(Permission.EXPORT)
def issue_all(slug: str) -> ResponseReturnValue:
    """Issue what the rule gives, and hand out the papers in one file."""
    try:
        with transaction():
            meeting = meetings.by_slug(slug)
            issued = issuing.issue_all(meeting, signed_in().actor)
            wanted = request.form.get("language", "")
            languages = documents.paper_languages(queries.reading_languages(meeting.id), wanted)
            if issued:
                _record(meeting, len(issued))
    except NotPrintable as refused:
        flash(str(refused), "bad")
        return redirect(url_for(".index", slug=slug), HTTPStatus.SEE_OTHER)
    if not issued:
        flash(_("Nobody has attended enough for a certificate."), "info")
        return redirect(url_for(".index", slug=slug), HTTPStatus.SEE_OTHER)
    issued = _again(slug, issued)
    name = f"{slug}-certificates-{clock.in_zone(clock.now(), meeting.timezone):%Y-%m-%d-%H%M}"
    if request.form.get("format") == "zip":
        return _file(documents.zipped(issued, languages), "application/zip", f"{name}.zip")
    return _file(documents.together(issued, languages), "application/pdf", f"{name}.pdf")


@bp.post("/meetings/<slug>/attendance/people/<int:registration_id>/certificate")
@require(Permission.EXPORT)
def issue(slug: str, registration_id: int) -> ResponseReturnValue:
    """One for a person; below the share, or after a withdrawal, with a reason."""
    back = redirect(url_for("attendees.show", slug=slug, registration_id=registration_id), HTTPStatus.SEE_OTHER)
    try:
        with transaction():
            meeting = meetings.by_slug(slug)
            review_queries.registration(slug, registration_id)
            candidate = candidates.one(meeting, registration_id)
            if candidate is None:
                return back
            made = issuing.issue(meeting, candidate, signed_in().actor, reason=request.form.get("reason", ""))
            documents.one(made, "en")  # what cannot be printed is not issued
            name, left_out = made.name, setting.leaves_out(made.paper)
    except (NotEnough, NotPrintable, NotMade, Conflict) as refused:
        flash(str(refused), "bad")
        return back
    flash(_("Certificate %(number)s is issued.", number=name), "good")
    if left_out:
        flash(_("It bears the Latin name alone: no font can print %(name)s.", name=left_out), "info")
    return back


@bp.post("/meetings/<slug>/attendance/certificates/<int:certificate>/file")
@require(Permission.EXPORT)
def download(slug: str, certificate: int) -> ResponseReturnValue:
    language = "fr" if request.form.get("language") == "fr" else "en"
    found = _numbered(meetings.by_slug(slug), certificate)
    content, name = documents.one(found, language), documents.file_name(found, language)
    with transaction():
        _record(meetings.by_slug(slug), 1)
    return _file(content, "application/pdf", name)


@bp.post("/meetings/<slug>/attendance/certificates/<int:certificate>/withdrawal")
@require(Permission.EXPORT)
def withdraw(slug: str, certificate: int) -> ResponseReturnValue:
    found = _numbered(meetings.by_slug(slug), certificate)
    back = url_for("attendees.show", slug=slug, registration_id=found.row.registration_id)
    try:
        with transaction():
            meeting = meetings.by_slug(slug)
            reason = request.form.get("reason", "")
            issuing.withdraw(meeting, _numbered(meeting, certificate), reason, signed_in().actor)
    except (Invalid, Conflict) as refused:
        flash(str(refused), "bad")
    else:
        flash(_("The certificate is withdrawn. Whoever verifies it is told so."), "good")
    return redirect(back, HTTPStatus.SEE_OTHER)


def _numbered(meeting: Meeting, number: int) -> Issued:
    found = next((one for one in queries.of_meeting(meeting.id) if one.row.number == number), None)
    if found is None:
        raise NoSuchCertificate(_("This meeting has issued no certificate of that number."))
    return found


def _again(slug: str, issued: Sequence[Issued]) -> list[Issued]:
    """The same once they are committed, in the same order."""
    order = [one.row.id for one in issued]
    found = {one.row.id: one for one in queries.of_meeting(meetings.by_slug(slug).id)}
    return [found[id_] for id_ in order]


def _record(meeting: Meeting, papers: int) -> None:
    subject = f"meeting {meeting.slug}"
    recording.record(signed_in().actor, "export.certificates", subject, meeting=meeting.slug, papers=papers)


def _file(content: bytes, kind: str, name: str) -> Response:
    answer = send_file(BytesIO(content), mimetype=kind, as_attachment=True, download_name=name)
    answer.headers["Cache-Control"] = "no-store"
    return answer
