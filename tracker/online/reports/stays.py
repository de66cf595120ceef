"""Entries of a report as stays: instants in UTC, or what is known where no instants are.

What cannot be read refuses the file, by the line. A row that can be read and cannot be right, or that leaves a time
out, is kept as evidence with a doubt for people to look at.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum, auto

from flask_babel import gettext as _

from tracker import clock
from tracker.online.reports import dates, durations
from tracker.online.reports.dates import Order, Written
from tracker.online.reports.lines import ReportUnreadable
from tracker.online.reports.report import Entry, Report

_A_DAY = timedelta(days=1)
_OVERNIGHT = timedelta(hours=12)  # what is longer did not go over a midnight: its times are the wrong way round
_LONGEST = timedelta(days=3)
_LONGEST_SUM = timedelta(days=31)  # of the first and the last time of several stays
_MINUTE = timedelta(minutes=1)
_ROUNDING = 2.0  # minutes by which a sum may differ from its first and last time and still be one stay
_YEARS = range(2000, 2101)
_NOTHING = frozenset({"", "-", "--", "–", "—", "n/a"})  # how platforms write that there is no time
_SHOWN = 40  # characters of what cannot be read


class Doubt(StrEnum):
    """Why a row is not believed as it stands."""

    NO_JOINED = auto()
    NO_LEFT = auto()
    NO_TIMES = auto()
    BACKWARDS = auto()  # left before joined


@dataclass(frozen=True, slots=True)
class Stay:
    """One stay of one name on the screen.

    With `joined` and `left` it was between them without a break. With one of them it was there at that moment, nobody
    knows how long. With `minutes` alone, so long at some time. With nothing, it was there: attended, time unknown.
    """

    line: int
    name: str
    email: str
    joined: datetime | None
    left: datetime | None
    minutes: float | None
    doubt: Doubt | None = None

    @property
    def is_timed(self) -> bool:
        return self.joined is not None and self.left is not None


@dataclass(frozen=True, slots=True)
class Reading:
    """How the times of one file are to be read."""

    order: Order
    zone: str  # IANA, of the times that name none
    day: date  # of times that name none


def stays(report: Report, reading: Reading) -> Iterator[Stay]:
    """The stays in the order of the file; the waiting room is no stay. Raises ReportUnreadable with the line."""
    for entry in _came(report):
        yield _stay(entry, report, reading)


def check(report: Report) -> None:
    """Raise ReportUnreadable for the first row with a time that no order of day and month reads."""
    for entry in _came(report):
        for text in (entry.joined, entry.left):
            if _is_told(text) and not _is_readable(text):
                raise _unreadable(entry, text)


def _came(report: Report) -> Iterator[Entry]:
    return (entry for entry in report.entries if (entry.name or entry.email) and not entry.is_waiting)


def _is_told(text: str) -> bool:
    return text.strip().lower() not in _NOTHING


def _is_readable(text: str) -> bool:
    written = dates.read(text)
    return written is not None and (not written.year or any(written.day(order) for order in Order))


def _unreadable(entry: Entry, text: str) -> ReportUnreadable:
    shown = f"{text[:_SHOWN]}…" if len(text) > _SHOWN else text
    message = _("Line %(line)s: “%(text)s” is no date and time that can be read.", line=entry.line, text=shown)
    return ReportUnreadable(message)


def _stay(entry: Entry, report: Report, reading: Reading) -> Stay:
    joined, left, doubt = _times(entry, reading, is_utc=report.is_utc)
    minutes = durations.minutes(entry.duration)
    _refuse_too_long(entry, joined, left, minutes)
    if entry.is_total:
        if not joined or not left or not _is_one_stay(joined, left, minutes):
            joined = left = None  # first and last time with gaps between that nobody knows
        doubt = None if doubt is Doubt.NO_TIMES else doubt
    elif minutes and joined and not left:
        left = joined + minutes * _MINUTE
    elif minutes and left and not joined:
        joined = left - minutes * _MINUTE
    if doubt is Doubt.NO_LEFT and not report.tells_left:
        doubt = None
    return Stay(entry.line, entry.name, entry.email.strip().lower(), joined, left, minutes, doubt)


def _refuse_too_long(entry: Entry, joined: datetime | None, left: datetime | None, minutes: float | None) -> None:
    most = _LONGEST_SUM if entry.is_total else _LONGEST
    length = (left - joined) / _MINUTE if joined and left else 0.0
    if max(length, minutes or 0.0) > most / _MINUTE:
        message = _(
            "Line %(line)s: a stay of more than %(days)s days cannot be right.", line=entry.line, days=most.days
        )
        raise ReportUnreadable(message)


def _is_one_stay(joined: datetime, left: datetime, minutes: float | None) -> bool:
    return minutes is not None and abs((left - joined) / _MINUTE - minutes) <= _ROUNDING


def _times(entry: Entry, reading: Reading, *, is_utc: bool) -> tuple[datetime | None, datetime | None, Doubt | None]:
    """Coming and going, and what is doubtful about them; a going before the coming is not believed."""
    zone = "UTC" if is_utc else reading.zone
    joined, left = (_instant(entry, text, reading, zone) for text in (entry.joined, entry.left))
    if joined is None or left is None:
        none = {(True, False): Doubt.NO_LEFT, (False, True): Doubt.NO_JOINED}
        return joined, left, none.get((joined is not None, left is not None), Doubt.NO_TIMES)
    if left < joined:
        left = _later(entry, left, joined, reading, zone)
    return joined, left, None if left else Doubt.BACKWARDS


def _later(entry: Entry, left: datetime, joined: datetime, reading: Reading, zone: str) -> datetime | None:
    """Going may be past midnight where only the time of day is given, or in the second of two equal hours."""
    written = dates.read(entry.left)
    if written and not written.year:
        return left + _A_DAY if left + _A_DAY - joined <= _OVERNIGHT else None
    again = _instant(entry, entry.left, reading, zone, second=True)
    return again if again and again >= joined else None


def _instant(entry: Entry, text: str, reading: Reading, zone: str, *, second: bool = False) -> datetime | None:
    """The moment; None where the file gives none. Raises ReportUnreadable."""
    if not _is_told(text):
        return None
    written = dates.read(text)
    day = _day(written, reading) if written else None
    if written is None or day is None:
        raise _unreadable(entry, text)
    if day.year not in _YEARS:
        message = _("Line %(line)s: the year %(year)s cannot be right.", line=entry.line, year=day.year)
        raise ReportUnreadable(message)
    wall = datetime.combine(day, written.clock)
    if written.offset is not None:
        return (wall - written.offset).replace(tzinfo=UTC)
    return wall.replace(tzinfo=clock.zone(zone), fold=int(second)).astimezone(UTC)


def _day(written: Written, reading: Reading) -> date | None:
    return written.day(reading.order) if written.year else reading.day


def texts(entries: Sequence[Entry]) -> list[str]:
    """All that the entries say of times."""
    return [text for entry in entries for text in (entry.joined, entry.left) if text]
