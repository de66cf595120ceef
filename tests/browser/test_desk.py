"""Before the doors open: a person at the front desk, a camera, a hand-held scanner, two boxes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Route, expect

from tests import world
from tests.browser import film, looks
from tests.browser.conftest import Launch, Visits
from tests.browser.desks import (
    ARABIC,
    FRENCH,
    Morning,
    answers,
    becomes_a_desk,
    code_for_a_desk,
    counted,
    gather,
    is_kept,
    recorded,
    scans,
    types,
    waits,
)
from tests.watch import Watch
from tracker.access import Role
from tracker.checkin.models import Scan
from tracker.checkin.verdicts import Direction
from tracker.db import db, transaction
from tracker.meetings.models import DoorKind, Meeting

SCANS = "**/desk/api/scans"
FAKE_CAMERA = ("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream")


@pytest.fixture
def morning(app: Flask, watch: Watch) -> Iterator[Morning]:
    """Half an hour before the first session, which is closed to companies."""
    watch.says("2026-11-17 09:00")
    with app.app_context():
        yield gather()


def opens(  # a desk, with its list
    morning: Morning,
    visits: Visits,
    *,
    browser: Browser | None = None,
    language: str = "en",
    scheme: str = "light",
    size: tuple[int, int] = (1280, 800),
) -> Page:
    code = code_for_a_desk(morning.meeting, "Door A")
    page = visits.open(f"/desk/#enrol={code}", browser=browser, language=language, scheme=scheme, size=size)
    expect(page.locator("body")).to_have_attribute("data-mode", "working")
    expect(page.locator("#way-in")).to_be_enabled()
    expect(page.locator("#list-age")).to_contain_text("Liste de" if language == "fr" else "List of")
    return page


# What the desk says, one after the other: some of it stands for two seconds, in which a busy machine may not look.
LISTENS = """() => {
    window.said = [];
    const word = document.querySelector(".verdict-word");
    const listener = new MutationObserver(() => window.said.push(word.textContent));
    listener.observe(word, { childList: true, characterData: true, subtree: true });
}"""


def test_the_desk_explains_itself(morning: Morning, visits: Visits) -> None:
    page = opens(morning, visits)
    expect(page.get_by_role("heading", level=1)).to_have_text("23rd CAP Group Meeting")
    expect(page.locator("[data-session-title]")).to_have_text("Closed session S1")
    expect(page.locator("[data-session-time]")).to_have_text("Nov 17, 09:30")
    expect(page.get_by_role("button", name="Start scanning")).to_be_enabled()
    expect(page.get_by_role("radio")).to_have_count(0)  # a door of one way has no choice
    answers(page, "Ready")
    expect(page.locator("[data-figure=expected]")).to_have_text("3")
    assert counted(page) == {"Inside": "0", "Seats": "134", "Came": "0", "Expected": "3", "Refused": "0"}
    expect(page.locator("#link")).to_have_text("Connected")
    expect(page.locator("#list-age")).to_have_text("List of 09:00")


def test_a_browser_that_is_no_desk_asks_for_the_code(morning: Morning, visits: Visits) -> None:
    visits.foresee("404")  # Chromium notes every answer of 400 and above
    page = visits.open("/desk/")
    expect(page.get_by_role("heading", name="Make this browser a desk")).to_be_visible()
    page.get_by_label("Code of the organizer").fill("MFRG GZDF MZTW Q2LK")
    page.get_by_role("button", name="Begin").click()
    expect(page.locator("#enrol .enrol-message")).to_contain_text("This code is not known.")
    page.get_by_label("Code of the organizer").fill(code_for_a_desk(morning.meeting))
    page.get_by_label("Name of this desk").fill("North door")
    page.get_by_role("button", name="Begin").click()
    expect(page.locator("[data-desk-name]")).to_have_text("North door")
    expect(page.get_by_role("heading", name="Make this browser a desk")).to_be_hidden()


def test_the_address_of_the_code_does_not_stay(morning: Morning, visits: Visits) -> None:
    page = opens(morning, visits)
    assert page.url.endswith("/desk/")


def test_whoever_is_signed_in_makes_a_desk_in_one_tap(morning: Morning, visits: Visits, app: Flask) -> None:
    temp = world.user("Tina Temporary", role=Role.DESK, of=morning.meeting)
    db.session.refresh(temp)
    page = visits.open("/meetings/cap-23/checkin", by=temp)
    assert looks.problems(page) == []
    page.get_by_role("button", name="Make this browser a desk").click()
    expect(page.locator("[data-desk-name]")).to_have_text("Tina Temporary")
    types(page, morning.adjoua)
    answers(page, "Come in")


@pytest.fixture
def two_badges(morning: Morning, tmp_path: Path) -> Path:
    return film.write(tmp_path / "desk.mjpeg", [morning.adjoua, morning.jean])


@pytest.mark.slow
@pytest.mark.parametrize("decoder", ["zxing-wasm", "qr"])
def test_the_camera_reads_two_badges_once_each(
    morning: Morning, visits: Visits, launch: Launch, two_badges: Path, decoder: str
) -> None:
    """Without WebAssembly, as on a telephone in Lockdown Mode, the slower decoder does it."""
    lockdown = ["--js-flags=--jitless"] if decoder == "qr" else []
    browser = launch(*FAKE_CAMERA, f"--use-file-for-fake-video-capture={two_badges}", *lockdown)
    page = opens(morning, visits, browser=browser)
    page.get_by_role("button", name="Start scanning").click()
    welcomed = page.locator("#log li").filter(has_text="Come in")
    expect(welcomed).to_have_count(2, timeout=40_000)
    page.get_by_role("button", name="Stop the camera").click()
    assert page.locator("#viewfinder").get_attribute("data-decoder") == decoder
    waits(page, 0)
    assert [scan for scan in recorded(visits.app) if scan[1] == "welcome"] == [("camera", "welcome")] * 2


@pytest.mark.slow
def test_the_camera_reads_the_code_of_the_organizer(
    morning: Morning, visits: Visits, launch: Launch, tmp_path: Path, address: str
) -> None:
    """As in an app on the Home Screen, which no link opens."""
    shown = film.write(tmp_path / "enrol.mjpeg", [f"{address}/desk/#enrol={code_for_a_desk(morning.meeting, 'Hall')}"])
    browser = launch(*FAKE_CAMERA, f"--use-file-for-fake-video-capture={shown}")
    page = visits.open("/desk/", browser=browser)
    page.get_by_role("button", name="Start scanning").click()
    expect(page.locator("[data-desk-name]")).to_have_text("Hall", timeout=30_000)


def test_without_a_camera_the_desk_says_what_to_do(morning: Morning, visits: Visits) -> None:
    page = opens(morning, visits)
    page.get_by_role("button", name="Start scanning").click()
    message = page.locator(".camera-message")
    expect(message).to_have_text(
        "This device has no camera. Use a hand-held scanner, or enter the code or the name by hand."
    )
    expect(page.get_by_role("button", name="Start scanning")).to_be_visible()


@pytest.mark.parametrize("layout", [None, ARABIC, FRENCH], ids=["american", "arabic", "french"])
def test_a_hand_held_scanner_works_under_any_keyboard(
    morning: Morning, visits: Visits, app: Flask, layout: dict[str, str] | None
) -> None:
    page = opens(morning, visits)
    scans(page, morning.adjoua, layout)
    answers(page, "Come in")
    expect(page.locator(".verdict-name")).to_have_text("Ms Adjoua KOUASSI")
    waits(page, 0)
    assert recorded(app) == [("wedge", "welcome")]


def test_a_scanner_leaves_no_trace_in_the_box_where_somebody_types(
    morning: Morning, visits: Visits, app: Flask
) -> None:
    page = opens(morning, visits)
    box = page.get_by_label("Name or delegation")
    box.press_sequentially("kou", delay=90)
    page.wait_for_timeout(200)  # the hand goes from the keys to the scanner
    page.keyboard.type(morning.adjoua)  # as fast as a scanner
    page.keyboard.press("Enter")
    answers(page, "Come in")
    expect(box).to_have_value("kou")
    waits(page, 0)
    assert recorded(app) == [("wedge", "welcome")]


def test_who_types_by_hand_is_no_scanner(morning: Morning, visits: Visits, app: Flask) -> None:
    page = opens(morning, visits)
    box = page.get_by_label("Code on the badge")
    box.press_sequentially(morning.adjoua, delay=80)
    expect(box).to_have_value(morning.adjoua)
    box.press("Enter")
    answers(page, "Come in")
    waits(page, 0)
    assert recorded(app) == [("typed", "welcome")]


def test_a_mistyped_code_is_told_and_recorded(morning: Morning, visits: Visits, app: Flask) -> None:
    page = opens(morning, visits)
    types(page, morning.mistyped)
    answers(page, "Mistyped code")
    expect(page.locator("#announcer[aria-live=assertive]")).to_have_text(
        "Mistyped code. A character is wrong or missing. Read it once more, or search by name."
    )
    waits(page, 0)
    assert recorded(app) == [("typed", "mistyped_code")]


def test_a_person_without_a_badge_is_found_by_name(morning: Morning, visits: Visits, app: Flask) -> None:
    page = opens(morning, visits)
    page.get_by_label("Name or delegation").fill("kou")
    page.locator(".found-person", has_text="Ms Adjoua KOUASSI").click()
    answers(page, "Come in")
    expect(page.locator(".found li")).to_have_count(0)
    assert recorded(app) == [("name", "welcome")]


def test_two_characters_find_a_chinese_name(morning: Morning, visits: Visits) -> None:
    page = opens(morning, visits)
    page.get_by_label("Name or delegation").fill("李伟")
    expect(page.locator(".found-person")).to_have_count(1)
    page.get_by_label("Name or delegation").fill("ko")
    expect(page.locator(".found-person")).to_have_count(0)


def test_whoever_is_not_approved_is_stopped_by_name(morning: Morning, visits: Visits) -> None:
    page = opens(morning, visits)
    page.get_by_label("Name or delegation").fill("egypt salem")
    expect(page.locator(".found-person .tag")).to_have_text("Not yet approved")
    page.locator(".found-person").click()
    answers(page, "Not approved")
    expect(page.locator(".verdict-name")).to_have_text("Ms Mona SALEM")


def test_the_last_scan_is_taken_back(morning: Morning, visits: Visits) -> None:
    page = opens(morning, visits)
    types(page, morning.adjoua)
    answers(page, "Come in")
    page.get_by_role("button", name="Undo the last scan").click()
    answers(page, "Undone")
    expect(page.get_by_role("button", name="Undo the last scan")).to_be_hidden()
    expect(page.locator("[data-figure=inside]")).to_have_text("0")
    types(page, morning.adjoua)
    answers(page, "Come in")


def test_what_another_desk_saw_corrects_the_verdict(morning: Morning, watch: Watch, visits: Visits) -> None:
    """The device says at once what it knows; the server knows more."""
    other = opens(morning, visits)
    types(other, morning.adjoua)
    waits(other, 0)
    watch.moves_on(minutes=1)  # scans of the same instant have no order of coming
    page = opens(morning, visits)
    held: list[Route] = []
    page.route(SCANS, lambda route: held.append(route))  # noqa: PLW0108 (it wants a function of Python)
    types(page, morning.adjoua)
    answers(page, "Come in")
    page.wait_for_timeout(300)
    held[0].continue_()
    answers(page, "Already in")
    expect(page.locator(".verdict-note")).to_have_text(
        "Scanned at 09:00, desk “Door A”. Compare the badge with the person."
    )


def test_a_badge_made_a_minute_ago_is_welcome(morning: Morning, visits: Visits) -> None:
    """It is not on the device's list; the server knows it."""
    page = opens(morning, visits)
    late = world.registration(morning.meeting, "Awa Diop")
    types(page, world.code(late))
    answers(page, "Come in")
    expect(page.locator(".verdict-name")).to_have_text("Ms Awa DIOP")


