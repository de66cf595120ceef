"""Dates as platforms write them. Whether the day or the month comes first is decided once for a whole file.

Zoom follows the account's setting, Teams the organizer's locale; a single value such as 05/11/2026 does not tell.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum, auto
from functools import cache

from babel import Locale

from tracker.people.names import fold

_MONTH_LANGUAGES = ("en", "fr", "de", "es", "pt", "it", "nl")
_MONTHS_IN_A_YEAR = 12
_CENTURY = 100
_SHORT = 2  # digits of a year without its century

_CLOCK = r"(?P<hour>\d{1,2})[:h.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?\s*(?P<half>[ap]\.?\s?m\.?)?"
_ZONE = r"\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?"
_YEAR_FIRST = re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})[T,\s]+" + _CLOCK + _ZONE, re.IGNORECASE)
_NUMBERS = re.compile(
    r"(?P<first>\d{1,2})[-/.](?P<then>\d{1,2})[-/.](?P<y>\d{2,4})[,\s]+(?:at |à )?" + _CLOCK + _ZONE, re.IGNORECASE
)
_MONTH_FIRST = re.compile(
    r"(?P<month>[^\W\d]+)\.? (?P<d>\d{1,2}),? (?P<y>\d{4})[,\s]+(?:at )?" + _CLOCK + _ZONE, re.IGNORECASE
)
_DAY_FIRST = re.compile(
    r"(?P<d>\d{1,2})\.?(?: de)? (?P<month>[^\W\d]+)\.?(?: de)? (?P<y>\d{4})[,\s]+(?:à |at )?" + _CLOCK + _ZONE,
    re.IGNORECASE,
)
_TIME_ONLY = re.compile(_CLOCK, re.IGNORECASE)


class Order(StrEnum):
    """What comes first in a date of numbers."""

    DAY_FIRST = auto()
    MONTH_FIRST = auto()


class OrderUnclear(Exception):
    """Nothing in the file tells whether the day or the month comes first."""


class OrdersMixed(Exception):
    """Some dates have the day first and some the month: no one order reads the file.

    `odd` is the first of the fewer, or of those that begin later; it has `order`. `other` has the other order.
    """

    def __init__(self, odd: str, other: str, order: Order) -> None:
        super().__init__(odd, other, order)
        self.odd, self.other, self.order = odd, other, order


@dataclass(frozen=True, slots=True)
class Written:
    """A moment as written. `year` is 0 where only the time of day is given."""

    year: int
    numbers: tuple[int, int]  # month and day; or two numbers in an order that the file decides
    is_clear: bool  # numbers are month and day
    clock: time
    offset: timedelta | None  # from UTC, where the text says it

    def day(self, order: Order) -> date | None:
        """The calendar day; None if there is no such day, or none is given."""
        first, then = self.numbers
        month, day = (first, then) if self.is_clear or order is Order.MONTH_FIRST else (then, first)
        try:
            return date(self.year, month, day) if self.year else None
        except ValueError:
            return None


@cache
def read(text: str) -> Written | None:
    """The moment that a text names; None if it names none.

    >>> read("11/17/26, 4:16:55\u202fPM").clock
    datetime.time(16, 16, 55)
    """
    plain = " ".join(text.split())  # narrow and other spaces, too
    if found := _YEAR_FIRST.fullmatch(plain):
        return _written(found, (int(found["m"]), int(found["d"])), is_clear=True)
    if found := _NUMBERS.fullmatch(plain):
        return _written(found, (int(found["first"]), int(found["then"])), is_clear=False)
    if (found := _MONTH_FIRST.fullmatch(plain) or _DAY_FIRST.fullmatch(plain)) and fold(found["month"]) in _months():
        return _written(found, (_months()[fold(found["month"])], int(found["d"])), is_clear=True)
    if found := _TIME_ONLY.fullmatch(plain):
        clock = _clock(found)
        return None if clock is None else Written(0, (0, 0), is_clear=True, clock=clock, offset=None)
    return None


def _written(found: re.Match[str], numbers: tuple[int, int], *, is_clear: bool) -> Written | None:
    clock, year = _clock(found), int(found["y"])
    if len(found["y"]) <= _SHORT:
        year += 2000
    if clock is None or year < _CENTURY:
        return None
    return Written(year, numbers, is_clear, clock, _offset(found["zone"]))


def _clock(found: re.Match[str]) -> time | None:
    hour, half = int(found["hour"]), (found["half"] or "").lower()[:1]
    if half and not 1 <= hour <= _MONTHS_IN_A_YEAR:  # a half has twelve hours, too
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return time(hour, int(found["minute"]), int(found["second"] or 0))
    except ValueError:
        return None


def _offset(text: str | None) -> timedelta | None:
    if not text:
        return None
    if text[0] not in "+-":
        return timedelta()
    digits = text[1:].replace(":", "")
    size = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return -size if text[0] == "-" else size


@cache
def _months() -> dict[str, int]:
    """Names of months, long and short, in the languages in which platforms write them."""
    found: dict[str, int] = {}
    for language in _MONTH_LANGUAGES:
        for width in ("wide", "abbreviated"):
            names = Locale.parse(language).months["format"][width]
            for number, name in names.items():
                found.setdefault(fold(name), number)
    return found


def order_of(texts: Iterable[str], known_days: Collection[date]) -> Order:
    """Whether day or month comes first in all these texts.

    A number above twelve decides. Else the days on which the meeting is held do, where they fit one order only.
    Raises OrderUnclear, and OrdersMixed where numbers above twelve stand on both sides.
    """
    unclear = [(text, written) for text in texts if (written := read(text)) and not written.is_clear]
    day_first, month_first = (
        [(place, text) for place, (text, written) in enumerate(unclear) if written.numbers[at] > _MONTHS_IN_A_YEAR]
        for at in (0, 1)
    )
    if day_first and month_first:
        raise _mixed(day_first, month_first)
    if day_first or not unclear:
        return Order.DAY_FIRST
    if month_first:
        return Order.MONTH_FIRST
    return _by_known_days([written for _text, written in unclear], known_days)


def _mixed(day_first: Sequence[tuple[int, str]], month_first: Sequence[tuple[int, str]]) -> OrdersMixed:
    """Which side is the odd one: the smaller, of equal ones that which begins later. Each has its places in order."""
    by_day, by_month = (len(day_first), -day_first[0][0]), (len(month_first), -month_first[0][0])
    if by_day < by_month:
        return OrdersMixed(day_first[0][1], month_first[0][1], Order.DAY_FIRST)
    return OrdersMixed(month_first[0][1], day_first[0][1], Order.MONTH_FIRST)


def _by_known_days(writtens: Collection[Written], known_days: Collection[date]) -> Order:
    fitting = [order for order in Order if all(written.day(order) in known_days for written in writtens)]
    if len(fitting) == 1 or {w.day(Order.DAY_FIRST) for w in writtens} == {w.day(Order.MONTH_FIRST) for w in writtens}:
        return (fitting or list(Order))[0]
    raise OrderUnclear
