"""Limits of seats, without a database: what bites, what is left, who is next."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.people.models import Category
from tracker.registration.models import Mode
from tracker.registration.seats.models import Level, WhenFull
from tracker.registration.seats.rules import (
    NOTHING,
    Demand,
    Fit,
    Full,
    Key,
    Left,
    Limit,
    Waiting,
    applying,
    counted,
    judge,
    kept_until,
    keys,
    left,
    next_in_line,
)

pytestmark = pytest.mark.pure

ROOM, SCREEN = Mode.IN_PERSON, Mode.ONLINE
IVORIAN = Demand(7, Category.MEM, frozenset({(1, ROOM), (2, SCREEN)}))
BELGIAN = Demand(8, Category.MEM, frozenset({(1, ROOM)}))

modes = st.sampled_from((ROOM, SCREEN))
demands = st.builds(
    Demand,
    delegation_id=st.sampled_from((None, 7, 8)),
    category=st.sampled_from((Category.MEM, Category.NGO)),
    sessions=st.dictionaries(st.integers(1, 3), modes).map(lambda chosen: frozenset(chosen.items())),
)
_any_limit = st.builds(
    Limit,
    id=st.integers(1, 99),
    level=st.sampled_from(Level),
    mode=modes,
    seats=st.integers(0, 4),
    when_full=st.sampled_from(WhenFull),
    delegation_id=st.sampled_from((None, 7, 8)),
    category=st.sampled_from((None, Category.MEM, Category.NGO)),
    session_id=st.integers(1, 3),
)


def as_kept(limit: Limit) -> Limit:
    """The limit with those columns only that its level uses."""
    blank = replace(limit, delegation_id=None, category=None, session_id=None)
    return {
        Level.MEETING: blank,
        Level.DELEGATION: replace(blank, delegation_id=limit.delegation_id, category=limit.category),
        Level.CATEGORY: replace(blank, category=limit.category or Category.MEM),
        Level.SESSION: replace(blank, session_id=limit.session_id),
    }[limit.level]


limits = st.lists(_any_limit.map(as_kept), max_size=8)


def limit(level: Level, mode: Mode, seats: int, when_full: WhenFull = WhenFull.WAIT, **of: object) -> Limit:
    return replace(Limit(1, level, mode, seats, when_full), **of)  # type: ignore[arg-type]  # its own fields


def books(holders: list[Demand], among: list[Limit]) -> Counter[Key]:
    """What these people hold together."""
    found = Counter[Key]()
    for holder in holders:
        found.update(keys(holder, among))
    return found


def test_a_seat_is_needed_under_every_limit() -> None:
    meeting, session = limit(Level.MEETING, ROOM, 2), limit(Level.SESSION, ROOM, 1, session_id=1)
    taken = books([BELGIAN], [meeting, session])
    assert judge(IVORIAN, [meeting, session], taken) == Full((session,))
    online = replace(IVORIAN, sessions=frozenset({(1, SCREEN), (2, ROOM)}))
    assert judge(online, [meeting, session], taken) == Fit()


def test_one_limit_that_refuses_decides() -> None:
    waits, refuses = (
        limit(Level.MEETING, ROOM, 0),
        limit(Level.CATEGORY, ROOM, 0, WhenFull.REFUSE, category=Category.MEM),
    )
    assert Full((waits,)).when_full == WhenFull.WAIT
    found = judge(IVORIAN, [waits, refuses], {})
    assert found == Full((waits, refuses))
    assert isinstance(found, Full)
    assert found.when_full == WhenFull.REFUSE


def test_a_delegations_own_limit_stands_in_place_of_the_one_for_each() -> None:
    each, own = limit(Level.DELEGATION, ROOM, 1), limit(Level.DELEGATION, ROOM, 3, delegation_id=7)
    assert applying(IVORIAN, [each, own]) == [(own, Key(Level.DELEGATION, ROOM, 7))]
    assert applying(BELGIAN, [each, own]) == [(each, Key(Level.DELEGATION, ROOM, 8))]
    assert applying(replace(IVORIAN, delegation_id=None), [each, own]) == []


def test_somebody_who_holds_a_seat_keeps_it_where_the_limit_was_lowered() -> None:
    lowered = limit(Level.MEETING, ROOM, 0)
    taken = books([BELGIAN], [lowered])
    assert judge(BELGIAN, [lowered], taken, held=BELGIAN) == Fit()
    assert judge(BELGIAN, [lowered], taken) == Full((lowered,))


def test_what_is_left_is_the_least_of_all_limits() -> None:
    meeting, each = limit(Level.MEETING, ROOM, 9), limit(Level.DELEGATION, ROOM, 2, WhenFull.REFUSE)
    wish = replace(IVORIAN, sessions=frozenset({(1, ROOM)}))
    assert left(wish, [meeting, each], books([IVORIAN], [meeting, each])) == Left(1, WhenFull.REFUSE)
    assert left(replace(wish, sessions=frozenset({(1, SCREEN)})), [meeting, each], {}) is None


def test_who_does_not_fit_is_passed_over() -> None:
    meeting, session = limit(Level.MEETING, ROOM, 2), limit(Level.SESSION, ROOM, 0, session_id=1)
    second = replace(BELGIAN, sessions=frozenset({(2, ROOM)}))
    queue = [Waiting(11, BELGIAN), Waiting(12, second), Waiting(13, second), Waiting(14, second)]
    assert [one.registration_id for one in next_in_line(queue, [meeting, session], {})] == [12, 13]


@given(limits, st.lists(demands, max_size=12), demands)
def test_left_and_judged_say_the_same(among: list[Limit], holders: list[Demand], wish: Demand) -> None:
    taken = books(holders, among)
    room = left(wish, among, taken)
    assert (judge(wish, among, taken) == Fit()) == (room is None or room.seats > 0)


@given(limits, st.lists(demands, max_size=20))
def test_nobody_gets_more_than_there_is_and_nobody_who_fits_is_left_out(
    among: list[Limit], wishes: list[Demand]
) -> None:
    queue = [Waiting(number, wish) for number, wish in enumerate(wishes)]
    chosen = next_in_line(queue, among, {})
    seated = [one.demand for one in chosen]
    taken = books(seated, among)
    assert [one.registration_id for one in chosen] == sorted(one.registration_id for one in chosen)
    for demand in seated:
        for found, key in applying(demand, among):
            assert taken[key] <= found.seats
    for one in queue:
        assert one in chosen or judge(one.demand, among, taken) != Fit()


@given(limits, demands, demands)
def test_a_limit_counts_only_what_the_books_count(among: list[Limit], one: Demand, other: Demand) -> None:
    assert keys(one, among) <= counted(one)
    assert keys(NOTHING, among) == frozenset()
    assert judge(one, among, books([one, other], among), held=one) == Fit()


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "hours", "wanted", "meeting", "until"),
    [
        (at(3, 12), 48, [at(17, 12, 30)], at(19, 17), at(5, 12)),  # weeks before: the hours
        (at(16, 12), 48, [at(17, 12, 30)], at(19, 17), at(17, 12, 30)),  # the day before: the session's end
        (at(17, 9), 48, [at(17, 12, 30)], at(19, 17), at(17, 12, 30)),  # on the day
        (at(17, 9), 2, [at(17, 12, 30)], at(19, 17), at(17, 11)),
        (at(17, 9), 48, [at(17, 12, 30), at(18, 12, 30)], at(19, 17), at(18, 12, 30)),  # the last one counts
        (at(17, 13), 48, [at(17, 12, 30), at(18, 12, 30)], at(19, 17), at(18, 12, 30)),
        (at(17, 12, 30), 48, [at(17, 12, 30)], at(19, 17), None),  # over, to the minute
        (at(18, 9), 48, [], at(19, 17), at(19, 17)),  # no session: the meeting
        (at(18, 9), 48, [at(20, 9)], at(19, 17), at(19, 17)),
        (at(19, 17), 48, [], at(19, 17), None),
        (at(19, 17), 48, [], None, at(21, 17)),  # a meeting without days
    ],
)
def test_a_seat_is_kept_while_it_is_of_use(
    now: datetime, hours: int, wanted: list[datetime], meeting: datetime | None, until: datetime | None
) -> None:
    assert kept_until(now, timedelta(hours=hours), wanted, meeting) == until


_moments = st.datetimes(datetime(2026, 11, 1), datetime(2026, 11, 30), timezones=st.just(UTC))  # noqa: DTZ001 (hypothesis adds it)


@given(_moments, st.integers(1, 336), st.lists(_moments, max_size=4), st.none() | _moments)
def test_no_seat_is_kept_longer_than_anything_allows(
    now: datetime, hours: int, wanted: list[datetime], meeting: datetime | None
) -> None:
    until = kept_until(now, timedelta(hours=hours), wanted, meeting)
    if until is None:
        assert (bool(wanted) and max(wanted) <= now) or (meeting is not None and meeting <= now)
    else:
        assert now < until <= now + timedelta(hours=hours)
        assert not wanted or until <= max(wanted)
        assert meeting is None or until <= meeting
