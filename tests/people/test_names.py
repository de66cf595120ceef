"""Names: folding, searching, sorting, printing."""

import doctest
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.people import names

pytestmark = pytest.mark.pure


def test_the_examples_in_the_docstrings() -> None:
    assert doctest.testmod(names).failed == 0


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("KOUASSI", "kouassi"),
        ("Małgorzata Wiśniewska", "malgorzata wisniewska"),
        ("Straße", "strasse"),
        ("Ingibjörg Þórsdóttir", "ingibjorg thorsdottir"),
        ("İbrahim Çağlar", "ibrahim caglar"),
        ("أمينة", "امينة"),
        ("Ёлкина", "елкина"),
        ("王伟", "王伟"),
        ("हिन्दी", "हिनदी"),
        ("  ", ""),
        ("…—!", ""),
    ],
)
def test_fold(typed: str, folded: str) -> None:
    assert names.fold(typed) == folded


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert names.fold(names.fold(text)) == names.fold(text)


@pytest.mark.parametrize("query", ["ivoire", "divoire", "d'Ivoire", "COTE KOUA", "koua cote", "adj"])
def test_found(query: str) -> None:
    key = names.search_key("Kouassi", "Adjoua", "Côte d'Ivoire")
    assert all(term in key for term in names.search_terms(query))


@pytest.mark.parametrize("query", ["ouassi", "kouassii", "voire"])
def test_not_found(query: str) -> None:
    key = names.search_key("Kouassi", "Adjoua", "Côte d'Ivoire")
    assert not all(term in key for term in names.search_terms(query))


def test_alphabetical_order() -> None:
    people = [
        ("Zimmer", "Ana"),
        ("Ünal", "Cem"),
        ("O'Brien", "Sean"),
        ("Obrien", "Una"),
        ("de Wit", "Jo"),
        ("Éboué", "Luc"),
    ]
    assert sorted(people, key=lambda person: names.sort_key(*person)) == [
        ("de Wit", "Jo"),
        ("Éboué", "Luc"),
        ("O'Brien", "Sean"),
        ("Obrien", "Una"),
        ("Ünal", "Cem"),
        ("Zimmer", "Ana"),
    ]


def test_printed() -> None:
    assert names.printed("Ms", "Marie-Hélène", "Dupont") == "Ms Marie-Hélène DUPONT"
    assert names.printed("", "Cher", "") == "Cher"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Adjoua   Kouassi ", "Adjoua Kouassi"),
        ("a\x00b\x1bc", "abc"),
        ("line one\r\nline  two", "line one\nline two"),
        ("e\u0301", "é"),
        ("\ufffe\ud800x", "x"),
        ("GNP\u202etxe.ELPOEP", "GNPtxe.ELPOEP"),  # an override that prints it reversed
        ("\u2066Awa\u2069 \u202bBamba\u202c", "Awa Bamba"),
        ("Ka\u200bre\u00adni\u2060na\ufeff", "Karenina"),
        ("\u200fعمر\u200e \u061cخالد", "عمر خالد"),
        ("علی\u200cرضا", "علی\u200cرضا"),  # Persian: the letters stand apart
        ("श्री\u200d", "श्री\u200d"),
        ("रक्\u200dषा", "रक्\u200dषा"),  # Hindi: half a letter
        ("ශ්\u200dරී", "ශ්\u200dරී"),
        ("രാജന്\u200d", "രാജന്\u200d"),  # Malayalam as it was written before 2008
        ("👩🏽\u200d🚀", "👩🏽\u200d🚀"),
        ("A\u200dwa\u200c Ba\u200dmba", "Awa Bamba"),  # nothing that joins
        ("\u200d \u200c", ""),
        ("علی\u200c\u200c\u200cرضا", "علی\u200cرضا"),
    ],
)
def test_clean(typed: str, kept: str) -> None:
    assert names.clean(typed) == kept


_LIKELY = st.text(
    st.sampled_from("aé \n\t-\u0301\u0308علیकि्षശ👩🏽\u200b\u200c\u200d\u200e\u202e\u2066\u2069\ufeff\u00ad\u212a")
)


@given(_LIKELY | st.text())
def test_what_is_clean_stays_so_and_hides_nothing(text: str) -> None:
    cleaned = names.clean(text)
    assert names.clean(cleaned) == cleaned
    unseen = [c for c in cleaned if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Co", "Cn"}]
    assert set(unseen) <= {"\n", "\u200c", "\u200d"}
    assert not cleaned.startswith(("\u200c", "\u200d"))


@given(st.text(st.characters(categories=("L", "N", "P"))))
def test_letters_stay_as_they_are(text: str) -> None:
    assert names.clean(text) == unicodedata.normalize("NFC", text)
