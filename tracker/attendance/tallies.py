"""How many attended, by session, delegation, category and region: what screens and workbooks add up, the same way.

A tally takes in the rows of one pass over everybody (queries.presences) as they come.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum, auto
from typing import Self

from tracker.attendance.presence import Presence, Status, Way
from tracker.attendance.queries.presences import Row
from tracker.people.models import Category


class Outcome(StrEnum):
    """What a figure counts: a status, with the way of who was present."""

    ROOM = auto()
    ONLINE = auto()
    BOTH = auto()
    BRIEF = auto()
    NO_EVIDENCE = auto()
    EXCUSED = auto()
    ABSENT = auto()


DIGITS = 2  # of minutes: less than a second
PRESENT = (Outcome.ROOM, Outcome.ONLINE, Outcome.BOTH)
_WAYS = {Way.ROOM: Outcome.ROOM, Way.SCREEN: Outcome.ONLINE, Way.BOTH: Outcome.BOTH}
_STATUSES = {
    Status.BRIEF: Outcome.BRIEF,
    Status.ABSENT: Outcome.ABSENT,
    Status.NO_EVIDENCE: Outcome.NO_EVIDENCE,
    Status.EXCUSED: Outcome.EXCUSED,
}
# What stands for a person in all, who was present at no session.
ELSE = (Outcome.BRIEF, Outcome.NO_EVIDENCE, Outcome.EXCUSED, Outcome.ABSENT)


def outcome(one: Presence) -> Outcome | None:
    """What a person counts as at a session; None where they have nothing to do with it."""
    if one.status is Status.PRESENT:
        return _WAYS[one.way or Way.ROOM]
    return _STATUSES.get(one.status)


def in_all(outcomes: Iterable[Outcome | None]) -> Outcome | None:
    """What a person counts as over all sessions: by the ways of being present at any, else by the first of ELSE.

    >>> str(in_all([Outcome.ROOM, Outcome.ABSENT, Outcome.ONLINE]))
    'both'
    """
    found = set(outcomes)
    if Outcome.BOTH in found or {Outcome.ROOM, Outcome.ONLINE} <= found:
        return Outcome.BOTH
    return next((one for one in (Outcome.ROOM, Outcome.ONLINE, *ELSE) if one in found), None)


@dataclass(slots=True)
class Figures:
    """How many persons, by outcome; of a session, a delegation, a category, a region or everybody."""

    persons: int = 0
    registered: int = 0  # of a session: for it; others were seen all the same
    minutes: float = 0.0  # of those who were present, each to the hundredth, as sheets print them
    by_outcome: dict[Outcome, int] = field(default_factory=lambda: dict.fromkeys(Outcome, 0))

    def add(self, one: Outcome | None, minutes: float, *, is_registered: bool = True) -> None:
        """Count a person."""
        self.persons += 1
        self.registered += is_registered
        self.minutes += minutes
        if one is not None:
            self.by_outcome[one] += 1

    @property
    def present(self) -> int:
        return sum(self.by_outcome[one] for one in PRESENT)


@dataclass(slots=True)
class Group:
    """A delegation or organization with its persons of one category; each counts once."""

    number: int  # in the order of their first person
    name_en: str
    name_fr: str
    category: Category
    figures: Figures = field(default_factory=Figures)

    def name(self, language: str) -> str:
        """Its name in the reader's language."""
        return self.name_fr if language == "fr" else self.name_en


class Tally:
    """The figures of a meeting, or of those of its rows that it is given."""

    def __init__(self) -> None:
        """Nobody yet."""
        self.whole = Figures()
        self.by_session: dict[int, Figures] = defaultdict(Figures)
        self.by_category: dict[Category, Figures] = defaultdict(Figures)
        self.by_region: dict[str, Figures] = defaultdict(Figures)  # "" for those of no region
        self.represented: dict[int, set[int]] = defaultdict(set)  # delegations, by session
        self._groups: dict[tuple[object, ...], Group] = {}

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Self:
        """The figures of all these rows."""
        tally = cls()
        for row in rows:
            tally.add(row)
        return tally

    def add(self, row: Row) -> Group:
        """Take in a person; the group that they belong to."""
        outcomes, seen = [], 0.0
        for session, one in row.by_session.items():
            found = outcome(one)
            if found is None:
                continue
            minutes = round(one.minutes or 0.0, DIGITS) if found in PRESENT else 0.0
            if session in row.sittings:
                outcomes.append(found)
                seen += minutes
            self.by_session[session].add(found, minutes, is_registered=one.registered is not None)
            if found in PRESENT and row.delegation_id is not None:
                self.represented[session].add(row.delegation_id)
        whole, group = in_all(outcomes), self._group(row)
        person = row.participant
        by_region = self.by_region[person.region or ""]
        for figures in (self.whole, group.figures, self.by_category[person.category], by_region):
            figures.add(whole, seen)
        return group

    def _group(self, row: Row) -> Group:
        person = row.participant
        key = (row.delegation_id or person.organization, person.category)
        if key not in self._groups:
            english, french = person.represents("en"), person.represents("fr")
            self._groups[key] = Group(len(self._groups) + 1, english, french, person.category)
        return self._groups[key]

    def groups(self, language: str) -> list[Group]:
        """Delegations and organizations by category and name."""
        return sorted(self._groups.values(), key=lambda one: (one.category, one.name(language), one.number))

    def categories(self) -> list[tuple[Category, Figures]]:
        """In the order of the alphabet of their codes."""
        return sorted(self.by_category.items())

    def regions(self) -> list[tuple[str, Figures]]:
        """In the order of the alphabet of their codes, those of no region last."""
        return sorted(self.by_region.items(), key=lambda pair: (not pair[0], pair[0]))
