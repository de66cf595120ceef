"""How long somebody was at a session: pure rules."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from tracker.checkin.doors import Passage
from tracker.checkin.verdicts import Direction

Stay = tuple[datetime, datetime]
"""From when until when, within the session."""


def stays(passages: Iterable[Passage], starts: datetime, ends: datetime, *, until: datetime) -> list[Stay]:
    """The times between coming in and going out, within the session; who was not seen to go stays until the end.

    Passages may come in any order. Coming in twice is coming in once; `until` ends a session that is still held.
    """
    close = max(starts, min(ends, until))
    found: list[Stay] = []
    since = None
    for at, direction in sorted(passages):
        if direction is Direction.IN:
            since = since or at
        elif since:
            found.append((since, at))
            since = None
    if since:
        found.append((since, close))
    within = ((max(came, starts), min(went, close)) for came, went in found)
    return [(came, went) for came, went in within if came < went]


def time_present(passages: Iterable[Passage], starts: datetime, ends: datetime, *, until: datetime) -> timedelta:
    """How long all stays are together; they never overlap."""
    been = stays(passages, starts, ends, until=until)
    return sum((went - came for came, went in been), timedelta())
