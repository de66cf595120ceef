"""Categories of participants and kinds of delegations: what they are called and how a badge shows them."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from tracker.meetings.categories import LABELS
from tracker.people.models import Category, DelegationKind


@dataclass(frozen=True, slots=True)
class Look:
    """How a badge shows a category: a colour, and a pattern for those who do not tell colours apart."""

    colour: str
    pattern: str


LOOKS: Mapping[Category, Look] = MappingProxyType(
    {
        Category.MEM: Look("blue", "solid"),
        Category.UNI: Look("blue", "frame"),
        Category.GOV: Look("blue", "stripes"),
        Category.IGO: Look("teal", "solid"),
        Category.REG: Look("teal", "stripes"),
        Category.NGO: Look("amber", "stripes"),
        Category.PRV: Look("amber", "solid"),
        Category.EXP: Look("violet", "dots"),
        Category.SEC: Look("grey", "solid"),
        Category.TEC: Look("grey", "stripes"),
        Category.PRS: Look("red", "checks"),
    }
)

CATEGORY_OF: Mapping[DelegationKind, Category] = MappingProxyType(
    {
        DelegationKind.MEMBER: Category.MEM,
        DelegationKind.UNION: Category.UNI,
        DelegationKind.REGIONAL: Category.REG,
        DelegationKind.OBSERVER: Category.IGO,
        DelegationKind.ASSOCIATION: Category.NGO,
    }
)

KIND_LABELS: Mapping[DelegationKind, LazyString] = MappingProxyType(
    {
        DelegationKind.MEMBER: _l("Members"),
        DelegationKind.UNION: _l("Customs unions"),
        DelegationKind.REGIONAL: _l("Regional offices"),
        DelegationKind.OBSERVER: _l("International organizations"),
        DelegationKind.ASSOCIATION: _l("Associations"),
    }
)


def label(category: Category) -> LazyString:
    """What a participant of that category is called, in the reader's language."""
    return LABELS[category.value]


def look(category: Category) -> Look:
    """The colour and the pattern of its badge."""
    return LOOKS[category]


def category_of(kind: DelegationKind) -> Category:
    """What somebody is who comes for a delegation of that kind."""
    return CATEGORY_OF[kind]
