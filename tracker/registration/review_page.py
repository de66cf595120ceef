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
from tracker.meetings.categories import LABELS
from tracker.meetings.models import MeetingSession
from tracker.registration import queries, review_queries
from tracker.registration.cards import Card, draw
from tracker.registration.fields import _l
from tracker.registration.forms import MODES, ROLES
from tracker.registration.models import Mode, Registration, StateChange
from tracker.registration.reissuing import REPEATED
from tracker.registration.review_forms import STATE_KINDS, STATES, ReasonForm, ReissueForm
from tracker.registration.review_queries import Mail, MailState, Next
from tracker.registration.states import Step, steps_from

MAIL_STATES: Mapping[MailState, tuple[str, str]] = MappingProxyType(
    {
        MailState.WAITING: ("info", _l("Waiting")),
        MailState.SENT: ("good", _l("Sent")),
        MailState.FAILED: ("bad", _l("Failed")),
        MailState.DROPPED: ("neutral", _l("No longer needed")),
    }
)
MAILS: Mapping[str, str] = MappingProxyType(
    {
        "confirm_email": _l("Confirm your e-mail address"),
        "already_registered": _l("You are already registered"),
        "submitted": _l("Your registration is waiting for approval"),
        "approved": _l("Your badge"),
        "declined": _l("Your registration was declined"),
        "withdrawn": _l("You have withdrawn"),
    }
)


@dataclass(frozen=True, slots=True)
class Wish:
    """How somebody wants to attend one session, and whether their category may."""

    session: MeetingSession
    mode: Mode
    is_admitted: bool


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """What the page shows besides the registration itself. A viewer gets no steps, no mails and no code."""

    may_review: bool
    steps: frozenset[Step]
    programme: Sequence[Wish]
    badges: Sequence[Badge]
    card: Card | None
    mails: Sequence[Mail]
    can_repeat_mail: bool
    next: Next | None


def render(registration: Registration, reason: ReasonForm, reissue: ReissueForm) -> str:
    """The page for whoever is signed in, with the forms as they were sent."""
    may_review = signed_in().may(Permission.REVIEW, registration.meeting.slug)
    return render_template(
        "registration/review/show.html",
        r=registration,
        meeting=registration.meeting,
        page=_for_reviewers(registration) if may_review else _for_viewers(registration),
        reason=reason,
        reissue=reissue,
        who=who,
        states=STATES,
        state_kinds=STATE_KINDS,
        roles=ROLES,
        modes=MODES,
        categories=LABELS,
        mail_names=MAILS,
        mail_states=MAIL_STATES,
    )


def who(change: StateChange) -> str:
    """Who changed a state, for readers who need not see a delegate's address."""
    if change.actor_kind is ActorKind.DELEGATE:
        return _("the person")
    return _("the system") if change.actor_kind is ActorKind.SYSTEM else change.actor


def _for_reviewers(registration: Registration) -> ReviewPage:
    badges = review_queries.badges(registration.id)
    valid = next((badge for badge in badges if badge.revoked_at is None), None)
    return ReviewPage(
        may_review=True,
        steps=steps_from(registration.state),
        programme=_programme(registration),
        badges=badges,
        card=draw(registration, issuing.code_of(valid)) if valid else None,
        mails=review_queries.mails(registration),
        can_repeat_mail=registration.email is not None and registration.state in REPEATED,
        next=review_queries.next_waiting(registration),
    )


def _for_viewers(registration: Registration) -> ReviewPage:
    return ReviewPage(
        may_review=False,
        steps=frozenset(),
        programme=_programme(registration),
        badges=review_queries.badges(registration.id),
        card=None,
        mails=(),
        can_repeat_mail=False,
        next=None,
    )


def _programme(registration: Registration) -> list[Wish]:
    return [
        Wish(wish.session, wish.mode, registration.category in queries.categories_admitted(wish.session))
        for wish in queries.programme(registration)
    ]
