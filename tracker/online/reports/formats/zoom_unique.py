"""Zoom, unique users: one row a person with a sum of minutes and no times."""

from collections.abc import Sequence

from tracker.online.reports.headings import find, words
from tracker.online.reports.lines import Line
from tracker.online.reports.report import Entry, Report

LABEL = "Zoom: meeting, unique users"
_COLUMNS = {
    "name": words("Name (Original Name)", "Name"),
    "email": words("User Email", "Email"),
    "duration": words("Total Duration (Minutes)", "Total Duration"),
    "joined": words("Join Time"),
}


def read(lines: Sequence[Line]) -> Report | None:
    """How long in all, in which session nobody knows."""
    found = find(lines, _COLUMNS, ("name", "email", "duration"))
    if found is None or "joined" in found[1]:
        return None
    head, at = found
    entries = tuple(
        Entry(
            line=line.number,
            name=line.cell(at["name"]),
            email=line.cell(at["email"]),
            duration=line.cell(at["duration"]),
            is_total=True,
        )
        for line in lines[head + 1 :]
    )
    return Report("zoom_unique", entries)
