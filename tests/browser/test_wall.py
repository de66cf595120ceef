"""The live page and the wall in a browser: a badge is read at the door, and both screens say so by themselves."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests import world
from tests.actors import FrontDesk
from tests.browser.conftest import Visits
from tests.watch import Watch
from tracker.access import Role
from tracker.audit.models import COMMAND
from tracker.dashboard.wall import linking
from tracker.dashboard.wall.looks import Speech, Theme
from tracker.db import db, transaction
from tracker.meetings.models import Meeting, QuorumRule

SOON = 40_000


@pytest.fixture
def meeting(app: Flask, watch: Watch) -> Iterator[Meeting]:
    watch.says("2026-11-17 09:00")
    with app.app_context():
        made = world.meeting()
        world.delegations()
        with transaction():
            made.quorum = QuorumRule.AT_LEAST
            made.quorum_number = 1
        yield made


def link(meeting: Meeting, *, theme: Theme = Theme.DARK) -> str:
    with transaction():
        made = linking.make(db.session.get_one(Meeting, meeting.id), "Hall", Speech.BOTH, theme, COMMAND)
        return f"/walls/{linking.token(made.id)}"


def test_a_scan_arrives_on_every_screen(app: Flask, meeting: Meeting, visits: Visits, watch: Watch) -> None:
    adjoua = world.registration(meeting, "Adjoua Kouassi", delegation="CI")
    amara = world.user("Amara Diallo", role=Role.ORGANIZER, of=meeting)
    desk = FrontDesk(app, meeting)
    live = visits.open("/meetings/cap-23/live", by=amara)
    wall = visits.open(link(meeting), size=(1920, 1080))
    missing = live.locator("#missing")
    missing.locator("summary").click()
    expect(wall.locator(".wall-names")).to_have_count(0)
    watch.says("09:12")
    assert desk.scans(adjoua) == "welcome"
    watch.moves_on(seconds=2)
    expect(wall.locator(".wall-names li")).to_have_text(["Côte d'Ivoire"], timeout=SOON)
    expect(wall.locator(".wall-verdict")).to_contain_text("Quorum met since 09:12.")
    expect(live.locator("[data-live-summary]")).to_have_text(
        "S1: 1 in the room, 0 online. Quorum met since 09:12.", timeout=SOON
    )
    expect(missing).to_have_attribute("open", "")  # what somebody has opened stays open
    assert fits(wall)


def test_the_wall_says_when_nothing_is_heard_and_comes_back_by_itself(meeting: Meeting, visits: Visits) -> None:
    visits.foresee("ERR_FAILED")
    wall = visits.open(link(meeting), size=(1280, 720))
    wall.clock.install()
    wall.reload()
    visits.started(wall)
    wall.route("**/figures", lambda route: route.abort())
    wall.clock.run_for(40_000)
    expect(wall.locator("[data-live-stale]")).to_contain_text("Not up to date since", timeout=SOON)
    wall.unroute("**/figures")
    wall.evaluate("dispatchEvent(new Event('online'))")
    wall.clock.run_for(1000)
    expect(wall.locator("[data-live-stale]")).to_be_hidden(timeout=SOON)


def test_a_revoked_wall_goes_dark(meeting: Meeting, visits: Visits) -> None:
    visits.foresee("410")
    address = link(meeting)
    wall = visits.open(address)
    with transaction():
        linking.revoke(db.session.get_one(Meeting, meeting.id), 1, COMMAND)
    expect(wall.get_by_text("The organizer has revoked this link.")).to_be_visible(timeout=SOON)


def fits(page: Page) -> bool:
    """All of it is on the screen, and what counts is at least 3 % of its width."""
    sizes = page.eval_on_selector_all(
        ".wall-count, .wall-represented, .wall-verdict, .wall-names, .wall-clock",
        "all => all.map(one => parseFloat(getComputedStyle(one).fontSize) / innerWidth)",
    )
    inside: bool = page.evaluate(
        "document.documentElement.scrollHeight <= innerHeight && document.documentElement.scrollWidth <= innerWidth"
    )
    return inside and min(sizes) >= 0.029
