"""People without a badge at the desk: a walk-in against the clock, a lost badge, a wrong name, a room that fills."""

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from time import monotonic

import pytest
import zxingcpp
from flask import Flask
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests import world
from tests.browser.desks import Server, Tablet, answers, code_for_a_desk, recorded, tablet, types, waits
from tests.watch import Watch
from tracker.audit.models import COMMAND
from tracker.badges.layouts import SINGLE, Layout
from tracker.checkin.models import Resolution
from tracker.db import db, transaction
from tracker.meetings.models import Meeting, Room, WalkInRule
from tracker.people.models import Category
from tracker.registration import reviewing
from tracker.registration.badges import setting
from tracker.registration.badges.looks import USUAL, Dress
from tracker.registration.badges.models import BadgeRun
from tracker.registration.models import Registration

pytestmark = pytest.mark.slow
A_KEY_MS = 180  # of somebody who types with two fingers
A_LOOK_MS = 1500  # before each step
PRINTS = """() => {
    window.printed = [];
    window.print = () => {
        const slip = document.querySelector("body > .slip");
        window.printed.push(slip.textContent + [...slip.querySelectorAll("img")].map(({ alt }) => alt).join());
    };
}"""
DRAWING = "**/desk/api/badges/*/drawing"
A_DOT = 25.4 / 203  # millimetres, of a label printer


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


def on_paper(page: Page, folder: Path) -> tuple[tuple[int, int], Image.Image, list[str]]:
    """What the printer gets: width and height in millimetres, the page at 203 dots per inch, the codes read off it."""
    file = folder / "badge.pdf"
    page.pdf(path=file, prefer_css_page_size=True, print_background=True)
    subprocess.run(["pdftoppm", "-r", "203", "-png", file, folder / "badge"], check=True)
    [sheet] = sorted(folder.glob("badge-*.png"))  # one page
    with Image.open(sheet) as read:
        picture = read.convert("RGB")
    sides = round(picture.width * A_DOT), round(picture.height * A_DOT)
    codes = [found.text for found in zxingcpp.read_barcodes(picture.convert("1").convert("L"))]
    return sides, picture, codes


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


def prints_labels(meeting: Meeting) -> None:
    """The meeting's look: labels at the desk, a logo, in English and French."""
    logo = BytesIO()
    Image.new("RGB", (80, 40), "#7a1f5c").save(logo, "PNG")
    look = replace(USUAL.look, desk=Layout.LABEL, languages=("en", "fr"))
    with transaction():
        setting.change(db.session.get_one(Meeting, meeting.id), Dress(look, logo.getvalue()), COMMAND)


def has(picture: Image.Image, colour: tuple[int, int, int]) -> bool:
    """Whether that colour is on the paper."""
    return any(found == colour for _count, found in picture.getcolors(1 << 24) or ())


PLUM, NAVY = (122, 31, 92), (11, 74, 130)  # the logo, and the band of members


def told_of_prints(app: Flask) -> list[str]:
    """By whom badges were printed, as the print log has it."""
    with app.app_context():
        return list(db.session.scalars(db.select(BadgeRun.made_by).where(BadgeRun.at_desk)))


@pytest.mark.parametrize("drawn_by", ["server", "desk"])
def test_the_label_of_a_walk_in_is_the_badge_of_the_meeting(
    app: Flask, desk: Tablet, meeting: Meeting, tmp_path: Path, drawn_by: str
) -> None:
    """As the server draws it; and as the desk does, where the drawing does not come."""
    prints_labels(meeting)
    if drawn_by == "desk":
        desk.page.route(DRAWING, lambda route: route.abort())
    registers(desk.page)
    said = printed(desk.page)
    assert "TRAORÉ" in said
    size, picture, codes = on_paper(desk.page, tmp_path)
    assert (size, codes) == ((62, 100), [world.code(newest())])
    assert [has(picture, colour) for colour in (PLUM, NAVY)] == [True, True]
    assert picture.getpixel((4, picture.height - 3)) == NAVY  # to the end of the paper
    expect(desk.page.locator("body > .slip")).to_have_count(0)  # nothing of it stays
    desk.page.wait_for_function("async () => !(await navigator.locks.query()).held.length")
    assert told_of_prints(app) == ["desk Welcome"]


