"""Routes of delegations for the organizer: who takes part, and who speaks for them."""

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.access import Permission, require
from tracker.accounts.signing_in import signed_in
from tracker.db import transaction
from tracker.meetings import queries as meetings
from tracker.meetings.models import Meeting
from tracker.registration.focal import forms, pages, pointing, queries
from tracker.registration.focal.forms import AppointForm
from tracker.registration.focal.pointing import Named

bp = Blueprint("delegations", __name__)


@bp.get("/meetings/<slug>/delegations")
@require(Permission.VIEW)
def index(slug: str) -> ResponseReturnValue:
    return _page(meetings.by_slug(slug), forms.appoint_form(queries.all_delegations()))


@bp.post("/meetings/<slug>/delegations/focal-points")
@require(Permission.REVIEW)
def appoint(slug: str) -> ResponseReturnValue:
    form = forms.appoint_form(queries.all_delegations())
    if not form.validate():
        return _page(meetings.by_slug(slug), form), HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction():
        chosen = next(one for one in queries.all_delegations() if one.code == form.delegation.data)
        named = Named(form.name.data or "", form.email.data or "", form.language.data)
        pointing.appoint(meetings.by_slug(slug), chosen, named, signed_in().actor)
    flash(_("Appointed. The link to the page of the delegation goes out by e-mail."), "good")
    return _back(slug)


@bp.post("/meetings/<slug>/delegations/focal-points/<int:focal_point_id>/ending")
@require(Permission.REVIEW)
def end(slug: str, focal_point_id: int) -> ResponseReturnValue:
    with transaction():
        found = queries.focal_point(meetings.by_slug(slug).id, focal_point_id)
        pointing.end(found, signed_in().actor)
    flash(_("Ended. The link of this focal point opens nothing any more."), "good")
    return _back(slug)


def _page(meeting: Meeting, form: AppointForm) -> str:
    return render_template(
        "registration/focal/delegations.html",
        meeting=meeting,
        lines=pages.lines(meeting),
        form=form,
        may_review=signed_in().may(Permission.REVIEW, meeting.slug),
    )


def _back(slug: str) -> ResponseReturnValue:
    return redirect(url_for(".index", slug=slug), HTTPStatus.SEE_OTHER)
