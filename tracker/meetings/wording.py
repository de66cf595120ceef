"""Numbers, days and cities as an official page prints them."""

import re
from datetime import datetime

from babel.dates import get_timezone_location
from flask_babel import get_locale
from flask_babel import gettext as _

from tracker import clock, days
from tracker.days import day_range
from tracker.i18n import Texts, current_language
from tracker.meetings.models import Meeting, SessionKind
from tracker.meetings.queries import Span

_TEENS = range(11, 14)
_LATER = {"fr": "{}e", "es": "{}.ª", "pt": "{}.ª", "ru": "{}-е"}
_FIRST = _LATER | {"fr": "{}re"}
_BEFORE_COLON = re.compile(r" (?=:)")
_BY_OTHER_SIGNS = re.compile(r" (?=[;!?»])|(?<=«) ")


def ordinal(number: int, language: str) -> str:
    """The number of a meeting: "21st" in English, "21e" in French, where the first of a feminine noun is "1re".

    Where the sentence around it says the rest, it is the number alone.

    >>> ordinal(1, "en"), ordinal(12, "en"), ordinal(22, "en"), ordinal(1, "fr"), ordinal(18, "fr"), ordinal(18, "es")
    ('1st', '12th', '22nd', '1re', '18e', '18.ª')
    """
    if language != "en":
        return _FIRST.get(language, "{}").format(number) if number == 1 else _LATER.get(language, "{}").format(number)
    ending = "th" if number % 100 in _TEENS else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def typeset(text: Texts) -> str:
    """The text in the reader's language; French signs keep the space before them, narrow but for the colon's."""
    best, language = text.shown()
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
        day=days.day(wall),
        time=days.time(wall),
        city=city(zone),
    )


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
