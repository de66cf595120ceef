"""Entering somebody in their place: the organizer's way in, before registration opens and after its deadline too."""

from flask_babel import gettext as _

from tracker.audit import recording
from tracker.audit.models import Actor
from tracker.errors import Conflict
from tracker.meetings.models import Meeting
from tracker.registration import mails, queries, registering, reviewing
from tracker.registration.details import Details
from tracker.registration.models import Registration, State
from tracker.registration.seats import taking


class AlreadyRegistered(Conflict):
    """The address has a registration at the meeting."""


def enter(meeting: Meeting, details: Details, by: Actor, *, approved: bool) -> Registration:
    """Register somebody, approved at once if so wanted, for the focal point as well; the history says who did it.

    The person is told by mail how they stand. Without a free seat they are in the waiting list; AlreadyRegistered where
    the address is known, SeatsFull where nobody can wait.
    """
    taking.lock(meeting.id)
    if details.email and queries.counting(meeting.id, details.email):
        raise AlreadyRegistered(_("%(email)s is registered for this meeting already.", email=details.email))
    made = registering.register(meeting, details, by)
    recording.record(by, "registration.entered", f"registration {made.id}", meeting=meeting.slug)
    if made.state is State.WAITLISTED:
        mails.tell(made, "waitlisted")
    elif not (approved and reviewing.approve(made, by, on_behalf=True, all_the_same=True)):
        mails.tell(made, "submitted")
    return made
