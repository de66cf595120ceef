"""The quorum at each opening of a session, recorded by the worker."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import aliased

from tracker import clock
from tracker.attendance import counting
from tracker.attendance.models import QuorumSnapshot
from tracker.audit.models import SYSTEM
from tracker.db import db
from tracker.meetings.models import Meeting, MeetingSession, Phase, PhaseKind, QuorumRule
from tracker.registration.seats import taking

OPENING = "Opening of "  # before the code of the session, as it is kept; see `wording.occasion` for readers
_STILL = timedelta(days=7)  # after a session: a worker that was away makes up for it


def record_openings() -> int:
    """Record the quorum of each session that has opened, as it was then, once; the number recorded. The worker's.

    Of two workers the second waits for the first, then finds it done.
    """
    now = clock.now()
    made = 0
    for meeting_id in db.session.scalars(_to_record(now).with_only_columns(MeetingSession.meeting_id).distinct()).all():
        taking.lock(meeting_id)
        meeting = db.session.get_one(Meeting, meeting_id)
        chosen = _to_record(now).where(MeetingSession.meeting_id == meeting_id).order_by(MeetingSession.starts_at)
        for session in db.session.scalars(chosen).all():
            counting.record(meeting, f"{OPENING}{session.code}", SYSTEM, of=session.starts_at, session=session)
            made += 1
    return made


def _to_record(now: datetime) -> Select[MeetingSession]:
    other = aliased(MeetingSession)
    sittings = select(other.id).where(other.meeting_id == Meeting.id, _is_live(other))
    recorded = select(QuorumSnapshot.id).where(QuorumSnapshot.session_id == MeetingSession.id)
    return (
        select(MeetingSession)
        .join(Meeting, Meeting.id == MeetingSession.meeting_id)
        .where(
            Meeting.quorum != QuorumRule.NONE,
            MeetingSession.starts_at <= now,
            MeetingSession.ends_at > now - _STILL,
            ~recorded.exists(),
            _is_live(MeetingSession) | ~sittings.exists(),  # the rule of meetings.queries.sittings
        )
    )


def _is_live(session: type[MeetingSession]) -> ColumnElement[bool]:
    """Whether a session is held while a live phase of its meeting is on."""
    phases = select(Phase.id).where(
        Phase.meeting_id == session.meeting_id,
        Phase.kind == PhaseKind.LIVE,
        Phase.opens_at < session.ends_at,
        Phase.closes_at > session.starts_at,
    )
    return phases.exists()
