"""Certificates for everybody: the delegate's own, and what a verification link shows."""

from collections.abc import Iterator
from datetime import date, datetime
from http import HTTPStatus
from io import BytesIO

from flask import Blueprint, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from tracker import clock, days
from tracker.access import public
from tracker.attendance.certificates import candidates, documents, issuing, links, queries
from tracker.attendance.certificates.issuing import NotEnough, TooEarly
from tracker.attendance.certificates.queries import Issued, Standing
from tracker.attendance.certificates.saying import Paper
from tracker.attendance.certificates.setting import NotPrintable
from tracker.audit.models import Actor, ActorKind
from tracker.db import transaction
from tracker.meetings import queries as meetings
from tracker.registration import links as personal
from tracker.registration import pages
from tracker.registration import queries as registrations
from tracker.registration.models import Registration
from tracker.security import limiter

bp = Blueprint("own_certificates", __name__)


@bp.app_template_global("may_have_certificate")
def may_have_certificate(registration: Registration) -> bool:
    """Whether the personal page offers one: it stands, or the rule gives it."""
    meeting = registration.meeting
    if not candidates.is_over(meeting):
        return False
    issued = queries.of_person(registration.id)
    if issued:
        return issued[-1].standing is Standing.VALID
    found = candidates.one(meeting, registration.id)
    return found is not None and found.is_enough


@bp.post("/my/<token>/certificate")
@public
@limiter.limit("30/hour")
def own(token: str) -> ResponseReturnValue:
    """The paper of what is known now; where that is no longer enough for one, the paper that stands."""
    registration = registrations.registration(personal.person(token))
    pages.check_kept(registration, clock.now())
    language = "fr" if request.form.get("language") == "fr" else "en"
    try:
        found = _paper(registration, language)
    except NotPrintable:
        return render_template("certificates/not_printable.html", token=token), HTTPStatus.UNPROCESSABLE_ENTITY
    if found is None:
        return redirect(url_for("delegate.personal", token=token), HTTPStatus.SEE_OTHER)
    content, name = found
    answer = send_file(BytesIO(content), mimetype="application/pdf", as_attachment=True, download_name=name)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _paper(registration: Registration, language: str) -> tuple[bytes, str] | None:
    """The file and its name; what cannot be printed is not issued. NotPrintable, NotMade."""
    id_, slug = registration.id, registration.meeting.slug
    actor = Actor(ActorKind.DELEGATE, registration.email or registration.uid.hex)
    try:
        with transaction():
            meeting = meetings.by_slug(slug)
            candidate = candidates.one(meeting, id_)
            if candidate:
                return _set(issuing.issue(meeting, candidate, actor), language)
    except (NotEnough, TooEarly):
        pass
    issued = queries.of_person(id_)
    return _set(issued[-1], language) if issued and issued[-1].standing is Standing.VALID else None


def _set(issued: Issued, language: str) -> tuple[bytes, str]:
    return documents.one(issued, language), documents.file_name(issued, language)


@bp.get("/certificates/<token>")
@public
@limiter.limit("120/minute")
def verify(token: str) -> ResponseReturnValue:
    uid = links.named(token)
    found = queries.by_uid(uid) if uid else None
    if found is None:
        return render_template("certificates/verify.html", issued=None), HTTPStatus.NOT_FOUND
    return render_template(
        "certificates/verify.html", issued=found, dates=_dates(found.paper), moments=list(_moments(found.paper))
    )


def _dates(paper: Paper) -> str:
    if not paper.first_day:
        return ""
    return days.day_range(date.fromisoformat(paper.first_day), date.fromisoformat(paper.last_day))


def _moments(paper: Paper) -> Iterator[str]:
    for one in paper.sessions:
        starts, ends = datetime.fromisoformat(one.starts), datetime.fromisoformat(one.ends)
        yield f"{days.day_and_time(starts)}\N{EN DASH}{days.time(ends)}"
