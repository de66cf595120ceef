"""A morning with two desks and no network, from the code that the organizer shows to figures that are exactly right."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests import world
from tests.browser import film
from tests.browser.conftest import Launch
from tests.browser.desks import (
    Server,
    answers,
    code_for_a_desk,
    counted,
    gather,
    numbers,
    recorded,
    tablet,
    types,
    waits,
    works,
)
from tracker import clock
from tracker.access import Role
from tracker.checkin.models import Provisional, Scan
from tracker.db import db

pytestmark = pytest.mark.slow
CAMERA = ("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream")


@pytest.fixture
def nine(app: Flask) -> Iterator[datetime]:
    """The server's clock begins at nine in Brussels and runs; the browsers' own clocks are days off."""
    start, began = world.at("2026-11-17 09:00"), monotonic()
    clock.run_on(lambda: start + timedelta(seconds=monotonic() - began))
    with app.app_context():
        yield start
    clock.run_on(None)


@pytest.fixture
def server(app: Flask, nine: datetime) -> Iterator[Server]:
    del nine
    made = Server(app.wsgi_app)
    made.start()
    yield made
    made.stop()


def scans_by_camera(page: Page, badges: int) -> None:
    """The badges pass before the lens; each is seen once before the camera is stopped."""
    page.get_by_role("button", name="Start scanning").click()
    expect(page.locator("#log li")).to_have_count(badges, timeout=40_000)
    page.get_by_role("button", name="Stop the camera").click()


def lets_in(page: Page, code: str, name: str) -> None:
    """Somebody with a badge that the list lacks, and with a passport."""
    types(page, code)
    answers(page, "Not on this device’s list")
    page.get_by_role("button", name="Let in provisionally").click()
    page.locator("#provisional-name").fill(name)
    page.get_by_role("button", name="Let in", exact=True).click()
    answers(page, "Come in – provisionally")


def test_a_morning_without_a_network(
    app: Flask, nine: datetime, server: Server, launch: Launch, tmp_path: Path
) -> None:
    morning = gather()
    badges = film.write(tmp_path / "north.mjpeg", [morning.adjoua, morning.jean])
    with_camera = launch(*CAMERA, f"--use-file-for-fake-video-capture={badges}")
    north = tablet(with_camera, server.address, code_for_a_desk(morning.meeting, "North door"))
    south = tablet(launch(), server.address, code_for_a_desk(morning.meeting, "South door"))

    server.stop()
    for desk in (north, south):
        expect(desk.page.locator("#link")).to_have_text("No connection", timeout=40_000)
    scans_by_camera(north.page, 2)
    assert sorted(north.page.locator(".log-who bdi:first-child").all_inner_texts()) == [
        "Mr Jean-Baptiste VANDENBROUCKE",
        "Ms Adjoua KOUASSI",
    ]
    types(south.page, morning.adjoua)  # she went round to the other door, which cannot know
    answers(south.page, "Come in")
    types(south.page, morning.online)
    answers(south.page, "Come in – registered online")
    types(south.page, morning.company)
    answers(south.page, "Not for this session")
    lets_in(south.page, morning.unknown, "Awa DIOP")
    waits(north.page, 2)
    waits(south.page, 5)
    south.page.close()
    south.page = south.another_tab()
    works(south.page)
    waits(south.page, 5)
    assert recorded(app) == []

    server.start()
    for desk in (north, south):
        waits(desk.page, 0, seconds=90)
    assert numbers(app) == [1, 1, 2, 2, 3, 4, 5]
    verdicts = [verdict for _, verdict in recorded(app)]
    assert verdicts.count("welcome") + verdicts.count("already_in") == 3
    others = sorted(verdict for verdict in verdicts if verdict not in {"welcome", "already_in"})
    assert others == ["not_this_category", "provisional", "unknown_code", "welcome_online"]
    assert db.session.scalars(db.select(Provisional.name)).all() == ["Awa DIOP"]
    expect(south.page.locator("[data-figure=came]")).to_have_text("3")
    assert counted(south.page) == {
        "Inside": "3",
        "Seats": "134",
        "Came": "3",
        "Expected": "3",
        "Provisional": "1",
        "Refused": "2",
    }
    assert [scan.doubt for scan in db.session.scalars(db.select(Scan)) if scan.doubt] == []
    assert [scan for scan in db.session.scalars(db.select(Scan)) if scan.at < nine] == []
    organizer = world.user("Olga Organizer", role=Role.ORGANIZER, of=morning.meeting)
    page = world.sign_in(app.test_client(), organizer).get(f"/meetings/{morning.meeting.slug}/devices/outage").text
    outage = dict(re.findall(r'<table class="table" id="(\w+)">(.*?)</table>', page, re.DOTALL))
    assert "KOUASSI" in outage["doubled"]
    assert "North door" in outage["doubled"]
    assert "South door" in outage["doubled"]
    assert "VANDENBROUCKE" not in outage["doubled"]
    assert "Awa DIOP" in outage["admitted"]
    for desk in (north, south):
        desk.window.close()
