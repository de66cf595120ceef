"""What stands of what delegations said, and what it adds up to."""

from datetime import datetime
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.world import at
from tracker.correspondence.words import (
    SAID_ON,
    Figures,
    ItemKind,
    Nominee,
    Said,
    WordKind,
    figures,
    may_say,
    silence_holds,
    standings,
)

pytestmark = pytest.mark.pure

BE, CI, CN, DE = range(1, 5)
DEADLINE = at("2021-11-05 18:00")


def said(number: int, who: int, kind: WordKind, when: str = "2021-10-25 10:00", nominee: str = "") -> Said:
    return Said(number, who, kind, at(when), "Because." if kind is WordKind.OBJECT else "", nominee)


def test_the_last_word_stands_and_comments_add_up() -> None:
    words = [
        said(1, BE, WordKind.OBJECT, "2021-10-25 10:00"),
        said(2, BE, WordKind.COMMENT, "2021-10-26 10:00"),
        said(3, BE, WordKind.SUPPORT, "2021-11-05 17:59"),
        said(4, BE, WordKind.COMMENT, "2021-11-05 18:00"),
    ]
    standing = standings(words, DEADLINE)[BE]
    assert (standing.position, standing.comments) == (words[2], (words[1], words[3]))


def test_after_the_deadline_nothing_counts() -> None:
    words = [said(1, BE, WordKind.SUPPORT), said(2, BE, WordKind.OBJECT, "2021-11-05 18:01")]
    assert standings(words, DEADLINE)[BE].position == words[0]
    assert standings([words[1]], DEADLINE) == {}


def test_the_figures_of_a_decision() -> None:
    words = [
        said(1, BE, WordKind.SUPPORT),
        said(2, CI, WordKind.SUPPORT),
        said(3, CN, WordKind.ABSTAIN),
        said(4, CN, WordKind.COMMENT),
    ]
    assert figures(standings(words, DEADLINE), {BE, CI, CN, DE}) == Figures(
        noted=0, support=2, object=0, abstain=1, comments=1, spoke=3, silent=1, nominees=()
    )


def test_an_election() -> None:
    """Belgium proposes Ms Kouassi, Germany the same, China seconds her; Belgium's own second counts for nothing."""
    words = [
        said(1, BE, WordKind.NOMINATE, "2021-10-25 10:00", "Adjoua Kouassi"),
        said(2, CN, WordKind.SECOND, "2021-10-26 10:00", "Adjoua Kouassi"),
        said(3, DE, WordKind.NOMINATE, "2021-10-27 10:00", "Adjoua Kouassi"),
        said(4, BE, WordKind.SECOND, "2021-10-28 10:00", "Adjoua Kouassi"),
        said(5, CI, WordKind.SECOND, "2021-10-28 11:00", "Somebody Else"),
    ]
    assert figures(standings(words, DEADLINE), ()).nominees == (Nominee("Adjoua Kouassi", BE, (CN, DE)),)


def test_who_has_no_vote_notes_and_comments() -> None:
    assert may_say(ItemKind.DECISION, votes=False) == (WordKind.COMMENT,)
    assert may_say(ItemKind.INFORMATION, votes=False) == (WordKind.NOTE, WordKind.COMMENT)
    assert may_say(ItemKind.ELECTION, votes=True) == SAID_ON[ItemKind.ELECTION]


@pytest.mark.parametrize(
    ("objections", "is_silence", "is_over", "holds"),
    [(0, True, True, True), (1, True, True, False), (0, True, False, False), (0, False, True, False)],
)
def test_silence(objections: int, *, is_silence: bool, is_over: bool, holds: bool) -> None:
    words = [said(1, BE, WordKind.OBJECT)] * objections
    found = figures(standings(words, DEADLINE), {BE, CI})
    assert silence_holds(found, is_silence=is_silence, is_over=is_over) is holds


MOMENTS = st.datetimes(datetime(2021, 10, 22), datetime(2021, 11, 8)).map(lambda naive: at(f"{naive:%Y-%m-%d %H:%M}"))  # noqa: DTZ001
WORDS = st.lists(
    st.builds(
        Said,
        id=st.integers(1, 10_000),
        delegation=st.integers(1, 4),
        kind=st.sampled_from(list(WordKind)),
        at=MOMENTS,
        nominee=st.sampled_from(["Adjoua Kouassi", "Wang Xiaoming"]),
    ),
    max_size=12,
    unique_by=lambda word: word.id,
)


@given(WORDS, st.randoms())
def test_the_order_of_arrival_changes_nothing(words: list[Said], random: object) -> None:
    shuffled = sorted(words, key=lambda _word: random.random())  # type: ignore[attr-defined]
    assert standings(shuffled, DEADLINE) == standings(words, DEADLINE)


@given(WORDS)
def test_every_delegation_has_one_position_at_most(words: list[Said]) -> None:
    found = figures(standings(words, DEADLINE), {1, 2, 3, 4})
    assert found.noted + found.support + found.object + found.abstain <= found.spoke
    assert found.silent == 4 - found.spoke


def test_two_words_in_the_same_instant_are_told_apart_by_their_order() -> None:
    words = [said(1, BE, WordKind.SUPPORT), said(2, BE, WordKind.OBJECT)]
    for order in permutations(words):
        assert standings(order, DEADLINE)[BE].position == words[1]
