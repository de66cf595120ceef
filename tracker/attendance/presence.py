"""How somebody attended a session, from all the evidence of it: pure rules.

The length of presence is that of the union of all stays, in the room and on the screen, clipped to the session less its
breaks: never a sum, never negative, never more than the session. Who is known to have been there at a time that nobody
knows has attended, "time unknown"; that is never 0 %.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum, auto
from functools import cached_property

from tracker.attendance import intervals
from tracker.attendance.intervals import Interval
from tracker.checkin.doors import Place, Seen, is_elsewhere
from tracker.checkin.verdicts import Direction
from tracker.registration.models import Mode

_MINUTE = timedelta(minutes=1)
NOTHING: tuple[Interval, ...] = ()
_Moment = tuple[datetime, int]
"""When, at which session: of two entries at one instant that of the later session is the last."""
_Left = Callable[[Place, _Moment, _Moment], datetime | None]


class Way(StrEnum):
    """By which doors somebody attended."""

    ROOM = "room"
    SCREEN = "online"
    BOTH = "both"


class Status(StrEnum):
    """What is known of one person at one session."""

    PRESENT = auto()  # for the meeting's threshold at least, or at a time unknown
    BRIEF = auto()  # seen, for less than that
    ABSENT = auto()  # registered and not seen
    NO_EVIDENCE = auto()  # registered, and nothing is known yet: of the screen, or of a session to come
    EXCUSED = auto()  # by an organizer's word
    NOT_REGISTERED = auto()  # neither registered nor seen

    @property
    def attended(self) -> bool:
        return self is Status.PRESENT


@dataclass(frozen=True)
class Window:
    """A session as it is clipped to."""

    starts: datetime
    ends: datetime
    breaks: tuple[Interval, ...] = NOTHING  # in order, without overlap

    @cached_property
    def net(self) -> timedelta:
        """The length that counts: less the breaks."""
        return intervals.length(intervals.without([(self.starts, self.ends)], self.breaks))


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that was seen of one person at one session."""

    room: Sequence[Interval] = NOTHING
    screen: Sequence[Interval] = NOTHING
    is_timeless: bool = False  # also seen on the screen at a time unknown


SEEN_NOTHING = Evidence()


class Said(StrEnum):
    """What an organizer can say against the machine."""

    PRESENT = auto()
    ABSENT = auto()
    MINUTES = auto()  # other minutes
    EXCUSED = auto()


@dataclass(frozen=True, slots=True)
class Word:
    """An organizer's word on one person at one session."""

    said: Said
    minutes: float | None = None


@dataclass(frozen=True, slots=True)
class Presence:
    """One person at one session. `minutes` is None where the time is unknown."""

    status: Status
    registered: Mode | None = None
    way: Way | None = None
    minutes: float | None = 0.0
    share: float | None = 0.0  # of the session less its breaks, 0 to 1
    first_seen: datetime | None = None
    last_seen: datetime | None = None
    came: datetime | None = None  # before the session began, perhaps
    late: timedelta | None = None  # first seen so long after the beginning
    left_early: timedelta | None = None
    word: Word | None = None  # that stands instead of what the machine says
    machine: Status | None = None  # what it says, where a word stands


def presence(
    window: Window, seen: Evidence, registered: Mode | None, *, threshold: float, known: Collection[Mode]
) -> Presence:
    """What the evidence says.

    `threshold` is in minutes: less is BRIEF. `known` says of which doors something can be known: of none before the
    session has begun, of the screen once anything was recorded of it. Who registered for another and was not seen is
    NO_EVIDENCE, not absent.
    """
    is_known = registered in known
    if not seen.room and not seen.screen and not seen.is_timeless:
        return Presence(_unseen(registered, is_known=is_known), registered)
    room = intervals.clip(seen.room, window.starts, window.ends)
    screen = intervals.clip(seen.screen, window.starts, window.ends)
    been = intervals.union([*room, *screen])
    if not been:
        unseen = _unseen(registered, is_known=is_known)
        return _timeless(registered) if seen.is_timeless else Presence(unseen, registered)
    minutes = intervals.length(intervals.without(been, window.breaks)) / _MINUTE
    first, last = been[0][0], been[-1][1]
    return Presence(
        status=Status.PRESENT if minutes >= threshold or seen.is_timeless else Status.BRIEF,
        registered=registered,
        way=_way(room, screen or seen.is_timeless),
        minutes=minutes,
        share=minutes / (window.net / _MINUTE) if window.net else 0.0,
        first_seen=first,
        last_seen=last,
        came=_came(window, seen),
        late=first - window.starts,
        left_early=window.ends - last,
    )


