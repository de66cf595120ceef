"""Registering: from a filled-in form to a registration, and what its person does with it afterwards."""

from dataclasses import fields, replace
from datetime import timedelta
from uuid import uuid4

from flask_babel import gettext as _

from tracker import clock
from tracker.audit import recording
from tracker.audit.models import Actor, ActorKind
from tracker.badges import issuing
from tracker.db import db
from tracker.errors import Conflict
from tracker.meetings.models import Meeting
from tracker.people import names
from tracker.people.models import Delegation
from tracker.registration import adopt, mails, queries, reviewing
from tracker.registration.details import Details, mode_of
from tracker.registration.focal import following, heads
from tracker.registration.models import NOT_IN_DELEGATION, Choice, DelegateRole, Registration, State
from tracker.registration.moving import check_allowed, move
from tracker.registration.questions import answering
from tracker.registration.seats import holding, offering, taking
from tracker.registration.states import Step

MAILS_AN_HOUR = 5
FIRST_MAILS = ("confirm_email", "already_registered", "start_again")
_COPIED = tuple(f.name for f in fields(Details) if f.name not in {"choices", "delegation_id", "answers"})

_IDENTITY = frozenset({"family_name", "given_name", "delegation", "organization", "category"})


class SecondHead(Conflict):
    """The delegation has a head already."""


def register(meeting: Meeting, details: Details, by: Actor) -> Registration:
    """A registration that waits for approval, entered by somebody who vouches for the e-mail address. Sends no mail.

    Without a free seat it is in the waiting list; SeatsFull where nobody can wait.
    """
    taking.lock(meeting.id)
    made = draft(meeting, details)
    adopt.adopt(made)
    if taking.check_or_queue(made, by):
        move(made, Step.CONFIRM, by)
    return made


def receive(meeting: Meeting, details: Details) -> None:
    """Take what a stranger typed. Only the owner of the e-mail address learns what became of it, by mail.

    An address gets at most five such mails in an hour, so that nobody is pestered through the form.
    """
    email = details.email
    if not email or has_mails_enough(email):
        return
    known = queries.counting(meeting.id, email)
    if known:
        mails.tell(known, "already_registered")
    else:
        mails.tell(draft(meeting, details), "confirm_email")


def has_mails_enough(email: str) -> bool:
    """Whether strangers have had an address written to so often that it is left in peace for a while."""
    return queries.mails_since(email, FIRST_MAILS, clock.now() - timedelta(hours=1)) >= MAILS_AN_HOUR


def confirm(draft: Registration) -> Registration:
    """The registration that counts for the draft's address from now on: the draft, or an earlier one.

    It waits for approval, or for a seat. SeatsFull where it can do neither: the draft stays as it is. Doing it twice
    changes nothing. Of two drafts of one address confirmed at once, one may raise IntegrityError.
    """
    taking.lock(draft.meeting_id)
    known = queries.counting(draft.meeting_id, draft.email or "")
    if known:
        return known
    adopt.adopt(draft)
    _ask(draft, Step.CONFIRM)
    return draft


def change(registration: Registration, details: Details, by: Actor) -> None:
    """Overwrite what was given before; the journal names the fields that differ, not what they held.

    Seats are exchanged for others in one go; where those are taken, SeatsFull, and nothing is changed. Somebody of the
    waiting list whose new wish fits has their seat at once.
    """
    taking.lock(registration.meeting_id)
    details = _as_it_counts(registration, details, by)
    wish = holding.asked(details)
    is_other_seat = wish != holding.wanted(registration)
    taking.check_change(registration, wish)
    changed = [name for name in _COPIED if getattr(registration, name) != getattr(details, name)]
    if registration.delegation_id != details.delegation_id:
        changed.append("delegation")
    if {choice.session_id: choice.mode for choice in registration.choices} != details.choices:
        changed.append("choices")
    if changed:
        _write(registration, details)
    if answering.keep(registration, details.answers):
        changed.append("answers")
    if changed:
        if by.kind is ActorKind.DELEGATE and not _IDENTITY.isdisjoint(changed):
            following.forget_approvals(registration)
        slug, subject = registration.meeting.slug, f"registration {registration.id}"
        recording.record(by, "registration.changed", subject, meeting=slug, fields=", ".join(changed))
    if is_other_seat and registration.state is not State.DRAFT:
        _exchange(registration, by)


