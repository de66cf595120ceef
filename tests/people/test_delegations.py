"""Delegations as somebody picks theirs from a list, and what follows from it."""

import pytest
from flask import Flask

from tests import world
from tests.watch import Watch
from tracker.people import queries
from tracker.people.categories import DEFAULTS, KINDS, category_of, label
from tracker.people.models import Category, DelegationKind


def names(language: str) -> dict[str, list[str]]:
    return {group.label: [option.name for option in group.options] for group in queries.delegations(language)}


def test_delegations_are_grouped_and_sorted_without_accents(context: Flask, watch: Watch) -> None:
    world.delegations()
    assert names("en") == {
        "Members": ["Belgium", "China", "Côte d'Ivoire", "Egypt", "Germany"],
        "Customs unions": ["European Union"],
        "Regional offices": ["RILO Western Europe"],
        "International organizations": ["INTERPOL"],
    }
    assert names("fr")["Members"] == ["Allemagne", "Belgique", "Chine", "Côte d'Ivoire", "Égypte"]


def test_without_lists_there_is_nothing_to_pick(context: Flask) -> None:
    assert queries.delegations("en") == ()


@pytest.mark.pure
def test_a_delegation_makes_its_people_what_they_are() -> None:
    assert {kind.value: category_of(kind).value for kind in KINDS} == {
        "member": "MEM",
        "union": "UNI",
        "regional": "REG",
        "observer": "IGO",
        "association": "NGO",
        "government": "GOV",
        "company": "PRV",
    }
    assert set(KINDS) == set(DelegationKind)


@pytest.mark.pure
def test_no_two_categories_look_alike() -> None:
    assert len({(rules.colour, rules.pattern) for rules in DEFAULTS.values()}) == len(Category) == 11


def test_every_category_has_a_name(context: Flask) -> None:
    assert [label(category) for category in (Category.MEM, Category.PRS)] == ["Member administration", "Press"]
    assert len({label(category) for category in Category}) == 11