def _came(window: Window, seen: Evidence) -> datetime:
    """When the first of the stays that reach into the session began."""
    return min(
        since for since, till in (*seen.room, *seen.screen) if max(since, window.starts) < min(till, window.ends)
    )


def _unseen(registered: Mode | None, *, is_known: bool) -> Status:
    if registered is None:
        return Status.NOT_REGISTERED
    return Status.ABSENT if is_known else Status.NO_EVIDENCE


def _timeless(registered: Mode | None) -> Presence:
    return Presence(Status.PRESENT, registered, Way.SCREEN, None, None)


def _way(room: Sequence[Interval], screen: Sequence[Interval] | bool) -> Way:  # noqa: FBT001 (is there any?)
    if room and screen:
        return Way.BOTH
    return Way.ROOM if room else Way.SCREEN


def corrected(machine: Presence, word: Word | None, window: Window, *, threshold: float) -> Presence:
    """An organizer's word beside the machine's; the machine's is kept."""
    if word is None:
        return machine
    minutes, share, status, way = machine.minutes, machine.share, machine.status, machine.way
    if word.said is Said.PRESENT:
        status, way = Status.PRESENT, machine.way or _registered_way(machine.registered)
        minutes, share = (machine.minutes, machine.share) if machine.minutes else (None, None)
    elif word.said is Said.MINUTES and word.minutes is not None:
        minutes = min(word.minutes, window.net / _MINUTE)
        share = minutes / (window.net / _MINUTE) if window.net else 0.0
        status = Status.PRESENT if minutes >= threshold else Status.BRIEF if minutes else Status.ABSENT
        way = machine.way or _registered_way(machine.registered)
    else:
        status = Status.EXCUSED if word.said is Said.EXCUSED else Status.ABSENT
        minutes, share, way = 0.0, 0.0, None
    said = replace(machine, status=status, way=way, minutes=minutes, share=share)
    return replace(said, word=word, machine=machine.status)


def _registered_way(registered: Mode | None) -> Way:
    return Way.SCREEN if registered is Mode.ONLINE else Way.ROOM


def room_stays(seen: Iterable[Seen], *, until: datetime) -> dict[int, list[Interval]]:
    """One person's stays in every session's room, by session; in any order of the passages.

    Coming in twice is coming in once. Who was not seen to go stays until the session ends, or until `until` while it is
    held, or enters elsewhere: see doors.is_elsewhere.
    """
    by_session: dict[int, list[Seen]] = defaultdict(list)
    entries: list[tuple[datetime, Place]] = []
    for one in seen:
        by_session[one.place.session_id].append(one)
        if one.direction is Direction.IN:
            entries.append((one.at, one.place))
    entries.sort(key=lambda entry: (entry[0], entry[1].session_id))
    moments = [(at, place.session_id) for at, place in entries]

    def left(here: Place, since: _Moment, before: _Moment) -> datetime | None:
        """When the person first enters elsewhere between these moments."""
        for at, place in entries[bisect_right(moments, since) :]:
            if (at, place.session_id) >= before:
                return None
            if is_elsewhere(here, place):
                return at
        return None

    return {session: list(_stays_at(own, left, until=until)) for session, own in by_session.items()}


def _stays_at(own: Sequence[Seen], left: _Left, *, until: datetime) -> Iterator[Interval]:
    """The stays at one session of who was seen there."""
    here, since = own[0].place, None
    session = here.session_id
    for at, direction in sorted((one.at, one.direction) for one in own):
        if since and (gone := left(here, (since, session), (at, session))):
            yield since, gone
            since = None
        if direction is Direction.IN:
            since = since or at
        elif since:
            yield since, at
            since = None
    if since:
        close = min(here.ends, until)
        yield since, left(here, (since, session), (close, session)) or close


@dataclass(frozen=True, slots=True)
class Shares:
    """What somebody was present at in all."""

    minutes: float
    share: float  # of all sessions that were open to the person, less their breaks
    sessions: int  # attended


def over_all(presences: Mapping[int, Presence], windows: Mapping[int, Window], open_to: Iterable[int]) -> Shares:
    """The sum over sessions; time unknown counts for the sessions and not for the minutes."""
    minutes = sum(one.minutes or 0.0 for one in presences.values() if one.status.attended)
    sessions = sum(one.status.attended for one in presences.values())
    whole = sum((windows[session].net for session in open_to), timedelta()) / _MINUTE
    return Shares(minutes, min(1.0, minutes / whole) if whole else 0.0, sessions)
