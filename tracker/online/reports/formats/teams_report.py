"""Microsoft Teams, the attendance report: numbered sections since 2021, one table before.

Headings come in the organizer's language, so sections are known by their numbers and columns by their places. The
third section has every stay; the second, which repeats people with their first and last time, is read only where
there is no third.
"""

import re
from collections.abc import Sequence

from tracker.online.reports.headings import columns_of, says_utc, words
from tracker.online.reports.lines import Line
from tracker.online.reports.report import Entry, Report

LABEL = "Microsoft Teams: attendance report"
_SECTION = re.compile(r"([123])\. \S")
_EARLY = {"name": words("Full Name"), "joined": words("Join Time"), "left": words("Leave Time")}
_NAME, _JOINED, _LEFT, _DURATION, _EMAIL = range(5)


def read(lines: Sequence[Line]) -> Report | None:
    """The stays of the file."""
    places = {found[1]: place for place, line in enumerate(lines) if (found := _SECTION.match(line.cell(0)))}
    if "1" in places and "2" in places:
        wanted = "3" if "3" in places else "2"
        table = lines[places[wanted] + 1 : min((p for p in places.values() if p > places[wanted]), default=len(lines))]
        return _report(table, lines[places["1"] + 1].cell(1), is_total=wanted == "2")
    early = (place for place, line in enumerate(lines[:12]) if columns_of(line, _EARLY, tuple(_EARLY)))
    head = next(early, None)
    return None if head is None else _report(lines[head:], "", is_total=False)


def _report(table: Sequence[Line], title: str, *, is_total: bool) -> Report | None:
    if not table:
        return None
    entries = tuple(
        Entry(
            line=line.number,
            name=line.cell(_NAME),
            email=line.cell(_EMAIL),
            joined=line.cell(_JOINED),
            left=line.cell(_LEFT),
            duration=line.cell(_DURATION),
            is_total=is_total,
        )
        for line in table[1:]
    )
    return Report("teams_report", entries, title, is_utc=says_utc(table[0]))
