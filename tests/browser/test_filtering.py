"""Somebody types into the search of a list before the page's script is there, as on a slow network."""

from flask import Flask
from playwright.sync_api import Route, expect

from tests import world
from tests.browser.conftest import Visits
from tests.watch import Watch
from tracker.access import Role


def test_what_was_typed_first_filters_too(app: Flask, visits: Visits, watch: Watch) -> None:
    watch.says("2026-11-16 20:00")
    with app.app_context():
        meeting = world.meeting()
        for name in ("Adjoua Kouassi", "Issa Bamba"):
            world.registration(meeting, name)
        page = visits.open("/", by=world.user("Amara Diallo", role=Role.ORGANIZER, of=meeting))
    held: list[Route] = []
    page.route("**/filter-form.js*", lambda route: held.append(route))  # noqa: PLW0108 (it wants a function of Python)
    page.goto("/meetings/cap-23/registrations")
    page.get_by_label("Name, delegation or e-mail").fill("kou")
    expect(page.locator("#registrations tbody tr")).to_have_count(2)
    held[0].continue_()
    expect(page.locator("#registrations tbody tr")).to_have_count(1)
