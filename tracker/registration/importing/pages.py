"""One page of a plan, as the organizer reads it."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from tracker.registration.fields import _l
from tracker.registration.importing.plans import Fate, Plan, Planned

SIZE = 100  # rows
_DIGITS = 5

FATES: Mapping[Fate, tuple[str, str]] = {
    Fate.REFUSED: ("bad", _l("Refused")),
    Fate.NEW: ("good", _l("New")),
    Fate.UPDATED: ("info", _l("Updated")),
    Fate.UNCHANGED: ("neutral", _l("Unchanged")),
}


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a plan: those of one fate, or all."""

    plan: Plan
    fate: Fate | None
    rows: tuple[Planned, ...]
    page: int
    pages: int
    total: int


def page_of(plan: Plan, asked: Mapping[str, str]) -> Page:
    """The page that an address asks for; what cannot be understood is left out, so that no address fails."""
    fate = Fate(asked["fate"]) if asked.get("fate") in set(Fate) else None
    rows = plan.of(fate)
    pages = max(1, ceil(len(rows) / SIZE))
    number = asked.get("page", "")
    is_number = number.isascii() and number.isdecimal() and len(number) < _DIGITS
    page = min(max(1, int(number)) if is_number else 1, pages)
    return Page(plan, fate, rows[(page - 1) * SIZE : page * SIZE], page, pages, len(rows))
