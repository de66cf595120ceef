"""What a file does not tell by itself, and how it is to be read: pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum, auto
from itertools import pairwise

from tracker import clock
from tracker.online.reports.stays import Stay

MARGIN = timedelta(hours=1)  # people join before a session and stay after it


class Question(StrEnum):
    """What an organizer must say before the rows of a file mean anything."""

    COLUMNS = auto()  # which column is which
    ORDER = auto()  # whether the day or the month comes first
    SESSIONS = auto()  # which sessions the platform showed
    DAY = auto()  # of times without a date


@dataclass(frozen=True, slots=True)
class Online:
    """A session that can be attended on the screen."""

    id: int
    starts_at: datetime
    ends_at: datetime

    def touches(self, stay: Stay) -> bool:
        """Whether the stay falls into the session or shortly around it."""
        since, until = stay.joined or stay.left, stay.left or stay.joined
        if since is None or until is None:
            return False
        return since < self.ends_at + MARGIN and self.starts_at - MARGIN < until


def sessions_of(stays: Sequence[Stay], sessions: Sequence[Online]) -> tuple[int, ...] | None:
    """The sessions that the stays fall into; None where that must be asked.

    It must where no stay has times and there are several sessions, and where two of the sessions are held at the same
    time: one platform meeting shows one of them.
    """
    if len(sessions) == 1:
        return (sessions[0].id,)
    found = [session for session in sessions if any(session.touches(stay) for stay in stays)]
    in_order = sorted(found, key=lambda session: session.starts_at)
    overlap = any(later.starts_at < earlier.ends_at for earlier, later in pairwise(in_order))
    return None if not found or overlap else tuple(session.id for session in found)


def days_of(sessions: Sequence[Online], zone: str) -> tuple[date, ...]:
    """The days on which something was held, in order."""
    return tuple(sorted({clock.day_in(session.starts_at, zone) for session in sessions}))
