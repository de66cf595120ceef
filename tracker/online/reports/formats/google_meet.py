"""Google Meet, attendance: one row a person with the times of day of the first coming and the last going."""

from collections.abc import Sequence

from tracker.online.reports.headings import find, words
from tracker.online.reports.lines import Line
from tracker.online.reports.report import Entry, Report

LABEL = "Google Meet"
_COLUMNS = {
    "given": words("First name"),
    "family": words("Last name"),
    "name": words("Name"),
    "email": words("Email"),
    "duration": words("Duration"),
    "joined": words("Time joined"),
    "left": words("Time exited"),
}


def read(lines: Sequence[Line]) -> Report | None:
    """No date: the day is the meeting's."""
    found = find(lines, _COLUMNS, ("email", "duration", "joined", "left"))
    if found is None or not {"given", "name"} & found[1].keys():
        return None
    head, at = found
    entries = tuple(
        Entry(
            line=line.number,
            name=line.cell(at.get("name")) or f"{line.cell(at.get('given'))} {line.cell(at.get('family'))}".strip(),
            email=line.cell(at["email"]),
            joined=line.cell(at["joined"]),
            left=line.cell(at["left"]),
            duration=line.cell(at["duration"]),
            is_total=True,
        )
        for line in lines[head + 1 :]
    )
    return Report("google_meet", entries)
