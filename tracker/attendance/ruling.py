"""How a meeting counts attendance and the quorum, as an organizer sets it; on record."""

from collections.abc import Mapping
from typing import Any

from tracker.audit import recording
from tracker.audit.models import Actor
from tracker.meetings.models import Meeting


def change(meeting: Meeting, rules: Mapping[str, Any], breaks: Mapping[int, list[list[str]]], by: Actor) -> list[str]:
    """Set what differs; the names of it, which the journal gets with the values before and after."""
    changed: dict[str, tuple[Any, Any]] = {
        name: (getattr(meeting, name), value) for name, value in rules.items() if getattr(meeting, name) != value
    }
    for name, (_before, value) in changed.items():
        setattr(meeting, name, value)
    for session in meeting.sessions:
        wanted = breaks.get(session.id, session.breaks)
        if wanted != session.breaks:
            changed[f"breaks {session.code}"] = (_told(session.breaks), _told(wanted))
            session.breaks = wanted
    if changed:
        said = {name: f"{before} -> {after}" for name, (before, after) in changed.items()}
        recording.record(by, "attendance.rules_changed", f"meeting {meeting.slug}", meeting=meeting.slug, **said)
    return list(changed)


def _told(breaks: list[list[str]]) -> str:
    return ", ".join("-".join(span) for span in breaks) or "none"
