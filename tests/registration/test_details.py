"""What follows from choices."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.registration.details import mode_of
from tracker.registration.models import Mode

pytestmark = pytest.mark.pure
SINGLE = st.sampled_from([Mode.IN_PERSON, Mode.ONLINE])


@pytest.mark.parametrize(
    ("modes", "expected"),
    [
        ([], Mode.ONLINE),
        ([Mode.IN_PERSON, Mode.IN_PERSON], Mode.IN_PERSON),
        ([Mode.ONLINE], Mode.ONLINE),
        ([Mode.ONLINE, Mode.IN_PERSON], Mode.MIXED),
    ],
)
def test_the_door(modes: list[Mode], expected: Mode) -> None:
    assert mode_of(modes) == expected


@given(st.lists(SINGLE), st.randoms())
def test_order_does_not_matter(modes: list[Mode], shuffler: object) -> None:
    assert mode_of(modes) == mode_of(reversed(modes)) == mode_of(sorted(modes))
