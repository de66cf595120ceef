"""How long a mail is tried."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.outbox import patience

pytestmark = pytest.mark.pure


def test_the_waits_double_up_to_an_hour() -> None:
    waits = [patience.wait_after(attempt, 0).total_seconds() / 60 for attempt in range(1, patience.ATTEMPTS)]
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60, 60, 60]


@given(st.integers(1, 1000), st.floats(0, 1))
def test_chance_makes_a_wait_up_to_a_quarter_longer(attempt: int, chance: float) -> None:
    shortest = patience.wait_after(attempt, 0)
    assert shortest <= patience.wait_after(attempt, chance) <= shortest * 1.25 <= timedelta(minutes=75)


@given(st.integers(1, 600))
def test_a_lease_outlasts_the_slowest_delivery(timeout: int) -> None:
    sign_in, envelope, text, goodbye = 4, 3, 2, 1
    assert patience.lease(timeout).total_seconds() > (sign_in + envelope + text + goodbye) * timeout
