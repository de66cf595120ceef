"""What comes next for whom."""

import pytest

from tests.world import at
from tracker.access import Role
from tracker.dashboard.next_steps import NextStep, next_step

pytestmark = pytest.mark.pure
STARTS, ENDS = at("2026-11-17 09:30"), at("2026-11-18 12:30")


@pytest.mark.parametrize(
    ("role", "waiting", "now", "step"),
    [
        (Role.ORGANIZER, 3, "2026-11-02 10:00", NextStep.REVIEW),
        (Role.ORGANIZER, 0, "2026-11-02 10:00", NextStep.PREPARE),
        (Role.ORGANIZER, 3, "2026-11-17 09:30", NextStep.REVIEW),
        (Role.ADMIN, 0, "2026-11-17 09:30", NextStep.DESK),
        (Role.ADMIN, 0, "2026-11-17 09:29", NextStep.PREPARE),
        (Role.ORGANIZER, 3, "2026-11-18 12:30", NextStep.SHEET),
        (Role.DESK, 3, "2026-11-02 10:00", NextStep.DESK),
        (Role.VIEWER, 3, "2026-11-17 09:30", NextStep.FIGURES),
    ],
)
def test_the_next_step(role: Role, waiting: int, now: str, step: NextStep) -> None:
    assert next_step(role, waiting=waiting, starts=STARTS, ends=ENDS, now=at(now)) is step


@pytest.mark.parametrize(("waiting", "step"), [(1, NextStep.REVIEW), (0, NextStep.PREPARE)])
def test_a_meeting_without_dates_is_still_to_come(waiting: int, step: NextStep) -> None:
    now = at("2026-11-17 09:30")
    assert next_step(Role.ORGANIZER, waiting=waiting, starts=None, ends=None, now=now) is step
