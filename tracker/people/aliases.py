"""Other names by which lists call delegations: older ones, short ones, long ones."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from tracker.people.models import Delegation
from tracker.people.names import fold
from tracker.people.reference import FOLDER

_SHORT_FORM = re.compile(r"(.+) \(([A-Z][\w-]+)\)")  # "World Health Organization (WHO)"


def index(delegations: Iterable[Delegation]) -> Mapping[str, Delegation]:
    """Every delegation by its code, its names in both languages and its aliases, all folded; a code goes first."""
    by_code = {one.code: one for one in delegations}
    found: dict[str, Delegation] = {fold(code): one for code, one in by_code.items()}
    for one in by_code.values():
        for name in (*_names(one.name_en), *_names(one.name_fr)):
            found.setdefault(fold(name), one)
    for code, alias in _aliases():
        if code in by_code:
            found.setdefault(fold(alias), by_code[code])
    return found


def of(code: str) -> tuple[str, ...]:
    """The other names of one delegation."""
    return tuple(alias for known, alias in _aliases() if known == code)


def _names(name: str) -> Iterator[str]:
    """The name, and its long and its short form where it holds both."""
    yield name
    if parts := _SHORT_FORM.fullmatch(name):
        yield from parts.groups()


@cache
def _aliases() -> tuple[tuple[str, str], ...]:
    with (FOLDER / "aliases.csv").open(encoding="utf-8", newline="") as file:
        return tuple((row["code"], row["alias"]) for row in csv.DictReader(file))
