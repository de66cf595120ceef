"""Whether what somebody wants fits into the limits of seats.

A seat is counted where it is held: at the meeting, by the delegation, by the category, at each session; in person and
online apart. Somebody who attends one session in person and another online holds a seat of both modes.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tracker.people.models import Category
from tracker.registration.models import Mode
from tracker.registration.seats.models import Level, WhenFull


@dataclass(frozen=True, slots=True)
class Demand:
    """The seats that one person wants or holds: who they are, and how they attend which sessions (by id)."""

    delegation_id: int | None = None
    category: Category | None = None
    sessions: frozenset[tuple[int, Mode]] = frozenset()

    @property
    def modes(self) -> frozenset[Mode]:
        return frozenset(mode for _session, mode in self.sessions)


NOTHING = Demand()


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many seats, see `SeatLimit`."""

    id: int
    level: Level
    mode: Mode
    seats: int
    when_full: WhenFull
    delegation_id: int | None = None
    category: Category | None = None
    session_id: int | None = None


@dataclass(frozen=True, slots=True)
class Key:
    """What is counted as one: the seats of one mode of the meeting, of a delegation, of a category, of a session."""

    level: Level
    mode: Mode
    delegation_id: int | None = None
    category: Category | None = None
    session_id: int | None = None


Taken = Mapping[Key, int]  # seats that are held; what is absent is nobody's


@dataclass(frozen=True, slots=True)
class Fit:
    """There is a seat at every level."""


@dataclass(frozen=True, slots=True)
class Full:
    """These limits are reached. One that refuses decides over those that let wait."""

    limits: tuple[Limit, ...]

    @property
    def when_full(self) -> WhenFull:
        refuses = any(limit.when_full is WhenFull.REFUSE for limit in self.limits)
        return WhenFull.REFUSE if refuses else WhenFull.WAIT


@dataclass(frozen=True, slots=True)
class Left:
    """Seats that one more person could have, and what happens without one."""

    seats: int
    when_full: WhenFull


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody in the waiting list."""

    registration_id: int
    demand: Demand


def judge(wanted: Demand, limits: Sequence[Limit], taken: Taken, held: Demand = NOTHING) -> Fit | Full:
    """Whether the person may have what they want. What they hold stays theirs, even where a limit was lowered since."""
    own = keys(held, limits)
    full = (limit for limit, key in applying(wanted, limits) if key not in own and taken.get(key, 0) >= limit.seats)
    found = tuple(full)
    return Full(found) if found else Fit()


def left(wanted: Demand, limits: Sequence[Limit], taken: Taken, held: Demand = NOTHING) -> Left | None:
    """How many more could have the same; None where no limit applies. A seat already held is not counted against."""
    own = keys(held, limits)
    rooms = [
        (max(limit.seats - taken.get(key, 0), 0), limit) for limit, key in applying(wanted, limits) if key not in own
    ]
    if not rooms:
        return None
    seats = min(room for room, _limit in rooms)
    return Left(seats, Full(tuple(limit for room, limit in rooms if room == seats)).when_full)


def next_in_line(queue: Iterable[Waiting], limits: Sequence[Limit], taken: Taken) -> list[Waiting]:
    """Who gets a seat now, in the order of the queue. Who does not fit is passed over and keeps the place."""
    counted, chosen = Counter(taken), []
    for waiting in queue:
        if isinstance(judge(waiting.demand, limits, counted), Fit):
            counted.update(keys(waiting.demand, limits))
            chosen.append(waiting)
    return chosen


def kept_until(
    now: datetime, offered: timedelta, wanted: Collection[datetime], meeting: datetime | None
) -> datetime | None:
    """Until when a seat offered now is kept; None where nobody would have any use of it.

    For the hours offered, at the latest until the last session that the person wants ends, and the meeting: the
    arguments are those ends. Who wants no session has until the end of the meeting.
    """
    ends = [now + offered, *([max(wanted)] if wanted else []), *([meeting] if meeting else [])]
    return min(ends) if now < min(ends) else None


def keys(demand: Demand, limits: Iterable[Limit]) -> frozenset[Key]:
    """Everything limited that the demand is counted under."""
    return frozenset(key for _limit, key in applying(demand, limits))


def applying(demand: Demand, limits: Iterable[Limit]) -> list[tuple[Limit, Key]]:
    """The limits that concern the demand. A delegation's own limit stands in place of the one for every delegation."""
    found = [(limit, key) for limit in limits if (key := _key(limit, demand))]
    own = {key for limit, key in found if limit.delegation_id is not None}
    return [
        (limit, key)
        for limit, key in found
        if limit.level is not Level.DELEGATION or limit.delegation_id is not None or key not in own
    ]


def counted(demand: Demand) -> frozenset[Key]:
    """Everything that the demand could be counted under, limited or not."""
    found = {Key(Level.SESSION, mode, session_id=session) for session, mode in demand.sessions}
    for mode in demand.modes:
        found |= {Key(Level.MEETING, mode), Key(Level.CATEGORY, mode, category=demand.category)}
        if demand.delegation_id is not None:
            for category in (None, demand.category):
                found.add(Key(Level.DELEGATION, mode, demand.delegation_id, category))
    return frozenset(found)


def _key(limit: Limit, demand: Demand) -> Key | None:
    """What the limit counts for this demand, or None where it is not concerned."""
    if limit.level is Level.SESSION:
        found = Key(Level.SESSION, limit.mode, session_id=limit.session_id)
    elif limit.level is Level.DELEGATION:
        one = demand.delegation_id if limit.delegation_id in {None, demand.delegation_id} else None
        found = Key(Level.DELEGATION, limit.mode, one, limit.category)
    else:
        found = Key(limit.level, limit.mode, category=limit.category)
    return found if found in counted(demand) else None
