"""From an empty folder to a line in the workbook, with nothing but the command, a mailbox and two browsers."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from typing import cast

import openpyxl
import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page, Request, Response, ViewportSize, expect

from tests.browser import film, running
from tests.browser.conftest import Launch
from tests.browser.running import Tracker
from tracker import clock

AWA = "awa.traore@douanes.example"
MEETING = "23rd Meeting of the Counterfeiting and Piracy (CAP) Group"
MEETINGS = [
    MEETING,
    "20th Meeting of the Counterfeiting and Piracy (CAP) Group",
    "18th Meeting of the Counterfeiting and Piracy (CAP) Group",
]
FAKE_CAMERA = ("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream")
FIRST_START, NEXT_START = 180, 30  # seconds at most, on a machine that is busy with other tests


@dataclass
class Visitors:
    """Windows of different people at one address, and whatever went wrong in any of them."""

    address: str
    complaints: list[str] = field(default_factory=list)

    def arrive(self, browser: Browser) -> Page:
        """A window of its own, at the list of meetings."""
        size = ViewportSize(width=1280, height=800)
        page = browser.new_context(base_url=self.address, locale="en-GB", viewport=size).new_page()
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("requestfailed", self.failed)
        page.on("response", self.answered)
        page.goto("/")
        return page

    def failed(self, request: Request) -> None:
        if request.failure == "net::ERR_ABORTED" and ("/exports/" in request.url or "/desk/api/" in request.url):
            return  # so Chromium calls what it saves as a file instead of showing it, and what a desk asks as it closes
        self.complaints.append(f"{request.method} {request.url}: {request.failure}")

    def answered(self, response: Response) -> None:
        if response.status >= 400:
            self.complaints.append(f"{response.request.method} {response.url}: {response.status}")


@pytest.mark.slow
def test_awa_registers_is_approved_collects_her_badge_and_stands_in_the_workbook(
    launch: Launch, tmp_path: Path
) -> None:
    instance = tmp_path / "instance"
    with running.started(instance, seconds=FIRST_START) as tracker:
        visitors, chromium = Visitors(tracker.address), launch()
        awa, otto = visitors.arrive(chromium), visitors.arrive(chromium)
        assert meetings(awa) == MEETINGS

        registers(awa)
        confirms(awa, tracker.mail(AWA, "Confirm"))
        expect(awa.locator(".notice-title")).to_have_text("Your registration is waiting for approval")

        signs_in(otto, *tracker.accounts["organizer"])
        approves(otto)

        mail = tracker.mail(AWA, "registered")
        badge = badge_in(mail)
        assert begins(mail) == ["DESK", "S1", "S2", "S3", "S4", "S5"]
        awa.goto(link_in(mail))
        expect(awa.locator(".badge-digits")).to_have_text(" ".join(re.findall("....", badge)))

        came_at = clock.now()
        collects(visitors, launch, tracker, film.write(tmp_path / "hall.mjpeg", [badge]))

        attended = figures(otto)
        everywhere, at_the_desk = lines_of_awa(otto, tmp_path)
        assert (everywhere["DESK"], everywhere["S1"]) == ("B", "N")  # briefly until now; the others are still to come
        assert isinstance(at_the_desk["First seen"], datetime)
        seen_at = clock.from_wall(at_the_desk["First seen"], "Europe/Brussels")
        assert came_at - timedelta(seconds=2) <= seen_at <= clock.now()
        assert visitors.complaints == []

        assert len(tracker.processes) >= 4  # the command, the server and its workers, the mail
        assert tracker.interrupt() == 0
        assert tracker.processes == []

    with running.started(instance, seconds=NEXT_START) as again:
        visitors = Visitors(again.address)
        otto = visitors.arrive(chromium)
        assert meetings(otto) == MEETINGS
        signs_in(otto, *again.accounts["organizer"])
        assert figures(otto) == attended
        assert visitors.complaints == []


def meetings(page: Page) -> list[str]:
    return page.locator("main .card-title").all_inner_texts()


def registers(page: Page) -> None:
    """Awa Traoré, a Member's expert, wishes to attend everything in the room."""
    page.get_by_role("link", name=MEETING).click()
    page.get_by_role("link", name="Register", exact=True).click()
    answers = {
        "Title": "Ms",
        "Family name": "Traoré",
        "Given name": "Awa",
        "E-mail address": AWA,
        "Position": "Inspector of customs",
    }
    for label, answer in answers.items():
        page.get_by_label(label, exact=True).fill(answer)
    page.get_by_label("You represent").select_option(label="Mali")
    page.get_by_role("radio", name="Delegate", exact=True).check()
    in_person = page.get_by_role("radio", name=re.compile("^In person"))  # some say how many seats are left
    for choice in in_person.all():
        choice.check()
    page.get_by_role("group", name="document phase").get_by_label("Yes").check()
    page.get_by_role("button", name="Send registration").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your e-mail")