def test_a_badge_that_nobody_issued(morning: Morning, visits: Visits, app: Flask) -> None:
    page = opens(morning, visits)
    types(page, morning.unknown)
    answers(page, "Unknown badge")
    assert recorded(app) == [("typed", "unknown_code")]


@pytest.mark.slow
def test_an_answer_that_does_not_come_is_not_waited_for(morning: Morning, visits: Visits, app: Flask) -> None:
    page = opens(morning, visits)
    page.route(SCANS, lambda _route: None)
    page.evaluate(LISTENS)
    types(page, morning.unknown)
    answers(page, "Not on this device’s list")
    assert page.evaluate("window.said")[:2] == ["Checking…", "Not on this device’s list"]
    expect(page.locator("#link")).to_have_text("No connection", timeout=40_000)
    page.unroute(SCANS)
    page.get_by_role("button", name="Try now").click()
    answers(page, "Unknown badge")
    assert recorded(app) == [("typed", "unknown_code")]


def lets_out(morning: Morning, *codes: str) -> None:
    """The doors of these sessions are scanned on leaving too."""
    with transaction():
        for code in codes:
            world.session(db.session.get_one(Meeting, morning.meeting.id), code).door = DoorKind.IN_OUT


def test_the_way_out(morning: Morning, visits: Visits, app: Flask, watch: Watch) -> None:
    lets_out(morning, "S1")
    page = opens(morning, visits)
    expect(page.get_by_role("radio", name="In", exact=True)).to_be_checked()
    types(page, morning.adjoua)
    answers(page, "Come in")
    waits(page, 0)
    watch.says("12:10")
    page.get_by_text("Out", exact=True).click()
    types(page, morning.adjoua)
    answers(page, "Goodbye")
    waits(page, 0)
    watch.says("12:15")
    types(page, morning.adjoua)
    answers(page, "Goodbye – was not scanned in")
    waits(page, 0)
    assert recorded(app) == [("typed", "welcome"), ("typed", "goodbye"), ("typed", "not_in")]


