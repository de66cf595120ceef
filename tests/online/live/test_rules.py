"""From signs to stays, the code of the shared screen, two places at once: rules without a database."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.world import at
from tracker.online.live import codes, places, stays
from tracker.online.live.places import Open, Twice
from tracker.online.live.stays import BEAT, HALF, PATIENCE

pytestmark = pytest.mark.pure

JOINED = at("2026-11-17 09:25")
SECRET = "s" * 64


def seen(*signs: float | tuple[float, str]) -> list[tuple[float, float]]:
    """The stays, in seconds since joining, of signs at those seconds; (90, "bye") is the goodbye."""
    said = [(sign, "") if isinstance(sign, int | float) else sign for sign in signs]
    found = stays.spans(JOINED, [(JOINED + timedelta(seconds=second), word == "bye") for second, word in said])
    return [((one.since - JOINED).total_seconds(), (one.ends_at - JOINED).total_seconds()) for one in found]


@pytest.mark.parametrize(
    ("signs", "expected"),
    [
        pytest.param((), [], id="joined, and never a sign: the time is unknown"),
        pytest.param((1, (5, "bye")), [], id="the page was closed at once: the time is unknown"),
        pytest.param((1, 61, 121), [(0, 151)], id="from joining to half a minute after the last sign"),
        pytest.param((1, 61, (80, "bye")), [(0, 80)], id="to the goodbye"),
        pytest.param((1, 61, 62, 63, 121), [(0, 151)], id="hurried signs tell nothing new"),
        pytest.param((61, 241), [(0, 271)], id="a gap of three minutes is none"),
        pytest.param((61, 242), [(0, 91), (242, 272)], id="a longer one is"),
        pytest.param((61, (70, "bye"), 75, 130), [(0, 70), (75, 160)], id="loaded again"),
        pytest.param((61, (400, "bye")), [(0, 91)], id="a goodbye after a gap tells nothing of the gap"),
        pytest.param((300, 360), [(300, 390)], id="the first sign came late"),
        pytest.param((61, (70, "bye"), (71, "bye")), [(0, 70)], id="goodbye twice"),
    ],
)
def test_from_signs_to_stays(signs: tuple[float | tuple[float, str], ...], expected: list[tuple[float, float]]) -> None:
    assert seen(*signs) == expected


SIGNS = st.lists(st.tuples(st.integers(0, 12_000), st.booleans()), max_size=60).map(sorted)


@given(SIGNS)
def test_stays_never_overlap_nor_begin_before_joining(signs: list[tuple[int, bool]]) -> None:
    found = stays.spans(JOINED, [(JOINED + timedelta(seconds=second), leaving) for second, leaving in signs])
    assert all(JOINED <= one.since <= one.seen_at <= one.ends_at <= one.seen_at + HALF for one in found)
    assert all(a.ends_at <= b.since or a.seen_at <= b.since for a, b in pairwise(found))


@given(SIGNS)
def test_no_more_is_counted_than_signs_vouch_for(signs: list[tuple[int, bool]]) -> None:
    """Each sign vouches for the gap before it that is borne with, and for half a minute after."""
    found = stays.spans(JOINED, [(JOINED + timedelta(seconds=second), leaving) for second, leaving in signs])
    total = sum((one.ends_at - one.since for one in found), timedelta())
    assert total <= len(signs) * (PATIENCE + HALF)


def test_signs_every_minute_for_three_hours_are_one_stay() -> None:
    assert seen(*range(1, 10_801, 60)) == [(0, 10_771)]
    assert timedelta(minutes=1) == BEAT


def test_the_code_changes_every_five_minutes_and_the_one_before_is_still_good() -> None:
    noon = at("2026-11-17 12:00")
    first = codes.shown(SECRET, 7, noon)
    assert first.until == at("2026-11-17 12:05")
    assert [codes.is_right(SECRET, 7, first.code, noon + timedelta(minutes=m)) for m in (0, 4, 5, 9, 10)] == [
        True,
        True,
        True,
        True,
        False,
    ]
    assert not codes.is_right(SECRET, 8, first.code, noon)
    assert not codes.is_right("t" * 64, 7, first.code, noon)


@given(st.integers(1, 10_000), st.integers(0, 600_000))
def test_codes_are_four_letters_that_are_not_taken_for_others(session: int, minutes: int) -> None:
    code = codes.shown(SECRET, session, JOINED + timedelta(minutes=minutes)).code
    assert (len(code), set(code) - set(codes.LETTERS)) == (4, set())


def test_small_letters_spaces_and_the_digits_of_other_scripts_are_no_mistakes() -> None:
    assert [codes.plain(typed) for typed in ("k7q3", "K7-Q3", " k ٧ q ۳ ", "Ｋ７Ｑ３")] == ["K7Q3"] * 4
    assert not codes.is_right(SECRET, 7, "", JOINED)


@given(st.text(max_size=40))
def test_whatever_is_typed_is_looked_at(typed: str) -> None:
    codes.is_right(SECRET, 7, typed, JOINED)


def page(person: int, browser: str, since: str, until: str, net: str = "home") -> Open:
    return Open(person, browser, net, at(f"2026-11-17 {since}"), at(f"2026-11-17 {until}"))


def twice(person: int, since: str, until: str, *, same: bool) -> Twice:
    return Twice(person, at(f"2026-11-17 {since}"), at(f"2026-11-17 {until}"), same)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param([page(1, "a", "09:30", "12:30")], [], id="one place"),
        pytest.param(
            [page(1, "a", "09:30", "10:00"), page(1, "a", "09:50", "12:30")], [], id="two tabs of one browser"
        ),
        pytest.param([page(1, "a", "09:30", "10:00"), page(2, "b", "09:30", "10:00")], [], id="two people"),
        pytest.param([page(1, "a", "09:30", "10:00"), page(1, "b", "10:00", "12:30")], [], id="one after the other"),
        pytest.param([page(1, "a", "09:30", "10:01"), page(1, "b", "10:00", "12:30")], [], id="changing devices"),
        pytest.param(
            [page(1, "a", "09:30", "10:30"), page(1, "b", "10:00", "12:30", "away")],
            [twice(1, "10:00", "10:30", same=False)],
            id="a forwarded link",
        ),
        pytest.param(
            [page(1, "a", "09:30", "12:30"), page(1, "b", "09:40", "09:50"), page(1, "b", "11:00", "12:00")],
            [twice(1, "09:40", "12:00", same=True)],
            id="laptop and telephone, twice",
        ),
    ],
)
def test_two_places_at_once(found: list[Open], expected: list[Twice]) -> None:
    assert places.at_once(found) == expected
    assert places.at_once(reversed(found)) == expected


def test_a_network_is_known_again_and_cannot_be_read() -> None:
    one, same, other = (places.network(ip, SECRET) for ip in ("192.0.2.7", "192.0.2.200", "198.51.100.7"))
    assert (one == same, one == other, len(one)) == (True, False, 16)
    assert places.network("2001:db8:1:2::7", SECRET) == places.network("2001:db8:1:ffff::1", SECRET)
    assert places.network("192.0.2.7", "t" * 64) != one
    assert places.network("nonsense", SECRET) == ""
