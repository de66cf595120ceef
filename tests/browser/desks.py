"""A morning at the desks: who comes, a server that can be stopped, browsers that are desks."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from threading import Thread
from typing import Any
from wsgiref.types import WSGIApplication

from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect
from werkzeug.serving import BaseWSGIServer, make_server

from tests import world
from tests.browser.conftest import Quiet
from tracker import clock
from tracker.accounts.models import User
from tracker.audit.models import SYSTEM
from tracker.badges import issuing
from tracker.checkin.devices import enrolling
from tracker.checkin.devices.enrolling import Wish
from tracker.checkin.models import Scan
from tracker.db import db, transaction
from tracker.meetings.models import Meeting
from tracker.people.models import Category
from tracker.registration.models import Mode, State

ARABIC = dict(zip("QWERTYUIOPASDFGHJKLZXCVBNM", "ضصثقفغعهخحشسيبلاتنمئءؤرىةو", strict=True))
FRENCH = {"A": "Q", "Q": "A", "Z": "W", "W": "Z", "2": "é", "3": '"', "4": "'", "5": "(", "6": "-", "7": "è", "8": "_"}


@dataclass(frozen=True, slots=True)
class Morning:
    """Who comes on 17 November, by the codes of their badges."""

    meeting: Meeting
    temp: User
    adjoua: str
    jean: str
    online: str
    company: str
    replaced: str
    mistyped: str

    unknown = "B22ZJXTYPKFMJ43N"
    foreign = "https://tickets.example/7"


def gather(temp: User | None = None) -> Morning:
    """Build it: half an hour before the first session, which is closed to companies."""
    meeting = world.meeting()
    adjoua = world.registration(meeting, "Adjoua Kouassi", native_name="Adjoua Akissi Kouassi")
    jean = world.registration(meeting, "Jean-Baptiste Vandenbroucke", delegation="BE", title="Mr")
    online = world.registration(meeting, "Li Wei", delegation="CN", native_name="李伟", modes={"S1": Mode.ONLINE})
    company = world.registration(
        meeting, "Ana Souza", delegation=None, organization="Brand Owners Ltd", category=Category.PRV
    )
    world.registration(meeting, "Mona Salem", delegation="EG", native_name="منى سالم", state=State.SUBMITTED)
    code, replaced = world.code(adjoua), world.code(jean)
    with transaction():
        issuing.issue(jean.id)
    return Morning(
        meeting=meeting,
        temp=temp or world.user("Tom Temporary"),
        adjoua=code,
        jean=world.code(jean),
        online=world.code(online),
        company=world.code(company),
        replaced=replaced,
        mistyped=code[:-1] + ("2" if code[-1] != "2" else "3"),
    )


def code_for_a_desk(meeting: Meeting, name: str = "", door: str = "") -> str:
    """What the organizer shows: good for one browser."""
    with transaction():
        held = db.session.get_one(Meeting, meeting.id)
        wish = Wish(door=world.session(held, door) if door else None, name=name)
        return enrolling.invite(held, wish, SYSTEM, at=clock.now())[1]


def recorded(app: Flask) -> list[tuple[str, str]]:
    """Method and verdict of all scans, oldest first."""
    with app.app_context():
        rows = db.session.execute(db.select(Scan.method, Scan.verdict).order_by(Scan.received_at, Scan.seq))
        return [(row.method.value, row.verdict.value) for row in rows]


def numbers(app: Flask) -> list[int | None]:
    """The devices' own numbers of all scans."""
    with app.app_context():
        return sorted(db.session.scalars(db.select(Scan.seq)))


def becomes_a_desk(page: Page, code: str) -> None:
    """Open the organizer's address, as after its code was scanned; wait for the list."""
    page.goto(f"/desk/#enrol={code}")
    works(page)


def works(page: Page) -> None:
    """The desk is open and has its list."""
    expect(page.locator("body")).to_have_attribute("data-mode", "working")
    expect(page.locator("#list-age")).to_contain_text("List of")
    expect(page.locator("#way-in")).to_be_enabled()


def is_kept(page: Page) -> None:
    """The service worker has the page and all its parts."""
    page.evaluate(
        """() => navigator.serviceWorker.controller || new Promise((resolve) =>
            navigator.serviceWorker.addEventListener("controllerchange", () => resolve(true)))"""
    )


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


def answers(page: Page, word: str) -> None:
    expect(page.locator(".verdict-word")).to_have_text(word)


def waits(page: Page, scans: int, *, seconds: float = 40) -> None:
    """So many scans wait in the browser."""
    expect(page.locator("#waiting")).to_have_text(f"Waiting to be sent: {scans}", timeout=1000 * seconds)


def counted(page: Page) -> dict[str, str]:
    """The figures at the top of the page that are shown."""
    figures = page.locator("#counts > div:not([hidden])")
    return {figure.locator("dt").inner_text(): figure.locator("dd").inner_text() for figure in figures.all()}


@dataclass(slots=True)
class Server:
    """A server that can be stopped and started at the same address."""

    app: WSGIApplication
    port: int = 0
    running: BaseWSGIServer | None = None
    thread: Thread | None = None

    def start(self) -> str:
        self.running = make_server("127.0.0.1", self.port, self.app, threaded=True, request_handler=Quiet)
        self.port = self.running.port
        self.thread = Thread(target=self.running.serve_forever, daemon=True)
        self.thread.start()
        return self.address

    def stop(self) -> None:
        if self.running and self.thread:
            self.running.shutdown()
            self.thread.join()
            self.running.server_close()
        self.running = None

    close = stop  # for contextlib.closing

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@dataclass(slots=True)
class Answers:
    """Between browser and application: loses answers, which the application has acted upon, as a bad network does."""

    app: WSGIApplication
    lose: int = 0
    lost: int = 0
    asked: list[tuple[str, str]] = field(default_factory=list)

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:  # noqa: ANN401 (WSGI)
        path, method = environ["PATH_INFO"], environ["REQUEST_METHOD"]
        self.asked.append((method, path))
        if path == "/desk/api/scans" and self.lost < self.lose:
            self.lost += 1
            body = self.app(environ, lambda *_: lambda _: None)
            list(body)
            getattr(body, "close", lambda: None)()
            start("502 Bad Gateway", [("Content-Type", "text/html")])
            return [b"<p>The gateway lost it."]
        return self.app(environ, start)


@dataclass(slots=True)
class Tablet:
    """A browser of its own, which is a desk."""

    window: BrowserContext
    page: Page

    def goes_offline(self) -> None:
        self.window.set_offline(True)

    def comes_back(self) -> None:
        self.window.set_offline(False)

    def another_tab(self) -> Page:
        page = self.window.new_page()
        page.goto("/desk/")
        works(page)
        return page


def tablet(browser: Browser, address: str, code: str) -> Tablet:
    """Enrol a new browser, and wait until it could do without the server."""
    window = browser.new_context(base_url=address, extra_http_headers={"Accept-Language": "en"})
    page = window.new_page()
    becomes_a_desk(page, code)
    is_kept(page)
    return Tablet(window, page)
