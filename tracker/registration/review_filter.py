"""What an organizer wants to see of the list, as it stands in the address of the page. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any, TypeVar

from tracker.people.models import Category
from tracker.registration.models import Mode, State

_LONGEST = 200  # characters of a query that count
_LAST_PAGE = 100_000

Word = TypeVar("Word", bound=StrEnum)


class Sort(StrEnum):
    """How the list is sorted; a minus sign turns it round."""

    NAME = "name"
    NAME_DOWN = "-name"
    DELEGATION = "delegation"
    DELEGATION_DOWN = "-delegation"
    SUBMITTED = "submitted"
    SUBMITTED_DOWN = "-submitted"

    @property
    def key(self) -> "Sort":
        """The same the right way round."""
        return Sort(self.removeprefix("-"))

    @property
    def is_descending(self) -> bool:
        return self.startswith("-")


@dataclass(frozen=True, slots=True)
class Filter:
    """A search, filters, an order and a page. No status means all but drafts."""

    q: str = ""
    status: State | None = None
    delegation: str = ""  # a code of the reference list
    category: Category | None = None
    mode: Mode | None = None
    sort: Sort = Sort.NAME
    page: int = 1

    @property
    def parameters(self) -> dict[str, Any]:
        """As an address carries it: without what goes without saying."""
        usual = asdict(Filter())
        return {name: value for name, value in asdict(self).items() if value != usual[name]}

    def sorted_by(self, sort: str) -> "Filter":
        """The same people in another order, from the first page."""
        return replace(self, sort=Sort(sort), page=1)

    def with_status(self, status: State | None) -> "Filter":
        """The same filter for another status, from the first page."""
        return replace(self, status=status, page=1)

    def on(self, page: int) -> "Filter":
        """Another page of the same list."""
        return replace(self, page=page)

    @property
    def is_narrow(self) -> bool:
        """Whether it leaves anybody out besides drafts."""
        return bool(self.q or self.status or self.delegation or self.category or self.mode)


def asked(parameters: Mapping[str, str]) -> Filter:
    """The filter in an address; what cannot be understood is left out, so that no bookmark ever fails.

    >>> asked({"q": " kouassi ", "status": "approved", "page": "zero"}).parameters
    {'q': 'kouassi', 'status': <State.APPROVED: 'approved'>}
    """
    number = parameters.get("page", "")
    is_number = number.isascii() and number.isdecimal() and len(number) < len(str(_LAST_PAGE))
    return Filter(
        q=parameters.get("q", "").strip()[:_LONGEST],
        status=_word(State, parameters.get("status")),
        delegation=parameters.get("delegation", "")[:_LONGEST],
        category=_word(Category, parameters.get("category")),
        mode=_word(Mode, parameters.get("mode")),
        sort=_word(Sort, parameters.get("sort")) or Sort.NAME,
        page=max(1, int(number)) if is_number else 1,
    )


def _word(words: type[Word], given: str | None) -> Word | None:
    return words(given) if given in set(words) else None
