"""Intervals of time: pure. An interval is (from, until), from before until; those of a list may overlap."""

from collections.abc import Iterable
from datetime import datetime, timedelta

Interval = tuple[datetime, datetime]


def union(intervals: Iterable[Interval]) -> list[Interval]:
    """The same moments without overlap, in order; intervals that touch become one."""
    found: list[Interval] = []
    for since, until in sorted(intervals):
        if found and since <= found[-1][1]:
            if until > found[-1][1]:
                found[-1] = (found[-1][0], until)
        elif since < until:
            found.append((since, until))
    return found


def clip(intervals: Iterable[Interval], starts: datetime, ends: datetime) -> list[Interval]:
    """What of them lies within the bounds."""
    within = ((max(since, starts), min(until, ends)) for since, until in intervals)
    return [(since, until) for since, until in within if since < until]


def without(intervals: Iterable[Interval], gaps: Iterable[Interval]) -> list[Interval]:
    """The intervals less the gaps; both without overlap among themselves, and in order."""
    left = list(intervals)
    for opens, closes in gaps:
        left = [
            piece
            for since, until in left
            for piece in ((since, min(until, opens)), (max(since, closes), until))
            if piece[0] < piece[1]
        ]
    return left


def length(intervals: Iterable[Interval]) -> timedelta:
    """How long they are together; of a union."""
    return sum((until - since for since, until in intervals), timedelta())
