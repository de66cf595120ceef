"""What runs when: registration, phases, sessions. Every time is an instant."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum, auto
from typing import Protocol, TypeVar

from tracker import clock


class RegistrationStatus(StrEnum):
    """Whether people can register now."""

    BEFORE = auto()
    OPEN = auto()
    CLOSED = auto()
    NONE = auto()  # the meeting takes no registrations here


class Stage(StrEnum):
    """Where a period stands."""

    BEFORE = auto()
    NOW = auto()
    OVER = auto()


class Timed(Protocol):
    """Something that starts and ends: a session."""

    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...


T = TypeVar("T", bound=Timed)


def breaks_of(session: Timed, breaks: Iterable[Sequence[str]], zone: str) -> tuple[tuple[datetime, datetime], ...]:
    """The breaks of a session as instants, in order and within it: of ["10:45", "11:15"] in that zone.

    A time before that of the beginning is on the next day.
    """
    found = [(_next(session.starts_at, since, zone), _next(session.starts_at, until, zone)) for since, until in breaks]
    within = ((max(since, session.starts_at), min(until, session.ends_at)) for since, until in found)
    return tuple(sorted((since, until) for since, until in within if since < until))


def _next(starts: datetime, time_of_day: str, zone: str) -> datetime:
    """The first instant from the beginning on at which clocks show that time."""
    begins = clock.in_zone(starts, zone).replace(tzinfo=None)
    hour, minute = map(int, time_of_day.split(":"))
    wall = begins.replace(hour=hour, minute=minute, second=0, microsecond=0)
    return clock.from_wall(wall if wall >= begins else wall + timedelta(days=1), zone)


def registration_status(opens: datetime | None, closes: datetime | None, now: datetime) -> RegistrationStatus:
    """The status at `now`: the instant of opening is open, that of closing is closed; no opening, no registration."""
    if opens is None:
        return RegistrationStatus.NONE
    if now < opens:
        return RegistrationStatus.BEFORE
    return RegistrationStatus.CLOSED if closes is not None and now >= closes else RegistrationStatus.OPEN


def stage(opens: datetime, closes: datetime, now: datetime) -> Stage:
    """Where the period from `opens` to `closes` stands at `now`."""
    if now < opens:
        return Stage.BEFORE
    return Stage.NOW if now < closes else Stage.OVER


def doors_open(session: Timed, sessions: Sequence[Timed], minutes: int) -> datetime:
    """When people begin to come for a session: `minutes` before it, but not while the one before it is still held."""
    earlier = (other.ends_at for other in sessions if other.ends_at <= session.starts_at)
    return max([session.starts_at - timedelta(minutes=minutes), *earlier])


def running_session(sessions: Sequence[T], now: datetime, doors_open_minutes: int = 60) -> T | None:
    """The session that a desk works for at `now`.

    It is the one whose doors are open; of several, the one whose doors opened last. Else it is the next one, else the
    last one. None if there are no sessions.
    """
    doors = [(doors_open(session, sessions, doors_open_minutes), session) for session in sessions]
    running = [(opened, session) for opened, session in doors if opened <= now < session.ends_at]
    if running:
        return max(running, key=lambda pair: pair[0])[1]
    coming = [session for session in sessions if session.starts_at > now]
    if coming:
        return min(coming, key=lambda session: session.starts_at)
    return max(sessions, key=lambda session: session.ends_at, default=None)
