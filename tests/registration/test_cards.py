"""What stands on a badge: the longer the name, the smaller its letters."""

import pytest

from tracker.i18n import Texts
from tracker.meetings.categories import Colour, Pattern
from tracker.registration.cards import Card

pytestmark = pytest.mark.pure


def card(given_name: str, family_name: str) -> Card:
    return Card(
        given_name=given_name,
        family_name=family_name,
        native_name="",
        represents="Mali",
        office="",
        category_name="Member administration",
        colour=Colour.NAVY,
        pattern=Pattern.PLAIN,
        code="B" * 16,
        meeting=Texts({"en": "23rd CAP Group Meeting"}),
        days="17–18 November 2026",
    )


@pytest.mark.parametrize(
    ("given_name", "family_name", "size"),
    [
        ("Awa", "Traoré", 1),
        ("Jean-Baptiste", "Vandenbroek", 1),
        ("Jean-Baptiste", "Vandenbroucke", 2),  # one word of 13
        ("Maria Fernanda", "Ribeiro dos Santos", 2),  # 33 characters, short words
        ("", "Wolfeschlegelsteinhausen", 4),
        ("Charlotte-Wilhelmina von und zu", "Hohenstein-Langenburg-Wittelsbach", 3),
        ("x " * 60, "y", 4),
    ],
)
def test_a_name_gets_the_largest_size_in_which_it_fits(given_name: str, family_name: str, size: int) -> None:
    assert card(given_name, family_name).name_size == size
