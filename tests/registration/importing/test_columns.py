"""Which column is which."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.registration.importing.files import HEADER
from tracker.people.names import fold
from tracker.registration.importing import columns, plain
from tracker.registration.importing.columns import Field, Kind
from tracker.registration.importing.flaws import Flaw, ListUnreadable
from tracker.registration.importing.rows import Row

pytestmark = pytest.mark.pure

F = Field


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (
            HEADER,
            [F.FAMILY_NAME, F.GIVEN_NAME, F.NATIVE_NAME, F.CATEGORY, F.DELEGATION, F.ROLE, F.EMAIL, F.MODE],
        ),
        (
            "Family name,Given name,Name in native script,Title,Delegation or organization,Category,Role,Registered",
            [F.FAMILY_NAME, F.GIVEN_NAME, F.NATIVE_NAME, F.TITLE, F.DELEGATION, F.CATEGORY, F.ROLE, F.MODE],
        ),
        (
            "Nom de famille,Prénom,Nom dans l’écriture d’origine,Civilité,Délégation ou organisation,Catégorie,Rôle",
            [F.FAMILY_NAME, F.GIVEN_NAME, F.NATIVE_NAME, F.TITLE, F.DELEGATION, F.CATEGORY, F.ROLE],
        ),
        ("SURNAME,First  name,E-Mail Address,Country,Shoe size", [F.FAMILY_NAME, F.GIVEN_NAME, F.EMAIL, F.DELEGATION]),
        ("Name,Who,Where", []),
    ],
)
def test_headings_are_recognized(header: str, expected: list[Field]) -> None:
    assert list(columns.recognize(header.split(","))) == expected


def test_the_plain_headings_mean_themselves() -> None:
    assert columns.recognize(list(Field)) == {field: place for place, field in enumerate(Field)}


def test_no_heading_means_two_things() -> None:
    said = [(fold(text), field) for field in Field for text in columns._SYNONYMS[field].split(",")]  # noqa: SLF001
    said += [(fold(field.value), field) for field in Field]
    assert len({text for text, _field in said}) == len(set(said))


def test_of_two_columns_for_one_field_the_first_counts() -> None:
    assert columns.recognize(["Nom", "E-mail", "Courriel"])[Field.EMAIL] == 1


def test_titles_above_the_headings_are_passed_over() -> None:
    rows = [Row(1, ("23rd meeting",)), Row(2, ("Participants",)), Row(4, ("Nom", "Prénom")), Row(5, ("Diallo", "A"))]
    found = columns.table(rows)
    assert (found.header, [row.number for row in found.rows], found.width) == (("Nom", "Prénom"), [5], 2)


def test_a_heading_alone_is_no_list() -> None:
    with pytest.raises(ListUnreadable) as caught:
        columns.table([Row(1, ("Nom", "Prénom"))])
    assert caught.value.flaw is Flaw.NO_ROWS


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        (HEADER, Kind.PEOPLE),
        ("delegation,in_person_seats,online_seats,focal_point_name,focal_point_email", Kind.SEATS),
        ("Délégation,Places en présentiel", Kind.SEATS),
        ("Nom,Prénom,Contact", Kind.PEOPLE),
        ("a,b", Kind.PEOPLE),
    ],
)
def test_the_headings_say_what_a_list_is_about(header: str, kind: Kind) -> None:
    assert columns.kind_of(header.split(",")) is kind


def test_the_export_has_the_plain_headings_first() -> None:
    assert ",".join(("id", *plain.HEADER[:8])) == HEADER


@given(st.text())
def test_what_is_guarded_is_given_back(text: str) -> None:
    assert columns.unguarded(columns.guarded(text)) == columns.unguarded(text)
    assert not columns.guarded(text).startswith(("=", "+", "-", "@"))


def test_a_formula_is_guarded_and_an_apostrophe_is_not_lost() -> None:
    assert columns.guarded("+32 2 000") == "'+32 2 000"
    assert columns.unguarded("'+32 2 000") == "+32 2 000"
    assert columns.unguarded("'t Hooft") == "'t Hooft"