def stands_at(page: Page, session: str) -> None:
    """Choose the session that the desk scans for."""
    page.locator(".settings > summary").click()
    page.get_by_label("Session").select_option(session)


def test_only_a_door_of_two_ways_has_a_way_out(morning: Morning, visits: Visits, app: Flask, watch: Watch) -> None:
    """Somebody leaves the joint session to "out" and goes to a door of one way: people come in there."""
    lets_out(morning, "S2", "S3")
    page = opens(morning, visits)
    ways = page.get_by_role("radio")
    expect(ways).to_have_count(0)
    stands_at(page, "S2")
    expect(ways).to_have_count(2)
    page.get_by_text("Out", exact=True).click()
    answers(page, "Ready – way out")
    stands_at(page, "S1")
    expect(ways).to_have_count(0)
    answers(page, "Ready")
    types(page, morning.adjoua)
    answers(page, "Come in")
    stands_at(page, "S2")  # another door begins by letting people in
    expect(page.get_by_role("radio", name="In", exact=True)).to_be_checked()
    page.get_by_text("Out", exact=True).click()
    with transaction():  # the organizer makes it a door of one way, and the desk hears of it
        world.session(db.session.get_one(Meeting, morning.meeting.id), "S2").door = DoorKind.IN
    watch.moves_on(minutes=1)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(ways).to_have_count(0)
    expect(page.locator("body")).to_have_attribute("data-direction", "in")
    waits(page, 0)
    with app.app_context():
        assert db.session.scalars(db.select(Scan.direction)).all() == [Direction.IN]


