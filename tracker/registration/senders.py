"""Whom a person can represent: the reference list in the reader's language, and those who are in no list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tracker.people.models import Category, Delegation, DelegationKind
from tracker.people.names import fold
from tracker.registration.fields import _l, option

GROUPS: Mapping[DelegationKind, str] = {
    DelegationKind.MEMBER: _l("Members"),
    DelegationKind.UNION: _l("Customs unions"),
    DelegationKind.REGIONAL: _l("Regional offices"),
    DelegationKind.OBSERVER: _l("International organizations"),
    DelegationKind.ASSOCIATION: _l("Associations"),
}
CATEGORIES: Mapping[DelegationKind, Category] = {
    DelegationKind.MEMBER: Category.MEM,
    DelegationKind.UNION: Category.UNI,
    DelegationKind.REGIONAL: Category.REG,
    DelegationKind.OBSERVER: Category.IGO,
    DelegationKind.ASSOCIATION: Category.NGO,
}
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
    return delegation.code if delegation else f"{_OTHER}{category}"


def by_value(delegations: Iterable[Delegation]) -> dict[str, Sender]:
    """All values that a form may send."""
    listed = {value_of(d, CATEGORIES[d.kind]): Sender(CATEGORIES[d.kind], d.id) for d in delegations}
    return listed | {value_of(None, category): Sender(category) for category in OTHERS}


def options(delegations: Iterable[Delegation], language: str) -> list[Any]:
    """The list in its groups, sorted as the reader's language is read, without regard to accents."""
    groups = list(GROUPS)
    in_order = sorted(delegations, key=lambda one: (groups.index(one.kind), fold(one.name(language))))
    listed = [_listed(one, language) for one in in_order]
    others = str(_l("Not in this list"))
    return listed + [
        option(value_of(None, category), str(label), others, data_category=category.value)
        for category, label in OTHERS.items()
    ]


def _listed(one: Delegation, language: str) -> Any:  # noqa: ANN401 (WTForms has no type for it)
    group = str(GROUPS[one.kind])
    return option(one.code, one.name(language), group, data_category=CATEGORIES[one.kind].value)
