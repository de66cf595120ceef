"""The words of lists, in English and French."""

import pytest

from tracker.meetings.categories import LABELS
from tracker.people import aliases, reference
from tracker.people.models import Category, Delegation
from tracker.people.names import fold
from tracker.registration.importing import words
from tracker.registration.models import DelegateRole, Mode

pytestmark = pytest.mark.pure

C, R = Category, DelegateRole


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("member", C.MEM),
        ("Administration Membre", C.MEM),
        ("union", C.UNI),
        ("igo/observer", C.IGO),
        ("observer_igo", C.IGO),
        ("OIG", C.IGO),
        ("regional", C.REG),
        ("rilo", C.REG),
        ("ngo/association", C.NGO),
        ("private", C.PRV),
        ("private_sector", C.PRV),
        ("Secteur privé ou titulaire de droits", C.PRV),
        ("secretariat", C.SEC),
        ("Secrétariat", C.SEC),
        ("expert", C.EXP),
        ("Orateur, expert ou invité", C.EXP),
        ("interpreter", C.TEC),
        ("press", C.PRS),
        ("PRESSE", C.PRS),
        ("government", C.GOV),
        ("Gouvernement non Membre", C.GOV),
        ("prv", C.PRV),
        ("tourist", None),
        ("", None),
    ],
)
def test_categories(said: str, meant: Category | None) -> None:
    assert words.category(said) is meant


@pytest.mark.parametrize("category", list(Category))
def test_a_category_is_known_by_its_code_and_its_label(category: Category) -> None:
    assert words.category(category.value) is category
    assert words.category(str(LABELS[category.value])) is category


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Head of delegation", R.HEAD),
        ("chef de délégation", R.HEAD),
        ("alternate", R.ALTERNATE),
        ("Suppléante", R.ALTERNATE),
        ("délégué", R.DELEGATE),
        ("advisor", R.ADVISER),
        ("conseiller", R.ADVISER),
        ("observer", R.OBSERVER),
        ("secretariat", R.DELEGATE),
        ("king", None),
    ],
)
def test_roles(said: str, meant: DelegateRole | None) -> None:
    assert words.role(said) is meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("in person", Mode.IN_PERSON),
        ("in_person", Mode.IN_PERSON),
        ("room", Mode.IN_PERSON),
        ("onsite", Mode.IN_PERSON),
        ("En présentiel", Mode.IN_PERSON),
        ("online", Mode.ONLINE),
        ("screen", Mode.ONLINE),
        ("en ligne", Mode.ONLINE),
        ("À distance", Mode.ONLINE),
        ("hybrid", Mode.MIXED),
        ("by boat", None),
    ],
)
def test_ways_to_attend(said: str, meant: Mode | None) -> None:
    assert words.mode(said) is meant


def test_languages() -> None:
    assert [words.language(said) for said in ("fr", "English", "Français", "中文", "Latin")] == [
        "fr",
        "en",
        "fr",
        "zh",
        None,
    ]


def entries() -> list[Delegation]:
    """The whole reference list."""
    return [Delegation(code=one.code, name_en=one.name_en, name_fr=one.name_fr) for one in reference.read()]


@pytest.mark.parametrize(("said", "code"), [("Ivory Coast", "CI"), ("USA", "US"), ("u.k.", "GB"), ("Turkey", "TR")])
def test_other_names_of_delegations(said: str, code: str) -> None:
    index = aliases.index(entries())
    assert index[fold(said)].code == code


def test_every_alias_leads_to_its_own_delegation() -> None:
    there = entries()
    index = aliases.index(there)
    wrong = [(code, alias) for code, alias in aliases._aliases() if index[fold(alias)].code != code]  # noqa: SLF001
    missing = [one.code for one in there if index[fold(one.name_en)] is not one or index[fold(one.code)] is not one]
    assert (wrong, missing) == ([], [])
    assert index[fold("INTA")].code == "INTA"
    assert index[fold("World Health Organization")].code == "WHO"
    assert index[fold("OMS")].code == "WHO"
