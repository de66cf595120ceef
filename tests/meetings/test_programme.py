"""What runs when, and who may enter."""

from dataclasses import dataclass
from datetime import datetime

import pytest

from tests.world import at
from tracker.meetings.admission import CATEGORIES, CLOSED, DEFAULT_ACCESS, JOINT, admits, in_order
from tracker.meetings.programme import (
    RegistrationStatus,
    Stage,
    doors_open,
    registration_status,
    running_session,
    stage,
)
from tracker.people.models import Category

pytestmark = pytest.mark.pure


@dataclass(frozen=True, slots=True)
class Session:
    name: str
    starts_at: datetime
    ends_at: datetime


def held(name: str, starts: str, ends: str, day: str = "2026-11-17") -> Session:
    return Session(name, at(f"{day} {starts}"), at(f"{day} {ends}"))


MORNING, NOON, AFTERNOON = held("S1", "09:30", "11:00"), held("S2", "11:15", "12:45"), held("S3", "14:30", "17:00")
DAY = (MORNING, NOON, AFTERNOON)


@pytest.mark.parametrize(
    ("time", "status"),
    [
        ("2026-10-01 08:59", "before"),
        ("2026-10-01 09:00", "open"),
        ("2026-11-16 17:59", "open"),
        ("2026-11-16 18:00", "closed"),
    ],
)
def test_registration_opens_and_closes_to_the_minute(time: str, status: str) -> None:
    opens, closes = at("2026-10-01 09:00"), at("2026-11-16 18:00")
    assert registration_status(opens, closes, at(time)) == status


def test_registration_may_stay_open_or_never_open() -> None:
    assert registration_status(at("2026-10-01 09:00"), None, at("2030-01-01 00:00")) is RegistrationStatus.OPEN
    assert registration_status(None, None, at("2026-10-01 09:00")) is RegistrationStatus.NONE


@pytest.mark.parametrize(
    ("time", "where"), [("09:29", "before"), ("09:30", "now"), ("10:59", "now"), ("11:00", "over")]
)
def test_a_period_stands_before_in_or_after_now(time: str, where: str) -> None:
    assert stage(MORNING.starts_at, MORNING.ends_at, at(f"2026-11-17 {time}")) is Stage(where)


@pytest.mark.parametrize(
    ("time", "name"),
    [
        ("07:00", "S1"),  # nothing has begun: the next one
        ("08:30", "S1"),  # its doors open
        ("10:59", "S1"),  # people are late; the doors of S2 wait for the end of S1
        ("11:00", "S2"),
        ("12:50", "S3"),  # lunch: the next one
        ("16:59", "S3"),
        ("17:00", "S3"),  # all is over: the last one
    ],
)
def test_a_desk_works_for_the_session_whose_doors_are_open(time: str, name: str) -> None:
    running = running_session(DAY, at(f"2026-11-17 {time}"), 60)
    assert running is not None
    assert running.name == name


def test_an_exhibition_that_lasts_all_day_does_not_hide_the_sessions() -> None:
    exhibition = held("EXPO", "08:00", "18:00")
    names = [
        (time, found.name)
        for time in ("08:15", "08:30", "10:00", "17:30")
        if (found := running_session((exhibition, *DAY), at(f"2026-11-17 {time}"), 60))
    ]
    assert names == [("08:15", "EXPO"), ("08:30", "S1"), ("10:00", "S1"), ("17:30", "EXPO")]


def test_doors_open_in_time_but_not_into_the_session_before() -> None:
    assert doors_open(MORNING, DAY, 60) == at("2026-11-17 08:30")
    assert doors_open(NOON, DAY, 60) == at("2026-11-17 11:00")


def test_no_sessions_no_door() -> None:
    assert running_session((), at("2026-11-17 09:00"), 60) is None


def test_the_categories_are_those_of_people() -> None:
    assert tuple(category.value for category in Category) == CATEGORIES


def test_the_kind_of_session_decides_who_enters() -> None:
    assert admits("closed", None, DEFAULT_ACCESS) == frozenset(CLOSED)
    assert admits("joint", None, DEFAULT_ACCESS) == frozenset(JOINT)
    assert admits("open", None, DEFAULT_ACCESS) == frozenset(CATEGORIES)
    assert frozenset(CATEGORIES) - frozenset(JOINT) == {"PRS"}


def test_a_meeting_has_its_own_rule_and_a_session_its_own_list() -> None:
    assert admits("closed", None, {"closed": ["MEM", "IGO"]}) == {"MEM", "IGO"}
    assert admits("closed", ["SEC"], {"closed": ["MEM", "IGO"]}) == {"SEC"}
    assert admits("open", [], {}) == frozenset()


def test_categories_stand_in_one_order() -> None:
    assert in_order({"PRS", "MEM", "SEC"}) == ("MEM", "SEC", "PRS")
