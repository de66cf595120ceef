"""What somebody wants of the attendance workbook. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum, auto
from typing import Any

from tracker.attendance.queries.presences import Row
from tracker.attendance.tallies import PRESENT, in_all, outcome
from tracker.people.models import Category


class Part(StrEnum):
    """A sheet, or the sheets of one kind; the cover and the legend are always there."""

    MATRIX = auto()
    SESSIONS = auto()  # figures
    EACH_SESSION = auto()  # with its people
    DELEGATIONS = auto()
    CATEGORIES = auto()
    ARRIVALS = auto()
    ONLINE = auto()
    WRITING = auto()
    CORRECTIONS = auto()
    NO_SHOWS = auto()
    UNMATCHED = auto()
    QUORUM = auto()
    LEDGER = auto()


class Who(StrEnum):
    """Of whom the sheets of people and the figures tell."""

    EVERYBODY = auto()
    PRESENT = auto()  # at one session at least
    DELEGATIONS = auto()  # those whom a delegation of the reference list sends


class Kind(StrEnum):
    """The kind of file."""

    XLSX = "xlsx"
    CSV = "csv"  # a file a sheet, in one archive
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Options:
    """A workbook as it is asked for."""

    parts: frozenset[Part] = frozenset(Part)
    who: Who = Who.EVERYBODY
    categories: frozenset[Category] = frozenset()  # none: all
    kind: Kind = Kind.XLSX

    def includes(self, row: Row) -> bool:
        """Whether the person is one of those asked for."""
        if self.categories and row.participant.category not in self.categories:
            return False
        if self.who is Who.PRESENT:
            return in_all(map(outcome, row.at_sittings.values())) in PRESENT
        return self.who is Who.EVERYBODY or row.delegation_id is not None

    @property
    def is_whole(self) -> bool:
        return self.who is Who.EVERYBODY and not self.categories

    @property
    def is_of_all_delegations(self) -> bool:
        return self.who is not Who.PRESENT and not self.categories

    @property
    def kept(self) -> dict[str, Any]:
        """As a job keeps it and the journal tells it."""
        return {
            "parts": sorted(self.parts),
            "who": self.who.value,
            "categories": sorted(self.categories),
            "kind": self.kind.value,
        }


ALL = Options()


@dataclass(slots=True)
class Circle:
    """The people of a workbook, known once its sheets of people are written; of a whole one that is everybody."""

    options: Options
    persons: set[int] = field(default_factory=set)
    delegations: set[int] = field(default_factory=set)  # those that sent them

    def add(self, row: Row) -> None:
        """Count somebody in. A whole workbook keeps no list, for there may be very many people."""
        if self.options.is_whole:
            return
        self.persons.add(row.participant.id)
        if row.delegation_id is not None:
            self.delegations.add(row.delegation_id)

    def has(self, registration_id: int | None) -> bool:
        """Whether a row about that person, or about nobody who is known, belongs in the workbook."""
        return self.options.is_whole or registration_id in self.persons

    def has_delegation(self, delegation_id: int) -> bool:
        """Whether what a delegation said belongs in it; of all delegations, those without people here do, too."""
        return self.options.is_of_all_delegations or delegation_id in self.delegations


def asked(fields: Mapping[str, str | Collection[str]]) -> Options:
    """The workbook that a form or a job asks for; what cannot be understood is left out, and no part means all.

    >>> sorted(asked({"parts": ["quorum", "x"], "who": "present"}).parts)
    [<Part.QUORUM: 'quorum'>]
    """
    parts = frozenset(one for one in Part if one.value in fields.get("parts", ()))
    who, kind = fields.get("who"), fields.get("kind")
    return Options(
        parts=parts or frozenset(Part),
        who=next((one for one in Who if one.value == who), Who.EVERYBODY),
        categories=frozenset(one for one in Category if one.value in fields.get("categories", ())),
        kind=next((one for one in Kind if one.value == kind), Kind.XLSX),
    )
