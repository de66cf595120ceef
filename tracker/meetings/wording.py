"""Numbers, days and cities as an official page prints them."""

import re
from datetime import date, datetime

from babel.dates import format_date, format_time, get_timezone_location
from flask_babel import get_locale
from flask_babel import gettext as _

from tracker import clock
from tracker.i18n import Texts, current_language, dated
from tracker.meetings.models import Meeting, SessionKind
from tracker.meetings.queries import Span

_TEENS = range(11, 14)
_BEFORE_COLON = re.compile(r" (?=:)")
_BY_OTHER_SIGNS = re.compile(r" (?=[;!?»])|(?<=«) ")


def ordinal(number: int, language: str) -> str:
    """The number of a meeting: "21st" in English, "21e" in French, where the first of a feminine noun is "1re".

    >>> ordinal(1, "en"), ordinal(12, "en"), ordinal(22, "en"), ordinal(1, "fr"), ordinal(18, "fr")
    ('1st', '12th', '22nd', '1re', '18e')
    """
    if language == "fr":
        return "1re" if number == 1 else f"{number}e"
    ending = "th" if number % 100 in _TEENS else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def typeset(text: Texts) -> str:
    """The text in the reader's language; French signs keep the space before them, narrow but for the colon's."""
    best, language = text.best(current_language())
    if language != "fr":
        return best
    return _BY_OTHER_SIGNS.sub("\u202f", _BEFORE_COLON.sub("\u00a0", best))


def numbered(meeting: Meeting) -> str:
    """The body and the number: "Counterfeiting and Piracy Group, 18th meeting"."""
    number = ordinal(meeting.number, current_language())
    return _("%(body)s, %(ordinal)s meeting", body=meeting.body.name, ordinal=number)


def city(zone: str) -> str:
    """The place that names a zone, in the reader's language: "Brussels", "Bruxelles"."""
    return get_timezone_location(clock.zone(zone), locale=get_locale(), return_city=True)


def moment(instant: datetime, zone: str) -> str:
    """Day, time and whose time it is: "4 December 2026, 18:00 (Brussels time)"."""
    wall = clock.in_zone(instant, zone)
    return _(
        "%(day)s, %(time)s (%(city)s time)",
        day=dated(format_date(wall.date(), "d MMMM y", locale=get_locale())),
        time=format_time(wall.time(), "HH:mm", locale=get_locale()),
        city=city(zone),
    )


def day_range(first: date, last: date) -> str:
    """Days as short as they can be told: "8–9 December 2026", "30 November – 2 December 2026"."""
    return dated(_day_range(first, last))


def _day_range(first: date, last: date) -> str:
    locale = get_locale()
    if first == last:
        return format_date(last, "d MMMM y", locale=locale)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{format_date(last, 'd MMMM y', locale=locale)}"
    start = format_date(first, "d MMMM" if first.year == last.year else "d MMMM y", locale=locale)
    return f"{start} – {format_date(last, 'd MMMM y', locale=locale)}"


def days_of(span: Span, zone: str) -> str:
    """The days of a span in that zone."""
    return day_range(clock.day_in(span.starts, zone), clock.day_in(span.ends, zone))


def kind_words(kind: SessionKind) -> str:
    """Who is invited, in words."""
    return {
        SessionKind.OPEN: _("Open session"),
        SessionKind.JOINT: _("Joint session with the private sector"),
        SessionKind.CLOSED: _("Closed session"),
    }[kind]


def door_words(*, in_person: bool, online: bool) -> str:
    """Through which doors people attend a session."""
    if in_person and online:
        return _("In person and online")
    return _("In person") if in_person else _("Online")
