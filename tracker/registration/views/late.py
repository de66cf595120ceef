"""Routes for organizers who register somebody themselves, after the deadline too."""

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.access import Permission, require
from tracker.accounts.signing_in import signed_in
from tracker.db import transaction
from tracker.meetings import queries as meetings
from tracker.registration import entering, forms, queries
from tracker.registration.entering import AlreadyRegistered
from tracker.registration.forms import RegistrationForm
from tracker.registration.models import ADMITTED, Registration, State
from tracker.registration.registering import SecondHead
from tracker.registration.seats import showing
from tracker.registration.seats.taking import SeatsFull

bp = Blueprint("late", __name__)


@bp.route("/meetings/<slug>/registrations/new", methods=["GET", "POST"])
@require(Permission.REVIEW)
def register(slug: str) -> ResponseReturnValue:
    meeting = meetings.by_slug(slug)
    form = forms.late(meeting, queries.delegations())
    if request.method != "POST":
        return _page(form)
    if not (form.validate() and showing.check(form, showing.notes(meeting, form.sender))):
        return _page(form), HTTPStatus.UNPROCESSABLE_ENTITY
    details, is_approved = form.details(), request.form.get("decision") == "approve"
    try:
        with transaction():
            made = entering.enter(meetings.by_slug(slug), details, signed_in().actor, approved=is_approved)
            number = made.id
    except (AlreadyRegistered, SeatsFull, SecondHead) as refused:
        form.form_errors.append(str(refused))
        return _page(form), HTTPStatus.CONFLICT
    flash(_told(made), "good")
    return redirect(url_for("review.show", slug=slug, registration_id=number), HTTPStatus.SEE_OTHER)


def _told(made: Registration) -> str:
    if made.state in ADMITTED:
        if made.email:
            return _("Registered and approved. The badge goes out by e-mail.")
        return _("Registered and approved. There is no e-mail address: print the badge.")
    if made.state is State.WAITLISTED:
        return _("There is no seat: the person is on the waiting list.")
    return _("Registered. The registration waits for approval.")


def _page(form: RegistrationForm) -> str:
    return render_template(
        "registration/review/late.html",
        form=form,
        meeting=form.meeting,
        seats=showing.notes(form.meeting, form.sender),
    )
