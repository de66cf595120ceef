"""Routes of focal points: the page of their delegation, its people, and the link by which they come."""

from enum import StrEnum, auto
from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_limiter.util import get_remote_address

from tracker import clock
from tracker.access import public
from tracker.accounts.addresses import normal
from tracker.db import transaction
from tracker.errors import Invalid
from tracker.meetings import queries as meetings
from tracker.registration import cards
from tracker.registration import queries as registrations
from tracker.registration.focal import acting, forms, nominating, pages, pointing, queries, substituting
from tracker.registration.focal.forms import PersonForm, RoleForm
from tracker.registration.focal.models import FocalPoint
from tracker.registration.focal.nominating import AlreadyThere, HasHead
from tracker.registration.forms import MODES, ROLES
from tracker.registration.models import DelegateRole, Registration
from tracker.registration.review_forms import ReasonForm
from tracker.registration.reviewing import PapersMissing
from tracker.registration.seats import taking
from tracker.registration.wording import STATE_KINDS, STATES
from tracker.security import limiter

bp = Blueprint("focal", __name__)

_asking = limiter.limit("5/hour", key_func=lambda: normal(request.form.get("email")), methods=["POST"])
_asking_often = limiter.limit("30/hour", key_func=get_remote_address, methods=["POST"])


class NotUnderstood(Invalid):
    """None of the buttons of the page was used."""


class Verb(StrEnum):
    """What a focal point does with a reason."""

    RETURN = auto()
    DECLINE = auto()
    WITHDRAW = auto()


@bp.context_processor
def words() -> dict[str, object]:
    """What the pages of this area call things."""
    return {
        "represents": cards.represents,
        "roles": ROLES,
        "modes": MODES,
        "states": STATES,
        "state_kinds": STATE_KINDS,
    }


@bp.route("/meetings/<slug>/delegation-link", methods=["GET", "POST"])
@public
@_asking
@_asking_often
def ask_link(slug: str) -> ResponseReturnValue:
    """The same answer whether or not the address speaks for a delegation."""
    form, meeting = forms.LinkForm(), meetings.by_slug(slug)
    if request.method != "POST":
        return render_template("registration/focal/ask_link.html", meeting=meeting, form=form)
    if not form.validate():
        page = render_template("registration/focal/ask_link.html", meeting=meeting, form=form)
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction():
        pointing.send_links(meetings.by_slug(slug), form.email.data or "")
    return redirect(url_for(".link_sent", slug=slug), HTTPStatus.SEE_OTHER)


@bp.get("/meetings/<slug>/delegation-link/sent")
@public
def link_sent(slug: str) -> ResponseReturnValue:
    return render_template("registration/focal/link_sent.html", meeting=meetings.by_slug(slug))


@bp.get("/delegations/<token>")
@public
def delegation(token: str) -> ResponseReturnValue:
    speaker = queries.speaker(token)
    page = pages.delegation(speaker)
    return render_template(
        "registration/focal/delegation.html", speaker=speaker, meeting=speaker.meeting, page=page, token=token
    )


@bp.route("/delegations/<token>/nominations", methods=["GET", "POST"])
@public
def nominate(token: str) -> ResponseReturnValue:
    speaker = queries.speaker(token)
    form = forms.nomination_form(speaker)
    if request.method != "POST":
        return _form_page("nominate", speaker, form, token)
    if not form.is_complete():
        return _form_page("nominate", speaker, form, token), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        with transaction():
            speaker = queries.speaker(token, to_change=True)
            nominating.nominate(speaker, form.details(speaker), form.replaces)
    except AlreadyThere as error:
        form.refuse_address(str(error))
        return _form_page("nominate", queries.speaker(token), form, token), HTTPStatus.CONFLICT
    except HasHead as error:
        form.refuse_role(str(error))
        return _form_page("nominate", queries.speaker(token), form, token), HTTPStatus.CONFLICT
    flash(_("Nominated. The person gets an e-mail to complete the details and confirm."), "good")
    return _to_delegation(token)


@bp.get("/delegations/<token>/people/<int:registration_id>")
@public
def person(token: str, registration_id: int) -> ResponseReturnValue:
    speaker = queries.speaker(token)
    found = queries.person(speaker, registration_id)
    return _person_page(speaker, found, token, ReasonForm(), forms.role_form(found))


@bp.post("/delegations/<token>/people/<int:registration_id>/approval")
@public
def approve(token: str, registration_id: int) -> ResponseReturnValue:
    try:
        with transaction():
            speaker, found = _to_change(token, registration_id)
            is_approved = acting.approve(found, speaker)
    except PapersMissing as refused:
        flash(str(refused), "bad")
        return _to_person(token, registration_id)
    if is_approved:
        flash(_("Approved. The badge goes out by e-mail."), "good")
    else:
        flash(_("Approved for your delegation. The organizer has yet to approve."), "good")
    return _to_delegation(token)


