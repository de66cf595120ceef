"""A tablet on a stand: it answers whoever holds a badge before it, and shows nobody else."""

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.browser.desks import Answers, Server, answers, code_for_a_desk, gather, recorded, scans, tablet, types, waits
from tests.watch import Watch

pytestmark = pytest.mark.slow


def seen(page: Page) -> str:
    """All that somebody before the tablet can read."""
    text: str = page.evaluate("() => document.body.innerText")
    return text


def test_a_tablet_on_a_stand_shows_no_names_of_others(app: Flask, watch: Watch, chromium: Browser) -> None:
    watch.says("2026-11-17 09:00")
    with app.app_context():
        morning = gather()
        server = Server(Answers(app.wsgi_app))
        server.start()
        desk = tablet(chromium, server.address, code_for_a_desk(morning.meeting, "Stand"))
        page = desk.page
        types(page, morning.jean)
        answers(page, "Come in")
        page.goto("/desk/#kiosk")
        page.get_by_label("Tablet on a stand").fill("2468")
        page.get_by_role("button", name="Show only the camera").click()
        answers(page, "Hold your badge before the camera")
        assert "VANDENBROUCKE" not in seen(page)
        expect(page.get_by_label("Name or delegation, 3 letters or more")).to_be_hidden()
        scans(page, morning.adjoua)
        answers(page, "Come in")
        assert ("KOUASSI" in seen(page), "VANDENBROUCKE" in seen(page)) == (True, False)
        expect(page.locator(".verdict-word")).to_have_text("Hold your badge before the camera", timeout=9000)
        assert "KOUASSI" not in seen(page)
        page.reload()
        answers(page, "Hold your badge before the camera")
        page.locator(".kiosk-foot summary").click()
        for code in ("1111", "2468"):
            page.get_by_label("Code to leave").fill(code)
            page.get_by_role("button", name="Leave").click()
        expect(page.get_by_label("Name or delegation, 3 letters or more")).to_be_visible()
        waits(page, 0)
        desk.window.close()
        server.stop()
    assert recorded(app) == [("typed", "welcome"), ("wedge", "welcome")]
