"""How long somebody was at a session."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.attendance import intervals
from tracker.attendance.presence import room_stays
from tracker.checkin.doors import Place, Seen
from tracker.checkin.verdicts import Direction

pytestmark = pytest.mark.pure

IN, OUT = Direction.IN, Direction.OUT
STARTS, ENDS = (datetime(2026, 11, 17, hour, 30, tzinfo=UTC) for hour in (9, 12))
EVENING = datetime(2026, 11, 17, 19, 0, tzinfo=UTC)
PLENARY = Place(1, None, STARTS, ENDS)
Passage = tuple[datetime, Direction]


def time_present(passages: list[Passage], until: datetime) -> timedelta:
    stays = room_stays([Seen(PLENARY, moment, direction) for moment, direction in passages], until=until)
    return intervals.length(intervals.clip(stays.get(PLENARY.session_id, []), STARTS, ENDS))


def at(wall: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-17T{wall}:00+00:00")


@pytest.mark.parametrize(
    ("passages", "minutes"),
    [
        ([], 0),
        ([("09:30", IN)], 180),
        ([("08:50", IN)], 180),  # the queue before the opening is no presence
        ([("10:00", IN)], 150),
        ([("10:00", IN), ("11:00", OUT)], 60),
        ([("10:00", IN), ("11:00", OUT), ("11:30", IN)], 120),
        ([("10:00", IN), ("10:01", IN), ("11:00", OUT)], 60),
        ([("10:00", IN), ("11:00", OUT), ("11:05", OUT)], 60),
        ([("11:00", OUT)], 0),
        ([("11:00", OUT), ("11:30", IN)], 60),
        ([("10:00", IN), ("12:45", OUT)], 150),
        ([("08:40", IN), ("09:10", OUT)], 0),
    ],
)
def test_minutes(passages: list[tuple[str, Direction]], minutes: int) -> None:
    seen = [(at(wall), direction) for wall, direction in passages]
    assert time_present(seen, EVENING) == timedelta(minutes=minutes)


def test_a_session_that_is_still_held() -> None:
    assert time_present([(at("09:30"), IN)], at("10:15")) == timedelta(minutes=45)
    assert time_present([(at("09:00"), IN)], at("09:10")) == timedelta()


moments = st.integers(-120, 400).map(lambda minutes: STARTS + timedelta(minutes=minutes))
walks = st.lists(st.tuples(moments, st.sampled_from(list(Direction))), max_size=12)


@given(walks, moments)
def test_never_negative_and_never_more_than_the_session(passages: list[Passage], until: datetime) -> None:
    assert timedelta() <= time_present(passages, until) <= ENDS - STARTS


@given(walks.flatmap(lambda walk: st.tuples(st.just(walk), st.permutations(walk))))
def test_the_order_of_arrival_does_not_matter(both: tuple[list[Passage], list[Passage]]) -> None:
    one, other = both
    assert time_present(one, EVENING) == time_present(other, EVENING)
