"""The figures of each meeting in the memory of each process, for the version of the evidence that they were made of.

Fifty screens that ask every few seconds make one pass over the evidence when something has changed, and none when
nothing has. The tag of an answer is a hash of what it shows: it changes exactly when that does.
"""

import hashlib
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import TypeVar, cast

from tracker.attendance import keeping
from tracker.attendance.queries.version import Version, version
from tracker.dashboard.live import reading
from tracker.dashboard.live.figures import Figures
from tracker.keeping import Recent
from tracker.meetings import queries as meetings

T = TypeVar("T")

FRESH = timedelta(seconds=1)  # for so long nobody asks again: while people stream in, one pass a second is enough
_MEETINGS, _PAGES = 32, 256


@dataclass(slots=True)
class _Held:
    """A meeting's figures: whoever finds them too old makes them anew while the others wait."""

    lock: Lock = field(default_factory=Lock)
    version: Version | None = None
    checked_at: datetime | None = None
    figures: Figures | None = None


_figures = Recent[_Held](_MEETINGS)
_told = Recent[tuple[Figures, object]](_PAGES)  # what was made of figures that are held
pages = Recent[str](_PAGES)  # what was drawn of them, by tag


def current(slug: str, now: datetime) -> Figures:
    """The meeting's figures, a second old at most (no statement, 1, or 13); NoSuchMeeting."""
    held = _figures.get(slug, _Held)
    with held.lock:
        age = now - held.checked_at if held.checked_at else FRESH
        if held.figures is None or not timedelta() <= age < FRESH:
            found = version(slug, now)
            if held.figures is None or found != held.version:
                held.figures, held.version = reading.figures(meetings.by_slug(slug), now), found
            held.checked_at = now
        return held.figures


def told(figures: Figures, key: Hashable, make: Callable[[], T]) -> T:
    """What is made of these figures, made once while they are held: their words, their tag."""
    held = _told.get((id(figures), key), lambda: (figures, make()))  # holds them, so that nothing else gets their id
    return cast("T", held[1])


def forget() -> None:
    """Hold nothing any more: the database is another one."""
    keeping.forget()
    _figures.clear()
    _told.clear()
    pages.clear()


def tag(*shown: object) -> str:
    """The tag of what is shown."""
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:20]
