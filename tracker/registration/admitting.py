"""Named exceptions: one person may, or may not, enter one session, whatever their category says."""

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select

from tracker import clock
from tracker.audit import recording
from tracker.audit.models import Actor
from tracker.db import db
from tracker.errors import NotFound
from tracker.meetings.admission import may_enter
from tracker.meetings.models import MeetingSession
from tracker.registration import mails, queries
from tracker.registration.details import mode_of
from tracker.registration.focal.models import Admission
from tracker.registration.models import SEATED, Mode, Registration, State
from tracker.registration.seats import holding, offering, taking


class NoSuchException(NotFound):
    """There is no exception for that person and session."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One session for one person: asked for or not, open to them or not, and why."""

    session: MeetingSession
    mode: Mode | None  # as they asked for; None: not at all
    by_category: bool
    exception: Admission | None

    @property
    def is_admitted(self) -> bool:
        return self.by_category if self.exception is None else self.exception.is_admitted


def standings(of: Registration) -> list[Standing]:
    """Every session of the meeting for that person, in the order of time (1 statement besides the registration's)."""
    rows = db.session.scalars(select(Admission).where(Admission.registration_id == of.id))
    exceptions = {row.session_id: row for row in rows}
    modes = {choice.session_id: choice.mode for choice in of.choices}
    return [
        Standing(
            session,
            modes.get(session.id),
            may_enter(of.category, queries.categories_admitted(session), None),
            exceptions.get(session.id),
        )
        for session in of.meeting.sessions
    ]


def except_from_rule(
    registration: Registration, session: MeetingSession, by: Actor, *, is_admitted: bool, reason: str
) -> bool:
    """Make the exception, in place of one that is there.

    Who may not enter what they had chosen loses the choice and its seat, for whoever waits; they are told. Whether that
    happened.
    """
    taking.lock(registration.meeting_id)
    found = _find(registration, session)
    if found is None:
        found = Admission(registration_id=registration.id, session_id=session.id)
        db.session.add(found)
    found.is_admitted, found.reason, found.actor, found.at = is_admitted, reason, by.name, clock.now()
    action = "exception.admitted" if is_admitted else "exception.refused"
    _record(registration, session, by, action, reason)
    return not is_admitted and _close(registration, session)


def _close(registration: Registration, session: MeetingSession) -> bool:
    kept = [choice for choice in registration.choices if choice.session_id != session.id]
    if len(kept) == len(registration.choices):
        return False
    registration.choices = kept
    registration.mode = mode_of(choice.mode for choice in kept)
    holding.refresh(registration)
    if registration.state in SEATED | {State.WAITLISTED}:
        mails.tell_closed(registration, session)
    offering.offer_next(registration.meeting)
    return True


def close_by_category(registration: Registration) -> list[MeetingSession]:
    """Take out what the person had chosen and may not enter in their category, as after a correction; what it was."""
    chosen = [one for one in standings(registration) if one.mode and not one.is_admitted]
    return [one.session for one in chosen if _close(registration, one.session)]


def end_exception(registration: Registration, code: str, by: Actor) -> None:
    """Let the rule for the category hold again; NoSuchException."""
    session = next((one for one in registration.meeting.sessions if one.code == code), None)
    found = _find(registration, session) if session else None
    if session is None or found is None:
        raise NoSuchException(_("There is no exception for this person and session."))
    db.session.delete(found)
    _record(registration, session, by, "exception.ended", found.reason)


def _find(registration: Registration, session: MeetingSession) -> Admission | None:
    chosen = select(Admission).where(Admission.registration_id == registration.id)
    return db.session.scalar(chosen.where(Admission.session_id == session.id))


def _record(registration: Registration, session: MeetingSession, by: Actor, action: str, reason: str) -> None:
    subject, slug = f"registration {registration.id}", registration.meeting.slug
    recording.record(by, action, subject, meeting=slug, session=session.code, reason=reason)