def test_a_drawing_that_does_not_come_holds_up_no_scan(app: Flask, desk: Tablet, meeting: Meeting) -> None:
    with transaction():
        db.session.get_one(Meeting, meeting.id).walk_ins = WalkInRule.DESK
    page = desk.page
    page.route(DRAWING, lambda _route: None)
    registers(page)
    expect(page.locator(".verdict-name")).to_contain_text("TRAORÉ")
    adjoua = db.session.scalars(db.select(Registration).where(Registration.family_name == "Kouassi")).one()
    types(page, world.code(adjoua))
    expect(page.locator(".verdict-name")).to_contain_text("KOUASSI")
    waits(page, 0)
    assert recorded(app) == [("name", "welcome"), ("typed", "welcome")]
    assert page.evaluate("window.printed.length") == 0  # the printer has not even begun
    assert "TRAORÉ" in printed(page)


LONG = [
    ("Maximiliana-Konstantina Alexandra", "Wolfeschlegelsteinhausenbergerdorff-Papadopoulos", "", Category.MEM),
    ("Abdelrahman", "Al-Mansouri", "عبد الرحمن بن محمد المنصوري", Category.IGO),
    ("Wei", "Ouyang", "欧阳伟", Category.PRV),
]


@pytest.mark.parametrize("paper", SINGLE)
def test_the_desk_cuts_no_name_of_a_badge_that_it_draws(
    desk: Tablet, meeting: Meeting, tmp_path: Path, paper: Layout
) -> None:
    prints_labels(meeting)
    with transaction():
        held = db.session.get_one(Meeting, meeting.id)
        dress = setting.of(held.id)
        setting.change(held, replace(dress, look=replace(dress.look, desk=paper)), COMMAND)
    desk.page.route(DRAWING, lambda route: route.abort())
    for count, (given, family, native, category) in enumerate(LONG, 1):
        person = world.registration(
            meeting, f"{given} {family}", native_name=native, delegation="EG", category=category
        )
        with transaction():
            named = db.session.get_one(Registration, person.id)
            named.given_name, named.family_name = given, family
        desk.page.evaluate(
            "(uid) => document.dispatchEvent(new CustomEvent('desk:badge', { detail: { uid, name: '' } }))",
            str(person.uid),
        )
        desk.page.get_by_role("button", name="Print the badge again").click()
        printed(desk.page, count)
        spilt = """() => [...document.querySelectorAll("body > .slip, body > .slip > .slip-who")]
            .filter((box) => box.scrollHeight > box.clientHeight || box.scrollWidth > box.clientWidth).length"""
        assert desk.page.evaluate(spilt) == 0
        folder = tmp_path / str(count)
        folder.mkdir()
        _size, _picture, codes = on_paper(desk.page, folder)
        assert codes == [world.code(person)]
        desk.page.locator("#badge-of [data-part=cancel]").click()


def test_what_is_printed_without_a_network_is_told_later_and_once(app: Flask, desk: Tablet) -> None:
    page = desk.page
    opens_badge(page)
    page.get_by_role("button", name="Print the badge again").click()
    first = printed(page)
    desk.goes_offline()
    page.get_by_role("button", name="Print the badge again").click()
    assert printed(page, 2) == first  # the drawing is at hand
    assert told_of_prints(app) == ["desk Welcome"]
    page.reload()  # the network is away, the page is not
    desk.comes_back()
    waits(page, 0, seconds=40)
    page.wait_for_function("(async () => !(await navigator.locks.query()).held.length)()")
    expect(page.locator("#link")).to_have_text("Connected", timeout=40_000)
    assert told_of_prints(app) == ["desk Welcome"] * 2


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
    expect(line).to_have_text("The room is full. Ask the organizer where people can follow.")
    desk.goes_offline()
    desk.page.reload()
    expect(line).to_contain_text("The room is full.")
