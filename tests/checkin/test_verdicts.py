"""The verdict: a table of cases, and what holds for all of them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.checkin.verdicts import (
    ADMITTING,
    COUNTING,
    DEVICE_AHEAD,
    DEVICE_BEHIND,
    Direction,
    Door,
    Holder,
    Verdict,
    counted_time,
    judge,
)

pytestmark = pytest.mark.pure

NINE = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)
DOOR = Door(1, NINE - timedelta(hours=1), NINE + timedelta(hours=3), frozenset({"MEM", "SEC"}))
AMINA = Holder(meeting_id=1, category="MEM", approved=True, revoked=False, online=False, inside=False)

CASES = [
    ("a delegate in person", AMINA, Direction.IN, NINE, Verdict.WELCOME),
    ("registered for the screen", replace(AMINA, online=True), Direction.IN, NINE, Verdict.WELCOME_ONLINE),
    ("a second time", replace(AMINA, inside=True), Direction.IN, NINE, Verdict.ALREADY_IN),
    ("online, a second time", replace(AMINA, inside=True, online=True), Direction.IN, NINE, Verdict.ALREADY_IN),
    ("going out", replace(AMINA, inside=True), Direction.OUT, NINE, Verdict.GOODBYE),
    ("going out unseen", AMINA, Direction.OUT, NINE, Verdict.NOT_IN),
    ("no such badge", None, Direction.IN, NINE, Verdict.UNKNOWN_CODE),
    ("no such badge, going out", None, Direction.OUT, NINE, Verdict.UNKNOWN_CODE),
    ("last year's badge", replace(AMINA, meeting_id=2), Direction.IN, NINE, Verdict.OTHER_MEETING),
    (
        "last year's revoked badge",
        replace(AMINA, meeting_id=2, revoked=True),
        Direction.IN,
        NINE,
        Verdict.OTHER_MEETING,
    ),
    ("a reissued badge", replace(AMINA, revoked=True), Direction.IN, NINE, Verdict.REVOKED),
    ("withdrawn", replace(AMINA, approved=False), Direction.IN, NINE, Verdict.NOT_APPROVED),
    ("a company at a closed session", replace(AMINA, category="PRV"), Direction.IN, NINE, Verdict.NOT_THIS_CATEGORY),
    (
        "a company at a closed session, invited by name",
        replace(AMINA, category="PRV", exception=True),
        Direction.IN,
        NINE,
        Verdict.WELCOME,
    ),
    ("kept out by name", replace(AMINA, exception=False), Direction.IN, NINE, Verdict.NOT_THIS_CATEGORY),
    (
        "invited by name, but withdrawn",
        replace(AMINA, approved=False, exception=True),
        Direction.IN,
        NINE,
        Verdict.NOT_APPROVED,
    ),
    (
        "invited by name, with the badge of another meeting",
        replace(AMINA, meeting_id=2, exception=True),
        Direction.IN,
        NINE,
        Verdict.OTHER_MEETING,
    ),
    ("too early", AMINA, Direction.IN, NINE - timedelta(minutes=61), Verdict.NOT_YET_OPEN),
    ("as the doors open", AMINA, Direction.IN, NINE - timedelta(minutes=60), Verdict.WELCOME),
    ("at the very end", AMINA, Direction.IN, NINE + timedelta(hours=3), Verdict.WELCOME),
    ("too late", AMINA, Direction.IN, NINE + timedelta(hours=3, seconds=1), Verdict.SESSION_OVER),
    ("going out late", replace(AMINA, inside=True), Direction.OUT, NINE + timedelta(hours=4), Verdict.GOODBYE),
]


@pytest.mark.parametrize(
    ("holder", "direction", "at", "verdict"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_verdict(holder: Holder | None, direction: Direction, at: datetime, verdict: Verdict) -> None:
    assert judge(holder, DOOR, direction, at=at) == verdict


holders = st.builds(
    Holder,
    meeting_id=st.sampled_from([1, 2]),
    category=st.sampled_from(["MEM", "SEC", "PRV"]),
    approved=st.booleans(),
    revoked=st.booleans(),
    online=st.booleans(),
    inside=st.booleans(),
    exception=st.none() | st.booleans(),
)
times = st.integers(-300, 300).map(lambda minutes: NINE + timedelta(minutes=minutes))


@given(st.none() | holders, st.sampled_from(list(Direction)), times)
def test_nobody_comes_in_who_may_not(holder: Holder | None, direction: Direction, at: datetime) -> None:
    may = (
        holder is not None
        and holder.meeting_id == DOOR.meeting_id
        and (holder.category in DOOR.categories if holder.exception is None else holder.exception)
        and holder.approved
        and not holder.revoked
        and DOOR.opens_at <= at
        and (at <= DOOR.ends_at or direction is Direction.OUT)
    )
    assert (judge(holder, DOOR, direction, at=at) in COUNTING) == may


@given(holders, times)
def test_the_way_out_never_lets_in(holder: Holder, at: datetime) -> None:
    assert judge(holder, DOOR, Direction.OUT, at=at) not in ADMITTING


@pytest.mark.parametrize(
    ("device", "counted"),
    [
        (NINE - timedelta(seconds=2), NINE - timedelta(seconds=2)),
        (NINE - DEVICE_BEHIND, NINE - DEVICE_BEHIND),
        (NINE - DEVICE_BEHIND - timedelta(seconds=1), NINE),
        (NINE + timedelta(seconds=1), NINE),
        (NINE + DEVICE_AHEAD, NINE),
        (NINE + timedelta(days=3650), NINE),
    ],
)
def test_a_wrong_clock_is_not_believed(device: datetime, counted: datetime) -> None:
    assert counted_time(device, NINE).at == counted