@bp.post("/delegations/<token>/people/<int:registration_id>/decision")
@public
def decide(token: str, registration_id: int) -> ResponseReturnValue:
    """Send back, decline or withdraw, each with a reason that the person is told."""
    verb, form = _verb(), ReasonForm()
    if not form.validate():
        speaker = queries.speaker(token)
        found = queries.person(speaker, registration_id)
        page = _person_page(speaker, found, token, form, forms.role_form(found))
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    does = {Verb.RETURN: acting.send_back, Verb.DECLINE: acting.decline, Verb.WITHDRAW: acting.withdraw}
    with transaction():
        speaker, found = _to_change(token, registration_id)
        does[verb](found, speaker, form.reason.data or "")
    said = {
        Verb.RETURN: _("Returned. The person is told by e-mail what to correct."),
        Verb.DECLINE: _("Declined. The person is told the reason by e-mail."),
        Verb.WITHDRAW: _("Withdrawn. The person is told the reason by e-mail."),
    }
    flash(said[verb], "good")
    return _to_delegation(token)


@bp.post("/delegations/<token>/people/<int:registration_id>/role")
@public
def give_role(token: str, registration_id: int) -> ResponseReturnValue:
    """A head beside another one is asked about once more, with the name of who would become alternate."""
    form = RoleForm()
    if not form.validate():
        raise NotUnderstood(_("Choose a role."))
    role, seen = DelegateRole(form.role.data), request.form.get("former", type=int)
    with transaction():
        speaker, found = _to_change(token, registration_id)
        former = pages.person(found).head
        is_asked = role is DelegateRole.HEAD and former is not None and seen is None
        if not is_asked:
            acting.give_role(found, speaker, role, seen)
    if is_asked:
        speaker = queries.speaker(token)
        return _confirm_head(speaker, queries.person(speaker, registration_id), token)
    flash(_("The role is changed."), "good")
    return _to_person(token, registration_id)


@bp.post("/delegations/<token>/people/<int:registration_id>/reminder")
@public
def remind(token: str, registration_id: int) -> ResponseReturnValue:
    with transaction():
        _speaker, found = _to_change(token, registration_id)
        nominating.remind(found)
    flash(_("The e-mail will be sent again."), "good")
    return _to_person(token, registration_id)


@bp.post("/delegations/<token>/people/<int:registration_id>/removal")
@public
def take_back(token: str, registration_id: int) -> ResponseReturnValue:
    with transaction():
        speaker, found = _to_change(token, registration_id)
        nominating.take_back(found, speaker)
    flash(_("The nomination is taken back. Its data are erased."), "good")
    return _to_delegation(token)


@bp.route("/delegations/<token>/people/<int:registration_id>/substitution", methods=["GET", "POST"])
@public
def substitute(token: str, registration_id: int) -> ResponseReturnValue:
    speaker = queries.speaker(token)
    leaving, form = queries.person(speaker, registration_id), forms.substitute_form(speaker)
    if request.method != "POST":
        return _form_page("substitute", speaker, form, token, leaving)
    if not form.validate():
        return _form_page("substitute", speaker, form, token, leaving), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        with transaction():
            speaker, leaving = _to_change(token, registration_id)
            coming = substituting.substitute(leaving, speaker, form.details(speaker))
    except AlreadyThere as error:
        form.refuse_address(str(error))
        return _form_page("substitute", queries.speaker(token), form, token, leaving), HTTPStatus.CONFLICT
    flash(_("Substituted. Both people are told by e-mail."), "good")
    return _to_person(token, coming.id)


def _to_change(token: str, registration_id: int) -> tuple[FocalPoint, Registration]:
    """Whoever speaks, and one of the delegation's people, with seats and person locked in this order."""
    taking.lock(queries.speaker(token).meeting_id)
    speaker = queries.speaker(token, to_change=True)
    acting.check_not_over(speaker, clock.now())
    return speaker, queries.person(speaker, registration_id, to_change=True)


def _verb() -> Verb:
    given = request.form.get("verb", "")
    if given not in set(Verb):
        raise NotUnderstood(_("Use one of the buttons of the page."))
    return Verb(given)


def _person_page(speaker: FocalPoint, found: Registration, token: str, reason: ReasonForm, role: RoleForm) -> str:
    return render_template(
        "registration/focal/person.html",
        speaker=speaker,
        meeting=speaker.meeting,
        r=found,
        page=pages.person(found),
        programme=registrations.programme(found),
        token=token,
        reason=reason,
        role=role,
    )


def _confirm_head(speaker: FocalPoint, found: Registration, token: str) -> str:
    return render_template(
        "registration/focal/head.html",
        speaker=speaker,
        meeting=speaker.meeting,
        r=found,
        former=pages.person(found).head,
        token=token,
    )


def _form_page(
    name: str, speaker: FocalPoint, form: PersonForm, token: str, leaving: Registration | None = None
) -> str:
    return render_template(
        f"registration/focal/{name}.html",
        speaker=speaker,
        meeting=speaker.meeting,
        form=form,
        token=token,
        leaving=leaving,
    )


def _to_delegation(token: str) -> ResponseReturnValue:
    return redirect(url_for(".delegation", token=token), HTTPStatus.SEE_OTHER)


def _to_person(token: str, registration_id: int) -> ResponseReturnValue:
    return redirect(url_for(".person", token=token, registration_id=registration_id), HTTPStatus.SEE_OTHER)
