"""The figures of each meeting in the memory of each process, for the version of the evidence they were added up from.

A page that is opened again while nothing has changed costs one statement and no pass over everybody.
"""

from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from tracker.attendance.queries.presences import presences
from tracker.attendance.queries.version import Version, version
from tracker.attendance.tallies import Tally
from tracker.keeping import Recent
from tracker.meetings.models import Meeting

_MEETINGS = 32


@dataclass(slots=True)
class _Held:
    """A meeting's figures: whoever finds them too old makes them anew while the others wait."""

    lock: Lock = field(default_factory=Lock)
    version: Version | None = None
    tally: Tally | None = None


_tallies = Recent[_Held](_MEETINGS)


def tally(meeting: Meeting, now: datetime) -> Tally:
    """The figures of the meeting (1 statement, or 7), which whoever takes them only reads.

    Who is inside becomes present, and who was to come absent, at the turn of a minute, as on the live screens.
    """
    held = _tallies.get(meeting.slug, _Held)
    with held.lock:
        found = version(meeting.slug, now)
        if held.tally is None or held.version != found:
            held.tally, held.version = Tally.of(presences(meeting, until=now)), found
        return held.tally


def forget() -> None:
    """Hold nothing any more: the database is another one."""
    _tallies.clear()
