"""Saying where a session is shown."""

from tracker.audit import recording
from tracker.audit.models import Actor
from tracker.meetings.models import MeetingSession


def set_screen(session: MeetingSession, join_url: str, by: Actor, *, asks_proof: bool) -> None:
    """Set the address and the code; what is as before leaves no trace. The address itself is not in the journal."""
    before = (session.join_url, session.asks_proof)
    if before == (join_url, asks_proof):
        return
    session.join_url, session.asks_proof = join_url, asks_proof
    recording.record(
        by,
        "session.screen_set",
        f"session {session.code}",
        meeting=session.meeting.slug,
        address_changed=before[0] != join_url,
        has_address=bool(join_url),
        asks_proof=asks_proof,
    )
