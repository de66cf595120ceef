"""One person at one session, from all the evidence there is."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.attendance.intervals import Interval
from tracker.attendance.presence import (
    Evidence,
    Presence,
    Said,
    Status,
    Way,
    Window,
    Word,
    corrected,
    presence,
    room_stays,
)
from tracker.checkin.doors import Place, Seen, is_elsewhere
from tracker.checkin.verdicts import Direction
from tracker.clock import from_wall
from tracker.meetings.programme import breaks_of
from tracker.registration.models import Mode

pytestmark = pytest.mark.pure

ROOM, SCREEN = Mode.IN_PERSON, Mode.ONLINE
EVERYTHING = (ROOM, SCREEN)


def at(wall: str, day: str = "2026-11-17") -> datetime:
    return datetime.fromisoformat(f"{day}T{wall}:00+00:00")


MORNING = Window(at("09:30"), at("12:30"))
WITH_BREAK = Window(at("09:30"), at("12:30"), ((at("10:45"), at("11:15")),))
EVENING = at("19:00")


def seen(evidence: Evidence, registered: Mode | None = ROOM, window: Window = MORNING, **known: bool) -> Presence:
    return presence(
        window, evidence, registered, threshold=5, known=EVERYTHING if known.get("is_screen_known", True) else (ROOM,)
    )


def span(since: str, until: str) -> Interval:
    return at(since), at(until)


TWO_DEVICES = Evidence(screen=[span("10:00", "11:00"), span("10:30", "10:45")])


@pytest.mark.parametrize(
    ("evidence", "registered", "known", "status", "way", "minutes"),
    [
        (Evidence(), ROOM, True, Status.ABSENT, None, 0),
        (Evidence(), SCREEN, True, Status.ABSENT, None, 0),
        (Evidence(), SCREEN, False, Status.NO_EVIDENCE, None, 0),  # nobody has said anything of the screen yet
        (Evidence(), ROOM, False, Status.ABSENT, None, 0),
        (Evidence(), None, True, Status.NOT_REGISTERED, None, 0),
        (Evidence(room=[span("09:00", "12:30")]), ROOM, True, Status.PRESENT, Way.ROOM, 180),
        (Evidence(room=[span("09:00", "09:34")]), ROOM, True, Status.BRIEF, Way.ROOM, 4),
        (Evidence(room=[span("09:00", "09:35")]), ROOM, True, Status.PRESENT, Way.ROOM, 5),
        (Evidence(room=[span("08:00", "09:30")]), ROOM, True, Status.ABSENT, None, 0),  # gone before it began
        (Evidence(screen=[span("10:00", "11:00")]), SCREEN, True, Status.PRESENT, Way.SCREEN, 60),
        (Evidence(screen=[span("10:00", "11:00")]), None, True, Status.PRESENT, Way.SCREEN, 60),
        # In the room for an hour, then on the screen from the hotel; ten minutes of both count once.
        (Evidence([span("09:30", "10:30")], [span("10:20", "12:00")]), ROOM, True, Status.PRESENT, Way.BOTH, 150),
        # Two devices.
        (TWO_DEVICES, SCREEN, True, Status.PRESENT, Way.SCREEN, 60),
        (Evidence(is_timeless=True), SCREEN, True, Status.PRESENT, Way.SCREEN, None),
        (Evidence([span("09:30", "10:30")], is_timeless=True), ROOM, True, Status.PRESENT, Way.BOTH, 60),
    ],
)  # fmt: skip
def test_what_the_evidence_says(  # noqa: PLR0917 (one argument a column)
    evidence: Evidence,
    registered: Mode | None,
    known: bool,  # noqa: FBT001
    status: Status,
    way: Way | None,
    minutes: float | None,
) -> None:
    found = seen(evidence, registered, is_screen_known=known)
    assert (found.status, found.way, found.minutes) == (status, way, minutes)


def test_nobody_is_absent_from_what_is_still_to_come() -> None:
    found = presence(MORNING, Evidence(), ROOM, threshold=5, known=())
    assert found.status is Status.NO_EVIDENCE


def test_time_unknown_is_never_nought_percent() -> None:
    found = seen(Evidence(is_timeless=True), SCREEN)
    assert (found.minutes, found.share, found.status.attended) == (None, None, True)


def test_a_break_counts_for_nobody() -> None:
    """Over the coffee the room stays open: three hours less half of one, and no more than all of it."""
    found = seen(Evidence(room=[span("09:30", "12:30")]), window=WITH_BREAK)
    assert (found.minutes, found.share, WITH_BREAK.net) == (150, 1.0, timedelta(minutes=150))
    assert seen(Evidence(room=[span("10:45", "11:15")]), window=WITH_BREAK).status is Status.BRIEF


def test_late_and_early() -> None:
    found = seen(Evidence(screen=[span("09:42", "10:00"), span("10:30", "12:00")]))
    assert (found.first_seen, found.last_seen) == span("09:42", "12:00")
    assert (found.late, found.left_early) == (timedelta(minutes=12), timedelta(minutes=30))


@pytest.mark.parametrize(
    ("word", "status", "minutes", "way"),
    [
        (Word(Said.ABSENT), Status.ABSENT, 0, None),
        (Word(Said.EXCUSED), Status.EXCUSED, 0, None),
        (Word(Said.MINUTES, 90), Status.PRESENT, 90, Way.ROOM),
        (Word(Said.MINUTES, 2), Status.BRIEF, 2, Way.ROOM),
        (Word(Said.MINUTES, 900), Status.PRESENT, 180, Way.ROOM),  # never more than the session
        (Word(Said.PRESENT), Status.PRESENT, 30, Way.ROOM),
    ],
)
def test_a_word_stands_beside_the_machine(word: Word, status: Status, minutes: float, way: Way | None) -> None:
    machine = seen(Evidence(room=[span("09:30", "10:00")]))
    found = corrected(machine, word, MORNING, threshold=5)
    assert (found.status, found.minutes, found.way) == (status, minutes, way)
    assert (found.machine, found.first_seen, found.word) == (Status.PRESENT, at("09:30"), word)


def test_present_by_word_alone_is_time_unknown() -> None:
    found = corrected(seen(Evidence(), SCREEN), Word(Said.PRESENT), MORNING, threshold=5)
    assert (found.status, found.minutes, found.way) == (Status.PRESENT, None, Way.SCREEN)


@pytest.mark.parametrize(
    ("day", "hours"),
    [("2026-10-25", 4), ("2026-03-29", 2)],  # the night of each change of the clocks, 01:00 to 04:00 on the wall
)
def test_over_both_changes_of_the_clocks(day: str, hours: int) -> None:
    starts, ends = (
        from_wall(datetime.fromisoformat(f"{day} {wall}"), "Europe/Brussels") for wall in ("01:00", "04:00")
    )
    found = seen(Evidence(room=[(starts, ends)]), window=Window(starts, ends))
    assert (found.minutes, found.share) == (hours * 60, 1.0)


def test_across_midnight() -> None:
    window = Window(at("22:00"), at("02:00", "2026-11-18"))
    found = seen(Evidence(screen=[(at("23:30"), at("00:30", "2026-11-18"))]), SCREEN, window)
    assert found.minutes == 60


def test_a_break_after_midnight() -> None:
    class Night:
        starts_at, ends_at = at("21:00"), at("01:00", "2026-11-18")  # 22:00 to 02:00 in Brussels

    assert breaks_of(Night(), [["00:30", "00:45"]], "Europe/Brussels") == ((at("23:30"), at("23:45")),)


offsets = st.integers(-60, 300)
spans = st.lists(st.tuples(offsets, offsets).map(sorted), max_size=6)


def _intervals(found: list[list[int]]) -> list[Interval]:
    start = MORNING.starts
    return [
        (start + timedelta(minutes=since), start + timedelta(minutes=until)) for since, until in found if since < until
    ]


@given(spans, spans, st.randoms())
def test_order_and_overlap_change_nothing(room: list[list[int]], screen: list[list[int]], random: object) -> None:
    one = seen(Evidence(_intervals(room), _intervals(screen)), window=WITH_BREAK)
    shuffled = Evidence(_shuffled(room, random), _shuffled(screen + screen, random))
    assert seen(shuffled, window=WITH_BREAK) == one


def _shuffled(found: list[list[int]], random: object) -> list[Interval]:
    return sorted(_intervals(found), key=lambda _one: random.random())  # type: ignore[attr-defined]


@given(spans, spans)
def test_never_negative_and_never_more_than_the_session(room: list[list[int]], screen: list[list[int]]) -> None:
    found = seen(Evidence(_intervals(room), _intervals(screen)), window=WITH_BREAK)
    assert found.minutes is not None
    assert 0 <= found.minutes <= 150
    assert found.share is not None
    assert 0 <= found.share <= 1


PLACES = (
    Place(1, 10, at("09:30"), at("12:30")),
    Place(2, 20, at("09:30"), at("11:00")),
    Place(3, 10, at("14:00"), at("16:00")),
    Place(4, None, at("10:00"), at("11:30")),
)
walks = st.lists(
    st.builds(
        Seen,
        place=st.sampled_from(PLACES),
        at=offsets.map(lambda minutes: MORNING.starts + timedelta(minutes=minutes)),
        direction=st.sampled_from(Direction),
    ),
    max_size=10,
)


def by_itself(here: Place, walk: list[Seen]) -> list[Interval]:
    """One door as plainly as can be: entering elsewhere is leaving here, and leaving elsewhere is nothing."""
    own = [(one.at, here.session_id, one.direction) for one in walk if one.place == here]
    entered = [one for one in walk if one.direction is Direction.IN and is_elsewhere(here, one.place)]
    gone = [(one.at, one.place.session_id, Direction.OUT) for one in entered]
    found, since = [], None
    for moment, _session, direction in sorted(own + gone) if own else []:
        if direction is Direction.IN:
            since = since or moment
        elif since:
            found.append((since, moment))
            since = None
    return [*found, (since, here.ends)] if since else found


@given(walks)
def test_all_rooms_in_one_sweep_are_as_each_by_itself(walk: list[Seen]) -> None:
    """The sweep knows nothing that the rule for one door does not."""
    swept = room_stays(walk, until=EVENING)
    for place in PLACES:
        evidence = Evidence(room=swept.get(place.session_id, ()))
        window = Window(place.starts, place.ends)
        expected = presence(window, Evidence(room=by_itself(place, walk)), ROOM, threshold=0, known=EVERYTHING)
        assert presence(window, evidence, ROOM, threshold=0, known=EVERYTHING) == expected
