"""From signs of an open page to stays on the screen: pure rules.

The page beside the platform gives a sign every minute and says goodbye when it is closed. Signs bear the server's time,
so they come in order.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

BEAT = timedelta(seconds=60)
HALF = BEAT / 2
PATIENCE = 3 * BEAT  # without a sign for longer, somebody is taken to have gone


@dataclass(frozen=True, slots=True)
class Span:
    """A time without a gap. While the page is open it counts half an interval beyond the latest sign."""

    since: datetime
    seen_at: datetime
    ends_at: datetime

    @property
    def has_left(self) -> bool:
        return self.ends_at == self.seen_at


def after(last: Span | None, joined: datetime, at: datetime, *, leaving: bool = False) -> Span | None:
    """The span that the sign at that time makes or lengthens; None where it tells nothing new.

    A page that is closed within half a minute of joining tells nothing of the time: nobody knows how long the person
    stayed on the platform. A goodbye tells when an open span ended, and opens none.
    """
    if last is None or last.has_left or at - last.seen_at > PATIENCE:
        return None if leaving else _new(last, joined, at)
    if leaving:
        return replace(last, seen_at=max(at, last.seen_at), ends_at=max(at, last.seen_at))
    if at - last.seen_at < HALF:
        return None
    return replace(last, seen_at=at, ends_at=at + HALF)


def _new(last: Span | None, joined: datetime, at: datetime) -> Span | None:
    if at - joined < HALF:
        return None
    since = joined if last is None and at - joined <= PATIENCE else at
    return Span(since, at, at + HALF)


def spans(joined: datetime, signs: Iterable[tuple[datetime, bool]]) -> list[Span]:
    """All spans of a visit from its signs in order: when, and whether it was the goodbye."""
    found: list[Span] = []
    for at, leaving in signs:
        last = found[-1] if found else None
        made = after(last, joined, at, leaving=leaving)
        if made is None:
            continue
        if last and made.since == last.since:
            found.pop()
        found.append(made)
    return found
