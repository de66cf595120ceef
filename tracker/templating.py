"""What templates know besides what a view hands them."""

import os
from datetime import date, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from flask import Flask, has_request_context, request, url_for
from jinja2 import StrictUndefined

from tracker import clock, days
from tracker.days import Length
from tracker.i18n import (
    Texts,
    current_language,
    direction,
    fallback_notice,
    language_name,
    marked,
    notice_language,
    offered,
    reader_language,
)


def wall(instant: datetime, zone: str) -> str:
    """Day and time in the meeting's zone: "17 Nov 2026, 09:00"."""
    return days.day_and_time(clock.in_zone(instant, zone))


def wall_day(moment: datetime | date, zone: str = "UTC") -> str:
    """The day in words: "Tuesday 17 November 2026"."""
    day = clock.day_in(moment, zone) if isinstance(moment, datetime) else moment
    return days.day(day, Length.FULL)


def wall_time(instant: datetime, zone: str) -> str:
    """The time of day: "09:00"."""
    return days.time(clock.in_zone(instant, zone))


def zone_label(instant: datetime, zone: str) -> str:
    """The zone with its offset at that instant: "Europe/Brussels (UTC+01:00)"."""
    offset = clock.in_zone(instant, zone).utcoffset() or timedelta()
    minutes = int(offset.total_seconds() // 60)
    sign, (hours, rest) = "-" if minutes < 0 else "+", divmod(abs(minutes), 60)
    return f"{zone.replace('_', ' ')} (UTC{sign}{hours:02}:{rest:02})"


def iso(instant: datetime) -> str:
    """The instant for <time datetime>, in UTC."""
    return clock.as_utc(instant).strftime("%Y-%m-%dT%H:%M:%SZ")


def text_language(text: Texts) -> str:
    """The language that `{{ text }}` is printed in, for a lang attribute."""
    return text.best(reader_language())[1]


@lru_cache(maxsize=512)
def _address(path: str, file: str, _changed: int, _root: str) -> str:
    """Where a browser finds a file as it is now, under the prefix at which the tracker is served."""
    version = sha256(Path(file).read_bytes()).hexdigest()[:10] if _changed else "missing"
    return url_for("static", filename=path, v=version)


def init_app(app: Flask) -> None:
    """Make Jinja strict, and give it the filters above."""

    def asset(path: str) -> str:
        """The address of a static file, which changes with its content."""
        file = f"{app.static_folder}/{path}"
        try:
            changed = os.stat(file).st_mtime_ns  # noqa: PTH116 (nine times a page)
        except FileNotFoundError:
            changed = 0
        return _address(path, file, changed, request.script_root if has_request_context() else "")

    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        asset=asset,
        language_name=language_name,
        direction=direction,
        fallback_notice=fallback_notice,
        notice_language=notice_language,
    )
    filters = (wall, wall_day, wall_time, zone_label, iso, text_language, marked)
    app.jinja_env.filters.update({function.__name__: function for function in filters})
    app.context_processor(_of_this_page)


def _of_this_page() -> dict[str, object]:
    language = current_language()
    return {"page_lang": language, "page_dir": direction(language), "languages": tuple(offered().items())}
