"""Zoom, participants of a meeting: classic (2020) and newer headings, with or without the two rows above."""

from collections.abc import Sequence
from itertools import pairwise

from tracker.online.reports.headings import find, words
from tracker.online.reports.lines import Line
from tracker.online.reports.report import Entry, Report

LABEL = "Zoom: meeting"
_COLUMNS = {
    "name": words("Name (Original Name)", "User Name (Original Name)"),
    "email": words("User Email", "Email"),
    "joined": words("Join Time"),
    "left": words("Leave Time"),
    "duration": words("Duration (Minutes)"),
    "waiting": words("In Waiting Room"),
    "session": words("Attended"),  # a webinar's
}
_NEEDED = ("name", "joined", "left", "duration")
_ABOVE = words("Meeting ID")


def read(lines: Sequence[Line]) -> Report | None:
    """A row is one stay; minutes are rounded up by the platform, so the times count."""
    found = find(lines, _COLUMNS, _NEEDED)
    if found is None or "session" in found[1]:
        return None
    head, at = found
    entries = tuple(
        Entry(
            line=line.number,
            name=line.cell(at["name"]),
            email=line.cell(at.get("email")),
            joined=line.cell(at["joined"]),
            left=line.cell(at["left"]),
            duration=line.cell(at["duration"]),
            is_waiting=line.cell(at.get("waiting")).lower() in {"yes", "true"},
        )
        for line in lines[head + 1 :]
    )
    reference, title = _above(lines[:head])
    return Report("zoom_meeting", entries, title, reference)


def _above(lines: Sequence[Line]) -> tuple[str, str]:
    """The number and the topic of the meeting, where the file tells them."""
    for names, values in pairwise(lines):
        if words(names.cell(0)) & _ABOVE:
            return values.cell(0), values.cell(1)
    return "", ""
