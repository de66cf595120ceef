"""When people are reminded: in the morning of a day, at a decent hour where the meeting is. Pure."""

from datetime import datetime, time, timedelta
from enum import StrEnum, auto

from tracker import clock

MORNING, EVENING = time(9), time(20)  # wall time of the meeting's zone; nobody is mailed before or after
REST = timedelta(days=1)  # nobody is reminded of what came up since yesterday


class Kind(StrEnum):
    """What people are reminded of."""

    DEADLINE = auto()
    MEETING = auto()


def due_at(target: datetime, days: int, zone: str) -> datetime:
    """The morning of the day so many days before that of `target`."""
    day = clock.day_in(target, zone) - timedelta(days=days)
    return clock.from_wall(datetime.combine(day, MORNING), zone)


def is_due(target: datetime | None, days: int, zone: str, now: datetime) -> bool:
    """Whether to remind now; 0 days switch it off. A worker that slept makes up for it until `target`."""
    if target is None or not days:
        return False
    hour = clock.in_zone(now, zone).time()
    return due_at(target, days, zone) <= now < target and MORNING <= hour < EVENING


def occasion(kind: Kind, target: datetime, zone: str) -> str:
    """What a person is reminded of once; a deadline moved to another day is another one."""
    return f"{kind} {clock.day_in(target, zone)}"
