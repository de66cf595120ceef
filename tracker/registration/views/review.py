"""Routes of registration for the organizer: the list, one registration, decisions, corrections."""

from collections.abc import Sequence
from http import HTTPStatus

from babel.lists import format_list
from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from tracker.access import Permission, require
from tracker.accounts.signing_in import signed_in
from tracker.db import transaction
from tracker.errors import Invalid
from tracker.i18n import current_language
from tracker.people import categories
from tracker.registration import (
    admitting,
    deciding,
    queries,
    registering,
    reissuing,
    review_page,
    review_queries,
    reviewing,
)
from tracker.registration.deciding import Decision, Outcome
from tracker.registration.forms import MODES, ROLES
from tracker.registration.models import Registration, State
from tracker.registration.review_filter import Filter, asked
from tracker.registration.review_forms import (
    CorrectionForm,
    ReasonForm,
    ReissueForm,
    ReturnForm,
    correction_form,
    filter_form,
)
from tracker.registration.review_queries import PAGE_SIZE
from tracker.registration.wording import STATE_KINDS, STATES, office_word

bp = Blueprint("review", __name__)

_DIGITS = 10
# A tab for each of these only where somebody is in that state.
RARE = frozenset({State.RETURNED, State.WAITLISTED, State.CONFIRMED, State.SUBSTITUTED})


class NotUnderstood(Invalid):
    """A list was sent without a decision or without people."""


@bp.get("/meetings/<slug>/registrations")
@require(Permission.VIEW)
def index(slug: str) -> ResponseReturnValue:
    shown = asked(request.args)
    meeting = review_queries.meeting(slug)
    listing = review_queries.listing(meeting.id, shown, current_language())
    rules = categories.of(meeting.id)
    form = filter_form(shown, listing.delegations, rules)
    return render_template(
        "registration/review/index.html",
        meeting=meeting,
        shown=shown,
        listing=listing,
        form=form,
        states=STATES,
        rare=RARE,
        state_kinds=STATE_KINDS,
        roles=ROLES,
        modes=MODES,
        categories=categories.labels(rules),
        offices=queries.offices_of(meeting.id),
        office_word=office_word,
        may_review=signed_in().may(Permission.REVIEW, slug),
    )


@bp.get("/meetings/<slug>/registrations/<int:registration_id>")
@require(Permission.VIEW)
def show(slug: str, registration_id: int) -> ResponseReturnValue:
    found = review_queries.registration(slug, registration_id)
    return review_page.render(found, ReasonForm(), ReissueForm())


@bp.post("/meetings/<slug>/registrations/<int:registration_id>/approval")
@require(Permission.REVIEW)
def approve(slug: str, registration_id: int) -> ResponseReturnValue:
    try:
        with transaction():
            found = _to_change(slug, registration_id)
            is_approved = _approve(found)
    except reviewing.PapersMissing as refused:
        flash(str(refused), "bad")
        found = review_queries.registration(slug, registration_id)
        return review_page.render(found, ReasonForm(blank=True), ReissueForm(blank=True)), HTTPStatus.CONFLICT
    if not is_approved and found.state is State.WAITLISTED:
        flash(_("No seat is left: the person is in the waiting list."), "warn")
    elif not is_approved:
        flash(_("Approved for the organizer. The focal point of the delegation has yet to approve."), "info")
    elif found.email:
        flash(_("Approved. The badge goes out by e-mail."), "good")
    else:
        flash(_("Approved. There is no e-mail address: print the badge."), "good")
    return _to(slug, registration_id)


@bp.post("/meetings/<slug>/registrations/<int:registration_id>/refusal")
@require(Permission.REVIEW)
def decline(slug: str, registration_id: int) -> ResponseReturnValue:
    form = ReasonForm()
    if not form.validate():
        found = review_queries.registration(slug, registration_id)
        return review_page.render(found, form, ReissueForm(blank=True)), HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction():
        found = _to_change(slug, registration_id)
        reviewing.decline(found, signed_in().actor, form.reason.data or "")
    if found.email:
        flash(_("Declined. The person is told the reason by e-mail."), "good")
    else:
        flash(_("Declined. There is no e-mail address: tell the person yourself."), "good")
    return _to(slug, registration_id)


@bp.post("/meetings/<slug>/registrations/<int:registration_id>/return")
@require(Permission.REVIEW)
def send_back(slug: str, registration_id: int) -> ResponseReturnValue:
    form = ReturnForm()
    if not form.validate():
        found = review_queries.registration(slug, registration_id)
        page = review_page.render(found, ReasonForm(blank=True), ReissueForm(blank=True), correction=form)
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction():
        found = _to_change(slug, registration_id)
        reviewing.send_back(found, signed_in().actor, form.correction.data or "")
    if found.email:
        flash(_("Returned. The person is told by e-mail what to correct."), "good")
    else:
        flash(_("Returned. There is no e-mail address: tell the person yourself."), "good")
    return _to(slug, registration_id)


