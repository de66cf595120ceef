"""Entries of a report as stays: instants in UTC, or what is known where no instants are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from tracker import clock
from tracker.online.reports import dates, durations
from tracker.online.reports.dates import Order, Written
from tracker.online.reports.report import Entry, Report

_A_DAY = timedelta(days=1)
_ROUNDING = 2.0  # minutes by which a sum may differ from its first and last time and still be one stay


@dataclass(frozen=True, slots=True)
class Stay:
    """One stay of one name on the screen.

    With `joined` and `left` it was between them without a break. With `minutes` alone, so long at some time. With
    neither, it was there: attended, time unknown.
    """

    line: int
    name: str
    email: str
    joined: datetime | None
    left: datetime | None
    minutes: float | None

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
    """The stays in the order of the file; the waiting room is no stay."""
    for entry in report.entries:
        if (entry.name or entry.email) and not entry.is_waiting:
            yield _stay(entry, report, reading)


def _stay(entry: Entry, report: Report, reading: Reading) -> Stay:
    joined, left = _times(entry, reading, is_utc=report.is_utc)
    minutes = durations.minutes(entry.duration)
    if joined and left and entry.is_total and not _is_one_stay(joined, left, minutes):
        joined = left = None  # first and last time with gaps between that nobody knows
    if joined is None or left is None:
        joined = left = None
    return Stay(entry.line, entry.name, entry.email.strip().lower(), joined, left, minutes)


def _is_one_stay(joined: datetime, left: datetime, minutes: float | None) -> bool:
    return minutes is not None and abs((left - joined).total_seconds() / 60 - minutes) <= _ROUNDING


def _times(entry: Entry, reading: Reading, *, is_utc: bool) -> tuple[datetime | None, datetime | None]:
    """Coming and going; None for what cannot be read, and for both where going comes before coming."""
    zone = "UTC" if is_utc else reading.zone
    came, went = dates.read(entry.joined), dates.read(entry.left)
    joined = _instant(came, reading, zone) if came else None
    left = _instant(went, reading, zone) if went else None
    if went and joined and left and left < joined:
        left = _later(went, left, joined, reading, zone)
    return joined, left


def _later(went: Written, left: datetime, joined: datetime, reading: Reading, zone: str) -> datetime | None:
    """Going may be past midnight where only the time of day is given, or in the second of two equal hours."""
    if not went.year:
        return left + _A_DAY
    again = _instant(went, reading, zone, second=True)
    return again if again and again >= joined else None


def _instant(written: Written, reading: Reading, zone: str, *, second: bool = False) -> datetime | None:
    day = written.day(reading.order) if written.year else reading.day
    if day is None:
        return None
    wall = datetime.combine(day, written.clock)
    if written.offset is not None:
        return (wall - written.offset).replace(tzinfo=UTC)
    return wall.replace(tzinfo=clock.zone(zone), fold=int(second)).astimezone(UTC)


def texts(entries: Sequence[Entry]) -> list[str]:
    """All that the entries say of times."""
    return [text for entry in entries for text in (entry.joined, entry.left) if text]