def test_a_tablet_on_a_stand_lets_in_where_the_door_has_one_way(morning: Morning, visits: Visits, app: Flask) -> None:
    lets_out(morning, "S2")
    page = opens(morning, visits)
    stands_at(page, "S2")
    page.get_by_text("Out", exact=True).click()
    stands_at(page, "S1")
    page.goto("/desk/#kiosk")
    page.get_by_label("Tablet on a stand").fill("2468")
    page.get_by_role("button", name="Show only the camera").click()
    expect(page.get_by_role("radio")).to_have_count(0)
    scans(page, morning.adjoua)
    answers(page, "Come in")
    page.wait_for_function("() => document.querySelector('#waiting').textContent.endsWith(' 0')")
    with app.app_context():
        assert db.session.scalars(db.select(Scan.direction)).all() == [Direction.IN]


def test_another_session_is_chosen_and_the_desk_says_which_one_is_on(morning: Morning, visits: Visits) -> None:
    page = opens(morning, visits)
    stands_at(page, "S3")
    expect(page.locator("#other-session")).to_contain_text("Another session is on now: Closed session S1")
    types(page, morning.adjoua)
    answers(page, "Not open yet")
    expect(page.locator(".verdict-note")).to_have_text(
        "The doors open: Nov 18, 08:30. Is the right session chosen above?"
    )
    page.get_by_role("button", name="Scan for that one").click()
    expect(page.locator("[data-session-title]")).to_have_text("Closed session S1")


