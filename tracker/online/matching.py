"""Whose stay it is: one pure rule, sure or silent. What is only likely is suggested to a person, never taken."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto

from rapidfuzz import fuzz, process

from tracker.online import names
from tracker.online.names import Aside
from tracker.people.names import fold

SIMILAR = 90  # of 100, by the words that two names share
_SUGGESTIONS = 5


class How(StrEnum):
    """By what somebody was recognized."""

    EMAIL = auto()
    ALIAS = auto()  # confirmed by an organizer before
    NAME = auto()
    BY_HAND = auto()  # confirmed by an organizer in this report


@dataclass(frozen=True, slots=True)
class Who:
    """A name and an address as a platform shows them; all stays with both the same are one person's."""

    name: str
    email: str  # lower-case, or empty


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the meeting."""

    id: int
    family_name: str
    given_name: str
    native_name: str
    email: str
    delegation: frozenset[str]  # codes and names, folded


@dataclass(frozen=True, slots=True)
class Match:
    """What the rule says of one Who. Sure: `person`. Else what to look at: `suggestions`, or why it is aside."""

    person: int | None = None
    how: How | None = None
    suggestions: tuple[int, ...] = ()
    aside: Aside | None = None


class People:
    """The people of a meeting, found by address and by name."""

    def __init__(self, people: Iterable[Person], aliases: Mapping[Who, int]) -> None:
        self.aliases = aliases
        self.by_email: dict[str, list[int]] = defaultdict(list)
        self.by_key: dict[str, list[int]] = defaultdict(list)
        self.by_family: dict[str, list[int]] = defaultdict(list)
        self.known: dict[int, Person] = {}
        for person in people:
            self._add(person)
        self._keys = list(self.by_key)

    def _add(self, person: Person) -> None:
        self.known[person.id] = person
        if person.email:
            self.by_email[person.email].append(person.id)
        for key in {names.key(person.family_name, person.given_name), names.key(person.native_name)} - {""}:
            self.by_key[key].append(person.id)
        self.by_family[names.key(person.family_name)].append(person.id)

    def match(self, who: Who) -> Match:
        """Address, then an alias confirmed before, then the whole name; two who fit are never chosen between."""
        found = self.by_email.get(who.email, []) if who.email else []
        if len(found) == 1:
            return Match(found[0], How.EMAIL)
        if (alias := self.aliases.get(alias_of(who))) in self.known:
            return Match(alias, How.ALIAS)
        if aside := names.aside(who.name):
            return Match(aside=aside)
        shown = names.shown(who.name)
        fitting = dict.fromkeys(id_ for key in shown.keys for id_ in self.by_key.get(key, ()))
        if len(fitting) == 1:
            return Match(next(iter(fitting)), How.NAME)
        likely = [*fitting, *self._similar(shown.keys), *self._of_family(shown.keys)]
        return Match(suggestions=self._by_hint(dict.fromkeys(likely), shown.hints))

    def _similar(self, keys: Sequence[str]) -> list[int]:
        """Who has a name that shares nearly all words with one of these."""
        found = [
            (score, key)
            for shown in keys
            for key, score, _ in process.extract(
                shown, self._keys, scorer=fuzz.token_set_ratio, score_cutoff=SIMILAR, limit=_SUGGESTIONS
            )
        ]
        found.sort(key=lambda one: -one[0])
        return [id_ for _, key in found for id_ in self.by_key[key]]

    def _of_family(self, keys: Sequence[str]) -> list[int]:
        """Who has a family name that is among the words."""
        return [id_ for shown in keys for word in shown.split() for id_ in self.by_family.get(word, ())]

    def _by_hint(self, likely: Iterable[int], hints: frozenset[str]) -> tuple[int, ...]:
        """Those of a delegation that the name hints at go first."""
        ranked = sorted(likely, key=lambda id_: not (self.known[id_].delegation & hints))
        return tuple(ranked[:_SUGGESTIONS])


def alias_of(who: Who) -> Who:
    """How a confirmed name is remembered: folded, so that the next report may write it otherwise."""
    return Who(fold(who.name), who.email)
