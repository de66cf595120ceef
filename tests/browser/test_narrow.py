"""A telephone of 360 px: pages of the organizer that hold what only comes with work, and names as long as they get."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import ViewportSize

from tests import world
from tests.browser import looks
from tests.browser.conftest import Visits
from tests.watch import Watch
from tracker.access import Role
from tracker.accounts.models import User
from tracker.badges.layouts import Layout
from tracker.db import transaction
from tracker.meetings.models import Meeting
from tracker.registration.badges import printing
from tracker.registration.badges.looks import Choice

PHONE = ViewportSize(width=360, height=740)
WIDTH = "document.documentElement.scrollWidth"
UNBROKEN = "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaftschaferswessenschafewaren"


@pytest.fixture
def meeting(app: Flask, watch: Watch) -> Iterator[Meeting]:
    watch.says("2026-11-16 18:30")
    with app.test_request_context():
        yield world.meeting()


@pytest.fixture
def amara(meeting: Meeting) -> User:
    """Amara Diallo, organizer."""
    return world.user("Amara Diallo", role=Role.ORGANIZER, of=meeting)


def test_badges_that_were_printed_hold_a_telephone(meeting: Meeting, amara: User, visits: Visits) -> None:
    for name in ("Mona Said", "Wei Chen"):
        world.registration(meeting, name)
    with transaction():
        printing.log(printing.chosen(meeting, Choice(), Layout.A6, two_sided=False), amara.actor)
    page = visits.open("/meetings/cap-23/badges", by=amara, size=(360, 740))
    assert page.get_by_role("button", name="Print again").count() == 1
    assert page.evaluate(WIDTH) == 360
    assert looks.sideways(page, PHONE) == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_name_without_a_space_holds_a_telephone(meeting: Meeting, amara: User, visits: Visits, language: str) -> None:
    assert len(UNBROKEN) > 90
    somebody = world.registration(meeting, f"Hubert {UNBROKEN}")
    for path in ("registrations", f"registrations/{somebody.id}", "badges", "attendance/people", "delegations"):
        page = visits.open(f"/meetings/cap-23/{path}", by=amara, size=(360, 740), language=language)
        assert (path, page.evaluate(WIDTH)) == (path, 360)
        assert (path, looks.sideways(page, PHONE)) == (path, [])
