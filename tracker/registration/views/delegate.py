"""Routes of registration for the delegate: the form, the confirmation, the personal page."""

from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_limiter import RequestLimit
from sqlalchemy.exc import IntegrityError

from tracker import clock
from tracker.access import public
from tracker.badges import issuing
from tracker.db import transaction
from tracker.errors import Conflict
from tracker.meetings import queries as meetings
from tracker.meetings import wording
from tracker.meetings.models import ApprovalPolicy, Meeting
from tracker.meetings.programme import RegistrationStatus, registration_status
from tracker.registration import cards, drawing, forms, known, links, pages, queries, registering
from tracker.registration.forms import RegistrationForm
from tracker.registration.known import Known
from tracker.registration.models import ADMITTED, Registration, State
from tracker.registration.papers import own
from tracker.registration.questions import needs
from tracker.registration.questions import queries as questions
from tracker.registration.seats import showing
from tracker.registration.seats.showing import Notes
from tracker.registration.seats.taking import SeatsFull
from tracker.registration.wording import SPEAKING
from tracker.security import csrf, limiter

bp = Blueprint("delegate", __name__)


@bp.context_processor
def words() -> dict[str, object]:
    """What the pages of this area call people."""
    return {"represents": cards.represents, "roles": forms.ROLES, "speaking": SPEAKING}


class RegistrationNotOpen(Conflict):
    """The meeting takes no registrations now."""


class ChangesClosed(Conflict):
    """What was registered can no longer be changed by its person."""


class ApprovedMeanwhile(Conflict):
    """A name was changed in the moment in which it was approved."""


def _was_accepted(answer: Response) -> bool:
    return answer.status_code == HTTPStatus.SEE_OTHER


def _too_many(limit: RequestLimit) -> Response:
    """The form again, with all that was typed."""
    del limit
    about = _open((request.view_args or {})["slug"])
    form = forms.of_known(about)
    form.validate()
    form.form_errors.append(_("Too many registrations came from your network. Wait an hour, then send it again."))
    return make_response(_form_page(about, form), HTTPStatus.TOO_MANY_REQUESTS)


@bp.route("/meetings/<slug>/register", methods=["GET", "POST"])
@public
@limiter.limit("30/hour", methods=["POST"], deduct_when=_was_accepted, on_breach=_too_many)
def register(slug: str) -> ResponseReturnValue:
    about = _open(slug)
    if request.method != "POST":
        return _form_page(about)
    form = forms.of_known(about)
    if not (form.validate() and showing.check(form, _beside(about, form))):
        return _form_page(about, form), HTTPStatus.UNPROCESSABLE_ENTITY
    details = form.details()
    with transaction():
        registering.receive(about.meeting, details)
    return redirect(url_for(".sent", slug=slug), HTTPStatus.SEE_OTHER)


@bp.get("/meetings/<slug>/register/sent")
@public
def sent(slug: str) -> ResponseReturnValue:
    meeting = known.of_slug(slug).meeting
    return render_template("registration/delegate/sent.html", meeting=meeting, days=links.CONFIRM_DAYS)


@bp.get("/registrations/confirm/<token>")
@public
def confirm(token: str) -> ResponseReturnValue:
    """What the link of the mail opens. It writes nothing, for mail scanners open links too."""
    try:
        draft = queries.draft(links.confirmed(token))
    except links.LinkExpired as expired:
        return _expired(expired.uid), HTTPStatus.GONE
    if draft.state is not State.DRAFT:
        return _to_personal(draft.uid)
    return _confirm_page(draft, token)


@bp.post("/registrations/confirm/<token>")
@public
def confirmation(token: str) -> ResponseReturnValue:
    try:
        uid = links.confirmed(token)
    except links.LinkExpired as expired:
        return _expired(expired.uid), HTTPStatus.GONE
    try:
        counting = _confirm(uid)
    except SeatsFull:
        return _confirm_page(queries.draft(uid), token), HTTPStatus.CONFLICT
    if counting != uid:
        flash(_("You were registered already. This is that registration; what you sent now was not used."), "info")
    return _to_personal(counting)


@bp.get("/my/<token>")
@public
def personal(token: str) -> ResponseReturnValue:
    registration = _person(token)
    page = pages.personal(registration, clock.now())
    return render_template(
        "registration/delegate/personal.html",
        page=page,
        r=registration,
        token=token,
        keeping=_keeping(registration) if page.card else "",
        own=own.of(registration),
        answers=questions.answered(registration),
        off=needs.off(registration.category, questions.rules(registration.meeting_id)),
    )


@bp.route("/my/<token>/edit", methods=["GET", "POST"])
@public
def edit(token: str) -> ResponseReturnValue:
    registration = _changeable(token)
    fixed = registration.state in ADMITTED
    form = forms.of(registration, queries.delegations(), identity_fixed=fixed)
    if request.method != "POST":
        return _edit_page(form, token)
    if not (form.validate() and showing.check(form, showing.notes(form.meeting, form.sender, registration))):
        return _edit_page(form, token), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        is_sent_again = _change(token, form, fixed=fixed)
    except SeatsFull as full:
        form.form_errors.append(str(full))
        return _edit_page(form, token), HTTPStatus.CONFLICT
    flash(_("Your registration is sent again.") if is_sent_again else _("Your changes are saved."), "good")
    return redirect(url_for(".personal", token=token), HTTPStatus.SEE_OTHER)


@bp.post("/my/<token>/withdrawal")
@public
def withdrawal(token: str) -> ResponseReturnValue:
    with transaction():
        registering.withdraw(_person(token))
    flash(_("You have withdrawn your registration."), "good")
    return redirect(url_for(".personal", token=token), HTTPStatus.SEE_OTHER)


