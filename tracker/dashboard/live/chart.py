"""Where the bars of a chart stand: pure. Lengths are in units of a drawing that the browser scales."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tracker import clock, days
from tracker.dashboard.live.figures import Arrivals

WIDTH, HEIGHT = 960, 260
LEFT, RIGHT, TOP, BOTTOM = 44, 10, 14, 30  # of the margins
_DAY = 24 * 60
_STEPS = (5, 10, 15, 30, 60, 120, 240, 480, 720, _DAY, 2 * _DAY, 7 * _DAY)  # minutes between two labels
_LABELS, _DAYS = 14, 8  # at most; where each is the name of a day
_LINES = 4  # above the ground, at most


@dataclass(frozen=True, slots=True)
class Bar:
    """One minute: who came into the room stands below who came to the screen."""

    x: float
    width: float
    room_y: float
    room: float  # its height
    screen_y: float
    screen: float
    of: Arrivals


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of an axis: where, and what it says."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing of WIDTH by HEIGHT."""

    bars: tuple[Bar, ...]
    lines: tuple[Tick, ...]  # across
    times: tuple[Tick, ...]
    ground: float
    most: int  # persons in one minute


def chart(minutes: Sequence[Arrivals], zone: str) -> Chart:
    """The arrivals of consecutive minutes, labelled in that zone."""
    most = max((one.room + one.screen for one in minutes), default=0)
    step = _step(most)
    top = max(step * -(-most // step), step)
    ground, height = HEIGHT - BOTTOM, HEIGHT - BOTTOM - TOP
    slot = (WIDTH - LEFT - RIGHT) / max(len(minutes), 1)

    def tall(persons: int) -> float:
        return round(persons * height / top, 2)

    bars = tuple(
        Bar(
            x=round(LEFT + at * slot, 2),
            width=round(max(slot * 0.8, 0.6), 2),
            room_y=ground - tall(one.room),
            room=tall(one.room),
            screen_y=round(ground - tall(one.room) - tall(one.screen), 2),
            screen=tall(one.screen),
            of=one,
        )
        for at, one in enumerate(minutes)
        if one.room or one.screen
    )
    lines = tuple(Tick(ground - tall(persons), str(persons)) for persons in range(0, top + 1, step))
    return Chart(bars, lines, _times(minutes, zone, slot), ground, most)


def _step(most: int) -> int:
    """How many persons there are between two lines: 1, 2, 5, 10, 20, 50 and so on.

    >>> [_step(most) for most in (0, 4, 5, 9, 21, 130)]
    [1, 1, 2, 5, 10, 50]
    """
    tens = 1
    while True:
        for base in (1, 2, 5):
            if most <= _LINES * base * tens:
                return base * tens
        tens *= 10


def _times(minutes: Sequence[Arrivals], zone: str, slot: float) -> tuple[Tick, ...]:
    """Labels at round times of the day; of more than a day, its name at midnight."""
    if not minutes:
        return ()
    count = len(minutes)
    step = next((one for one in _STEPS if count <= one * (_LABELS if one < _DAY else _DAYS)), _STEPS[-1])
    walls = (clock.in_zone(one.minute, zone) for one in minutes)
    return tuple(
        Tick(round(LEFT + at * slot, 2), _told(wall, is_long=count > _DAY))
        for at, wall in enumerate(walls)
        if (wall.toordinal() * _DAY + wall.hour * 60 + wall.minute) % step == 0
    )


def _told(wall: datetime, *, is_long: bool) -> str:
    is_midnight = (wall.hour, wall.minute) == (0, 0)
    return days.day(wall, days.Length.IN_YEAR) if is_long and is_midnight else f"{wall:%H:%M}"
