"""Which fields the form has, and for whom. Pure.

The e-mail address, the family name, whom a person represents and the language of mails are always asked for.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tracker.people.models import Category
from tracker.registration.papers.models import Need

Rules = Mapping[tuple[str, Category | None], Need]  # by field and category; None: what holds for all others


@dataclass(frozen=True, slots=True)
class Usual:
    """What a field is unless a meeting says otherwise, and what a meeting may say."""

    need: Need
    allowed: frozenset[Need] = frozenset(Need)


_NEVER_REQUIRED = frozenset({Need.OFF, Need.OPTIONAL})  # a consent, or what touches somebody's health
_NEVER_OPTIONAL = frozenset({Need.OFF, Need.REQUIRED})  # there is no third answer

FIELDS: Mapping[str, Usual] = MappingProxyType(
    {
        "title": Usual(Need.REQUIRED),
        "given_name": Usual(Need.REQUIRED),
        "native_name": Usual(Need.OPTIONAL),
        "phone": Usual(Need.OPTIONAL),
        "organization": Usual(Need.OPTIONAL),  # always of those whom no list names
        "position": Usual(Need.REQUIRED),
        "department": Usual(Need.OPTIONAL),
        "role": Usual(Need.REQUIRED, _NEVER_OPTIONAL),
        "document_phase": Usual(Need.REQUIRED, _NEVER_OPTIONAL),
        "interpretation": Usual(Need.REQUIRED),
        "accessibility": Usual(Need.OPTIONAL, _NEVER_REQUIRED),
        "dietary": Usual(Need.OFF, _NEVER_REQUIRED),
        "consents_listed": Usual(Need.OPTIONAL, _NEVER_REQUIRED),
        "consents_photos": Usual(Need.OPTIONAL, _NEVER_REQUIRED),
        "consents_news": Usual(Need.OPTIONAL, _NEVER_REQUIRED),
        "comment": Usual(Need.OPTIONAL, _NEVER_REQUIRED),
    }
)


def need(field: str, category: Category | None, rules: Rules) -> Need:
    """What a field is for a category: its own rule, else that for all, else the usual.

    >>> need("position", Category.PRS, {("position", None): Need.OPTIONAL})
    <Need.OPTIONAL: 'optional'>
    """
    for_all = rules.get((field, None), FIELDS[field].need)
    return rules.get((field, category), for_all)


def needs(field: str, rules: Rules) -> dict[Category, Need]:
    """The same for every category."""
    return {category: need(field, category, rules) for category in Category}


def off(category: Category, rules: Rules) -> frozenset[str]:
    """The fields that a category is not asked for."""
    return frozenset(field for field in FIELDS if need(field, category, rules) is Need.OFF)


def together(needs: Iterable[Need]) -> Need:
    """What something is while nobody knows whose need counts: only asked of all if all have to answer.

    >>> together([Need.OFF, Need.REQUIRED]), together([Need.OFF, Need.OFF])
    (<Need.OPTIONAL: 'optional'>, <Need.OFF: 'off'>)
    """
    found = set(needs)
    return found.pop() if len(found) == 1 else Need.OPTIONAL


def of_question(need: Need, categories: Collection[str] | None) -> dict[Category, Need]:
    """What a question with that need is for every category, where it is only asked of these."""
    return {one: need if categories is None or one in categories else Need.OFF for one in Category}
