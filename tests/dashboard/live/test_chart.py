"""The axis of time below the arrivals: labels at round times that never stand in each other's way."""

from datetime import timedelta

import pytest

from tests import world
from tracker.dashboard.live.chart import LEFT, RIGHT, WIDTH, chart
from tracker.dashboard.live.figures import Arrivals

pytestmark = pytest.mark.pure

_LETTER = 7.5  # of a label, in units of the drawing


def labels(minutes: int) -> list[str]:
    begins = world.at("2026-11-24 08:00")
    drawn = chart([Arrivals(begins + timedelta(minutes=at), 0, 0) for at in range(minutes)], world.ZONE)
    for one, other in zip(drawn.times, drawn.times[1:], strict=False):
        assert other.at - one.at > (len(one.text) + len(other.text)) / 2 * _LETTER
    assert all(LEFT <= one.at <= WIDTH - RIGHT for one in drawn.times)
    return [one.text for one in drawn.times]


def test_of_a_morning() -> None:
    assert labels(180) == [
        "08:00",
        "08:15",
        "08:30",
        "08:45",
        *(f"{h:02}:{m:02}" for h in (9, 10) for m in (0, 15, 30, 45)),
    ]


def test_of_two_days() -> None:
    """A desk that is open for days: the day is named where it begins."""
    assert labels(51 * 60) == [
        *("08:00", "12:00", "16:00", "20:00", "25 November", "04:00", "08:00", "12:00", "16:00", "20:00"),
        *("26 November", "04:00", "08:00"),
    ]


@pytest.mark.parametrize("hours", [1, 3, 8, 14, 23, 25, 60, 100, 200, 313, 700])
def test_of_any_length(hours: int) -> None:
    assert 2 <= len(labels(hours * 60)) <= 14
