"""Recording the quorum with names: by a button, and by itself at each opening of a session and each vote."""

from datetime import datetime

from tracker import clock
from tracker.attendance.models import QuorumSnapshot
from tracker.attendance.queries import represented
from tracker.audit import recording
from tracker.audit.models import Actor
from tracker.db import db
from tracker.meetings.models import Meeting, MeetingSession
from tracker.people.names import clean


def record(
    meeting: Meeting, occasion: str, by: Actor, *, of: datetime | None = None, session: MeetingSession | None = None
) -> QuorumSnapshot:
    """Keep the quorum as it is now, or as it was at `of`, with the codes of the delegations."""
    now = clock.now()
    standing = represented.standing(meeting, of or now)
    found = standing.quorum
    codes = {one.id: one.code for one in represented.delegations({*found.room, *found.screen}).values()}
    made = QuorumSnapshot(
        meeting_id=meeting.id,
        session_id=session.id if session else None,
        occasion=" ".join(clean(occasion).split())[:200],
        of=standing.at,
        at=now,
        actor=by.name,
        entitled=found.entitled,
        needed=found.needed,
        in_room=found.in_room,
        on_screen=found.on_screen,
        is_met=found.is_met,
        names={"room": sorted(codes[i] for i in found.room), "screen": sorted(codes[i] for i in found.screen)},
    )
    db.session.add(made)
    subject = f"meeting {meeting.slug}"
    recording.record(
        by, "quorum.recorded", subject, meeting=meeting.slug, represented=found.represented, met=found.is_met
    )
    return made
