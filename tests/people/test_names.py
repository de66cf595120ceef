"""Names: folding, searching, sorting, printing."""

import doctest

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
    ],
)
def test_clean(typed: str, kept: str) -> None:
    assert names.clean(typed) == kept
