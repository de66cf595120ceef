"""Routes for who took part before: the way to a form that is filled in, and that form."""

from http import HTTPStatus

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_limiter import RequestLimit
from sqlalchemy.exc import IntegrityError
from wtforms import EmailField

from tracker.access import public
from tracker.db import transaction
from tracker.meetings.models import Meeting
from tracker.registration import cards, forms, links, queries, starting_again
from tracker.registration.details import Details
from tracker.registration.fields import Sent, _l, address, needed, text
from tracker.registration.forms import RegistrationForm
from tracker.registration.models import Registration
from tracker.registration.seats import showing
from tracker.registration.seats.taking import SeatsFull
from tracker.registration.views.delegate import open_meeting
from tracker.security import csrf, limiter

bp = Blueprint("again", __name__)


class AddressForm(Sent):
    """Where to send the link."""

    email = text(
        _l("E-mail address"),
        "email",
        *needed(_l("Enter the e-mail address that you registered with.")),
        address,
        kind=EmailField,
        autocomplete="email",
    )


@bp.context_processor
def words() -> dict[str, object]:
    """What the pages of this area call people."""
    return {"represents": cards.represents}


def _was_accepted(answer: Response) -> bool:
    return answer.status_code == HTTPStatus.SEE_OTHER


def _too_many(limit: RequestLimit) -> Response:
    del limit
    form = AddressForm()
    form.form_errors.append(_("Too many registrations came from your network. Wait an hour, then send it again."))
    page = _address_page(open_meeting((request.view_args or {})["slug"]), form)
    return make_response(page, HTTPStatus.TOO_MANY_REQUESTS)


@bp.route("/meetings/<slug>/register/again", methods=["GET", "POST"])
@public
@limiter.limit("30/hour", methods=["POST"], deduct_when=_was_accepted, on_breach=_too_many)
def ask(slug: str) -> ResponseReturnValue:
    meeting = open_meeting(slug)
    form = AddressForm()
    if request.method != "POST":
        return _address_page(meeting, form)
    if not form.validate():
        return _address_page(meeting, form), HTTPStatus.UNPROCESSABLE_ENTITY
    email = form.email.data
    with transaction():
        starting_again.ask(open_meeting(slug), email)
    return redirect(url_for(".sent", slug=slug), HTTPStatus.SEE_OTHER)


@bp.get("/meetings/<slug>/register/again/sent")
@public
def sent(slug: str) -> ResponseReturnValue:
    """The same page whether the address is known or not."""
    meeting = open_meeting(slug)
    return render_template("registration/delegate/again_sent.html", meeting=meeting, days=links.AGAIN_DAYS)


@bp.route("/meetings/<slug>/register/again/<token>", methods=["GET", "POST"])
@public
def form(slug: str, token: str) -> ResponseReturnValue:
    """The form, filled in. Whoever opens the link reads that mailbox: there is nothing left to confirm."""
    meeting = open_meeting(slug)
    earlier = starting_again.earlier(meeting, token)
    known = queries.counting(meeting.id, earlier.email or "")
    if known:
        return _to_personal(known)
    shown = forms.blank(meeting, queries.delegations(), starting_again.data(earlier))
    del shown["email"]
    if request.method != "POST":
        return _form_page(shown, earlier)
    if not (shown.validate() and showing.check(shown, showing.notes(meeting, shown.sender))):
        return _form_page(shown, earlier), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        registered = _register(slug, token, shown.details())
    except SeatsFull as full:
        shown.form_errors.append(str(full))
        return _form_page(shown, earlier), HTTPStatus.CONFLICT
    flash(_("Thank you. Your registration is confirmed."), "good")
    return _to_personal(registered)


csrf.exempt(form)  # it checks its token itself, so that nothing typed is lost where it has expired


def _register(slug: str, token: str, details: Details) -> Registration:
    """Register; where the same person did so at that very moment, answer with that registration."""
    try:
        return _register_once(slug, token, details)
    except IntegrityError:
        return _register_once(slug, token, details)


def _register_once(slug: str, token: str, details: Details) -> Registration:
    with transaction():
        meeting = open_meeting(slug)
        return starting_again.register(meeting, details, starting_again.earlier(meeting, token))


def _address_page(meeting: Meeting, form: AddressForm) -> str:
    return render_template("registration/delegate/again.html", meeting=meeting, form=form)


def _form_page(form: RegistrationForm, earlier: Registration) -> str:
    return render_template(
        "registration/delegate/again_form.html",
        form=form,
        meeting=form.meeting,
        earlier=earlier,
        seats=showing.notes(form.meeting, form.sender),
    )


def _to_personal(registration: Registration) -> ResponseReturnValue:
    return redirect(url_for("delegate.personal", token=links.personal(registration.uid)), HTTPStatus.SEE_OTHER)
