"""The figures of a meeting at an instant, as screens show them: plain values, which outlive their request."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tracker.attendance.presence import Way
from tracker.attendance.queries.presences import Stay, Walk
from tracker.attendance.quorum import Quorum
from tracker.checkin.doors import Fullness, fullness
from tracker.i18n import Texts
from tracker.meetings.programme import Timed
from tracker.people import country_names
from tracker.registration.models import Mode

_MINUTE = timedelta(minutes=1)
_HALF_HOUR = 30 * _MINUTE
_LAST = "\U0010ffff"  # after every name


@dataclass(frozen=True, slots=True)
class Named:
    """A delegation, as it is called."""

    code: str
    english: str
    french: str

    def name(self, language: str) -> str:
        """In that language; English where it is neither."""
        return self.french if language == "fr" else self.english

    def sort_key(self, language: str) -> tuple[int, str, str]:
        """Where it stands in a list that is read in that language."""
        return country_names.sort_key(self.code, self.name(language), language)


@dataclass(frozen=True, slots=True)
class Group:
    """The people of one delegation at one session; of all organizations together for None."""

    delegation: Named | None
    expected: int  # in the room and on the screen
    came: int  # to the room, at any time
    inside: int  # now
    online: int  # now

    @property
    def there(self) -> int:
        """In the room or on the screen now; somebody on both is counted at both."""
        return self.inside + self.online


@dataclass(frozen=True, slots=True)
class Arrivals:
    """How many persons came first in one minute."""

    minute: datetime
    room: int
    screen: int


@dataclass(frozen=True, slots=True)
class Head:
    """A head of delegation who is expected and not there now."""

    name: str
    delegation: Named | None
    mode: Mode
    has_left: bool  # was there before


@dataclass(frozen=True, slots=True)
class SessionFigures:
    """One session."""

    code: str
    title: Texts
    opens_at: datetime  # its doors
    starts_at: datetime
    ends_at: datetime
    room: str
    capacity: int | None
    expected: int  # in the room
    expected_online: int
    came: int  # to the room
    inside: int  # now
    online: int  # now
    joined: int  # on the screen, at any time
    arrivals: tuple[Arrivals, ...]
    groups: tuple[Group, ...]
    heads: tuple[Head, ...]

    @property
    def fullness(self) -> Fullness | None:
        return fullness(self.inside, self.capacity)


@dataclass(frozen=True, slots=True)
class Meter:
    """The quorum now."""

    quorum: Quorum
    since: datetime | None
    room: tuple[Named, ...]
    screen: tuple[Named, ...]
    missing: tuple[Named, ...]

    def missing_in_order(self, language: str) -> list[Named]:
        """Who is entitled and not represented, in the alphabet of the reader."""
        return sorted(self.missing, key=lambda one: one.sort_key(language))


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything of one meeting that screens show, but for its desks."""

    slug: str
    title: Texts
    zone: str
    over_at: datetime | None  # the end of its last day; None where it has none
    sessions: tuple[SessionFigures, ...]  # of today, or of the next day that has some, or of the last one
    focus: str | None  # code of the session that is on, or comes next
    meter: Meter

    def session(self, code: str | None = None) -> SessionFigures | None:
        """The session of that code, else the one that is on or comes next."""
        found = {one.code: one for one in self.sessions}
        return found.get(code or "") or found.get(self.focus or "")


def focus(sessions: Sequence[Timed], now: datetime) -> int | None:
    """Which of the sessions of a day is looked at: the one that is on, else the next, else the last; its place."""
    places = range(len(sessions))
    on = [at for at in places if sessions[at].starts_at <= now < sessions[at].ends_at]
    coming = [at for at in places if sessions[at].starts_at > now]
    return next(iter([*on, *coming]), len(sessions) - 1 if sessions else None)


@dataclass(slots=True)
class Tally:
    """The persons of one session while they are counted, by delegation."""

    came: dict[int | None, int] = field(default_factory=dict)
    joined: dict[int | None, int] = field(default_factory=dict)
    inside: dict[int | None, int] = field(default_factory=dict)
    online: dict[int | None, int] = field(default_factory=dict)
    minutes: dict[tuple[datetime, Way], int] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)  # registrations
    there: set[int] = field(default_factory=set)  # now

    def take(self, walk: Walk, stays: Sequence[Stay], now: datetime) -> None:
        """Count one person, who was seen at this session."""
        self.seen.add(walk.registration_id)
        for way, ever, present in (
            (Way.ROOM, self.came, self.inside),
            (Way.SCREEN, self.joined, self.online),
        ):
            own = [stay for stay in stays if stay.way is way and stay.since <= now]
            if not own:
                continue
            _add(ever, walk.delegation_id)
            minute = min(stay.since for stay in own).replace(second=0, microsecond=0)
            self.minutes[minute, way] = self.minutes.get((minute, way), 0) + 1
            if any(now < stay.until for stay in own):
                _add(present, walk.delegation_id)
                self.there.add(walk.registration_id)

    def arrivals(self) -> tuple[Arrivals, ...]:
        """The minutes in which somebody came, in order."""
        minutes = sorted({minute for minute, _way in self.minutes})
        return tuple(
            Arrivals(minute, self.minutes.get((minute, Way.ROOM), 0), self.minutes.get((minute, Way.SCREEN), 0))
            for minute in minutes
        )


def tallies(walks: Iterable[Walk], sessions: Iterable[int], now: datetime) -> dict[int, Tally]:
    """Everybody counted, by session."""
    found = {session: Tally() for session in sessions}
    for walk in walks:
        own: dict[int, list[Stay]] = {}
        for stay in walk.stays:
            if stay.session_id in found:
                own.setdefault(stay.session_id, []).append(stay)
        for session, stays in own.items():
            found[session].take(walk, stays, now)
    return found


def groups(tally: Tally, expected: Mapping[int | None, int], names: Mapping[int, Named]) -> tuple[Group, ...]:
    """The delegations that are expected or were seen, in the order of their English names; organizations last."""
    keys = expected.keys() | tally.came.keys() | tally.joined.keys()
    rows = [
        Group(
            names[key] if key is not None else None,
            expected.get(key, 0),
            tally.came.get(key, 0),
            tally.inside.get(key, 0),
            tally.online.get(key, 0),
        )
        for key in keys
    ]
    return tuple(sorted(rows, key=lambda row: row.delegation.english if row.delegation else _LAST))


def every_minute(session: SessionFigures) -> list[Arrivals]:
    """Its arrivals with the minutes between in which nobody came.

    From when the doors open until it starts, or until the half hour after the last arrival.
    """
    by_minute = {one.minute: one for one in session.arrivals}
    first = min([session.opens_at, *by_minute]).replace(second=0, microsecond=0)
    last = max([session.starts_at, *(minute + _MINUTE for minute in by_minute)])
    count = -(-(last - first) // _HALF_HOUR) * 30
    return [by_minute.get(at) or Arrivals(at, 0, 0) for at in (first + _MINUTE * step for step in range(count))]


def _add(counts: dict[int | None, int], key: int | None) -> None:
    counts[key] = counts.get(key, 0) + 1
