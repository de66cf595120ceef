"""Deciding on registrations."""

from tracker.audit.models import Actor
from tracker.badges import issuing
from tracker.registration import mails
from tracker.registration.models import Registration
from tracker.registration.moving import move
from tracker.registration.states import Step


def approve(registration: Registration, by: Actor) -> None:
    """Approve, issue the badge and mail it."""
    move(registration, Step.APPROVE, by)
    issuing.issue(registration.id)
    mails.tell(registration, "approved")


def decline(registration: Registration, by: Actor, reason: str) -> None:
    """Decline with a reason that the person is told; a badge already issued is void."""
    move(registration, Step.DECLINE, by, reason)
    issuing.revoke(registration.id, "registration declined")
    mails.tell(registration, "declined")
