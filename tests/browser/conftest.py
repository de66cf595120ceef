"""A real server on a thread, a real Chromium before it. The story's watch is the server's: they share this process."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

import flask_migrate
import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, ViewportSize, expect, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from tests import world
from tracker import clock, create_app
from tracker.accounts.models import User
from tracker.config import Settings

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
expect.set_options(timeout=40_000)  # ms: a busy machine is no fault of the page
Launch = Callable[..., Browser]
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever lies in this folder needs a browser, which may leave before it has read a file to its end."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"))


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A house of its own, always on SQLite, whose forms ask for their token as they do outside tests."""
    folder = tmp_path_factory.mktemp("browser")
    return Settings(
        database_url=f"sqlite:///{folder / 'tracker.sqlite3'}",
        instance=folder,
        session_secret="s" * 64,
        badge_secret="b" * 64,
        rate_limits=False,
        password_cost=1,
    )


@pytest.fixture(scope="session")
def migrated(settings: Settings) -> Flask:
    app = create_app(settings)
    with app.app_context():
        flask_migrate.upgrade()
    return app


class Quiet(WSGIRequestHandler):
    """Twenty lines for every page would hide what a failing test says. Its header Date is by the story's watch."""

    def date_time_string(self, timestamp: float | None = None) -> str:
        return super().date_time_string(timestamp or clock.now().timestamp())

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        pass


@pytest.fixture(scope="session")
def address(migrated: Flask) -> Iterator[str]:
    """Where the server listens: http://127.0.0.1:…, which browsers trust with a camera."""
    server = make_server("127.0.0.1", 0, migrated, threaded=True, request_handler=Quiet)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The browser of CHROMIUM, or the machine's. Where there must be one (CI), its absence is a failure."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, ("chromium", "google-chrome"))), None)
    if path is None and os.environ.get("CI"):
        pytest.fail("No Chromium: install it or set CHROMIUM.")
    if path is None:
        pytest.skip("no Chromium on this machine: install it or set CHROMIUM")
    return path


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture
def launch(playwright: Playwright, chromium_path: str) -> Iterator[Launch]:
    """Start a browser with flags of its own: `launch("--js-flags=--jitless")`."""
    started: list[Browser] = []

    def start(*flags: str) -> Browser:
        started.append(playwright.chromium.launch(executable_path=chromium_path, args=[*FLAGS, *flags]))
        return started[-1]

    yield start
    for browser in started:
        browser.close()


@pytest.fixture(scope="session")
def chromium(playwright: Playwright, chromium_path: str) -> Iterator[Browser]:
    """The browser that most stories share."""
    browser = playwright.chromium.launch(executable_path=chromium_path, args=list(FLAGS))
    yield browser
    browser.close()


@dataclass(slots=True)
class Visits:
    """People who open pages: each visit is a window of its own; what any of them complains about is kept.

    A story foresees what Chromium notes about an outage or a refusal, and when it is noted is Chromium's affair.
    """

    app: Flask
    address: str
    chromium: Browser
    complaints: list[str] = field(default_factory=list)
    opened: list[BrowserContext] = field(default_factory=list)
    foreseen: tuple[str, ...] = ()

    def foresee(self, *parts: str) -> None:
        """What holds one of these is no complaint, before and after."""
        self.foreseen += parts

    def unforeseen(self) -> list[str]:
        """The complaints that no story has announced."""
        return [said for said in self.complaints if not any(part in said for part in self.foreseen)]

    def open(
        self,
        path: str,
        *,
        by: User | None = None,
        browser: Browser | None = None,
        language: str = "en",
        scheme: str = "light",
        size: tuple[int, int] = (1280, 800),
    ) -> Page:
        """The page at a path, signed in as that user, with colours and window as said."""
        window = (browser or self.chromium).new_context(
            base_url=self.address,
            color_scheme="dark" if scheme == "dark" else "light",
            extra_http_headers={"Accept-Language": language},
            viewport=ViewportSize(width=size[0], height=size[1]),
        )
        self.opened.append(window)
        if by:
            self.sign_in(window, by)
        page = window.new_page()
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(path)
        return page

    @staticmethod
    def started(page: Page) -> None:
        """Every script that the page asks for is at work: from now on its clock may be moved."""
        expect(page.locator("[data-module]:not([data-started])")).to_have_count(0)

    def sign_in(self, window: BrowserContext, user: User) -> None:
        """Let the window be that user's from now on, in a new session."""
        client = world.sign_in(self.app.test_client(), user)
        cookie = client.get_cookie("tracker")
        assert cookie is not None
        window.add_cookies([{"name": "tracker", "value": cookie.value, "url": self.address}])


@pytest.fixture
def visits(app: Flask, address: str, chromium: Browser) -> Iterator[Visits]:
    """Open pages; at the end no page may have complained on its console, not even about the content policy."""
    people = Visits(app, address, chromium)
    yield people
    for window in people.opened:
        window.close()
    assert people.unforeseen() == []
