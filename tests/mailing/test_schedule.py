"""When people are reminded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import world
from tracker import clock
from tracker.mailing.schedule import EVENING, MORNING, Kind, due_at, is_due, occasion

pytestmark = pytest.mark.pure

CLOSES = world.at("2026-11-16 18:00")


@pytest.mark.parametrize(
    ("days", "now", "due"),
    [
        (3, "2026-11-13 08:59", False),  # too early in the morning
        (3, "2026-11-13 09:00", True),
        (3, "2026-11-13 19:59", True),
        (3, "2026-11-13 20:00", False),  # in the evening people are left alone
        (3, "2026-11-14 03:00", False),
        (3, "2026-11-14 09:00", True),  # a worker that slept makes up for it
        (3, "2026-11-16 17:59", True),
        (3, "2026-11-16 18:00", False),  # registration has closed
        (3, "2026-11-12 12:00", False),
        (1, "2026-11-15 09:00", True),
        (0, "2026-11-15 09:00", False),  # switched off
    ],
)
def test_reminders_are_due(days: int, now: str, *, due: bool) -> None:
    assert is_due(CLOSES, days, world.ZONE, world.at(now)) is due


def test_nothing_is_due_where_there_is_no_deadline() -> None:
    assert is_due(None, 3, world.ZONE, CLOSES) is False


@pytest.mark.parametrize(
    ("zone", "utc"), [("Asia/Tokyo", "00:00"), ("America/New_York", "14:00"), ("Africa/Abidjan", "09:00")]
)
def test_the_morning_is_that_of_the_meeting(zone: str, utc: str) -> None:
    starts = clock.from_wall(world.at("2026-11-17 09:30").replace(tzinfo=None), zone)
    assert f"{due_at(starts, 1, zone):%d %H:%M}" == f"16 {utc}"


def test_a_deadline_that_moves_to_another_day_is_another_occasion() -> None:
    assert occasion(Kind.DEADLINE, CLOSES, world.ZONE) == "deadline 2026-11-16"
    assert occasion(Kind.DEADLINE, world.at("2026-11-16 23:30"), world.ZONE) == "deadline 2026-11-16"
    assert occasion(Kind.DEADLINE, world.at("2026-11-20 18:00"), world.ZONE) == "deadline 2026-11-20"


@given(
    st.datetimes(min_value=world.at("2026-01-01 00:00").replace(tzinfo=None)),
    st.integers(1, 30),
    st.sampled_from(["Europe/Brussels", "Asia/Tokyo", "America/New_York", "Pacific/Apia", "Asia/Kathmandu"]),
    st.floats(0, 30 * 24),
)
def test_nobody_is_reminded_at_night_or_too_late(wall: object, days: int, zone: str, hours_before: float) -> None:
    from datetime import UTC, datetime, timedelta  # noqa: PLC0415

    assert isinstance(wall, datetime)
    target = wall.replace(year=2026 + wall.year % 5, day=min(wall.day, 28), tzinfo=UTC)
    now = target - timedelta(hours=hours_before)
    if is_due(target, days, zone, now):
        assert MORNING <= clock.in_zone(now, zone).time() < EVENING
        assert now < target
        assert clock.day_in(target, zone) - clock.day_in(now, zone) <= timedelta(days=days)
