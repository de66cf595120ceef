"""Deciding on registrations, by organizers and focal points."""

from flask_babel import gettext as _

from tracker import clock
from tracker.audit import recording
from tracker.audit.models import Actor, ActorKind
from tracker.badges import issuing
from tracker.db import db
from tracker.errors import Conflict
from tracker.registration import following, mails
from tracker.registration.focal import queries
from tracker.registration.focal.lacking import missing
from tracker.registration.focal.models import Approval, Approver
from tracker.registration.models import SEATED, Registration, State
from tracker.registration.moving import check_allowed, move
from tracker.registration.papers import needs
from tracker.registration.papers.wording import missing_sentence
from tracker.registration.seats import offering, taking
from tracker.registration.states import Step


class StillMissing(Conflict):
    """Somebody else has to approve too, and there is no state in which the registration could wait for them."""


class PapersMissing(Conflict):
    """A paper that the meeting requires of the person has not come in."""


def approve(
    registration: Registration,
    by: Actor,
    as_: Approver = Approver.ORGANIZER,
    *,
    on_behalf: bool = False,
    all_the_same: bool = False,
) -> bool:
    """Record the approval; with all that the meeting asks for, the registration is approved, the badge issued, mailed.

    `on_behalf` lets an organizer approve for the focal point as well; the journal and the approval keep who it was.
    Answers whether the registration is approved now. StepNotAllowed in a state that cannot be approved; PapersMissing
    while a required paper is, whoever approves, unless an organizer goes on `all_the_same`; StillMissing where a
    declined one lacks another's approval. Who was declined has to find seats again, and waits for them if there are
    none; SeatsFull where nobody can wait.
    """
    check_allowed(registration, Step.APPROVE)
    absent = [] if all_the_same else papers_missing(registration)
    if absent:
        raise PapersMissing(missing_sentence(absent))
    given = {as_, Approver.FOCAL_POINT} if on_behalf else {as_}
    lacking = missing(registration) - given
    if lacking and registration.state is not State.SUBMITTED:
        raise StillMissing(_("The focal point of the delegation has to approve too. Approve on their behalf."))
    for approver in sorted(given):
        record(registration, approver, by)
    return not lacking and _admit(registration, by)


def settle(registration: Registration) -> bool:
    """Approve what waits without need: all who must have approved already. Whether it is approved now.

    Called when a registration has come to wait, such as a nomination that its person has just confirmed, and when a
    paper has come in.
    """
    if registration.state is not State.SUBMITTED or missing(registration) or papers_missing(registration):
        return False
    given = queries.approvals(registration.id)
    themselves = Actor(ActorKind.FOCAL_POINT, registration.email or "")
    by = Actor(given[-1].actor_kind, given[-1].actor) if given else themselves
    return _admit(registration, by)


def papers_missing(registration: Registration) -> list[needs.Purpose]:
    """What stands before any approval: none once an organizer has approved, who has seen it or gone on without."""
    absent = needs.missing(registration)
    if absent and Approver.ORGANIZER in {one.approver for one in queries.approvals(registration.id)}:
        return []
    return absent


def decline(registration: Registration, by: Actor, reason: str) -> None:
    """Decline with a reason that the person is told; a badge already issued is void, the seat is for who waits."""
    taking.lock(registration.meeting_id)
    move(registration, Step.DECLINE, by, reason)
    issuing.revoke(registration.id, "registration declined")
    mails.tell(registration, "declined")
    offering.offer_next(registration.meeting)


def send_back(registration: Registration, by: Actor, reason: str) -> None:
    """Have the person correct what they said; the mail says what and leads to the form. Seats are kept."""
    move(registration, Step.RETURN, by, reason)
    mails.tell(registration, "returned")


def record(registration: Registration, approver: Approver, by: Actor) -> None:
    """Keep who approved; a second approval of the same kind changes nothing."""
    if approver in {one.approver for one in queries.approvals(registration.id)}:
        return
    kept = Approval(
        registration_id=registration.id, approver=approver, at=clock.now(), actor_kind=by.kind, actor=by.name
    )
    db.session.add(kept)
    subject = f"registration {registration.id}"
    recording.record(by, "registration.approval", subject, meeting=registration.meeting.slug, of=approver.value)


def _admit(registration: Registration, by: Actor) -> bool:
    """False where somebody who was declined finds no seat any more and waits for one; SeatsFull where nobody can."""
    if registration.state not in SEATED and not taking.check_or_queue(registration, by):
        mails.tell(registration, "waitlisted")
        return False
    move(registration, Step.APPROVE, by)
    if issuing.valid(registration.id):  # a desk has printed one already
        following.tell(registration, by)
    else:
        issuing.issue(registration.id)
    mails.tell(registration, "approved")
    return True
