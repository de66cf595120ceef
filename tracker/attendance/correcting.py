"""An organizer's word on who attended, with its reason: added beside what the machine says, never instead of it."""

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select

from tracker import clock
from tracker.attendance.models import Correction, CorrectionWithdrawal
from tracker.attendance.presence import Said, Word
from tracker.audit import recording
from tracker.audit.models import Actor
from tracker.db import db
from tracker.errors import Conflict, Invalid, NotFound
from tracker.meetings.models import Meeting
from tracker.people.names import clean
from tracker.registration.models import Registration

LONGEST_REASON = 1000
MOST_MINUTES = 24 * 60


class NoReason(Invalid):
    """A word without its reason proves nothing."""


class NotMinutes(Invalid):
    """The minutes are missing, negative, or more than a day."""


class NoSuchCorrection(NotFound):
    """The meeting has no such word."""


class WithdrawnAlready(Conflict):
    """The word was taken back before."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What an organizer says of one session, and why."""

    session_id: int
    word: Word
    reason: str


def correct(meeting: Meeting, registration: Registration, stated: Statement, by: Actor) -> Correction:
    """Add a word; the one before, if any, stays on record and stands no more. NoReason, NotMinutes."""
    word, said = stated.word, clean(stated.reason)[:LONGEST_REASON]
    if not said:
        raise NoReason(_("Give the reason: it is shown beside the figure."))
    if word.said is Said.MINUTES and not (word.minutes is not None and 0 <= word.minutes <= MOST_MINUTES):
        raise NotMinutes(_("Give the minutes as a number from 0 to %(most)s.", most=MOST_MINUTES))
    session = next((one for one in meeting.sessions if one.id == stated.session_id), None)
    if session is None or registration.meeting_id != meeting.id:
        raise NoSuchCorrection(_("This meeting has no such person or session."))
    made = Correction(
        registration_id=registration.id,
        session_id=session.id,
        said=word.said,
        minutes=word.minutes if word.said is Said.MINUTES else None,
        reason=said,
        at=clock.now(),
        actor=by.name,
    )
    db.session.add(made)
    db.session.flush()
    subject = f"registration {registration.id}"
    recording.record(
        by, "attendance.corrected", subject, meeting=meeting.slug, session=session.code, said=word.said, reason=said
    )
    return made


def withdraw(meeting: Meeting, correction_id: int, reason: str, by: Actor) -> None:
    """Take a word back; both stay on record. NoReason, NoSuchCorrection, WithdrawnAlready."""
    said = clean(reason)[:LONGEST_REASON]
    if not said:
        raise NoReason(_("Give the reason: it is shown beside the figure."))
    found = db.session.scalar(
        select(Correction)
        .join(Registration, Registration.id == Correction.registration_id)
        .where(Correction.id == correction_id, Registration.meeting_id == meeting.id)
    )
    if found is None:
        raise NoSuchCorrection(_("This meeting has no such correction."))
    if db.session.get(CorrectionWithdrawal, correction_id) is not None:
        raise WithdrawnAlready(_("This correction was withdrawn already."))
    db.session.add(CorrectionWithdrawal(correction_id=correction_id, reason=said, at=clock.now(), actor=by.name))
    subject = f"registration {found.registration_id}"
    recording.record(by, "attendance.correction_withdrawn", subject, meeting=meeting.slug, correction=correction_id)
