"""Every page, for everybody: in several languages, light and dark, on the narrowest window, from right to left."""

from collections.abc import Iterator
from http import HTTPStatus
from itertools import groupby
from operator import attrgetter
from typing import cast

import pytest
from flask import Flask
from playwright.sync_api import Page

from tests.browser import looks
from tests.browser.conftest import Visits
from tests.browser.sight import Sight
from tests.browser.sights import Autumn, autumn, sights
from tests.watch import Watch

EDGES = """() => [...document.querySelectorAll("h1, .brand, .card, .field, .summary, .notice, .table-region")]
    .filter((element) => element.checkVisibility())
    .map((element) => element.getBoundingClientRect())
    .map(({ left, right }) => document.dir === "rtl" ? document.documentElement.clientWidth - right : left)
    .map(Math.round)"""
TURNED = (
    "meeting, open",
    "register",
    "my registration, approved",
    "overview",
    "registrations",
    "registration, approved",
)


@pytest.fixture
def built(app: Flask, watch: Watch) -> Iterator[Autumn]:
    with app.test_request_context():
        yield autumn(watch)


def walk(
    visits: Visits, built: Autumn, language: str = "en", *, only: tuple[str, ...] = (), for_all: bool = False
) -> Iterator[tuple[Sight, Page]]:
    """Show one sight after the other, to each person in a window of their own; then hear what the console said."""
    seen = [one for one in sights(built) if (not only or one.name in only) and not (for_all and one.by)]
    for user, theirs in groupby(seen, attrgetter("by")):
        page = visits.open("/", by=user, language=language)
        for sight in theirs:
            page.goto(sight.path)
            if sight.act:
                sight.act(page)
            yield sight, page
        page.context.close()
    assert visits.complaints == [refusal(sight.status) for sight in seen if sight.status is not HTTPStatus.OK]
    visits.complaints.clear()


def refusal(status: HTTPStatus) -> str:
    """How Chromium notes on its console that an answer refused something."""
    return f"Failed to load resource: the server responded with a status of {status} ({status.phrase.upper()})"


def troubles(page: Page) -> list[str]:
    """What is wrong with the page by day, and by night as far as colours go: sizes stay."""
    page.emulate_media(color_scheme="light")
    by_day = looks.problems(page)
    page.emulate_media(color_scheme="dark")
    return [*by_day, *(f"dark: {one}" for one in (*looks.axe(page), *looks.faint_borders(page)) if one not in by_day)]


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_page_can_be_used_by_everybody(visits: Visits, built: Autumn, language: str) -> None:
    found = {sight.name: troubles(page) for sight, page in walk(visits, built, language)}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.slow
@pytest.mark.parametrize("language", ["ar", "ru"])
def test_pages_for_everybody_hold_in_other_scripts(visits: Visits, built: Autumn, language: str) -> None:
    found = {sight.name: looks.problems(page) for sight, page in walk(visits, built, language, for_all=True)}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.slow
def test_pages_turn_around_for_readers_of_arabic(visits: Visits, built: Autumn) -> None:
    found, here, there = {}, {}, {}
    for sight, page in walk(visits, built, only=TURNED):
        page.wait_for_load_state("networkidle")  # modules have hidden what is not asked
        here[sight.name] = cast("list[int]", page.evaluate(EDGES))
        page.evaluate("Object.assign(document.documentElement, { dir: 'rtl', lang: 'ar' })")
        there[sight.name] = cast("list[int]", page.evaluate(EDGES))
        found[sight.name] = looks.problems(page)
    assert found == {name: [] for name in TURNED}
    assert there == here


def test_no_name_is_cut_off_a_badge(visits: Visits, built: Autumn) -> None:
    """What a badge says first of all is the name; an organization that is too long is shortened instead."""
    for _, page in walk(visits, built, only=("my registration, approved", "own badge")):
        assert page.locator(".badge-person").evaluate("e => e.scrollHeight <= e.clientHeight")
        assert page.locator(".badge-name").evaluate("e => e.scrollWidth <= e.clientWidth")
