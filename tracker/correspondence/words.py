"""What a delegation can say on an item, what of it stands, and what the words add up to: pure.

Facts from the practice of the World Customs Organization: items for information, for decision and for an election;
each delegation may speak as often as it likes until the deadline; its last word stands, all words are kept; under a
silence procedure an item is adopted unless somebody objects before the deadline.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto


class ItemKind(StrEnum):
    """What is asked of delegations."""

    INFORMATION = auto()  # take note
    DECISION = auto()  # adopt or approve a text
    ELECTION = auto()  # of the Chairperson, say


def stands_in_address(number: str) -> bool:
    """Whether an item of that number has a page of its own: some signs part an address, some words have their page.

    >>> [stands_in_address(one) for one in ("II.a", "é 1-2", "1/2", "..", "new", "3 bis?")]
    [True, True, False, False, False, True]
    """
    return not set(number) & set("/\\") and number not in {".", "..", "new"}


class WordKind(StrEnum):
    """What a delegation says."""

    NOTE = auto()  # has taken note
    COMMENT = auto()
    SUPPORT = auto()
    OBJECT = auto()
    ABSTAIN = auto()
    NOMINATE = auto()  # somebody, for the office
    SECOND = auto()  # somebody's nomination


class Result(StrEnum):
    """What an organizer states to have come of an item."""

    OPEN = auto()  # goes on to the live sessions
    ADOPTED = auto()
    APPROVED = auto()
    ELECTED = auto()


POSITIONS = frozenset({WordKind.NOTE, WordKind.SUPPORT, WordKind.OBJECT, WordKind.ABSTAIN})
_FOR_ALL = (WordKind.COMMENT,)
SAID_ON: Mapping[ItemKind, tuple[WordKind, ...]] = {
    ItemKind.INFORMATION: (WordKind.NOTE, *_FOR_ALL),
    ItemKind.DECISION: (WordKind.SUPPORT, WordKind.OBJECT, WordKind.ABSTAIN, *_FOR_ALL),
    ItemKind.ELECTION: (WordKind.NOMINATE, WordKind.SECOND, WordKind.OBJECT, WordKind.ABSTAIN, *_FOR_ALL),
}
# Only those with a vote: who has none may take note and comment.
FOR_VOTERS = frozenset(WordKind) - {WordKind.NOTE, WordKind.COMMENT}
NEEDS_TEXT = frozenset({WordKind.COMMENT, WordKind.OBJECT})
RESULTS: Mapping[ItemKind, tuple[Result, ...]] = {
    ItemKind.INFORMATION: (Result.OPEN, Result.ADOPTED),
    ItemKind.DECISION: (Result.OPEN, Result.ADOPTED, Result.APPROVED),
    ItemKind.ELECTION: (Result.OPEN, Result.ELECTED),
}


@dataclass(frozen=True, slots=True)
class Said:
    """One word of one delegation; never changed."""

    id: int
    delegation: int
    kind: WordKind
    at: datetime
    text: str = ""
    nominee: str = ""  # of a nomination, and of who seconds it


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands of the words of one delegation on one item."""

    position: Said | None
    comments: tuple[Said, ...]
    nomination: Said | None
    seconded: tuple[Said, ...]  # one for each person


@dataclass(frozen=True, slots=True)
class Nominee:
    """Somebody proposed for an office."""

    name: str
    by: int  # the delegation
    seconds: tuple[int, ...]  # delegations, in the order in which they spoke


@dataclass(frozen=True, slots=True)
class Figures:
    """What the words on one item add up to."""

    noted: int
    support: int
    object: int
    abstain: int
    comments: int  # not delegations: words
    spoke: int  # delegations that said anything
    silent: int  # delegations with a vote that said nothing
    nominees: tuple[Nominee, ...]


def may_say(item: ItemKind, *, votes: bool) -> tuple[WordKind, ...]:
    """What a delegation can say on such an item."""
    return tuple(kind for kind in SAID_ON[item] if votes or kind not in FOR_VOTERS)


def standings(words: Iterable[Said], deadline: datetime) -> dict[int, Standing]:
    """What stands of each delegation: of its words before the deadline the last of those that exclude each other."""
    spoken: dict[int, list[Said]] = defaultdict(list)
    for word in sorted(words, key=lambda one: (one.at, one.id)):
        if word.at <= deadline:
            spoken[word.delegation].append(word)
    return {delegation: _standing(said) for delegation, said in spoken.items()}


def _standing(said: list[Said]) -> Standing:
    by_person = {word.nominee: word for word in said if word.kind is WordKind.SECOND}
    return Standing(
        position=_last(said, POSITIONS),
        comments=tuple(word for word in said if word.kind is WordKind.COMMENT),
        nomination=_last(said, {WordKind.NOMINATE}),
        seconded=tuple(by_person.values()),
    )


def _last(said: list[Said], kinds: Collection[WordKind]) -> Said | None:
    return next((word for word in reversed(said) if word.kind in kinds), None)


def figures(standing: Mapping[int, Standing], voters: Collection[int]) -> Figures:
    """The figures of an item; `voters` are the delegations with a vote."""
    kinds = [one.position.kind for one in standing.values() if one.position]
    return Figures(
        noted=kinds.count(WordKind.NOTE),
        support=kinds.count(WordKind.SUPPORT),
        object=kinds.count(WordKind.OBJECT),
        abstain=kinds.count(WordKind.ABSTAIN),
        comments=sum(len(one.comments) for one in standing.values()),
        spoke=len(standing),
        silent=len(set(voters) - standing.keys()),
        nominees=_nominees(standing),
    )


def _nominees(standing: Mapping[int, Standing]) -> tuple[Nominee, ...]:
    """Who is proposed, in the order of the nominations; one who is proposed twice is one person."""
    nominations = sorted((one.nomination for one in standing.values() if one.nomination), key=lambda w: (w.at, w.id))
    first = {word.nominee: word.delegation for word in reversed(nominations)}
    seconds: dict[str, list[Said]] = defaultdict(list)
    for word in nominations:
        if word.delegation != first[word.nominee]:
            seconds[word.nominee].append(word)  # to propose somebody who is proposed already is to second
    for delegation, one in standing.items():
        for word in one.seconded:
            if word.nominee in first and delegation != first[word.nominee]:
                seconds[word.nominee].append(word)
    return tuple(
        Nominee(
            name, first[name], tuple(dict.fromkeys(w.delegation for w in sorted(seconds[name], key=lambda w: w.at)))
        )
        for name in dict.fromkeys(word.nominee for word in nominations)
    )


def silence_holds(figures: Figures, *, is_silence: bool, is_over: bool) -> bool:
    """Whether the silence procedure lets the item be stated as adopted: the deadline is over and nobody objects."""
    return is_silence and is_over and figures.object == 0
