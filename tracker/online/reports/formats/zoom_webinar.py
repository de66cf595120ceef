"""Zoom, attendees of a webinar: a table for hosts, one for panelists, one for attendees, one for telephones."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from tracker.online.reports.headings import Columns, columns_of, words
from tracker.online.reports.lines import Line
from tracker.online.reports.report import Entry, Report

LABEL = "Zoom: webinar"
_COLUMNS = {
    "attended": words("Attended"),
    "name": words("User Name (Original Name)", "User Name"),
    "email": words("Email"),
    "joined": words("Join Time"),
    "left": words("Leave Time"),
    "duration": words("Time in Session (minutes)"),
}
_SECTIONS = words("Host Details", "Panelist Details", "Attendee Details", "Other Attended")
_ABOVE = {"title": words("Topic"), "reference": words("Webinar ID")}


def read(lines: Sequence[Line]) -> Report | None:
    """All tables as one; who was registered and never came is kept apart."""
    if not lines or not words(lines[0].cell(0)) & words("Attendee Report"):
        return None
    rows = list(_rows(lines))
    title, reference = _above(lines)
    return Report(
        "zoom_webinar",
        tuple(entry for entry, came in rows if came),
        title,
        reference,
        absent=tuple(entry for entry, came in rows if not came),
    )


def _rows(lines: Sequence[Line]) -> Iterator[tuple[Entry, bool]]:
    at: Columns | None = None
    for line in lines:
        if words(line.cell(0)) & _SECTIONS:
            at = None
        elif at is None:
            at = columns_of(line, _COLUMNS, ("name", "joined", "left"))
        else:
            yield _entry(line, at), line.cell(at.get("attended")).lower() != "no"


def _entry(line: Line, at: Columns) -> Entry:
    return Entry(
        line=line.number,
        name=line.cell(at["name"]),
        email=line.cell(at.get("email")),
        joined=line.cell(at["joined"]),
        left=line.cell(at["left"]),
        duration=line.cell(at.get("duration")),
    )


def _above(lines: Sequence[Line]) -> tuple[str, str]:
    for names, values in pairwise(lines[:7]):
        if at := columns_of(names, _ABOVE, ("title", "reference")):
            return values.cell(at["title"]), values.cell(at["reference"])
    return "", ""