def withdraw(registration: Registration) -> None:
    """Take it back; a badge opens no door any more, and the seat is for the first who waits."""
    taking.lock(registration.meeting_id)
    move(registration, Step.WITHDRAW, delegate(registration))
    issuing.revoke(registration.id, "registration withdrawn")
    mails.tell(registration, "withdrawn")
    offering.offer_next(registration.meeting)


def resubmit(registration: Registration) -> None:
    """Ask again after a withdrawal; where the seats are taken meanwhile, as at first."""
    taking.lock(registration.meeting_id)
    _ask(registration, Step.RESUBMIT)


def accept_seat(registration: Registration, by: Actor) -> None:
    """Take the seat that is kept for the person; OfferOver where there is none any more."""
    offering.accept(registration, by)
    _wait(registration)


def refuse_seat(registration: Registration) -> None:
    """Give up the seat that is kept and the place in the waiting list with it; OfferOver where there is none."""
    taking.lock(registration.meeting_id)
    offering.check_kept(registration, clock.now())
    withdraw(registration)


def will_come(registration: Registration) -> None:
    """Say that one comes, once approved."""
    taking.lock(registration.meeting_id)
    move(registration, Step.ACCEPT, delegate(registration))
    mails.tell(registration, "confirmed")


def correct(registration: Registration, details: Details) -> None:
    """Take what its person corrected after it was sent back, and let it wait for approval again."""
    by = delegate(registration)
    change(registration, details, by)
    move(registration, Step.CORRECT, by)
    _wait(registration)


def delegate(registration: Registration) -> Actor:
    """The person themselves, as the journal calls them."""
    return Actor(ActorKind.DELEGATE, registration.email or registration.sort_key)


def describe(registration: Registration) -> None:
    """Keep the keys that lists sort and search by in step with the rest. Every change of a name ends here."""
    sender = registration.delegation
    registration.sort_key = names.sort_key(registration.family_name, registration.given_name)
    registration.search_key = names.search_key(
        registration.family_name,
        registration.given_name,
        registration.native_name,
        registration.email or "",
        registration.organization,
        *((sender.name_en, sender.name_fr) if sender else ()),
    )


def _wait(registration: Registration) -> None:
    """Say that it waits for approval, unless all who must have approved it already."""
    if not reviewing.settle(registration):
        mails.tell(registration, "submitted")


def _as_it_counts(registration: Registration, details: Details, by: Actor) -> Details:
    """What a registration that counts may say: its organization is a delegation, which has one head."""
    if registration.state is State.DRAFT:
        return details
    details = adopt.adopted(details)
    if details.role is not DelegateRole.HEAD or registration.state in NOT_IN_DELEGATION:
        return details
    head = heads.head_of(registration.meeting_id, details.delegation_id)
    if head is None or head is registration:
        return details
    if by.kind is ActorKind.DELEGATE:
        registration.other_head_id = head.id
        return replace(details, role=DelegateRole.ALTERNATE)
    raise SecondHead(
        _(
            "%(name)s is the head of this delegation. Change that first.",
            name=names.printed(head.title, head.given_name, head.family_name),
        )
    )


def _ask(registration: Registration, step: Step) -> None:
    """Take the step that asks for seats, or wait for them; the person is told which."""
    by = delegate(registration)
    check_allowed(registration, step)
    if taking.check_or_queue(registration, by):
        move(registration, step, by)
        db.session.flush()
        _wait(registration)
    else:
        mails.tell(registration, "waitlisted")


def _exchange(registration: Registration, by: Actor) -> None:
    """Let others have the seats that somebody gave up; who waits and asks for what is free has it at once."""
    offering.offer_next(registration.meeting)
    if offering.kept(registration, clock.now()):
        accept_seat(registration, by)


def draft(meeting: Meeting, details: Details) -> Registration:
    """A registration that does not count yet: its person has to confirm it."""
    made = Registration(uid=uuid4(), meeting_id=meeting.id, state=State.DRAFT, created_at=clock.now())
    _write(made, details)
    db.session.add(made)
    db.session.flush()
    answering.keep(made, details.answers)
    return made


def _write(registration: Registration, details: Details) -> None:
    for name in _COPIED:
        setattr(registration, name, getattr(details, name))
    sender = db.session.get(Delegation, details.delegation_id) if details.delegation_id else None
    registration.delegation = sender
    registration.mode = mode_of(details.choices.values())
    kept = {choice.session_id: choice for choice in registration.choices}
    registration.choices = [kept.get(id_) or Choice(session_id=id_) for id_ in details.choices]
    for choice in registration.choices:
        choice.mode = details.choices[choice.session_id]
    holding.refresh(registration)
    describe(registration)
