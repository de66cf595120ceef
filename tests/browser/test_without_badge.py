"""People without a badge at the desk: a walk-in against the clock, a lost badge, a wrong name, a room that fills."""

from collections.abc import Iterator
from time import monotonic

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests import world
from tests.browser.desks import Server, Tablet, answers, code_for_a_desk, recorded, tablet, waits
from tests.watch import Watch
from tracker.audit.models import COMMAND
from tracker.checkin.models import Resolution
from tracker.db import db, transaction
from tracker.meetings.models import Meeting, Room, WalkInRule
from tracker.registration import reviewing
from tracker.registration.models import Registration

pytestmark = pytest.mark.slow
A_KEY_MS = 180  # of somebody who types with two fingers
A_LOOK_MS = 1500  # before each step
PRINTS = """() => {
    window.printed = [];
    window.print = () => { window.printed.push(document.querySelector("body > .slip").innerText); };
}"""


@pytest.fixture
def meeting(app: Flask, watch: Watch) -> Iterator[Meeting]:
    watch.says("2026-11-17 09:00")
    with app.app_context():
        world.delegations()
        yield world.meeting()


@pytest.fixture
def server(app: Flask, meeting: Meeting) -> Iterator[Server]:
    del meeting
    made = Server(app.wsgi_app)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def desk(meeting: Meeting, server: Server, chromium: Browser) -> Iterator[Tablet]:
    world.registration(meeting, "Adjoua Kouassi")
    made = tablet(chromium, server.address, code_for_a_desk(meeting, "Welcome"))
    made.page.evaluate(PRINTS)
    yield made
    made.window.close()


def printed(page: Page, count: int = 1) -> str:
    page.wait_for_function("count => window.printed.length === count", arg=count)
    text: str = page.evaluate("window.printed.at(-1)")
    return text


class Hands:
    """Somebody at the desk, who looks, taps and types as people do."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps, self.fields = page, 0, 0

    def tap(self, name: str) -> None:
        self.page.wait_for_timeout(A_LOOK_MS)
        self.page.get_by_role("button", name=name).click()
        self.taps += 1

    def fill(self, label: str, text: str) -> None:
        self.page.wait_for_timeout(A_LOOK_MS)
        self.page.get_by_role("dialog").get_by_label(label).press_sequentially(text, delay=A_KEY_MS)
        self.fields += 1

    def choose(self, label: str, option: str) -> None:
        self.page.wait_for_timeout(A_LOOK_MS)
        self.page.get_by_role("dialog").get_by_label(label).select_option(option)
        self.fields += 1


def newest() -> Registration:
    found: Registration = db.session.scalars(db.select(Registration).order_by(Registration.id.desc()).limit(1)).one()
    return found


def registers(page: Page, name: str = "Moussa TRAORÉ", delegation: str = "Côte d’Ivoire") -> Hands:
    hands = Hands(page)
    hands.tap("Not registered: register here")
    hands.fill("Name, as in the document", name)
    hands.fill("Delegation or organization", delegation)
    hands.choose("Category", "MEM")
    hands.tap("Register and print the badge")
    return hands


def test_a_walk_in_is_in_with_a_badge_in_half_a_minute(app: Flask, desk: Tablet, meeting: Meeting) -> None:
    with transaction():
        db.session.get_one(Meeting, meeting.id).walk_ins = WalkInRule.DESK
    began = monotonic()
    hands = registers(desk.page)
    badge = printed(desk.page)
    answers(desk.page, "Come in")
    took = monotonic() - began
    assert (hands.fields, hands.taps) == (3, 2)
    assert took < 30
    assert [part in badge for part in ("Moussa", "TRAORÉ", "Ivoire")] == [True] * 3
    waits(desk.page, 0)
    assert recorded(app) == [("name", "welcome")]


def test_who_waits_for_approval_is_let_in_as_evidence_and_linked_by_it(app: Flask, desk: Tablet) -> None:
    registers(desk.page)
    assert "TRAORÉ" in printed(desk.page)
    expect(desk.page.locator("#walk-in")).to_contain_text("The organizer has yet to approve")
    desk.page.locator("#walk-in").get_by_role("button", name="Let in provisionally").click()
    answers(desk.page, "Come in – provisionally")
    waits(desk.page, 0)
    with transaction():
        reviewing.approve(newest(), COMMAND)
    assert sorted(recorded(app)) == [("provisional", "provisional"), ("provisional", "welcome")]
    assert world.count(Resolution) == 1


def test_without_a_network_a_walk_in_waits_in_the_desk(app: Flask, desk: Tablet) -> None:
    desk.goes_offline()
    registers(desk.page)
    answers(desk.page, "Come in – provisionally")
    waits(desk.page, 1)
    desk.comes_back()
    waits(desk.page, 0, seconds=40)
    assert recorded(app) == [("provisional", "provisional")]


def opens_badge(page: Page) -> None:
    page.get_by_label("Name or delegation, 3 letters or more").fill("kou")
    page.get_by_role("button", name="Badge or name – ").click()
    expect(page.locator("#badge-of [data-part=with-badge]")).to_be_visible()


def test_a_lost_badge_is_replaced_and_a_wrong_name_put_right(desk: Tablet) -> None:
    page = desk.page
    opens_badge(page)
    page.get_by_label("Why it is replaced").fill("Left at the hotel")
    page.get_by_role("button", name="Replace and print").click()
    first = printed(page)
    expect(page.locator("#badge-of")).to_contain_text("The lost badge opens no door any more.")
    page.get_by_label("Family name").fill("Kouassi-Brou")
    page.get_by_role("button", name="Correct and print").click()
    second = printed(page, 2)
    assert ("KOUASSI-BROU" in first, "KOUASSI-BROU" in second) == (False, True)


def test_a_full_room_says_so_also_without_a_network(desk: Tablet, meeting: Meeting) -> None:
    with transaction():
        held = db.session.get_one(Meeting, meeting.id)
        room = Room(meeting_id=held.id, name="Salle 1", capacity=1)
        db.session.add(room)
        db.session.flush()
        held.sessions[0].room_id = room.id
    desk.page.get_by_label("Name or delegation, 3 letters or more").fill("kou")
    desk.page.locator(".found-person").click()
    answers(desk.page, "Come in")
    line = desk.page.locator(".room")
    expect(line).to_have_text("The room is full. Ask the organizer where people can follow.", timeout=15_000)
    desk.goes_offline()
    desk.page.reload()
    expect(line).to_contain_text("The room is full.")
