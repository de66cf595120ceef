"""Webex, attendees of a meeting or of an event."""

from collections.abc import Sequence

from tracker.online.reports.headings import find, words
from tracker.online.reports.lines import Line
from tracker.online.reports.report import Entry, Report

LABEL = "Webex: meeting or event"
_COLUMNS = {
    "title": words("Meeting Name", "Event Name"),
    "begun": words("Meeting Start Time", "Event Start Time"),
    "name": words("Display Name", "Name"),
    "email": words("Attendee Email"),
    "joined": words("Join Time"),
    "left": words("Leave Time"),
    "duration": words("Attendance Duration"),
}


def read(lines: Sequence[Line]) -> Report | None:
    """A row is one stay."""
    found = find(lines, _COLUMNS, ("title", "begun", "name", "email", "joined", "left"))
    if found is None:
        return None
    head, at = found
    rows = lines[head + 1 :]
    entries = tuple(
        Entry(
            line=line.number,
            name=line.cell(at["name"]),
            email=line.cell(at["email"]),
            joined=line.cell(at["joined"]),
            left=line.cell(at["left"]),
            duration=line.cell(at.get("duration")),
        )
        for line in rows
    )
    return Report("webex", entries, rows[0].cell(at["title"]) if rows else "")
