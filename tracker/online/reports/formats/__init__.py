"""The platforms' formats: a new one is a new module here.

`LABEL` names it to people; `read(lines)` answers the report, or None where the lines are of another format.
"""

import pkgutil
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from flask_babel import gettext as _

from tracker.online.reports.headings import find, words
from tracker.online.reports.lines import Line, ReportUnreadable
from tracker.online.reports.report import Report

_SUMMARY = {
    "reference": words("Meeting ID", "Webinar ID", "ID"),
    "title": words("Topic"),
    "begun": words("Start Time", "Actual Start Time"),
}
_SUMMARY_OF_TEAMS = re.compile(r"1\. \S")


@dataclass(frozen=True, slots=True)
class Format:
    """One module of this folder."""

    name: str
    label: str
    read: Callable[[Sequence[Line]], Report | None]


def _is_summary_of_teams(lines: Sequence[Line]) -> bool:
    """A first row with nothing but the number and the name of the first section."""
    return bool(lines and _SUMMARY_OF_TEAMS.match(lines[0].cell(0)) and not any(lines[0].cells[1:]))


@cache
def known() -> Mapping[str, Format]:
    """Every format by name."""
    modules = [(found.name, import_module(f"{__name__}.{found.name}")) for found in pkgutil.iter_modules(__path__)]
    return {name: Format(name, module.LABEL, module.read) for name, module in modules}


def recognize(lines: Sequence[Line]) -> Report | None:
    """The report that one of the formats reads in these lines; None if none does.

    Raises ReportUnreadable for a report without its table: the one row of its summary is nobody's stay.
    """
    found = next((report for one in known().values() if (report := one.read(lines)) is not None), None)
    is_bare = found is None or not (found.entries or found.absent)
    if is_bare and (find(lines, _SUMMARY, tuple(_SUMMARY)) or _is_summary_of_teams(lines)):
        raise ReportUnreadable(
            _(
                "The file has the summary of a meeting, but no participants below it: it was cut off, or exported"
                " without them. Export it again, with the participants."
            )
        )
    return found
