"""Which badges and which look an address or a form asks for; what cannot be understood is left out. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, TypeVar

from tracker.badges.layouts import SINGLE, Layout
from tracker.people.models import Category
from tracker.registration.badges.looks import MOST_LANGUAGES, BadgeField, Choice, Look, Order, Who, in_order

_LONGEST = 200  # characters of a code that count
Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file of badges: whose, and on which paper."""

    choice: Choice
    layout: Layout
    two_sided: bool

    @property
    def parameters(self) -> dict[str, Any]:
        """As an address or a hidden field carries it."""
        one = self.choice
        return {
            "who": one.who.value,
            "order": one.order.value,
            "door": "room" if one.in_room else "all",
            "category": one.category.value if one.category else "",
            "delegation": one.delegation,
            "layout": self.layout.value,
            "two_sided": "yes" if self.two_sided else "no",
        }


def asked(parameters: Mapping[str, str], look: Look) -> Wanted:
    """The badges that are asked for; the meeting's look says what goes without saying.

    >>> asked({"who": "all", "layout": "a5", "door": "all"}, Look()).parameters["who"]
    'all'
    """
    choice = Choice(
        who=_word(Who, parameters.get("who")) or Who.NOT_PRINTED,
        order=_word(Order, parameters.get("order")) or Order.NAME,
        in_room=parameters.get("door") != "all",
        category=_word(Category, parameters.get("category")),
        delegation=parameters.get("delegation", "")[:_LONGEST],
    )
    two_sided = {"yes": True, "no": False}.get(parameters.get("two_sided", ""), look.two_sided)
    return Wanted(choice, _word(Layout, parameters.get("layout")) or look.layout, two_sided)


def look(parameters: Mapping[str, str], fields: Collection[str], saved: Look, languages: Collection[str]) -> Look:
    """The look that a form being filled in shows; `languages` are those that there are."""
    if not parameters:
        return saved
    chosen = (parameters.get(name, "") for name in ("language", "second_language"))
    spoken = tuple(dict.fromkeys(one for one in chosen if one in languages))
    desk = _word(Layout, parameters.get("desk"))
    return replace(
        saved,
        layout=_word(Layout, parameters.get("layout")) or saved.layout,
        desk=desk if desk in SINGLE and desk else saved.desk,
        two_sided="two_sided" in parameters,
        languages=spoken[:MOST_LANGUAGES] or saved.languages,
        fields=in_order(BadgeField(one) for one in fields if one in set(BadgeField)),
    )


def _word(words: type[Word], given: str | None) -> Word | None:
    return words(given) if given in set(words) else None