@bp.post("/my/<token>/resubmission")
@public
def resubmission(token: str) -> ResponseReturnValue:
    with transaction():
        registration = _person(token)
        _check_open(registration.meeting)
        if not pages.is_open(registration, clock.now()):
            contact = registration.meeting.contact
            raise RegistrationNotOpen(
                _("Registration has closed for your category. Write to %(contact)s.", contact=contact)
            )
        registering.resubmit(registration)
    flash(_("You have asked for registration again."), "good")
    return redirect(url_for(".personal", token=token), HTTPStatus.SEE_OTHER)


@bp.get("/my/<token>/calendar.ics")
@public
def calendar(token: str) -> ResponseReturnValue:
    registration = _person(token)
    answer = make_response(pages.calendar(registration, url_for(".personal", token=token, _external=True)))
    answer.mimetype = "text/calendar"
    answer.headers["Content-Disposition"] = f"attachment; filename={registration.meeting.slug}.ics"
    return answer


@bp.get("/my/<token>/badge")
@public
def badge(token: str) -> ResponseReturnValue:
    card = cards.card(_person(token))
    if card is None:
        return redirect(url_for(".personal", token=token), HTTPStatus.SEE_OTHER)
    return render_template("badges/single.html", card=card)


# These forms check their token themselves, so that nothing typed is lost where it has expired.
csrf.exempt(register)
csrf.exempt(edit)


def open_meeting(slug: str) -> Meeting:
    meeting = meetings.by_slug(slug)
    _check_takes(meeting)
    return meeting


def _open(slug: str) -> Known:
    about = known.of_slug(slug)
    _check_takes(about.meeting)
    return about


def _check_takes(meeting: Meeting) -> None:
    _check_open(meeting)
    if meeting.approval is ApprovalPolicy.NOMINATION:
        raise RegistrationNotOpen(_("Your delegation's focal point registers you."))


def _check_open(meeting: Meeting) -> None:
    status = registration_status(meeting.registration_opens, meeting.registration_closes, clock.now())
    if status is RegistrationStatus.OPEN:
        return
    when = meeting.registration_opens if status is RegistrationStatus.BEFORE else meeting.registration_closes
    moment = wording.moment(when, meeting.timezone) if when else ""
    if status is RegistrationStatus.BEFORE:
        raise RegistrationNotOpen(_("Registration opens on %(moment)s.", moment=moment))
    if status is RegistrationStatus.CLOSED:
        raise RegistrationNotOpen(
            _("Registration closed on %(moment)s. Write to %(contact)s.", moment=moment, contact=meeting.contact)
        )
    raise RegistrationNotOpen(_("This meeting takes no registrations here."))


def _person(token: str) -> Registration:
    registration = queries.registration(links.person(token))
    pages.check_kept(registration, clock.now())
    return registration


def _keeping(registration: Registration) -> str:
    badge = issuing.valid(registration.id)
    return links.keeping_badge(badge.id) if badge else ""


def _changeable(token: str) -> Registration:
    registration = _person(token)
    if not pages.may_change(registration, clock.now()):
        raise ChangesClosed(
            _(
                "This registration can no longer be changed here. Write to %(contact)s.",
                contact=registration.meeting.contact,
            )
        )
    return registration


def _change(token: str, form: RegistrationForm, *, fixed: bool) -> bool:
    """Do what a valid form says; whether that sends a returned registration again."""
    with transaction():
        registration = _changeable(token)
        if registration.state in ADMITTED and not fixed:
            raise ApprovedMeanwhile(_("The organizer has approved your registration meanwhile. Nothing was changed."))
        if registration.state is State.RETURNED:
            registering.correct(registration, form.details())
            return True
        registering.change(registration, form.details(), registering.delegate(registration))
        return False


def _confirm(uid: UUID) -> UUID:
    """Confirm; where another draft of the same address was confirmed at that very moment, answer with that one."""
    try:
        with transaction():
            return registering.confirm(queries.draft(uid)).uid
    except IntegrityError:
        with transaction():
            return registering.confirm(queries.draft(uid)).uid


def _confirm_page(draft: Registration, token: str) -> str:
    about = known.of_id(draft.meeting_id)
    return render_template(
        "registration/delegate/confirm.html",
        draft=draft,
        meeting=about.meeting,
        token=token,
        programme=queries.programme_of(draft, about.meeting),
        full=showing.full(draft, about.limits),
    )


def _form_page(about: Known, form: RegistrationForm | None = None) -> str:
    """The form, blank or with what was typed and what is wrong with it."""
    beside = _beside(about, form)
    return render_template(
        "registration/delegate/register.html",
        form=form,
        meeting=about.meeting,
        deadlines=forms.deadlines(about.meeting, about.rules),
        seats=beside,
        fields=None if form else drawing.blank(about, beside),
    )


def _beside(about: Known, form: RegistrationForm | None) -> Notes | None:
    return showing.notes_under(about.limits, about.meeting, form.sender if form else None)


def _edit_page(form: RegistrationForm, token: str) -> str:
    return render_template(
        "registration/delegate/edit.html",
        form=form,
        r=form.registered,
        meeting=form.meeting,
        token=token,
        seats=showing.notes(form.meeting, form.sender, form.registered),
    )


def _expired(uid: UUID) -> str:
    meeting = queries.registration(uid).meeting
    return render_template("registration/delegate/expired.html", meeting=meeting, days=links.CONFIRM_DAYS)


def _to_personal(uid: UUID) -> ResponseReturnValue:
    return redirect(url_for(".personal", token=links.personal(uid)), HTTPStatus.SEE_OTHER)
