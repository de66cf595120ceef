"""One morning, three rooms: what a passage at one door means for the others."""

from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.attendance import intervals
from tracker.attendance.intervals import Interval
from tracker.attendance.presence import room_stays
from tracker.checkin.doors import Place, Seen, counts_for, is_elsewhere, session_counted
from tracker.checkin.verdicts import Direction
from tracker.meetings.models import CheckpointKind

pytestmark = pytest.mark.pure

IN, OUT = Direction.IN, Direction.OUT
KYOTO, SOFIA = 1, 2


def at(wall: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-17T{wall}:00+00:00")


EVENING = at("22:00")
PLENARY = Place(1, KYOTO, at("09:30"), at("12:30"))
WORKSHOP = Place(2, SOFIA, at("10:00"), at("12:00"))
AFTERNOON = Place(3, KYOTO, at("14:00"), at("17:00"))
SOMEWHERE = Place(4, None, at("11:00"), at("12:00"))
LATER = Place(5, None, at("14:00"), at("15:00"))
PLACES = (PLENARY, WORKSHOP, AFTERNOON, SOMEWHERE)


@pytest.mark.parametrize(
    ("here", "other", "elsewhere"),
    [
        (PLENARY, WORKSHOP, True),
        (WORKSHOP, PLENARY, True),
        (PLENARY, PLENARY, False),
        (PLENARY, AFTERNOON, False),  # the same room, later
        (PLENARY, SOMEWHERE, True),  # held meanwhile, so it cannot be the same room
        (PLENARY, LATER, False),  # may be the same room
        (SOMEWHERE, LATER, False),
    ],
)
def test_what_is_another_room(here: Place, other: Place, *, elsewhere: bool) -> None:
    assert is_elsewhere(here, other) is elsewhere


@pytest.mark.parametrize(
    ("walk", "plenary", "workshop"),
    [
        ([(PLENARY, "09:25", IN)], 180, 0),  # nobody saw her leave: until the end
        ([(PLENARY, "09:25", IN), (WORKSHOP, "10:30", IN)], 60, 90),
        ([(PLENARY, "09:25", IN), (WORKSHOP, "10:30", IN), (WORKSHOP, "11:00", OUT)], 60, 30),
        ([(PLENARY, "09:25", IN), (WORKSHOP, "10:30", IN), (PLENARY, "11:00", IN)], 150, 30),
        ([(PLENARY, "09:25", IN), (PLENARY, "10:20", OUT), (WORKSHOP, "10:30", IN)], 50, 90),
        ([(WORKSHOP, "09:50", IN), (PLENARY, "12:10", IN)], 20, 120),
        ([(PLENARY, "09:25", IN), (WORKSHOP, "10:30", OUT)], 180, 0),  # leaving elsewhere is nothing here
        ([(PLENARY, "09:25", IN), (AFTERNOON, "12:15", IN)], 180, 0),  # scanned early for the same room
        ([(PLENARY, "09:25", IN), (SOMEWHERE, "11:30", IN)], 120, 0),
        ([(PLENARY, "10:30", IN), (WORKSHOP, "10:30", IN)], 0, 90),  # at one instant: in one of the rooms
        ([(WORKSHOP, "10:00", IN), (PLENARY, "10:30", IN), (WORKSHOP, "10:30", IN)], 0, 120),
    ],
)
def test_minutes_in_two_rooms(walk: list[tuple[Place, str, Direction]], plenary: int, workshop: int) -> None:
    seen = [Seen(place, at(wall), direction) for place, wall, direction in walk]
    assert (minutes(PLENARY, seen), minutes(WORKSHOP, seen)) == (plenary, workshop)


def stays(here: Place, seen: list[Seen]) -> list[Interval]:
    """In the room while the session is held."""
    return intervals.clip(room_stays(seen, until=EVENING).get(here.session_id, []), here.starts, here.ends)


def minutes(here: Place, seen: list[Seen]) -> float:
    return intervals.length(stays(here, seen)) / timedelta(minutes=1)


sightings = st.builds(
    Seen,
    place=st.sampled_from(PLACES),
    at=st.integers(0, 10 * 60).map(lambda minute: datetime(2026, 11, 17, 8, tzinfo=UTC) + timedelta(minutes=minute)),
    direction=st.sampled_from(Direction),
)
walks = st.lists(sightings, max_size=15)


@given(walks.flatmap(lambda walk: st.tuples(st.just(walk), st.permutations(walk))))
def test_the_order_of_arrival_does_not_matter(both: tuple[list[Seen], list[Seen]]) -> None:
    one, other = both
    assert room_stays(one, until=EVENING) == room_stays(other, until=EVENING)


@given(walks)
def test_nobody_is_in_two_rooms_at_once(walk: list[Seen]) -> None:
    been = {place.session_id: stays(place, walk) for place in PLACES}
    for one, other in combinations(PLACES, 2):
        if is_elsewhere(one, other):
            shared = [
                (first, second)
                for first in been[one.session_id]
                for second in been[other.session_id]
                if max(first[0], second[0]) < min(first[1], second[1])
            ]
            assert shared == []


@given(walks)
def test_entering_elsewhere_never_makes_a_stay_longer(walk: list[Seen]) -> None:
    own = [one for one in walk if one.place == PLENARY]
    assert minutes(PLENARY, walk) <= minutes(PLENARY, own)


@given(walks)
def test_scanning_twice_changes_nothing(walk: list[Seen]) -> None:
    assert [minutes(place, walk) for place in PLACES] == [minutes(place, [*walk, *walk]) for place in PLACES]


RULES = {CheckpointKind.REGISTRATION: ["day", "session"], CheckpointKind.SESSION: ["day"]}


@pytest.mark.parametrize(
    ("kind", "counted"),
    [
        (CheckpointKind.REGISTRATION, {"registration", "day", "session"}),
        (CheckpointKind.SESSION, {"session", "day"}),
        (CheckpointKind.BADGE_COLLECTED, {"badge_collected"}),
        (CheckpointKind.DAY, {"day"}),
    ],
)
def test_what_a_reading_counts_for(kind: CheckpointKind, counted: set[str]) -> None:
    assert counts_for(kind, RULES) == counted


@pytest.mark.parametrize(
    ("open_to", "wall", "session"),
    [
        ([(PLENARY, True)], "09:45", 1),
        ([(PLENARY, True)], "09:00", None),  # doors are not open yet
        ([(PLENARY, True)], "12:30", None),
        ([(PLENARY, False)], "09:45", 1),
        ([(PLENARY, True), (WORKSHOP, False)], "10:15", 1),
        ([(PLENARY, False), (WORKSHOP, True)], "10:15", 2),
        ([(PLENARY, True), (WORKSHOP, True)], "10:15", None),  # nobody can be in two rooms
        ([], "10:15", None),
    ],
)
def test_the_session_that_a_morning_scan_counts_for(
    open_to: list[tuple[Place, bool]], wall: str, session: int | None
) -> None:
    assert session_counted(open_to, at(wall)) == session
