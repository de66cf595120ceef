"""Erasing what nobody needs any more of visits; the worker does it daily."""

from datetime import timedelta

from sqlalchemy import func, or_, select, update

from tracker import clock
from tracker.db import db
from tracker.meetings.models import MeetingSession
from tracker.online.live.models import ScreenVisit

MARKS_LIFE = timedelta(days=30)  # after the meeting: until then a forwarded link can be looked into


def forget_marks() -> int:
    """Erase by which browser and network people joined, 30 days after their meeting; of how many visits.

    When they joined, and how long they stayed, is evidence and stays.
    """
    over = (
        select(MeetingSession.meeting_id)
        .group_by(MeetingSession.meeting_id)
        .having(func.max(MeetingSession.ends_at) < clock.now() - MARKS_LIFE)
    )
    sessions = select(MeetingSession.id).where(MeetingSession.meeting_id.in_(over))
    marked = or_(ScreenVisit.browser != "", ScreenVisit.network != "")
    forgotten = db.session.execute(
        update(ScreenVisit)
        .where(ScreenVisit.session_id.in_(sessions), marked)
        .values(browser="", network="")
        .returning(ScreenVisit.id),
        execution_options={"synchronize_session": False},
    )
    return len(forgotten.all())
