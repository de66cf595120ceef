"""Routes of invitation letters: for the person who needs one, and for the organizer who sends it."""

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker import clock
from tracker.access import Permission, public, require
from tracker.accounts.signing_in import signed_in
from tracker.db import transaction
from tracker.registration import registering, review_queries
from tracker.registration.models import Registration
from tracker.registration.papers import invitations, requesting, serving, visa_forms
from tracker.registration.papers.passports import KEPT
from tracker.registration.papers.people import person
from tracker.registration.papers.visa_forms import GrantForm, VisaForm

bp = Blueprint("visas", __name__)


@bp.route("/my/<token>/visa", methods=["GET", "POST"])
@public
def own(token: str) -> ResponseReturnValue:
    """The passport and the stay; passport data is asked for here and nowhere else."""
    registration = person(token)
    form = visa_forms.visa_form(registration, requesting.of(registration))
    if request.method != "POST":
        return _own_page(token, registration, form)
    if not form.validate():
        return _own_page(token, registration, form), HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction():
        registration = person(token)
        requesting.ask(registration, form.passport, registering.delegate(registration))
    flash(_("The organizer has your request. The letter comes by e-mail."), "good")
    return _to_own(token)


@bp.post("/my/<token>/visa/grants")
@public
def own_grant(token: str) -> ResponseReturnValue:
    """The day on which the visa was issued, so that the passport data can go."""
    registration = person(token)
    form = visa_forms.grant_form(registration)
    if not form.validate():
        asked = visa_forms.visa_form(registration, requesting.of(registration), blank=True)
        return _own_page(token, registration, asked, form), HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction():
        registration = person(token)
        requesting.grant(registration, form.day, registering.delegate(registration))
    flash(_("Thank you. Your passport data are erased %(days)s days after that day.", days=KEPT.days), "good")
    return _to_own(token)


@bp.post("/my/<token>/visa/erasure")
@public
def own_erasure(token: str) -> ResponseReturnValue:
    with transaction():
        registration = person(token)
        requesting.erase(requesting.standing(registration), registration, registering.delegate(registration))
    flash(_("Your passport data are erased."), "good")
    return redirect(url_for("delegate.personal", token=token), HTTPStatus.SEE_OTHER)


@bp.post("/meetings/<slug>/registrations/<int:registration_id>/visa/viewings")
@require(Permission.REVIEW)
def viewing(slug: str, registration_id: int) -> ResponseReturnValue:
    """The passport data on the screen, and a line in the journal that says who looked."""
    with transaction():
        found = review_queries.registration(slug, registration_id)
        requesting.standing(found)
        requesting.record(signed_in().actor, "visa.seen", found)
    return _review_page(slug, registration_id)


@bp.post("/meetings/<slug>/registrations/<int:registration_id>/visa/copies")
@require(Permission.REVIEW)
def copy(slug: str, registration_id: int) -> ResponseReturnValue:
    """The letter to look at, print and sign."""
    with transaction():
        found = review_queries.registration(slug, registration_id)
        requesting.check_issuable(found)
        requesting.record(signed_in().actor, "visa.letter_seen", found)
    found = review_queries.registration(slug, registration_id)
    made = invitations.letter(found, requesting.standing(found), signed_in().name)
    return serving.pdf(made, invitations.file_name(found))


@bp.post("/meetings/<slug>/registrations/<int:registration_id>/visa/letters")
@require(Permission.REVIEW)
def issue(slug: str, registration_id: int) -> ResponseReturnValue:
    with transaction():
        found = review_queries.registration(slug, registration_id, to_change=True)
        requesting.issue(found, signed_in().actor, signed_in().name)
        has_address = bool(found.email)
    if has_address:
        flash(_("The invitation letter goes out by e-mail."), "good")
    else:
        flash(_("The letter is issued. There is no e-mail address: print it."), "good")
    return _to_review(slug, registration_id)


@bp.post("/meetings/<slug>/registrations/<int:registration_id>/visa/grants")
@require(Permission.REVIEW)
def grant(slug: str, registration_id: int) -> ResponseReturnValue:
    form = visa_forms.grant_form(review_queries.registration(slug, registration_id))
    if not form.validate():
        flash(_("Enter the day on which the visa was issued; it cannot be in the future."), "bad")
        return _to_review(slug, registration_id)
    with transaction():
        found = review_queries.registration(slug, registration_id, to_change=True)
        requesting.grant(found, form.day, signed_in().actor)
    flash(_("Noted. The passport data are erased %(days)s days after that day.", days=KEPT.days), "good")
    return _to_review(slug, registration_id)


def _own_page(token: str, registration: Registration, form: VisaForm, grant: GrantForm | None = None) -> str:
    asked = requesting.of(registration)
    return render_template(
        "registration/papers/visa.html",
        r=registration,
        token=token,
        form=form,
        grant=grant or visa_forms.grant_form(registration, blank=True),
        visa=asked,
        may_ask=requesting.may_ask(registration, clock.now()),
        erased_on=requesting.erasure_day(asked, registration.meeting) if asked else None,
        kept_days=KEPT.days,
    )


def _review_page(slug: str, registration_id: int) -> str:
    found = review_queries.registration(slug, registration_id)
    asked = requesting.standing(found)
    return render_template(
        "registration/papers/visa_of_person.html",
        r=found,
        meeting=found.meeting,
        visa=asked,
        grant=visa_forms.grant_form(found, blank=True),
        may_issue=requesting.may_issue(found),
        erased_on=requesting.erasure_day(asked, found.meeting),
    )


def _to_own(token: str) -> ResponseReturnValue:
    return redirect(url_for(".own", token=token), HTTPStatus.SEE_OTHER)


def _to_review(slug: str, registration_id: int) -> ResponseReturnValue:
    return redirect(url_for("review.show", slug=slug, registration_id=registration_id), HTTPStatus.SEE_OTHER)
