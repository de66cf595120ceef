"""Erasing passports and papers when their time is over; the worker does it every hour."""

from datetime import timedelta

from sqlalchemy import ColumnElement, and_, delete, select
from sqlalchemy.orm import selectinload

from tracker import clock
from tracker.audit import recording
from tracker.audit.models import SYSTEM
from tracker.db import db
from tracker.meetings.models import Meeting
from tracker.meetings.queries import live_span
from tracker.registration.models import NOT_IN_DELEGATION, Registration
from tracker.registration.papers import requesting, storing
from tracker.registration.papers.models import Paper, PaperKind, VisaRequest

PAPERS_LIFE = timedelta(days=365)  # after the meeting
PHOTOS_LIFE = timedelta(days=30)  # no badge is made any more


def forget_passports() -> int:
    """Erase passport data 30 days after the visa or the meeting, and at once of those who do not come; how many."""
    held = select(VisaRequest, Registration).join(Registration, Registration.id == VisaRequest.registration_id)
    requests = db.session.execute(held.where(VisaRequest.erased_at.is_(None))).all()
    due = [(request, person) for request, person in requests if _is_over(request, person)]
    for request, person in due:
        requesting.erase(request, person, SYSTEM)
    return len(due)


def forget_papers() -> int:
    """Erase the papers of meetings that ended a year ago, exchanged ones with them; how many."""
    return sum(_forget_papers_of(one) for one in _with_papers() if _ended(one, PAPERS_LIFE))


def forget_photos() -> int:
    """Erase the photos of meetings that ended 30 days ago, exchanged ones with them; how many."""
    of_them = Paper.kind == PaperKind.PHOTO
    return sum(_forget_papers_of(one, of_them) for one in _with_papers(of_them) if _ended(one, PHOTOS_LIFE))


def sweep_papers() -> int:
    """Remove files that a crash has left without a row; how many."""
    return storing.sweep(frozenset(db.session.scalars(select(Paper.stored_as))), clock.now())


def _is_over(request: VisaRequest, person: Registration) -> bool:
    if person.state in NOT_IN_DELEGATION:
        return True
    day = requesting.erasure_day(request, person.meeting)
    return day is not None and clock.day_in(clock.now(), person.meeting.timezone) >= day


def _with_papers(which: ColumnElement[bool] | None = None) -> list[Meeting]:
    papers = select(Registration.meeting_id).join(Paper, Paper.registration_id == Registration.id)
    has_some = papers if which is None else papers.where(which)
    whole = (selectinload(Meeting.phases), selectinload(Meeting.sessions))
    return list(db.session.scalars(select(Meeting).where(Meeting.id.in_(has_some)).options(*whole)))


def _ended(meeting: Meeting, ago: timedelta) -> bool:
    held = live_span(meeting)
    return held is not None and held.ends + ago <= clock.now()


def _forget_papers_of(meeting: Meeting, which: ColumnElement[bool] | None = None) -> int:
    people = select(Registration.id).where(Registration.meeting_id == meeting.id)
    of_meeting = Paper.registration_id.in_(people)
    chosen = of_meeting if which is None else and_(of_meeting, which)
    for name in db.session.scalars(select(Paper.stored_as).where(chosen)).all():
        storing.erase(name)
    erased = len(db.session.execute(delete(Paper).where(chosen).returning(Paper.id)).all())
    recording.record(SYSTEM, "papers.erased", f"meeting {meeting.slug}", meeting=meeting.slug, papers=erased)
    return erased
