"""Nominating people, and what becomes of a nomination."""

from flask_babel import gettext as _

from tracker import clock
from tracker.audit import recording
from tracker.db import db
from tracker.errors import Conflict
from tracker.meetings.programme import RegistrationStatus, registration_status
from tracker.people import categories
from tracker.people.names import printed
from tracker.registration import mails, registering, reviewing
from tracker.registration import queries as registrations
from tracker.registration.details import Details
from tracker.registration.focal import heads, queries
from tracker.registration.focal.acting import actor
from tracker.registration.focal.models import Approver, FocalPoint
from tracker.registration.models import DelegateRole, Registration, State


class NominationsClosed(Conflict):
    """Registration has not opened yet, or it is over."""


class AlreadyThere(Conflict):
    """The address is nominated or registered already."""


class HasHead(Conflict):
    """The delegation has a head, whom the nomination does not replace."""


class NominationGone(Conflict):
    """The nomination was taken back."""


def may_nominate(focal_point: FocalPoint) -> bool:
    """Whether the meeting takes registrations now."""
    meeting = focal_point.meeting
    category = categories.category_of(focal_point.delegation.kind)
    closes = categories.closes(category, categories.of(meeting.id), meeting.registration_closes)
    return registration_status(meeting.registration_opens, closes, clock.now()) is RegistrationStatus.OPEN


def nominate(focal_point: FocalPoint, details: Details, replaces: int | None = None) -> Registration:
    """Enter a person, who confirms by mail; what they send is approved by their delegation already.

    A head may be named to replace the one that there is, by the number of that one's registration: that happens when
    they confirm. NominationsClosed, AlreadyThere or HasHead where it cannot be.
    """
    if not may_nominate(focal_point):
        raise NominationsClosed(_("Registration is not open now. Write to the organizer."))
    check_new(focal_point, details.email or "")
    head = heads.head_of(focal_point.meeting_id, focal_point.delegation_id)
    is_second = details.role is DelegateRole.HEAD and head is not None
    if is_second and head and head.id != replaces:
        name = printed(head.title, head.given_name, head.family_name)
        raise HasHead(
            _(
                "%(name)s is the head of your delegation. Choose another role, or say that the head is replaced.",
                name=name,
            )
        )
    made = draft(focal_point, details)
    made.other_head_id = head.id if is_second and head else None
    mails.tell(made, "nominated")
    return made


def draft(focal_point: FocalPoint, details: Details) -> Registration:
    """A registration that does not count yet, with the focal point's approval."""
    made = registering.draft(focal_point.meeting, details)
    made.nominated_by_id = focal_point.id
    by = actor(focal_point)
    slug, subject = focal_point.meeting.slug, f"registration {made.id}"
    recording.record(by, "registration.nominated", subject, meeting=slug)
    reviewing.record(made, Approver.FOCAL_POINT, by)
    return made


def check_new(focal_point: FocalPoint, email: str) -> None:
    """Raise AlreadyThere where the address has a registration at the meeting, or a nomination of this delegation."""
    if registrations.counting(focal_point.meeting_id, email):
        raise AlreadyThere(_("%(email)s is registered for this meeting already.", email=email))
    if queries.nominated(focal_point.meeting_id, focal_point.delegation_id, email):
        raise AlreadyThere(_("%(email)s is nominated already. You can send the mail again.", email=email))


def complete(nomination: Registration, details: Details) -> Registration:
    """Take what the nominated person says of themselves, and let it count; or the registration that they have."""
    if nomination.state is not State.DRAFT:
        return nomination
    registering.change(nomination, details, registering.delegate(nomination))
    return registering.confirm(nomination)


def remind(nomination: Registration) -> None:
    """Send the mail once more; NominationGone unless it still waits for the person."""
    _check_waits(nomination)
    mails.tell(nomination, "nominated")


def take_back(nomination: Registration, focal_point: FocalPoint) -> None:
    """Erase a nomination that its person has not confirmed; NominationGone afterwards."""
    _check_waits(nomination)
    slug, subject = focal_point.meeting.slug, f"registration {nomination.id}"
    recording.record(actor(focal_point), "registration.nomination_taken_back", subject, meeting=slug)
    db.session.delete(nomination)


def _check_waits(nomination: Registration) -> None:
    if nomination.state is not State.DRAFT:
        raise NominationGone(_("The person has confirmed meanwhile. Withdraw the registration instead."))
