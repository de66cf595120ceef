"""Requests for invitation letters: asked by the person, answered by the organizer, erased early."""

from dataclasses import asdict
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import select

from tracker import clock
from tracker.audit import recording
from tracker.audit.models import Actor
from tracker.db import db
from tracker.errors import Conflict, NotFound
from tracker.meetings.models import Meeting
from tracker.meetings.queries import live_span
from tracker.registration import mails
from tracker.registration.models import ADMITTED, SEATED, Mode, Registration, State
from tracker.registration.papers.models import VisaRequest
from tracker.registration.papers.passports import Passport, erased_on

LETTER = "visa_letter"  # the kind of mail


class NoVisaNeeded(Conflict):
    """Who does not come in person, or does not come at all, gets no letter."""


class NotInvitedYet(Conflict):
    """A letter says that somebody is registered, and this person is not yet."""


class NoVisaRequest(NotFound):
    """The person has not asked for a letter, or the passport data are erased."""


def of(registration: Registration) -> VisaRequest | None:
    """The request of that person, erased or not (1 statement)."""
    return db.session.scalar(select(VisaRequest).where(VisaRequest.registration_id == registration.id))


def standing(registration: Registration) -> VisaRequest:
    """The request with its passport data, or NoVisaRequest."""
    found = of(registration)
    if found is None or found.erased_at is not None:
        raise NoVisaRequest(_("There are no passport data here: none were given, or they have been erased."))
    return found


def may_ask(registration: Registration, now: datetime) -> bool:
    """Whether the person comes in person to a meeting that is not over."""
    held = live_span(registration.meeting)
    comes = registration.state in SEATED | {State.WAITLISTED} and registration.mode is not Mode.ONLINE
    return comes and (held is None or now < held.ends)


def may_issue(registration: Registration) -> bool:
    """Whether a letter would tell the truth."""
    return registration.state in ADMITTED and registration.mode is not Mode.ONLINE


def check_issuable(registration: Registration) -> VisaRequest:
    """The request that can be answered now; NoVisaRequest, NotInvitedYet."""
    request = standing(registration)
    if not may_issue(registration):
        raise NotInvitedYet(_("Approve the registration first: the letter says that this person is registered."))
    return request


def ask(registration: Registration, passport: Passport, by: Actor) -> VisaRequest:
    """Ask for a letter, or for another one after a correction. NoVisaNeeded."""
    if not may_ask(registration, clock.now()):
        raise NoVisaNeeded(_("An invitation letter is for people who are registered to come in person."))
    request = of(registration) or VisaRequest(registration_id=registration.id)
    for name, value in asdict(passport).items():
        setattr(request, name, value)
    request.requested_at = clock.now()
    request.issued_at = request.visa_issued_on = request.erased_at = None
    request.issued_by = ""
    db.session.add(request)
    record(by, "visa.asked", registration)
    return request


def issue(registration: Registration, by: Actor, signatory: str) -> VisaRequest:
    """Send the letter, signed by somebody of that name. NotInvitedYet unless the registration is approved."""
    request = check_issuable(registration)
    request.issued_at, request.issued_by = clock.now(), signatory
    record(by, "visa.letter_issued", registration)
    mails.tell(registration, LETTER)
    return request


def grant(registration: Registration, day: date, by: Actor) -> VisaRequest:
    """Record on which day the visa was issued, as the person or the organizer says."""
    request = standing(registration)
    request.visa_issued_on = day
    record(by, "visa.granted", registration)
    return request


def erase(request: VisaRequest, registration: Registration, by: Actor) -> None:
    """Blank what the passport says and the days of the stay; that there was a request stays on record."""
    request.full_name = request.nationality = request.passport_number = ""
    request.passport_expires = request.born_on = request.arrives_on = request.leaves_on = None
    request.erased_at = clock.now()
    record(by, "visa.erased", registration)


def erasure_day(request: VisaRequest, meeting: Meeting) -> date | None:
    """The day on which the data of a request is erased, as things stand."""
    held = live_span(meeting)
    return erased_on(request.visa_issued_on, clock.day_in(held.ends, meeting.timezone) if held else None)


def record(by: Actor, action: str, registration: Registration) -> None:
    """Leave a line in the journal, without anything of the passport."""
    recording.record(by, action, f"registration {registration.id}", meeting=registration.meeting.slug)
