"""Routes of nominated people: they complete what the focal point said of them, and confirm."""

from dataclasses import replace
from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker import clock
from tracker.access import public
from tracker.db import db, transaction
from tracker.errors import Gone
from tracker.registration import cards, forms, links, queries
from tracker.registration.fields import option
from tracker.registration.focal import links as focal_links
from tracker.registration.focal import nominating
from tracker.registration.focal import queries as focal
from tracker.registration.focal.models import FocalPoint
from tracker.registration.forms import ROLES, RegistrationForm
from tracker.registration.models import Registration, State
from tracker.registration.seats import showing

bp = Blueprint("nominees", __name__)
_FIXED = ("represents", "organization")  # whom they come for, and as what, the focal point has said


class NominationErased(Gone):
    """The focal point has taken the nomination back, or nobody answered it for a month."""


@bp.context_processor
def words() -> dict[str, object]:
    """What the pages of this area call people."""
    return {"represents": cards.represents}


@bp.route("/nominations/<token>", methods=["GET", "POST"])
@public
def completion(token: str) -> ResponseReturnValue:
    nomination = _nomination(token)
    if nomination.state is not State.DRAFT:
        return _to_personal(nomination)
    form = _form(nomination)
    if request.method != "POST":
        return _page(form, nomination)
    if not (form.validate() and showing.check(form, showing.notes(form.meeting, form.sender, nomination))):
        return _page(form, nomination), HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction():
        nomination = _nomination(token)
        counting = nominating.complete(nomination, replace(form.details(), role=nomination.role))
    flash(_("Thank you. Your registration is confirmed."), "good")
    return _to_personal(counting)


def _form(nomination: Registration) -> RegistrationForm:
    form = forms.of(nomination, queries.delegations(), identity_fixed=False)
    for name in _FIXED:
        del form[name]
    form.role.choices = [option(nomination.role.value, ROLES[nomination.role])]
    return form


def _nomination(token: str) -> Registration:
    found = focal.by_uid(focal_links.nominee(token))
    if found is None:
        raise NominationErased(_("This nomination was taken back or has expired. Ask who speaks for your delegation."))
    focal_links.check_kept(found.meeting, clock.now())
    return found


def _page(form: RegistrationForm, nomination: Registration) -> str:
    return render_template(
        "registration/focal/completion.html",
        form=form,
        r=nomination,
        meeting=nomination.meeting,
        focal_point=db.session.get(FocalPoint, nomination.nominated_by_id or 0),
        seats=showing.notes(form.meeting, form.sender, nomination),
    )


def _to_personal(registration: Registration) -> ResponseReturnValue:
    return redirect(url_for("delegate.personal", token=links.personal(registration.uid)), HTTPStatus.SEE_OTHER)
