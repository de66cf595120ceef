"""How long somebody was at a session: one pure rule."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from tracker.checkin.verdicts import Direction

Passage = tuple[datetime, Direction]


def time_present(passages: Iterable[Passage], starts: datetime, ends: datetime, *, until: datetime) -> timedelta:
    """The time between coming in and going out, within the session; who was not seen to go stays until the end.

    Passages may come in any order. Coming in twice is coming in once; `until` ends a session that is still held.
    """
    close = max(starts, min(ends, until))
    present, since = timedelta(), None
    for at, direction in sorted(passages):
        if direction is Direction.IN:
            since = since or at
        elif since:
            present += _within(since, at, starts, close)
            since = None
    return present + (_within(since, close, starts, close) if since else timedelta())


def _within(since: datetime, till: datetime, starts: datetime, ends: datetime) -> timedelta:
    return max(timedelta(), min(till, ends) - max(since, starts))
