"""How the demo's people come to a session: pure, and the same at every load."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from tracker.checkin.verdicts import Direction
from tracker.demo.people import Habit

# Minutes from the beginning of the session, between which people of a habit come.
_COMES = {Habit.EARLY: (-55, -15), Habit.ON_TIME: (-15, 12), Habit.LATE: (15, 45)}
_JOINS = {Habit.EARLY: (-20, -6), Habit.ON_TIME: (-6, 5), Habit.LATE: (8, 40)}  # to the screen
_LINE_BREAKS = 0.2
_MISSES_A_SESSION = 0.06
_UNSURE = 0.05  # scans the badge a second time
_CHECKS_OUT = 0.3


@dataclass(frozen=True, slots=True)
class Passage:
    """Somebody goes through a door."""

    key: str  # of the person
    at: datetime
    direction: Direction


def passages(key: str, habit: Habit, code: str, starts: datetime, ends: datetime) -> Iterator[Passage]:
    """The passages of one person through the door of the session `code`; none for who stays away."""
    chance = Random(f"{key} {code} {starts:%Y}")  # noqa: S311 (a story, not a secret)
    if habit is Habit.ABSENT or chance.random() < _MISSES_A_SESSION:
        return
    came = starts + timedelta(minutes=chance.uniform(*_COMES[habit]))
    yield Passage(key, came, Direction.IN)
    if chance.random() < _UNSURE:
        yield Passage(key, came + timedelta(seconds=chance.uniform(20, 90)), Direction.IN)
    if chance.random() < _CHECKS_OUT:
        yield Passage(key, ends + timedelta(minutes=chance.uniform(-20, 10)), Direction.OUT)


def stays(key: str, habit: Habit, code: str, starts: datetime, ends: datetime) -> Iterator[tuple[datetime, datetime]]:
    """From when to when one person is on the screen: mostly once, sometimes with a gap where the line broke."""
    chance = Random(f"{key} {code} {starts:%Y} screen")  # noqa: S311 (a story, not a secret)
    if habit is Habit.ABSENT or chance.random() < _MISSES_A_SESSION:
        return
    since = starts + timedelta(minutes=chance.uniform(*_JOINS[habit]))
    till = ends + timedelta(minutes=chance.uniform(-12, 4))
    if chance.random() < _LINE_BREAKS:
        broken = since + (till - since) * chance.uniform(0.2, 0.7)
        yield since, broken
        since = broken + timedelta(minutes=chance.uniform(1, 6))
    yield since, till


def collection(key: str, opens: datetime, until: datetime) -> Iterator[Passage]:
    """A person who collects the badge at the accreditation desk, in its hours, before `until`."""
    chance = Random(f"{key} collects")  # noqa: S311 (a story, not a secret)
    day = opens + timedelta(days=chance.randrange(10), minutes=chance.uniform(60, 540))
    if day < until:
        yield Passage(key, day, Direction.IN)
