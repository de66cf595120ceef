"""Registering: from a filled-in form to a registration, and what its person does with it afterwards."""

from dataclasses import fields
from datetime import timedelta
from uuid import uuid4

from tracker import clock
from tracker.audit import recording
from tracker.audit.models import Actor, ActorKind
from tracker.badges import issuing
from tracker.db import db
from tracker.meetings.models import Meeting
from tracker.people import names
from tracker.people.models import Delegation
from tracker.registration import mails, queries
from tracker.registration.details import Details, mode_of
from tracker.registration.models import Choice, Registration, State
from tracker.registration.moving import move
from tracker.registration.states import Step

MAILS_AN_HOUR = 5
_FIRST_MAILS = ("confirm_email", "already_registered")
_COPIED = tuple(f.name for f in fields(Details) if f.name not in {"choices", "delegation_id"})


def register(meeting: Meeting, details: Details, by: Actor) -> Registration:
    """A registration that waits for approval, entered by somebody who vouches for the e-mail address. Sends no mail."""
    made = _draft(meeting, details)
    move(made, Step.CONFIRM, by)
    return made


def receive(meeting: Meeting, details: Details) -> None:
    """Take what a stranger typed. Only the owner of the e-mail address learns what became of it, by mail.

    An address gets at most five such mails in an hour, so that nobody is pestered through the form.
    """
    email = details.email
    if not email or queries.mails_since(email, _FIRST_MAILS, clock.now() - timedelta(hours=1)) >= MAILS_AN_HOUR:
        return
    known = queries.counting(meeting.id, email)
    if known:
        mails.tell(known, "already_registered")
    else:
        mails.tell(_draft(meeting, details), "confirm_email")


def confirm(draft: Registration) -> Registration:
    """The registration that counts for the draft's address from now on: the draft, or an earlier one.

    Doing it twice changes nothing. Of two drafts of one address confirmed at once, one raises IntegrityError.
    """
    known = queries.counting(draft.meeting_id, draft.email or "")
    if known:
        return known
    move(draft, Step.CONFIRM, delegate(draft))
    db.session.flush()
    mails.tell(draft, "submitted")
    return draft


def change(registration: Registration, details: Details, by: Actor) -> None:
    """Overwrite what was given before; the journal names the fields that differ, not what they held."""
    changed = [name for name in _COPIED if getattr(registration, name) != getattr(details, name)]
    if registration.delegation_id != details.delegation_id:
        changed.append("delegation")
    if {choice.session_id: choice.mode for choice in registration.choices} != details.choices:
        changed.append("choices")
    if changed:
        _write(registration, details)
        slug, subject = registration.meeting.slug, f"registration {registration.id}"
        recording.record(by, "registration.changed", subject, meeting=slug, fields=", ".join(changed))


def withdraw(registration: Registration) -> None:
    """Take it back; a badge opens no door any more."""
    move(registration, Step.WITHDRAW, delegate(registration))
    issuing.revoke(registration.id, "registration withdrawn")
    mails.tell(registration, "withdrawn")


def resubmit(registration: Registration) -> None:
    """Ask again after a withdrawal."""
    move(registration, Step.RESUBMIT, delegate(registration))
    mails.tell(registration, "submitted")


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


def _draft(meeting: Meeting, details: Details) -> Registration:
    made = Registration(uid=uuid4(), meeting=meeting, state=State.DRAFT, created_at=clock.now())
    _write(made, details)
    db.session.add(made)
    db.session.flush()
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
    describe(registration)
