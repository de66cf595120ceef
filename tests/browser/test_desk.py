"""Before the doors open: a person at the front desk, a camera, a hand-held scanner, two boxes."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Route, expect

from tests import world
from tests.browser import film, looks
from tests.browser.conftest import Launch, Visits
from tests.watch import Watch
from tracker.access import Role
from tracker.accounts.models import User
from tracker.badges import issuing
from tracker.checkin.models import Scan
from tracker.db import db, transaction
from tracker.people.models import Category
from tracker.registration.models import Mode, State

DESK = "/meetings/cap-23/checkin"
SCANS = "**/checkin/S1/scans"
FAKE_CAMERA = ("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream")
ARABIC = dict(zip("QWERTYUIOPASDFGHJKLZXCVBNM", "ضصثقفغعهخحشسيبلاتنمئءؤرىةو", strict=True))


@dataclass(frozen=True, slots=True)
class Morning:
    """Who comes on 17 November, by the codes of their badges."""

    temp: User
    adjoua: str
    jean: str
    online: str
    company: str
    replaced: str
    mistyped: str

    unknown = "BVVV VVVV VVVV VVVV"


@pytest.fixture
def morning(app: Flask, watch: Watch) -> Iterator[Morning]:
    """Half an hour before the first session, which is closed to companies."""
    watch.says("2026-11-17 09:00")
    with app.app_context():
        meeting = world.meeting()
        adjoua = world.registration(meeting, "Adjoua Kouassi", native_name="Adjoua Akissi Kouassi")
        jean = world.registration(meeting, "Jean-Baptiste Vandenbroucke", delegation="BE", title="Mr")
        online = world.registration(meeting, "Li Wei", delegation="CN", native_name="李伟", modes={"S1": Mode.ONLINE})
        company = world.registration(
            meeting, "Ana Souza", delegation=None, organization="Brand Owners Ltd", category=Category.PRV
        )
        world.registration(meeting, "Mona Salem", delegation="EG", native_name="منى سالم", state=State.SUBMITTED)
        code = world.code(adjoua)
        replaced = world.code(jean)
        with transaction():
            issuing.issue(jean.id)
        temp = world.user("Tom Temporary", role=Role.DESK, of=meeting)
        db.session.refresh(temp)
        yield Morning(
            temp=temp,
            adjoua=code,
            jean=world.code(jean),
            online=world.code(online),
            company=world.code(company),
            replaced=replaced,
            mistyped=code[:-1] + ("2" if code[-1] != "2" else "3"),
        )


def recorded(app: Flask) -> list[tuple[str, str]]:
    """Method and verdict of all scans, oldest first."""
    with app.app_context():
        rows = db.session.execute(db.select(Scan.method, Scan.verdict).order_by(Scan.received_at, Scan.scanned_at))
        return [(row.method.value, row.verdict.value) for row in rows]


def opens(  # the desk in front of the temp, with its scripts running
    visits: Visits,
    morning: Morning,
    *,
    browser: Browser | None = None,
    language: str = "en",
    scheme: str = "light",
    size: tuple[int, int] = (1280, 800),
) -> Page:
    page = visits.open(DESK, by=morning.temp, browser=browser, language=language, scheme=scheme, size=size)
    expect(page.locator("#way-in")).to_be_enabled()
    return page


def types(page: Page, code: str) -> None:
    page.get_by_label("Code on the badge").fill(code)
    page.get_by_role("button", name="Check").click()


def scans(page: Page, code: str, layout: dict[str, str] | None = None) -> None:
    """As a scanner with an American keyboard sends it: the positions of keys, which `layout` makes other letters of."""
    keys = [(f"{'Digit' if c.isdigit() else 'Key'}{c}", (layout or {}).get(c, c)) for c in code] + [("Enter", "Enter")]
    page.evaluate(
        """(keys) => { for (const [code, key] of keys) document.activeElement.dispatchEvent(
            new KeyboardEvent("keydown", { code, key, bubbles: true, cancelable: true })); }""",
        keys,
    )


def verdict(page: Page) -> str:
    """The word that the panel shows once the server has answered."""
    word = page.locator(".verdict-word")
    expect(word).not_to_have_text("Checking…")
    return word.inner_text()


def answers(page: Page, word: str) -> None:
    expect(page.locator(".verdict-word")).to_have_text(word)


def test_the_desk_explains_itself(visits: Visits, morning: Morning) -> None:
    page = opens(visits, morning)
    expect(page.get_by_role("heading", level=1)).to_have_text("23rd CAP Group Meeting")
    expect(page.get_by_role("button", name="Start scanning")).to_be_enabled()
    expect(page.get_by_role("radio", name="In", exact=True)).to_be_checked()
    assert verdict(page) == "Ready"
    assert page.locator("#counts dd").all_inner_texts() == ["0", "134", "0", "3", "0"]


@pytest.fixture
def two_badges(morning: Morning, tmp_path: Path) -> Path:
    return film.write(tmp_path / "desk.mjpeg", [morning.adjoua, morning.jean])


@pytest.mark.slow
@pytest.mark.parametrize("decoder", ["zxing-wasm", "qr"])
def test_the_camera_reads_two_badges_once_each(
    visits: Visits, morning: Morning, launch: Launch, two_badges: Path, decoder: str
) -> None:
    """Without WebAssembly, as on a telephone in Lockdown Mode, the slower decoder does it."""
    lockdown = ["--js-flags=--jitless"] if decoder == "qr" else []
    browser = launch(*FAKE_CAMERA, f"--use-file-for-fake-video-capture={two_badges}", *lockdown)
    page = opens(visits, morning, browser=browser)
    page.get_by_role("button", name="Start scanning").click()
    welcomed = page.locator("#log li").filter(has_text="Come in")
    expect(welcomed).to_have_count(2, timeout=40_000)
    page.get_by_role("button", name="Stop the camera").click()
    assert page.locator("#viewfinder").get_attribute("data-decoder") == decoder
    assert [scan for scan in recorded(visits.app) if scan[1] == "welcome"] == [("camera", "welcome")] * 2


def test_without_a_camera_the_desk_says_what_to_do(visits: Visits, morning: Morning) -> None:
    page = opens(visits, morning)
    page.get_by_role("button", name="Start scanning").click()
    message = page.locator(".camera-message")
    expect(message).to_have_text(
        "This device has no camera. Use a hand-held scanner, or enter the code or the name by hand."
    )
    expect(page.get_by_role("button", name="Start scanning")).to_be_visible()


@pytest.mark.parametrize("layout", [None, ARABIC], ids=["american", "arabic"])
def test_a_hand_held_scanner_works_under_any_keyboard(
    visits: Visits, morning: Morning, app: Flask, layout: dict[str, str] | None
) -> None:
    page = opens(visits, morning)
    scans(page, morning.adjoua, layout)
    answers(page, "Come in")
    expect(page.locator(".verdict-name")).to_have_text("Ms Adjoua KOUASSI")
    assert recorded(app) == [("wedge", "welcome")]


def test_a_scanner_leaves_no_trace_in_the_box_where_somebody_types(
    visits: Visits, morning: Morning, app: Flask
) -> None:
    page = opens(visits, morning)
    box = page.get_by_label("Name or delegation")
    box.press_sequentially("kou", delay=90)
    page.wait_for_timeout(200)  # the hand goes from the keys to the scanner
    page.keyboard.type(morning.adjoua)  # as fast as a scanner
    page.keyboard.press("Enter")
    answers(page, "Come in")
    expect(box).to_have_value("kou")
    assert recorded(app) == [("wedge", "welcome")]


def test_who_types_by_hand_is_no_scanner(visits: Visits, morning: Morning, app: Flask) -> None:
    page = opens(visits, morning)
    box = page.get_by_label("Code on the badge")
    box.press_sequentially(morning.adjoua, delay=80)
    expect(box).to_have_value(morning.adjoua)
    box.press("Enter")
    answers(page, "Come in")
    assert recorded(app) == [("typed", "welcome")]


def test_a_mistyped_code_is_told_and_recorded(visits: Visits, morning: Morning, app: Flask) -> None:
    page = opens(visits, morning)
    types(page, morning.mistyped)
    answers(page, "Mistyped code")
    expect(page.get_by_role("alert").filter(has_text="Mistyped code")).to_have_text(
        "Mistyped code. A character is wrong or missing. Read it once more, or search by name."
    )
    assert recorded(app) == [("typed", "mistyped_code")]


def test_a_person_without_a_badge_is_found_by_name(visits: Visits, morning: Morning, app: Flask) -> None:
    page = opens(visits, morning)
    page.get_by_label("Name or delegation").fill("kou")
    page.get_by_role("button", name="Ms Adjoua KOUASSI").click()
    answers(page, "Come in")
    expect(page.locator(".found li")).to_have_count(0)
    assert recorded(app) == [("name", "welcome")]


def test_two_characters_find_a_chinese_name(visits: Visits, morning: Morning) -> None:
    page = opens(visits, morning)
    page.get_by_label("Name or delegation").fill("李伟")
    expect(page.locator(".found-person")).to_have_count(1)
    page.get_by_label("Name or delegation").fill("ko")
    expect(page.locator(".found-person")).to_have_count(0)


def test_whoever_is_not_approved_is_stopped_by_name(visits: Visits, morning: Morning) -> None:
    page = opens(visits, morning)
    page.get_by_label("Name or delegation").fill("egypt salem")
    expect(page.locator(".found-person .tag")).to_have_text("Not yet approved")
    page.locator(".found-person").click()
    answers(page, "Not approved")
    expect(page.locator(".verdict-name")).to_have_text("Ms Mona SALEM")


def test_the_last_scan_is_taken_back(visits: Visits, morning: Morning) -> None:
    page = opens(visits, morning)
    types(page, morning.adjoua)
    answers(page, "Come in")
    page.get_by_role("button", name="Undo the last scan").click()
    answers(page, "Undone")
    expect(page.get_by_role("button", name="Undo the last scan")).to_be_hidden()
    expect(page.locator("[data-figure=inside]")).to_have_text("0")
    types(page, morning.adjoua)
    answers(page, "Come in")


def test_a_lost_answer_is_asked_for_again_and_counts_once(visits: Visits, morning: Morning, app: Flask) -> None:
    page = opens(visits, morning)
    attempts: list[str] = []

    def lose_the_answer(route: Route) -> None:
        attempts.append(route.request.post_data or "")
        if len(attempts) < 3:
            route.fetch()  # the server hears it
            route.abort("connectionreset")  # we do not hear the server
        else:
            route.continue_()

    page.route(SCANS, lose_the_answer)
    types(page, morning.adjoua)
    answers(page, "No answer")
    expect(page.locator("#link")).to_have_text("No connection. Not recorded yet: 1")
    answers(page, "Come in")
    assert len(set(attempts)) == 1
    assert recorded(app) == [("typed", "welcome")]
    lost = [said for said in visits.complaints if "ERR_CONNECTION_RESET" in said]
    assert visits.complaints == lost
    visits.complaints.clear()


def test_scans_wait_while_the_server_is_away(visits: Visits, morning: Morning, app: Flask) -> None:
    page = opens(visits, morning)
    page.context.set_offline(True)
    types(page, morning.adjoua)
    answers(page, "No answer")
    types(page, morning.company)
    expect(page.locator("#link")).to_have_text("No connection. Not recorded yet: 2")
    page.context.set_offline(False)
    page.get_by_role("button", name="Try now").or_(page.locator("#link", has_text="Connected")).first.wait_for()
    answers(page, "Not for this session")
    assert recorded(app) == [("typed", "welcome"), ("typed", "not_this_category")]
    visits.complaints.clear()  # Chromium reports every address that it did not reach


@pytest.mark.slow
def test_an_answer_that_does_not_come_is_not_waited_for(visits: Visits, morning: Morning, app: Flask) -> None:
    page = opens(visits, morning)
    page.route(SCANS, lambda _route: None)
    types(page, morning.adjoua)
    expect(page.locator(".verdict-word")).to_have_text("No answer", timeout=10_000)
    page.unroute(SCANS)
    page.get_by_role("button", name="Try now").click()
    answers(page, "Come in")
    assert recorded(app) == [("typed", "welcome")]


def test_a_desk_that_was_signed_out_keeps_its_scans(visits: Visits, morning: Morning, app: Flask) -> None:
    page = opens(visits, morning)
    page.context.clear_cookies()
    types(page, morning.adjoua)
    answers(page, "Not recorded yet")
    expect(page.get_by_role("link", name="Sign in again")).to_be_visible()
    expect(page.locator("#link")).to_have_text("Signed out. Not recorded yet: 1")
    visits.sign_in(page.context, morning.temp)
    answers(page, "Come in")
    assert recorded(app) == [("typed", "welcome")]
    visits.complaints.clear()  # Chromium reports every answer of 400 and above


def test_the_way_out(visits: Visits, morning: Morning, app: Flask, watch: Watch) -> None:
    page = opens(visits, morning)
    types(page, morning.adjoua)
    answers(page, "Come in")
    watch.says("12:10")
    page.get_by_text("Out", exact=True).click()
    types(page, morning.adjoua)
    answers(page, "Goodbye")
    watch.says("12:15")
    types(page, morning.adjoua)
    answers(page, "Goodbye – was not scanned in")
    assert recorded(app) == [("typed", "welcome"), ("typed", "goodbye"), ("typed", "not_in")]


def test_the_desk_keeps_its_name(visits: Visits, morning: Morning, app: Flask) -> None:
    page = opens(visits, morning)
    page.locator(".settings > summary").click()
    page.get_by_label("Name of this desk").fill("North door")
    page.get_by_role("button", name="Done").click()
    page.reload()
    expect(page.locator("[data-desk-name]")).to_have_text("North door")
    types(page, morning.adjoua)
    answers(page, "Come in")
    types(page, morning.adjoua)
    answers(page, "Already in")
    expect(page.locator(".verdict-note")).to_have_text(
        "Scanned at 09:00, desk “North door”. Compare the badge with the person."
    )


STATES = [
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
]


def bring_about(page: Page, state: str, morning: Morning) -> None:
    """Make the desk show that state."""
    codes = {
        "welcome": [morning.adjoua],
        "already_in": [morning.adjoua, morning.adjoua],
        "online": [morning.online],
        "unknown": [morning.unknown],
        "mistyped": [morning.mistyped],
        "foreign": ["https://tickets.example/7"],
        "replaced": [morning.replaced],
        "company": [morning.company],
        "goodbye": [morning.adjoua],
        "away": [str(uuid4())],
    }
    if state == "goodbye":
        page.get_by_text("Out", exact=True).click()
    if state == "away":
        page.route(SCANS, lambda route: route.abort())
    for code in codes.get(state, []):
        types(page, code)
        verdict(page)
        page.wait_for_timeout(100)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_every_state_of_the_desk(visits: Visits, morning: Morning, scheme: str) -> None:
    found = {}
    for state in STATES:
        page = opens(visits, morning, scheme=scheme)
        bring_about(page, state, morning)
        found[state] = looks.problems(page, smallest=looks.COMFORTABLE_TARGET)
        page.context.close()
    visits.complaints.clear()  # the state in which the server is away
    assert found == {state: [] for state in STATES}


@pytest.mark.parametrize(("language", "size"), [("fr", (320, 640)), ("fr", (360, 800)), ("en", (844, 390))])
def test_the_boxes_and_their_results_fit_every_window(
    visits: Visits, morning: Morning, language: str, size: tuple[int, int]
) -> None:
    page = opens(visits, morning, language=language, size=size)
    page.locator(".settings > summary").click()
    page.locator("#person").fill("kou")
    expect(page.locator(".found-person")).to_have_count(1)
    assert looks.problems(page, smallest=looks.COMFORTABLE_TARGET) == []


def test_the_page_may_be_read_from_right_to_left(visits: Visits, morning: Morning) -> None:
    page = opens(visits, morning, size=(360, 800))
    page.evaluate("document.documentElement.dir = 'rtl'")
    types(page, morning.adjoua)
    answers(page, "Come in")
    assert looks.problems(page, smallest=looks.COMFORTABLE_TARGET) == []
    assert page.locator("#code").evaluate("e => getComputedStyle(e).direction") == "ltr"
