"""Days and times as each language writes them, in Latin digits everywhere.

English and French have the house's own patterns; the others those of the Unicode Common Locale Data Repository.
"""

import re
from datetime import date, datetime
from enum import StrEnum

from babel import Locale
from babel.dates import format_date, format_time
from flask_babel import get_locale

from tracker.i18n import DEFAULT

_FIRST = re.compile(r"(?<!\d)1(?=(?:–\d+)? \D)")
_BETWEEN = {"ar": "، ", "zh": " "}  # a day and a time


class Length(StrEnum):
    """How much of a day is said, in the skeletons of the repository."""

    SHORT = "yMMMd"  # 17 Nov 2026
    LONG = "yMMMMd"  # 17 November 2026
    FULL = "yMMMMEEEEd"  # Tuesday 17 November 2026
    IN_YEAR = "MMMMd"  # 17 November


_OURS = {Length.SHORT: "d MMM y", Length.LONG: "d MMMM y", Length.FULL: "EEEE d MMMM y", Length.IN_YEAR: "d MMMM"}
_STYLES = {Length.LONG: "long", Length.FULL: "full"}


def day(moment: date, length: Length = Length.LONG) -> str:
    """A day: "17 November 2026", "17 de noviembre de 2026", "2026年11月17日"."""
    locale = _locale()
    return _dated(format_date(moment, _pattern(locale, length), locale=locale), locale)


def time(moment: datetime) -> str:
    """A time of day: "09:00"."""
    return format_time(moment, "HH:mm", locale=_locale())


def day_and_time(moment: datetime) -> str:
    """Both: "17 Nov 2026, 09:00"."""
    between = _BETWEEN.get(_locale().language, ", ")
    return f"{day(moment, Length.SHORT)}{between}{time(moment)}"


def day_range(first: date, last: date) -> str:
    """Days as short as they can be told: "8–9 December 2026", "30 November – 2 December 2026"."""
    locale = _locale()
    if first == last:
        return day(last)
    is_one_year, is_one_month = first.year == last.year, (first.year, first.month) == (last.year, last.month)
    if locale.language == "zh":
        rest = f"{last.day}日" if is_one_month else day(last, Length.IN_YEAR if is_one_year else Length.LONG)
        return f"{day(first)}至{rest}"
    if is_one_month:
        return _dated(f"{first.day}–{format_date(last, _pattern(locale, Length.LONG), locale=locale)}", locale)
    return f"{day(first, Length.IN_YEAR if is_one_year else Length.LONG)} – {day(last)}"


def _locale() -> Locale:
    return get_locale() or Locale.parse(DEFAULT)


def _pattern(locale: Locale, length: Length) -> str:
    if locale.language in {"en", "fr"}:
        return _OURS[length]
    style = _STYLES.get(length)
    return str(locale.date_formats[style] if style else locale.datetime_skeletons[length])


def _dated(text: str, locale: Locale) -> str:
    """The text with the ordinal that French has for the first of a month: "1er décembre 2026"."""
    return _FIRST.sub("1er", text) if locale.language == "fr" else text
