"""What Members are called in the reader's language, and where they stand in its lists."""

import pytest
from flask import Flask

from tests import world
from tests.watch import Watch
from tracker.people import country_names, queries, reference
from tracker.people.models import DelegationKind

OURS = ("ar", "es", "pt", "ru", "zh")


@pytest.mark.pure
@pytest.mark.parametrize("language", OURS)
def test_every_member_has_a_name_of_its_own(language: str) -> None:
    members = {one.code for one in reference.read() if one.kind in {DelegationKind.MEMBER, DelegationKind.UNION}}
    named = country_names.names(language)
    assert set(named) == members
    assert len({one.name for one in named.values()}) == len(members)


@pytest.mark.pure
@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("DE", "ar", "ألمانيا"),
        ("DE", "es", "Alemania"),
        ("DE", "pt", "Alemanha"),
        ("DE", "ru", "Германия"),
        ("DE", "zh", "德国"),
        ("DE", "fr", "Allemagne"),
        ("DE", "en", "Germany"),
        ("DE", "ja", "Germany"),
        ("RILO-WE", "es", "Germany"),
    ],
)
def test_a_name_is_the_language_s_or_english(code: str, language: str, name: str) -> None:
    assert country_names.name(code, "Germany", "Allemagne", language) == name


@pytest.mark.parametrize(
    ("language", "members"),
    [
        ("es", ["Alemania", "Bélgica", "China", "Côte d’Ivoire", "Egipto"]),
        ("ru", ["Бельгия", "Германия", "Египет", "Китай", "Кот-д’Ивуар"]),
        ("zh", ["埃及", "比利时", "德国", "科特迪瓦", "中国"]),
        ("ar", ["الصين", "ألمانيا", "بلجيكا", "كوت ديفوار", "مصر"]),
    ],
)
def test_members_stand_in_the_order_of_the_language(
    context: Flask, watch: Watch, language: str, members: list[str]
) -> None:
    world.delegations()
    assert [one.name for one in queries.delegations(language)[0].options] == members
