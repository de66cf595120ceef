"""Erasing what nobody needs any more; the worker does it daily."""

from datetime import timedelta

from sqlalchemy import delete, func, select, update

from tracker import clock
from tracker.db import db
from tracker.meetings.models import MeetingSession
from tracker.registration.models import Registration, State

DRAFT_LIFE = timedelta(days=30)
NEEDS_LIFE = timedelta(days=30)  # health data, kept only while the meeting can still be asked about it


def forget_drafts() -> int:
    """Erase registrations that were never confirmed; the number of them."""
    old = (Registration.state == State.DRAFT, Registration.created_at < clock.now() - DRAFT_LIFE)
    forgotten = db.session.execute(delete(Registration).where(*old).returning(Registration.id))
    return len(forgotten.all())


def forget_needs() -> int:
    """Erase what people need and do not eat 30 days after their meeting, as the form promises; of how many."""
    over = (
        select(MeetingSession.meeting_id)
        .group_by(MeetingSession.meeting_id)
        .having(func.max(MeetingSession.ends_at) < clock.now() - NEEDS_LIFE)
    )
    due = (Registration.meeting_id.in_(over), (Registration.accessibility != "") | (Registration.dietary != ""))
    forgotten = db.session.execute(
        update(Registration)
        .where(*due)
        .values(accessibility="", dietary="", consents_needs=False)
        .returning(Registration.id),
        execution_options={"synchronize_session": False},
    )
    return len(forgotten.all())
