"""Reads of delegations."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from tracker.db import db
from tracker.people import country_names, every_name
from tracker.people.categories import KINDS
from tracker.people.models import Delegation, DelegationKind


@dataclass(frozen=True, slots=True)
class Entry:
    """A delegation of the reference list, as a plain value that many readers may share."""

    id: int
    code: str
    kind: DelegationKind
    name_en: str
    name_fr: str

    def name(self, language: str) -> str:
        """Its name in that language if it is known in it, else in English."""
        return country_names.name(self.code, self.name_en, self.name_fr, language)

    def sort_key(self, language: str) -> tuple[int, str, str]:
        """Where it stands in a list that is read in that language."""
        return country_names.sort_key(self.code, self.name(language), language)


@dataclass(frozen=True, slots=True)
class Option:
    """A delegation as somebody picks it from a list."""

    id: int
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Group:
    """The delegations of one kind, by name."""

    kind: DelegationKind
    label: str
    options: tuple[Option, ...]


def delegations(language: str) -> tuple[Group, ...]:
    """All delegations for a select, named and sorted in that language, in one statement.

    Members come first, then unions, regional offices, observers, associations; a kind without any is left out.
    """
    rows = sorted(db.session.scalars(select(Delegation)), key=lambda row: row.sort_key(language))
    by_kind: dict[DelegationKind, list[Option]] = {kind: [] for kind in DelegationKind}
    for row in rows:
        by_kind[row.kind].append(Option(row.id, row.code, row.name(language)))
    return tuple(Group(kind, str(KINDS[kind].label), tuple(options)) for kind, options in by_kind.items() if options)


_NAMES = select(Delegation.id, Delegation.code, Delegation.name_en, Delegation.name_fr)


def found_by(terms: Sequence[str]) -> list[set[int]]:
    """The delegations that each term of a search finds, in whatever language they are called so (1 statement)."""
    rows = [(row.id, row.code, row.name_en, row.name_fr) for row in db.session.connection().execute(_NAMES)]
    return [every_name.matching(term, rows) for term in terms]
