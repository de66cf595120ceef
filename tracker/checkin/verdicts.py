"""What the desk is told about a badge: one pure rule."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum, auto

from tracker.meetings.admission import may_enter


class Direction(StrEnum):
    """Which way a person goes through the door."""

    IN = auto()
    OUT = auto()


class Verdict(StrEnum):
    """The answer. The first three let a person in; GOODBYE and NOT_IN answer at the way out."""

    WELCOME = auto()
    ALREADY_IN = auto()
    WELCOME_ONLINE = auto()  # come in, though registered for the screen
    GOODBYE = auto()
    NOT_IN = auto()  # leaves without having been seen to come
    UNKNOWN_CODE = auto()
    MISTYPED_CODE = auto()
    NOT_A_BADGE = auto()
    REVOKED = auto()
    OTHER_MEETING = auto()
    NOT_APPROVED = auto()
    NOT_THIS_CATEGORY = auto()
    NOT_YET_OPEN = auto()
    SESSION_OVER = auto()

    @property
    def counts(self) -> bool:
        """Whether the scan is evidence of coming or going."""
        return self in COUNTING

    @property
    def lets_in(self) -> bool:
        return self in ADMITTING


ADMITTING = frozenset({Verdict.WELCOME, Verdict.ALREADY_IN, Verdict.WELCOME_ONLINE})
COUNTING = ADMITTING | {Verdict.GOODBYE, Verdict.NOT_IN}

DEVICE_AHEAD = timedelta(seconds=5)  # a device's clock may run this much before the server's
DEVICE_BEHIND = timedelta(minutes=10)  # an answer may have been waited for that long


@dataclass(frozen=True, slots=True)
class Door:
    """A session as its door sees it."""

    meeting_id: int
    opens_at: datetime  # some time before the session begins
    ends_at: datetime
    categories: frozenset[str]  # who may enter


@dataclass(frozen=True, slots=True)
class Holder:
    """A badge and its holder as the door sees them."""

    meeting_id: int
    category: str
    approved: bool
    revoked: bool
    online: bool  # registered for the screen, or not at all, for this session
    inside: bool  # the last thing seen of them here was coming in
    exception: bool | None = None  # admitted to this session, or not, by name; None: as the category is


def judge(holder: Holder | None, door: Door, direction: Direction, *, at: datetime) -> Verdict:
    """The verdict on a readable badge code; `holder` is None where no such badge was ever issued.

    Reasons are asked in the order in which a person at the desk can do something about them: the badge, the person, the
    session, the time.
    """
    if holder is None:
        return Verdict.UNKNOWN_CODE
    return _refusal(holder, door) or _too_early_or_late(door, direction, at) or _passage(holder, direction)


def _refusal(holder: Holder, door: Door) -> Verdict | None:
    if holder.meeting_id != door.meeting_id:
        return Verdict.OTHER_MEETING
    if holder.revoked:
        return Verdict.REVOKED
    if not holder.approved:
        return Verdict.NOT_APPROVED
    if not may_enter(holder.category, door.categories, holder.exception):
        return Verdict.NOT_THIS_CATEGORY
    return None


def _too_early_or_late(door: Door, direction: Direction, at: datetime) -> Verdict | None:
    """Nobody is kept from leaving after the end."""
    if at < door.opens_at:
        return Verdict.NOT_YET_OPEN
    if at > door.ends_at and direction is Direction.IN:
        return Verdict.SESSION_OVER
    return None


def _passage(holder: Holder, direction: Direction) -> Verdict:
    if direction is Direction.OUT:
        return Verdict.GOODBYE if holder.inside else Verdict.NOT_IN
    if holder.inside:
        return Verdict.ALREADY_IN
    return Verdict.WELCOME_ONLINE if holder.online else Verdict.WELCOME


def counted_time(device: datetime, server: datetime) -> datetime:
    """When a scan counts as made: the device's time if it can be true, else the server's.

    A tablet's clock is often wrong; a time that lies after the server's, or long before it, is not believed.
    """
    return min(device, server) if -DEVICE_AHEAD <= server - device <= DEVICE_BEHIND else server