def test_the_desk_speaks_french_and_remembers_it(morning: Morning, visits: Visits) -> None:
    page = opens(morning, visits)
    is_kept(page)
    page.goto("/desk/?lang=fr")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    page.goto("/desk/")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    expect(page.get_by_role("heading", level=1)).to_have_text("23e réunion du Groupe CAP")


STATES = [
    "enrolling",
    "ready",
    "welcome",
    "already_in",
    "online",
    "unknown",
    "mistyped",
    "foreign",
    "replaced",
    "company",
    "goodbye",
    "away",
    "provisional",
]


def bring_about(page: Page, state: str, morning: Morning) -> None:
    """Make the desk show that state."""
    codes = {
        "welcome": [morning.adjoua],
        "already_in": [morning.adjoua, morning.adjoua],
        "online": [morning.online],
        "unknown": [morning.unknown],
        "mistyped": [morning.mistyped],
        "foreign": [morning.foreign],
        "replaced": [morning.replaced],
        "company": [morning.company],
        "goodbye": [morning.adjoua],
        "away": [morning.unknown],
        "provisional": [morning.unknown],
    }
    if state == "goodbye":
        page.get_by_text("Out", exact=True).click()
    if state in {"away", "provisional"}:
        page.context.set_offline(True)
        expect(page.locator("#link")).to_have_text("No connection", timeout=40_000)
    for code in codes.get(state, []):
        types(page, code)
        expect(page.locator(".verdict-word")).not_to_have_text("Checking…")
        page.wait_for_timeout(100)
    if state == "provisional":
        page.get_by_role("button", name="Let in provisionally").click()


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_every_state_of_the_desk(morning: Morning, visits: Visits, scheme: str) -> None:
    visits.foresee("ERR_INTERNET_DISCONNECTED")
    found = {}
    lets_out(morning, "S1")
    for state in STATES:
        page = visits.open("/desk/", scheme=scheme) if state == "enrolling" else opens(morning, visits, scheme=scheme)
        expect(page.locator("body")).to_have_attribute("data-ready", "")
        bring_about(page, state, morning)
        found[state] = looks.problems(page, smallest=looks.COMFORTABLE_TARGET)
        page.context.close()
    assert found == {state: [] for state in STATES}


@pytest.mark.parametrize(("language", "size"), [("fr", (320, 640)), ("fr", (360, 800)), ("en", (844, 390))])
def test_the_boxes_and_their_results_fit_every_window(
    morning: Morning, visits: Visits, language: str, size: tuple[int, int]
) -> None:
    page = opens(morning, visits, language=language, size=size)
    page.locator(".settings > summary").click()
    page.locator("#person").fill("kou")
    expect(page.locator(".found-person")).to_have_count(1)
    assert looks.problems(page, smallest=looks.COMFORTABLE_TARGET) == []


def test_the_page_may_be_read_from_right_to_left(morning: Morning, visits: Visits) -> None:
    page = opens(morning, visits, size=(360, 800))
    page.evaluate("document.documentElement.dir = 'rtl'")
    types(page, morning.adjoua)
    answers(page, "Come in")
    assert looks.problems(page, smallest=looks.COMFORTABLE_TARGET) == []
    assert page.locator("#code").evaluate("e => getComputedStyle(e).direction") == "ltr"


def test_the_verdict_is_large_enough_for_two_metres(morning: Morning, visits: Visits) -> None:
    """At 96 pixels an inch, letters of the word are 10 mm high or more, those of the name 6 mm."""
    page = opens(morning, visits)
    becomes_a_desk(page, code_for_a_desk(morning.meeting))
    types(page, morning.adjoua)
    answers(page, "Come in")
    sizes = [
        page.locator(part).evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
        for part in (".verdict-word", ".verdict-name")
    ]
    capital = 0.7 * 25.4 / 96  # millimetres a pixel of the font's size
    assert [size * capital >= least for size, least in zip(sizes, (9, 6), strict=True)] == [True, True]
