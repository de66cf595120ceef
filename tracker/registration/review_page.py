"""The page of one registration, as an organizer or a viewer sees it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from flask import render_template
from flask_babel import gettext as _

from tracker.access import Permission
from tracker.accounts.signing_in import signed_in
from tracker.audit.models import ActorKind
from tracker.badges import issuing
from tracker.badges.models import Badge
from tracker.db import db
from tracker.people import categories
from tracker.registration import admitting, queries, review_queries
from tracker.registration.admitting import Standing
from tracker.registration.cards import Card, draw
from tracker.registration.fields import _l
from tracker.registration.focal import lacking
from tracker.registration.focal import queries as focal
from tracker.registration.focal.models import Approval, Approver, FocalPoint, Officer
from tracker.registration.forms import MODES, ROLES
from tracker.registration.models import Registration, StateChange
from tracker.registration.papers import own
from tracker.registration.questions import queries as questions
from tracker.registration.questions.queries import Answered
from tracker.registration.reissuing import REPEATED
from tracker.registration.review_forms import ReasonForm, ReissueForm, ReturnForm
from tracker.registration.review_queries import Mail, MailState, Next
from tracker.registration.standing_forms import ExceptionForm, OfficeForm, exception_form
from tracker.registration.states import Step, steps_from
from tracker.registration.wording import SPEAKING, STATE_KINDS, STATES, office_word

MAIL_STATES: Mapping[MailState, tuple[str, str]] = MappingProxyType(
    {
        MailState.WAITING: ("info", _l("Waiting")),
        MailState.SENT: ("good", _l("Delivered")),
        MailState.FAILED: ("bad", _l("Failed")),
        MailState.DROPPED: ("neutral", _l("No longer needed")),
    }
)
MAILS: Mapping[str, str] = MappingProxyType(
    {
        "confirm_email": _l("Confirm your e-mail address"),
        "already_registered": _l("You are already registered"),
        "start_again": _l("Start from your last registration"),
        "submitted": _l("Your registration is waiting for approval"),
        "approved": _l("Your badge"),
        "confirmed": _l("You have confirmed that you come"),
        "declined": _l("Your registration was declined"),
        "withdrawn": _l("You have withdrawn"),
        "returned": _l("Your registration needs a correction"),
        "nominated": _l("You are nominated"),
        "released": _l("Your delegation does not send you"),
        "waitlisted": _l("You are on the waiting list"),
        "seat_offered": _l("A seat is free for you"),
        "session_closed": _l("A session is not open to you"),
        "paper_missing": _l("A paper is missing"),
        "visa_letter": _l("Your invitation letter"),
        "seat_lapsed": _l("The seat was not taken in time"),
        "message": _l("Message of the organizer"),
        "reminder_deadline": _l("Reminder before registration closes"),
        "reminder_meeting": _l("Reminder before the meeting"),
        "items_open": _l("Items in writing"),
    }
)


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """What the page shows besides the registration itself. A viewer gets no steps, no mails and no code."""

    may_review: bool
    steps: frozenset[Step]
    approvals: Sequence[Approval]
    missing: frozenset[Approver]
    focal_points: Sequence[FocalPoint]  # of the delegation
    nominated_by: FocalPoint | None
    replaces: Registration | None
    standings: Sequence[Standing]
    offices: Sequence[Officer]
    badges: Sequence[Badge]
    card: Card | None
    mails: Sequence[Mail]
    can_repeat_mail: bool
    next: Next | None
    answers: Sequence[Answered] = ()


def render(  # noqa: PLR0913 (each form of the page)
    registration: Registration,
    reason: ReasonForm,
    reissue: ReissueForm,
    *,
    exception: ExceptionForm | None = None,
    office: OfficeForm | None = None,
    correction: ReturnForm | None = None,
) -> str:
    """The page for whoever is signed in, with the forms as they were sent."""
    may_review = signed_in().may(Permission.REVIEW, registration.meeting.slug)
    return render_template(
        "registration/review/show.html",
        r=registration,
        meeting=registration.meeting,
        page=_for_reviewers(registration) if may_review else _for_viewers(registration),
        own=own.of(registration) if may_review else None,
        reason=reason,
        reissue=reissue,
        correction=correction or ReturnForm(blank=True),
        exception=exception or exception_form(registration.meeting.sessions, blank=True),
        office=office or OfficeForm(blank=True),
        office_word=office_word,
        who=who,
        states=STATES,
        state_kinds=STATE_KINDS,
        roles=ROLES,
        speaking=SPEAKING,
        modes=MODES,
        categories=categories.labels(categories.of(registration.meeting_id)),
        mail_names=MAILS,
        mail_states=MAIL_STATES,
    )


def who(change: StateChange) -> str:
    """Who changed a state, for readers who need not see a delegate's address."""
    if change.actor_kind is ActorKind.DELEGATE:
        return _("the person")
    if change.actor_kind is ActorKind.FOCAL_POINT:
        return _("the focal point")
    return _("the system") if change.actor_kind is ActorKind.SYSTEM else change.actor


def _nominated_by(registration: Registration) -> FocalPoint | None:
    return db.session.get(FocalPoint, registration.nominated_by_id) if registration.nominated_by_id else None


def _replaced(registration: Registration) -> Registration | None:
    return db.session.get(Registration, registration.replaces_id) if registration.replaces_id else None


def _for_reviewers(registration: Registration) -> ReviewPage:
    badges = review_queries.badges(registration.id)
    valid = next((badge for badge in badges if badge.revoked_at is None), None)
    return ReviewPage(
        may_review=True,
        steps=steps_from(registration.state),
        approvals=focal.approvals(registration.id),
        missing=lacking.missing(registration) if Step.APPROVE in steps_from(registration.state) else frozenset(),
        focal_points=focal.active(registration.meeting_id, registration.delegation_id),
        nominated_by=_nominated_by(registration),
        replaces=_replaced(registration),
        standings=admitting.standings(registration),
        offices=queries.offices(registration.id),
        badges=badges,
        card=draw(registration, issuing.code_of(valid)) if valid else None,
        mails=review_queries.mails(registration),
        can_repeat_mail=registration.email is not None and registration.state in REPEATED,
        next=review_queries.next_waiting(registration),
        answers=questions.answered(registration),
    )


def _for_viewers(registration: Registration) -> ReviewPage:
    return ReviewPage(
        may_review=False,
        steps=frozenset(),
        approvals=(),
        missing=frozenset(),
        focal_points=(),
        nominated_by=_nominated_by(registration),
        replaces=_replaced(registration),
        standings=admitting.standings(registration),
        offices=queries.offices(registration.id),
        badges=review_queries.badges(registration.id),
        card=None,
        mails=(),
        can_repeat_mail=False,
        next=None,
    )
