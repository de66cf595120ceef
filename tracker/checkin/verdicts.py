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
    NOT_ON_LIST = auto()  # a device without the server: the code is not on its list, and may be newer than that
    PROVISIONAL = auto()  # let in by hand under a typed name, to be matched with a registration later

    @property
    def counts(self) -> bool:
        """Whether the scan is evidence of coming or going."""
        return self in COUNTING

    @property
    def lets_in(self) -> bool:
        return self in ADMITTING


ADMITTING = frozenset({Verdict.WELCOME, Verdict.ALREADY_IN, Verdict.WELCOME_ONLINE})
COUNTING = ADMITTING | {Verdict.GOODBYE, Verdict.NOT_IN}  # of a person who is known
LETTING_IN = ADMITTING | {Verdict.PROVISIONAL}
REFUSING = frozenset(Verdict) - COUNTING - {Verdict.PROVISIONAL}

DEVICE_AHEAD = timedelta(seconds=5)  # a device's clock may run this much before the server's
DEVICE_BEHIND = timedelta(minutes=10)  # an answer may have been waited for that long
FAR = timedelta(days=1)  # from a session: a desk that was tried out, or a clock that was set wrong


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


class Doubt(StrEnum):
    """What is odd about a scan that was recorded all the same."""

    CLOCK_UNKNOWN = auto()  # came late from a device whose clock was never compared with the server's
    AFTER_ARRIVAL = auto()  # made, by its own account, after it arrived
    BEFORE_ENROLMENT = auto()  # made before the device was a desk
    FAR_FROM_SESSION = auto()  # made more than a day from the session
    DEVICE_WITHDRAWN = auto()  # sent after the device was withdrawn or its time was over
    NUMBER_TAKEN = auto()  # the device has sent another scan under the same number
    IMPOSSIBLE_TIME = auto()  # the device's clock showed a year that cannot be


@dataclass(frozen=True, slots=True)
class Moment:
    """When a scan counts as made, and why that is to be looked at."""

    at: datetime
    doubt: Doubt | None = None


def counted_time(
    device: datetime | None, server: datetime, *, offset: timedelta | None = None, since: datetime | None = None
) -> Moment:
    """When a scan counts as made: the device's time if it can be true, else the server's.

    `offset` is what the device has measured its clock to lack; with it, a scan is believed however late it arrives.
    Without, a tablet's clock is believed only shortly before the scan's arrival. `since` is when the device became a
    desk. What cannot be true counts as made when it arrived, and is in doubt; None is a time that no clock can mean.
    """
    if device is None:
        return Moment(server, Doubt.IMPOSSIBLE_TIME)
    made = device if offset is None else device + offset
    if made > server + DEVICE_AHEAD:
        return Moment(server, Doubt.AFTER_ARRIVAL)
    if since is not None and made < since - DEVICE_AHEAD:
        return Moment(server, Doubt.BEFORE_ENROLMENT)
    if offset is None and server - made > DEVICE_BEHIND:
        return Moment(server, Doubt.CLOCK_UNKNOWN)
    return Moment(min(made, server))


def is_far(at: datetime, door: Door) -> bool:
    """Whether nobody can have stood at that door then."""
    return not door.opens_at - FAR <= at <= door.ends_at + FAR