def confirms(page: Page, mail: EmailMessage) -> None:
    page.goto(link_in(mail))
    page.get_by_role("button", name="Confirm registration").click()


def signs_in(page: Page, address: str, password: str) -> None:
    page.get_by_role("link", name="Sign in").click()
    page.get_by_label("E-mail address").fill(address)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("My meetings")


def approves(page: Page) -> None:
    """Find her among those who wait, tick her, approve."""
    page.locator(".card").filter(has_text=MEETING).get_by_role("link", name="Review them").click()
    page.get_by_label("Name, delegation or e-mail").fill("traore mali")
    expect(page.locator("#registrations tbody tr")).to_have_count(1)
    page.get_by_label("Select Awa Traoré").check()
    page.get_by_role("button", name="Approve selected").click()
    expect(page.get_by_role("status").filter(has_text="approved")).to_have_text("1 registration approved.")


def link_in(mail: EmailMessage) -> str:
    """The first link of the text."""
    body = mail.get_body(("plain",))
    assert body is not None
    found = re.search(r"http://localhost:\d+/\S+", str(body.get_content()))
    assert found is not None
    return found[0]


def badge_in(mail: EmailMessage) -> str:
    """What a telephone reads from the one picture that stands within the mail."""
    [picture] = [part for part in mail.walk() if part.get_content_type() == "image/png"]
    body = mail.get_body(("html",))
    assert body is not None
    assert f'src="cid:{picture["Content-ID"].strip("<>")}"' in body.get_content()
    content = Image.open(BytesIO(cast("bytes", picture.get_payload(decode=True))))
    [symbol] = zxingcpp.read_barcodes(content.convert("L"))
    return symbol.text


def begins(mail: EmailMessage) -> list[str]:
    """The sessions in the calendar file of the mail."""
    [calendar] = [part for part in mail.iter_attachments() if part.get_content_type() == "text/calendar"]
    return re.findall(r"^UID:.*?(DESK|S\d)", calendar.get_content(), re.MULTILINE)


def collects(visitors: Visitors, launch: Launch, tracker: Tracker, badges: Path) -> None:
    """Awa holds her badge before the camera of the accreditation desk."""
    dora = visitors.arrive(launch(*FAKE_CAMERA, f"--use-file-for-fake-video-capture={badges}"))
    signs_in(dora, *tracker.accounts["desk"])
    dora.locator(".card").filter(has_text=MEETING).get_by_role("link", name="Open the desk").click()
    dora.get_by_role("button", name="Make this browser a desk").click()
    expect(dora.locator("#session")).to_have_value("DESK")
    dora.get_by_role("button", name="Start scanning").click()
    expect(dora.locator("#log li").filter(has_text="Come in")).to_have_count(1, timeout=40_000)
    expect(dora.locator(".verdict-name")).to_have_text("Ms Awa TRAORÉ")
    dora.get_by_role("button", name="Stop the camera").click()
    dora.context.close()


def figures(page: Page) -> list[str]:
    """The attendance by session, as the screen shows it."""
    page.goto("/meetings/cap-23/attendance")
    return page.locator("#sessions tbody tr").all_inner_texts()


def lines_of_awa(page: Page, folder: Path) -> list[dict[object, object]]:
    """Her lines in the workbook, in the matrix and at the desk, by the headings of the columns."""
    page.get_by_role("link", name="Download the workbook").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download", exact=True).click()
    file = folder / waiting.value.suggested_filename
    waiting.value.save_as(file)
    book = openpyxl.load_workbook(file)
    lines: list[dict[object, object]] = []
    for sheet in ("Attendance", "DESK"):
        rows = list(book[sheet].iter_rows(values_only=True))
        headings = next(row for row in rows if row[0] == "Family name")
        [line] = [row for row in rows if row[:2] == ("TRAORÉ", "Awa")]
        lines.append(dict(zip(headings, line, strict=True)))
    book.close()
    return lines
