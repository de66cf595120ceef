"""Routes about seats for the delegate: what is left, an offer's answer, "I will come", another wish for a draft."""

from http import HTTPStatus

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker import clock
from tracker.access import public
from tracker.db import transaction
from tracker.errors import Conflict, Invalid
from tracker.meetings import queries as meetings
from tracker.meetings.models import Meeting
from tracker.registration import cards, forms, links, pages, queries, registering, senders
from tracker.registration.models import Registration, State
from tracker.registration.seats import showing
from tracker.registration.seats.models import Answer
from tracker.security import csrf

bp = Blueprint("seats", __name__)

_FRESH_SECONDS = 5


class NotAnAnswer(Invalid):
    """Neither yes nor no."""


class AlreadyConfirmed(Conflict):
    """A draft that counts meanwhile is changed on its personal page."""


@bp.context_processor
def words() -> dict[str, object]:
    """What the pages of this area call people."""
    return {"represents": cards.represents, "roles": forms.ROLES}


@bp.get("/meetings/<slug>/seats.json")
@public
def left(slug: str) -> ResponseReturnValue:
    """The seats left for whom the person represents, as the form shows them."""
    return _notes_json(meetings.by_slug(slug))


@bp.get("/my/<token>/seats.json")
@public
def left_for(token: str) -> ResponseReturnValue:
    """The same for somebody who is registered."""
    registration = _person(token)
    return _notes_json(registration.meeting, registration)


@bp.post("/my/<token>/seat")
@public
def answer(token: str) -> ResponseReturnValue:
    """Take the seat that is kept, or give it up."""
    given = request.form.get("answer", "")
    if given not in {Answer.ACCEPTED, Answer.REFUSED}:
        raise NotAnAnswer(_("Use one of the two buttons of your personal page."))
    with transaction():
        registration = _person(token)
        if given == Answer.ACCEPTED:
            registering.accept_seat(registration, registering.delegate(registration))
        else:
            registering.refuse_seat(registration)
    flash(_("The seat is yours.") if given == Answer.ACCEPTED else _("You have given up the seat."), "good")
    return redirect(url_for("delegate.personal", token=token), HTTPStatus.SEE_OTHER)


@bp.post("/my/<token>/confirmation")
@public
def will_come(token: str) -> ResponseReturnValue:
    with transaction():
        registering.will_come(_person(token))
    flash(_("Thank you. You are expected."), "good")
    return redirect(url_for("delegate.personal", token=token), HTTPStatus.SEE_OTHER)


@bp.route("/registrations/confirm/<token>/edit", methods=["GET", "POST"])
@public
def change_draft(token: str) -> ResponseReturnValue:
    """Another wish before the registration is confirmed, where the seats of the first one are gone."""
    draft = _draft(token)
    form = forms.of(draft, queries.delegations(), identity_fixed=False)
    beside = showing.notes(draft.meeting, form.sender, draft)
    is_sent = request.method == "POST"
    if not is_sent or not (form.validate() and showing.check(form, beside)):
        page = render_template(
            "registration/delegate/draft.html", form=form, r=draft, meeting=draft.meeting, token=token, seats=beside
        )
        return page, HTTPStatus.UNPROCESSABLE_ENTITY if is_sent else HTTPStatus.OK
    with transaction():
        draft = _draft(token)
        registering.change(draft, form.details(), registering.delegate(draft))
    return redirect(url_for("delegate.confirm", token=token), HTTPStatus.SEE_OTHER)


# It checks its token itself, so that nothing typed is lost where it has expired.
csrf.exempt(change_draft)


def _notes_json(meeting: Meeting, registered: Registration | None = None) -> ResponseReturnValue:
    sender = showing.sender(request.args.get("represents", ""))
    if sender is None and registered:
        sender = senders.Sender(registered.category, registered.delegation_id)
    beside = showing.notes(meeting, sender, registered) or {}
    made = jsonify(
        seats={
            f"session_{session}": {mode: {"text": n.text, "isClosed": n.is_closed} for mode, n in modes.items()}
            for session, modes in beside.items()
        }
    )
    made.headers["Cache-Control"] = f"private, max-age={_FRESH_SECONDS}"
    made.headers["Vary"] = "Accept-Language, Cookie"
    made.add_etag()
    return made.make_conditional(request)


def _person(token: str) -> Registration:
    registration = queries.registration(links.person(token))
    pages.check_kept(registration, clock.now())
    return registration


def _draft(token: str) -> Registration:
    found = queries.registration(links.confirmed(token))
    if found.state is not State.DRAFT:
        raise AlreadyConfirmed(_("This registration is confirmed. Change it on your personal page."))
    return found
