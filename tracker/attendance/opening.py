"""The quorum at each opening of a session, recorded by the worker."""

from datetime import datetime, timedelta

from sqlalchemy import Select, select

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
    live = select(Phase.id).where(Phase.meeting_id == Meeting.id, Phase.kind == PhaseKind.LIVE)
    on = live.where(Phase.opens_at < MeetingSession.ends_at, Phase.closes_at > MeetingSession.starts_at)
    recorded = select(QuorumSnapshot.id).where(QuorumSnapshot.session_id == MeetingSession.id)
    return (
        select(MeetingSession)
        .join(Meeting, Meeting.id == MeetingSession.meeting_id)
        .where(
            Meeting.quorum != QuorumRule.NONE,
            MeetingSession.starts_at <= now,
            MeetingSession.ends_at > now - _STILL,
            ~recorded.exists(),
            on.exists() | ~live.exists(),  # a desk that is open for days before is no sitting
        )
    )
