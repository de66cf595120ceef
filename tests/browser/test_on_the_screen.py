"""A delegate at home: waiting, joining, staying, the code, leaving; and the link in a second browser."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, Route, expect

from tests import world
from tests.browser.conftest import Visits
from tests.browser.running import eventually
from tests.online.live.watching import PLATFORM, shows
from tests.watch import Watch
from tracker import clock
from tracker.access import Role
from tracker.accounts.models import User
from tracker.db import db
from tracker.online.live.models import ProofAttempt, ScreenSpan, ScreenVisit
from tracker.registration import links
from tracker.registration.models import Mode

MINUTE = 60_000


@dataclass(frozen=True, slots=True)
class Morning:
    """Wei at home, and who looks after the meeting."""

    link: str
    amara: User


@pytest.fixture
def morning(context: Flask, watch: Watch) -> Morning:
    del context
    watch.says("2026-11-17 08:29")
    meeting = world.meeting()
    shows(world.session(meeting, "S1"))
    wei = world.registration(meeting, "Wei Li", delegation="CN", modes={"S1": Mode.ONLINE})
    amara = world.user("Amara Diallo", role=Role.ORGANIZER, of=meeting)
    return Morning(f"/my/{links.personal(wei.uid)}/sessions/S1/join", amara)


@dataclass
class AtHome:
    """A browser with the page of the link, whose clock goes with the story's watch."""

    page: Page
    watch: Watch
    asked: list[dict[str, str]]

    def time_passes(self, **delta: float) -> None:
        self.watch.moves_on(**delta)
        self.page.clock.run_for(int(1000 * (delta.get("seconds", 0) + 60 * delta.get("minutes", 0))))

    def a_minute_passes(self) -> None:
        """Until the server has had the sign of it."""
        with self.page.expect_response(re.compile("/beats$")) as answer:
            self.time_passes(seconds=76)  # pauses after a failure vary by a quarter
        assert answer.value.status == 201

    def joins(self) -> Page:
        """Press the button; the tab of the platform."""
        expect(self.page.locator("[data-part=join] [name=browser]")).not_to_have_value("")  # the script is there
        with self.page.context.expect_page() as opened:
            self.page.get_by_role("button", name="Join the session").click()
        tab = opened.value
        tab.wait_for_url(PLATFORM)
        with self.page.expect_response(re.compile("/beats$")):
            self.time_passes(seconds=2)
        expect(self.page.locator("[data-part=joined]")).to_be_visible()
        return tab


Opens = Callable[..., AtHome]


@pytest.fixture
def opens(visits: Visits, morning: Morning, watch: Watch) -> Opens:
    def at_home(**how: Any) -> AtHome:  # noqa: ANN401 (those of Visits.open)
        page = visits.open(morning.link, **how)
        page.clock.install(time=clock.now())
        asked: list[dict[str, str]] = []

        def show(route: Route) -> None:
            asked.append(route.request.headers)
            route.fulfill(body="<title>Platform</title>", content_type="text/html")

        page.context.route("https://platform.example/**", show)
        page.reload()
        visits.started(page)
        return AtHome(page, watch, asked)

    return at_home


def spans(app: Flask) -> list[tuple[str, str, bool]]:
    """Every span: from, to, and whether the page said goodbye."""
    with app.app_context():
        rows = db.session.scalars(db.select(ScreenSpan).order_by(ScreenSpan.id)).all()
        return [(_wall(row.since), _wall(row.ends_at), row.ends_at == row.seen_at) for row in rows]


def _wall(instant: Any) -> str:  # noqa: ANN401 (a datetime)
    return clock.in_zone(instant, world.ZONE).strftime("%H:%M:%S")


def count(app: Flask, table: type[ScreenVisit | ProofAttempt]) -> int:
    with app.app_context():
        return world.count(table)


def test_the_page_opens_the_way_by_itself(opens: Opens) -> None:
    home = opens()
    expect(home.page.locator(".notice-title")).to_have_text("You cannot join yet")
    home.time_passes(seconds=70)
    expect(home.page.get_by_role("button", name="Join the session")).to_be_visible()


def test_a_morning_at_home(app: Flask, opens: Opens, visits: Visits, morning: Morning, watch: Watch) -> None:
    watch.says("09:25")
    home = opens()
    tab = home.joins()
    assert tab.title() == "Platform"
    assert [headers for headers in home.asked if "referer" in headers] == []
    for _minute in range(5):
        home.a_minute_passes()
    assert [(since, said) for since, _until, said in spans(app)] == [("09:25:00", False)]

    # The page is loaded again: the same visit goes on.
    with home.page.expect_response(re.compile("/beats$")):
        home.page.reload()
    expect(home.page.locator("[data-part=again]")).to_be_visible()
    home.a_minute_passes()
    assert count(app, ScreenVisit) == 1

    # The code of the shared screen.
    wall = visits.open("/meetings/cap-23/screen/S1/proof", by=morning.amara)
    code = wall.locator(".proof-code").inner_text()
    home.page.get_by_label("Code on the shared screen").fill("ZZZZ")
    home.page.get_by_role("button", name="Send the code").click()
    expect(home.page.locator("[data-answer=wrong]")).to_be_visible()
    home.page.get_by_label("Code on the shared screen").fill(code.lower())
    home.page.keyboard.press("Enter")
    expect(home.page.locator("[data-answer=right]")).to_be_visible()

    # She goes.
    home.time_passes(seconds=10)
    home.page.goto("about:blank")
    eventually(lambda: spans(app)[-1][2], seconds=10)
    assert count(app, ProofAttempt) == 2


def test_a_short_loss_of_the_network_leaves_no_gap(app: Flask, opens: Opens, visits: Visits, watch: Watch) -> None:
    watch.says("09:25")
    home = opens()
    home.joins()
    home.a_minute_passes()
    visits.foresee("ERR_INTERNET_DISCONNECTED")
    home.page.context.set_offline(offline=True)
    home.time_passes(seconds=80)
    expect(home.page.locator("[data-part=trouble]")).to_be_visible()
    home.page.context.set_offline(offline=False)
    for _try in range(20):  # pauses that grow; each attempt takes its own real time
        home.time_passes(seconds=3)
        home.page.wait_for_timeout(200)
    expect(home.page.locator("[data-part=trouble]")).to_be_hidden()
    assert len(spans(app)) == 1


def test_the_link_in_a_second_browser(app: Flask, opens: Opens, visits: Visits, morning: Morning, watch: Watch) -> None:
    watch.says("09:40")
    home = opens()
    home.joins()
    home.a_minute_passes()
    expect(home.page.locator("[data-part=elsewhere]")).to_be_hidden()
    stranger = opens(size=(360, 700))
    stranger.joins()
    expect(stranger.page.locator("[data-part=elsewhere]")).to_be_visible()
    expect(stranger.page.locator("[data-part=elsewhere] a")).to_have_text("cap@secretariat.example")
    for _minute in range(3):
        home.a_minute_passes()
        stranger.page.clock.run_for(MINUTE)
        eventually(lambda: count(app, ScreenVisit) == 2, seconds=5)
    expect(home.page.locator("[data-part=elsewhere]")).to_be_visible()
    with stranger.page.expect_response(re.compile("/beats$")):
        stranger.page.clock.run_for(MINUTE)
    page = visits.open("/meetings/cap-23/screen/S1", by=morning.amara)
    expect(page.locator("#doubled tbody tr")).to_have_count(1)
    expect(page.locator("#doubled")).to_contain_text("LI")
    expect(page.locator("#watchers tbody tr")).to_have_count(1)
