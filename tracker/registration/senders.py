"""Whom a person can represent: the reference list in the reader's language, and those who are in no list."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from tracker.i18n import marks
from tracker.people.categories import DEFAULTS, KINDS, Rules, label
from tracker.people.models import Category, Delegation
from tracker.people.queries import Entry
from tracker.registration import adopt
from tracker.registration.fields import _l, option

OTHERS: Mapping[Category, str] = {
    Category.PRV: _l("Private sector company or rights holder"),
    Category.NGO: _l("Another association"),
    Category.GOV: _l("Non-Member government"),
    Category.EXP: _l("Speaker, expert or guest"),
    Category.SEC: _l("Secretariat"),
    Category.PRS: _l("Press"),
    Category.TEC: _l("Interpreter or technician"),
}
_OTHER = "other:"
KEPT = 32  # lists times languages; a list changes once a year


@dataclass(frozen=True, slots=True)
class Sender:
    """What one value of the list means."""

    category: Category
    delegation_id: int | None = None

    @property
    def is_listed(self) -> bool:
        return self.delegation_id is not None


def value_of(delegation: Delegation | None, category: Category) -> str:
    """The value of the list that stands for this delegation, or for this category without one."""
    return delegation.code if delegation and not adopt.is_adopted(delegation) else f"{_OTHER}{category}"


@lru_cache(maxsize=KEPT)
def by_value(entries: tuple[Entry, ...]) -> Mapping[str, Sender]:
    """All values that a form may send."""
    listed = {one.code: Sender(KINDS[one.kind].category, one.id) for one in entries}
    return MappingProxyType(listed | {f"{_OTHER}{category}": Sender(category) for category in OTHERS})


@lru_cache(maxsize=KEPT)
def listed(entries: tuple[Entry, ...], language: str) -> tuple[Any, ...]:
    """The reference list in its groups, sorted as the language is read, without regard to accents."""
    groups = list(KINDS)
    in_order = sorted(entries, key=lambda one: (groups.index(one.kind), one.sort_key(language)))
    return tuple(_listed(one, language) for one in in_order)


def others(rules: Rules = DEFAULTS) -> list[Any]:
    """Those who are in no list, as the meeting calls them."""
    group = str(_l("Not in this list"))
    return [
        option(
            f"{_OTHER}{category}",
            _other(category, rules),
            group,
            data_category=category.value,
            **marks(rules[category].label),
        )
        for category in OTHERS
    ]


def _other(category: Category, rules: Rules) -> str:
    """What the meeting calls them, else what they would call themselves."""
    is_renamed = rules[category].label is not DEFAULTS[category].label
    return label(category, rules) if is_renamed else str(OTHERS[category])


def _listed(one: Entry, language: str) -> Any:  # noqa: ANN401 (WTForms has no type for it)
    kind = KINDS[one.kind]
    return option(one.code, one.name(language), str(kind.label), data_category=kind.category.value)
