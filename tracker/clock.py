"""The only reader of a clock or of a time zone.

Inside the tracker every instant is an aware datetime in UTC. Wall time exists at the edges, together with the zone of
the meeting: it comes in through `from_wall` and goes out through `in_zone`.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

_YEARS = range(1900, 2201)  # in which a meeting can be held


def _system() -> datetime:
    return datetime.now(UTC)


class _Source:
    read: Callable[[], datetime] = staticmethod(_system)


def now() -> datetime:
    """The present instant, in UTC."""
    return _Source.read()


def run_on(source: Callable[[], datetime] | None) -> None:
    """Let another clock tell the time (a rehearsal, a test's watch); None returns to the system's."""
    _Source.read = staticmethod(source or _system)


@cache
def zone(name: str) -> ZoneInfo:
    """The IANA zone of that name; ValueError names an unknown one."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        message = f"unknown time zone {name!r}: use an IANA name such as Europe/Brussels"
        raise ValueError(message) from error


@cache
def zone_names() -> frozenset[str]:
    """All zone names that this installation knows."""
    return frozenset(available_timezones())


def from_wall(wall: datetime, zone_name: str) -> datetime:
    """The instant at which clocks in that zone show `wall` (naive).

    An hour that occurs twice (the end of summer time) is taken at its first occurrence; an hour that does not exist
    (its beginning) raises ValueError, for nobody can come to a session that starts in it. So does a year in which no
    meeting is held: a slip of the keyboard, at the ends of the calendar beyond what can be reckoned.
    """
    if wall.tzinfo is not None:
        message = "wall time carries no zone of its own"
        raise ValueError(message)
    if wall.year not in _YEARS:
        message = f"the year {wall.year} is not between {_YEARS[0]} and {_YEARS[-1]}"
        raise ValueError(message)
    instant = wall.replace(tzinfo=zone(zone_name)).astimezone(UTC)
    if in_zone(instant, zone_name).replace(tzinfo=None) != wall:
        message = f"{wall:%Y-%m-%d %H:%M} does not exist in {zone_name}: clocks are put forward over it"
        raise ValueError(message)
    return instant


def in_zone(instant: datetime, zone_name: str) -> datetime:
    """The aware wall time of an instant in that zone; in UTC where the calendar ends."""
    try:
        return instant.astimezone(zone(zone_name))
    except OverflowError:
        return instant.astimezone(UTC).replace(tzinfo=zone(zone_name))


def day_in(instant: datetime, zone_name: str) -> date:
    """The calendar day of an instant in that zone."""
    return in_zone(instant, zone_name).date()


def as_utc(instant: datetime) -> datetime:
    """The same aware instant in UTC; a naive one raises ValueError."""
    if instant.tzinfo is None:
        message = "a naive datetime names no instant"
        raise ValueError(message)
    return instant.astimezone(UTC)