@bp.post("/meetings/<slug>/registrations/decisions")
@require(Permission.REVIEW)
def decide(slug: str) -> ResponseReturnValue:
    """Decide on many. Declining asks once more, for the reason, before it does anything."""
    decision, ids, shown = _decision(), _ids(), asked(request.args)
    form = ReasonForm()
    if decision is Decision.DECLINE and ids and not ("reason" in request.form and form.validate()):
        return _ask_reason(slug, ids, shown, form)
    with transaction():
        chosen = review_queries.several(slug, ids, to_change=True)
        outcome = deciding.decide(decision, chosen, signed_in().actor, form.reason.data or "")
    _tell(decision, outcome)
    return redirect(url_for(".index", slug=slug, **shown.parameters), HTTPStatus.SEE_OTHER)


@bp.route("/meetings/<slug>/registrations/<int:registration_id>/corrections", methods=["GET", "POST"])
@require(Permission.REVIEW)
def correct(slug: str, registration_id: int) -> ResponseReturnValue:
    found = review_queries.registration(slug, registration_id)
    form = correction_form(found, queries.delegations())
    if request.method == "GET":
        return _correction_page(found, form)
    if not form.validate():
        return _correction_page(found, form), HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction():
        kept = _to_change(slug, registration_id)
        before = kept.category
        registering.change(kept, form.details(kept), signed_in().actor)
        closed = admitting.close_by_category(kept) if kept.category is not before else []
    if closed:
        codes = _list_of([session.code for session in closed])
        flash(_("Not open to that category, so taken out: %(sessions)s. The person is told.", sessions=codes), "info")
    flash(_("Corrected. A badge already printed shows the old details: print it again."), "good")
    return _to(slug, registration_id)


@bp.post("/meetings/<slug>/registrations/<int:registration_id>/mails")
@require(Permission.REVIEW)
def repeat_mail(slug: str, registration_id: int) -> ResponseReturnValue:
    with transaction():
        reissuing.repeat_mail(_to_change(slug, registration_id), signed_in().actor)
    flash(_("The e-mail will be sent again."), "good")
    return _to(slug, registration_id)


def _approve(found: Registration) -> bool:
    """With the boxes that were ticked."""
    on_behalf, all_the_same = "on_behalf" in request.form, "all_the_same" in request.form
    return reviewing.approve(found, signed_in().actor, on_behalf=on_behalf, all_the_same=all_the_same)


def _to_change(slug: str, registration_id: int) -> Registration:
    return review_queries.registration(slug, registration_id, to_change=True)


def _to(slug: str, registration_id: int) -> ResponseReturnValue:
    return redirect(url_for(".show", slug=slug, registration_id=registration_id), HTTPStatus.SEE_OTHER)


def _decision() -> Decision:
    given = request.form.get("decision", "")
    if given not in set(Decision):
        raise NotUnderstood(_("Use one of the buttons under the list."))
    return Decision(given)


def _ids() -> list[int]:
    """The registrations that were ticked. No page shows more than PAGE_SIZE."""
    ids = [int(given) for given in request.form.getlist("id")[:PAGE_SIZE] if given.isdecimal() and len(given) < _DIGITS]
    if not ids:
        raise NotUnderstood(_("Nobody was selected. Tick the boxes of those you decide on."))
    return ids


def _ask_reason(slug: str, ids: list[int], shown: Filter, form: ReasonForm) -> ResponseReturnValue:
    meeting, chosen = review_queries.meeting(slug), review_queries.several(slug, ids)
    fitting = [one for one in chosen if deciding.fits(Decision.DECLINE, one)]
    page = render_template(
        "registration/review/decline.html", meeting=meeting, chosen=chosen, fitting=fitting, shown=shown, form=form
    )
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK


def _tell(decision: Decision, outcome: Outcome) -> None:
    count = len(outcome.decided)
    if count and decision is Decision.APPROVE:
        flash(ngettext("%(num)s registration approved.", "%(num)s registrations approved.", count), "good")
    elif count:
        flash(ngettext("%(num)s registration declined.", "%(num)s registrations declined.", count), "good")
    if outcome.waiting:
        names = _list_of(outcome.waiting)
        flash(_("Somebody else has to approve too, or there is no seat: %(names)s.", names=names), "info")
    if outcome.lacking:
        names = _list_of(outcome.lacking)
        flash(_("Not approved, because a required paper is missing: %(names)s.", names=names), "warn")
    if outcome.skipped:
        names = _list_of(outcome.skipped)
        flash(_("Left as they were, because their status does not allow it: %(names)s.", names=names), "warn")


def _list_of(names: Sequence[str]) -> str:
    return format_list(list(names), locale=get_locale())


def _correction_page(found: Registration, form: CorrectionForm) -> str:
    return render_template("registration/review/correct.html", meeting=found.meeting, r=found, form=form)
