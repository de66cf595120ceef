"""A delegate keeps the badge on her phone, and shows it in the basement of the conference centre."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import unquote

import pytest
import zxingcpp
from flask import Flask
from PIL import Image
from playwright.sync_api import Page, expect

from tests import world
from tests.browser import looks
from tests.browser.conftest import Visits
from tests.watch import Watch
from tracker import clock
from tracker.audit.models import COMMAND
from tracker.db import db, transaction
from tracker.registration import links, reissuing
from tracker.registration.models import Registration

PHONE = (360, 740)
CACHED = """async () => {
    const found = [];
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) found.push(request.url + await (await cache.match(request)).text());
    }
    return found;
}"""
STORED = """() => new Promise((resolve) => {
    const opening = indexedDB.open("my-badge");
    opening.onsuccess = () => {
        const all = opening.result.transaction("badges").objectStore("badges").getAll();
        all.onsuccess = () => resolve(JSON.stringify(all.result));
    };
})"""


@dataclass(frozen=True, slots=True)
class Evening:
    """The evening before: Amina is approved, and has her badge."""

    amina: Registration
    personal: str
    code: str


@pytest.fixture
def evening(app: Flask, watch: Watch) -> Iterator[Evening]:
    watch.says("2026-11-16 20:00")
    with app.app_context():
        meeting = world.meeting()
        amina = world.registration(meeting, "Amina Haddad", delegation="EG", native_name="أمينة حدّاد")
        yield Evening(amina, f"/my/{links.personal(amina.uid)}", world.code(amina))


def keeps(visits: Visits, evening: Evening, language: str = "en", scheme: str = "light") -> Page:
    """She opens her personal page on the phone and keeps the badge."""
    page = visits.open(evening.personal, size=PHONE, language=language, scheme=scheme)
    page.context.clock.set_fixed_time(clock.now())
    page.locator("a[href*='#keep=']").click()
    expect(page.locator(".phone-name")).to_be_visible()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    return page


def scanned(page: Page) -> list[str]:
    picture = Image.open(BytesIO(page.locator(".phone-symbol").screenshot()))
    return [read.text for read in zxingcpp.read_barcodes(picture)]


def test_it_is_shown_without_a_network(visits: Visits, evening: Evening) -> None:
    page = keeps(visits, evening)
    visits.foresee("ERR_INTERNET_DISCONNECTED")
    page.context.set_offline(offline=True)
    page.reload()
    expect(page.locator(".phone-name")).to_have_text("Amina HADDAD")
    expect(page.locator(".phone-native")).to_have_text("أمينة حدّاد")
    expect(page.locator(".phone-stops li")).to_have_count(3)
    assert scanned(page) == [evening.code]


def test_the_signed_link_stays_out_of_address_caches_and_database(visits: Visits, evening: Evening) -> None:
    page = keeps(visits, evening)
    assert page.url == f"{visits.address}/badge/"
    secret = unquote(evening.personal.removeprefix("/my/"))
    kept, stored = page.evaluate(CACHED), page.evaluate(STORED)
    assert [text for text in kept if secret in text or "HADDAD" in text or evening.code in text] == []
    assert secret not in stored
    assert "customs.example" not in stored
    assert "HADDAD" in stored


def test_a_withdrawn_badge_says_so_at_the_next_contact_and_is_forgotten(
    app: Flask, visits: Visits, evening: Evening
) -> None:
    page = keeps(visits, evening)
    visits.foresee("ERR_INTERNET_DISCONNECTED", "410")
    page.context.set_offline(offline=True)
    with app.app_context(), transaction():
        amina = db.session.get(Registration, evening.amina.id)
        assert amina is not None
        reissuing.reissue(amina, COMMAND, "lost")
    page.reload()
    expect(page.locator(".phone-name")).to_be_visible()  # who is without a network cannot know
    page.context.set_offline(offline=False)
    expect(page.locator(".notice-bad")).to_contain_text("This badge is no longer valid")
    expect(page.locator(".phone-symbol")).to_have_count(0)
    stored = page.evaluate(STORED)
    assert ("HADDAD" in stored, "token" in stored and '"token":""' in stored) == (False, True)


def test_it_leaves_the_phone_a_week_after_the_meeting(visits: Visits, evening: Evening) -> None:
    page = keeps(visits, evening)
    visits.foresee("ERR_INTERNET_DISCONNECTED")
    page.context.set_offline(offline=True)
    page.context.clock.set_fixed_time(world.at("2026-11-25 12:31"))
    page.reload()
    expect(page.locator(".empty-title")).to_be_visible()
    assert page.evaluate(STORED) == "[]"


def test_it_is_removed_by_one_tap(visits: Visits, evening: Evening) -> None:
    page = keeps(visits, evening)
    page.get_by_role("button", name="Remove from this phone").click()
    expect(page.locator(".empty-title")).to_have_text("No badge is kept on this phone")
    assert page.evaluate(STORED) == "[]"


def test_a_link_that_is_not_complete_is_explained(visits: Visits, evening: Evening) -> None:
    del evening
    visits.foresee("404")
    page = visits.open("/badge/#keep=x", size=PHONE)
    expect(page.locator("[data-word=refused]")).to_contain_text("This link is not complete")
    assert page.url == f"{visits.address}/badge/"


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("fr", "dark")])
def test_it_can_be_used_by_everybody(visits: Visits, evening: Evening, language: str, scheme: str) -> None:
    page = keeps(visits, evening, language, scheme)
    assert looks.problems(page) == []
