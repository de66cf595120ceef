"""What a focal point does with the registrations of the delegation. Any of them may; the journal keeps who did."""

from datetime import datetime

from flask_babel import gettext as _

from tracker.audit.models import Actor, ActorKind
from tracker.badges import issuing
from tracker.errors import Conflict
from tracker.meetings.queries import live_span
from tracker.registration import mails, reviewing
from tracker.registration.focal import heads
from tracker.registration.focal.models import Approver, FocalPoint
from tracker.registration.models import NOT_IN_DELEGATION, DelegateRole, Registration
from tracker.registration.moving import move
from tracker.registration.seats import offering, taking
from tracker.registration.states import Step


class MeetingOver(Conflict):
    """Nothing changes any more."""


class HeadChanged(Conflict):
    """Somebody else has named a head meanwhile."""


class NotComing(Conflict):
    """Who does not come has no place in the delegation."""


def actor(focal_point: FocalPoint) -> Actor:
    """The focal point, as the journal calls them."""
    return Actor(ActorKind.FOCAL_POINT, focal_point.email)


def check_not_over(focal_point: FocalPoint, now: datetime) -> None:
    """Raise MeetingOver from the end of the meeting on."""
    held = live_span(focal_point.meeting)
    if held is not None and now >= held.ends:
        raise MeetingOver(_("The meeting is over: its delegations stay as they are."))


def approve(registration: Registration, focal_point: FocalPoint) -> bool:
    """Approve for the delegation. Whether the registration is approved now."""
    return reviewing.approve(registration, actor(focal_point), Approver.FOCAL_POINT)


def send_back(registration: Registration, focal_point: FocalPoint, reason: str) -> None:
    """Have the person correct what they said."""
    reviewing.send_back(registration, actor(focal_point), reason)


def decline(registration: Registration, focal_point: FocalPoint, reason: str) -> None:
    """Refuse the person for the delegation."""
    reviewing.decline(registration, actor(focal_point), reason)


def withdraw(registration: Registration, focal_point: FocalPoint, reason: str) -> None:
    """Take a person out of the delegation; a badge opens no door any more."""
    taking.lock(registration.meeting_id)
    move(registration, Step.WITHDRAW, actor(focal_point), reason)
    issuing.revoke(registration.id, "registration withdrawn")
    mails.tell(registration, "released")
    offering.offer_next(registration.meeting)


def give_role(registration: Registration, focal_point: FocalPoint, role: DelegateRole, seen_head: int | None) -> None:
    """Change a place in the delegation. A new head makes the former one alternate.

    `seen_head` is the registration that led the delegation when the focal point looked: HeadChanged if it is another
    now, for nobody should unseat whom they have not seen.
    """
    if registration.state in NOT_IN_DELEGATION:
        raise NotComing(_("This person does not come, and has no role in the delegation."))
    if role is not DelegateRole.HEAD:
        heads.give(registration, role, actor(focal_point))
        return
    head = heads.head_of(registration.meeting_id, registration.delegation_id)
    if head is not None and head is not registration and head.id != seen_head:
        raise HeadChanged(_("Somebody else was named head meanwhile. Look at the delegation first."))
    heads.name_head(registration, actor(focal_point))
