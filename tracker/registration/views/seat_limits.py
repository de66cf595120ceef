"""Routes about seats for the organizer: the limits with what is taken of them, and the waiting list."""

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.access import Permission, require
from tracker.accounts.signing_in import signed_in
from tracker.db import transaction
from tracker.meetings import queries as meetings
from tracker.meetings.models import Meeting
from tracker.registration import queries
from tracker.registration.forms import MODES
from tracker.registration.seats import limiting, overview
from tracker.registration.seats.forms import ChangeForm, LimitForm, limit_form
from tracker.registration.seats.models import WhenFull

bp = Blueprint("seat_limits", __name__)


@bp.get("/meetings/<slug>/seats")
@require(Permission.REVIEW)
def index(slug: str) -> ResponseReturnValue:
    meeting = meetings.by_slug(slug)
    return _page(meeting, limit_form(meeting, queries.delegations()))


@bp.post("/meetings/<slug>/seats/limits")
@require(Permission.REVIEW)
def add(slug: str) -> ResponseReturnValue:
    meeting = meetings.by_slug(slug)
    form = limit_form(meeting, queries.delegations())
    if not form.validate():
        return _page(meeting, form), HTTPStatus.UNPROCESSABLE_ENTITY
    wanted = form.wanted
    with transaction():
        limiting.add(meetings.by_slug(slug), wanted, signed_in().actor)
    flash(_("The seats are limited. Whoever has one keeps it."), "good")
    return _to(slug)


@bp.post("/meetings/<slug>/seats/limits/<int:limit_id>")
@require(Permission.REVIEW)
def change(slug: str, limit_id: int) -> ResponseReturnValue:
    form = ChangeForm()  # type: ignore[no-untyped-call]  # Flask-WTF carries no types
    if not form.validate():
        flash(_("Nothing was changed: enter a number of seats from 0 to 100 000."), "bad")
        return _to(slug)
    with transaction():
        offers = limiting.change(
            meetings.by_slug(slug), limit_id, form.seats.data or 0, WhenFull(form.when_full.data), signed_in().actor
        )
    flash(_("The limit is changed."), "good")
    return _told(slug, offers)


@bp.post("/meetings/<slug>/seats/limits/<int:limit_id>/removal")
@require(Permission.REVIEW)
def remove(slug: str, limit_id: int) -> ResponseReturnValue:
    with transaction():
        offers = limiting.remove(meetings.by_slug(slug), limit_id, signed_in().actor)
    flash(_("The limit is removed."), "good")
    return _told(slug, offers)


def _page(meeting: Meeting, form: LimitForm) -> str:
    return render_template(
        "registration/seats/index.html",
        meeting=meeting,
        limits=overview.limited(meeting),
        open_rooms=overview.open_rooms(meeting),
        queue=overview.waiting(meeting.id),
        form=form,
        modes=MODES,
    )


def _told(slug: str, offers: int) -> ResponseReturnValue:
    if offers:
        text = ngettext("%(num)s seat was offered by e-mail.", "%(num)s seats were offered by e-mail.", offers)
        flash(text, "info")
    return _to(slug)


def _to(slug: str) -> ResponseReturnValue:
    return redirect(url_for(".index", slug=slug), HTTPStatus.SEE_OTHER)
