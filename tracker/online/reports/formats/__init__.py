"""The platforms' formats: a new one is a new module here.

`LABEL` names it to people; `read(lines)` answers the report, or None where the lines are of another format.
"""

import pkgutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from tracker.online.reports.lines import Line
from tracker.online.reports.report import Report


@dataclass(frozen=True, slots=True)
class Format:
    """One module of this folder."""

    name: str
    label: str
    read: Callable[[Sequence[Line]], Report | None]


@cache
def known() -> Mapping[str, Format]:
    """Every format by name."""
    modules = [(found.name, import_module(f"{__name__}.{found.name}")) for found in pkgutil.iter_modules(__path__)]
    return {name: Format(name, module.LABEL, module.read) for name, module in modules}


def recognize(lines: Sequence[Line]) -> Report | None:
    """The report that one of the formats reads in these lines; None if none does."""
    return next((report for one in known().values() if (report := one.read(lines)) is not None), None)
