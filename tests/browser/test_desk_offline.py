"""The desk that never stops: without a network or a server, closed and opened again, in two tabs, renewed, withdrawn.

Each check of the first part is also made against a desk that is spoilt on purpose, and must then fail.
"""

import json
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect
from playwright.sync_api import Error as PlaywrightError

from tests import world
from tests.browser.desks import (
    Answers,
    Morning,
    Server,
    Tablet,
    answers,
    code_for_a_desk,
    gather,
    numbers,
    recorded,
    tablet,
    types,
    waits,
    works,
)
from tests.watch import Watch
from tracker import clock
from tracker.audit.models import SYSTEM
from tracker.checkin.devices import enrolling
from tracker.checkin.devices.models import DeskDevice
from tracker.db import db, transaction
from tracker.meetings.models import Meeting

pytestmark = pytest.mark.slow
STATIC = Path(__file__).parents[2] / "static"


@dataclass(slots=True)
class House:
    """The morning's people, a server of its own before them, and the browsers that came."""

    app: Flask
    morning: Morning
    network: Answers
    server: Server
    chromium: Browser
    tablets: list[Tablet] = field(default_factory=list)

    def desk(self, name: str = "Door A") -> Tablet:
        """A new browser becomes a desk."""
        made = tablet(self.chromium, self.server.address, code_for_a_desk(self.morning.meeting, name))
        self.tablets.append(made)
        return made

    def withdraws(self) -> None:
        """The organizer ends every device of the meeting."""
        with transaction():
            meeting = db.session.get_one(Meeting, self.morning.meeting.id)
            for device in db.session.scalars(db.select(DeskDevice)).all():
                enrolling.withdraw(meeting, device.id, SYSTEM, at=clock.now())


@pytest.fixture
def house(app: Flask, watch: Watch, chromium: Browser) -> Iterator[House]:
    watch.says("2026-11-17 09:00")
    with app.app_context():
        network = Answers(app.wsgi_app)
        made = House(app, gather(), network, Server(network), chromium)
        made.server.start()
        yield made
        for one in made.tablets:
            one.window.close()
        made.server.stop()


# --- What must hold, and what is spoilt to see that the check would notice ------------------------------------------


def opens_without_a_network(house: House) -> None:
    """The page comes back without the server, with its list, and the tab that was closed keeps the queue."""
    desk = house.desk()
    house.server.stop()
    desk.page.reload()
    works(desk.page)
    types(desk.page, house.morning.adjoua)
    answers(desk.page, "Come in")
    types(desk.page, house.morning.replaced)
    answers(desk.page, "Badge no longer valid")
    waits(desk.page, 2)
    desk.page.close()
    desk.page = desk.another_tab()
    waits(desk.page, 2)
    expect(desk.page.locator("#link")).to_have_text("No connection", timeout=40_000)
    house.server.start()
    waits(desk.page, 0, seconds=60)
    assert recorded(house.app) == [("typed", "welcome"), ("typed", "revoked")]


def lost_answers_make_no_doubles(house: House) -> None:
    """The server has acted, the desk never heard; it asks again, and every scan is there once."""
    desk = house.desk()
    house.network.lose = 2
    types(desk.page, house.morning.adjoua)
    answers(desk.page, "Come in")
    waits(desk.page, 0, seconds=30)
    assert house.network.lost == 2
    assert recorded(house.app) == [("typed", "welcome")]


def what_was_sent_leaves_the_queue(house: House) -> None:
    """Nothing is kept, or sent again, that the server has named."""
    desk = house.desk()
    types(desk.page, house.morning.adjoua)
    answers(desk.page, "Come in")
    waits(desk.page, 0, seconds=8)
    assert recorded(house.app) == [("typed", "welcome")]


def test_the_desk_opens_and_works_without_the_server(house: House) -> None:
    opens_without_a_network(house)


def test_lost_answers_make_no_doubles(house: House) -> None:
    lost_answers_make_no_doubles(house)


def test_what_was_sent_leaves_the_queue(house: House) -> None:
    what_was_sent_leaves_the_queue(house)


def spoil(house: House, folder: Path, script: str, part: str, other: str) -> None:
    """Serve a copy of all static files in which one script is spoilt."""
    copy = folder / "static"
    shutil.copytree(STATIC, copy, ignore=shutil.ignore_patterns("@expo-google-fonts"))
    file = copy / "checkin" / script
    sound = file.read_text(encoding="utf-8")
    assert sound.count(part) == 1
    file.write_text(sound.replace(part, other), encoding="utf-8")
    house.app.static_folder = str(copy)


@pytest.fixture
def mended(app: Flask) -> Iterator[None]:
    sound = app.static_folder
    yield
    app.static_folder = sound


@pytest.mark.usefixtures("mended")
def test_a_worker_that_does_not_answer_is_noticed(house: House, tmp_path: Path) -> None:
    spoil(house, tmp_path, "service-worker.js", 'worker.addEventListener("fetch"', 'worker.addEventListener("fetched"')
    with pytest.raises(PlaywrightError, match="ERR_CONNECTION_REFUSED"):
        opens_without_a_network(house)


@pytest.mark.usefixtures("mended")
def test_a_queue_that_is_never_dropped_is_noticed(house: House, tmp_path: Path) -> None:
    spoil(house, tmp_path, "store.js", 'table("queue").delete(seq)', "void seq")
    with pytest.raises(AssertionError, match="Waiting to be sent: 0"):
        what_was_sent_leaves_the_queue(house)


def test_a_server_that_takes_every_scan_for_a_new_one_is_noticed(house: House) -> None:
    house.network.app = _forgetful(house.network.app)
    with pytest.raises(AssertionError, match="welcome"):
        lost_answers_make_no_doubles(house)


def _forgetful(app: Any) -> Any:  # noqa: ANN401 (WSGI)
    """The application, told another id for each scan each time."""

    def changed(environ: dict[str, Any], start: Any) -> Iterable[bytes]:  # noqa: ANN401 (WSGI)
        if environ["PATH_INFO"] != "/desk/api/scans":
            return list(app(environ, start))
        frame = json.loads(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))
        new = {scan["id"]: str(uuid4()) for scan in frame["scans"]}
        frame["scans"] = [scan | {"id": new[scan["id"]], "seq": None} for scan in frame["scans"]]
        told = house_answer(app, environ, json.dumps(frame).encode())
        for old, other in new.items():
            told = told.replace(other.encode(), old.encode())
        start("201 Created", [("Content-Type", "application/json"), ("Content-Length", str(len(told)))])
        return [told]

    return changed


def house_answer(app: Any, environ: dict[str, Any], body: bytes) -> bytes:  # noqa: ANN401 (WSGI)
    """The body of the application's answer to a request with this body."""
    from io import BytesIO  # noqa: PLC0415 (here alone)

    asked = environ | {"wsgi.input": BytesIO(body), "CONTENT_LENGTH": str(len(body))}
    return b"".join(app(asked, lambda *_: lambda _: None))


# --- Tabs, renewal, new versions, withdrawal -------------------------------------------------------------------------


def test_two_tabs_are_one_desk(house: House) -> None:
    desk = house.desk()
    other = desk.another_tab()
    desk.goes_offline()
    for page, code in ((desk.page, house.morning.adjoua), (other, house.morning.online)) * 3:
        types(page, code)
        page.wait_for_timeout(150)
    waits(desk.page, 6)
    waits(other, 6)
    desk.comes_back()
    waits(desk.page, 0, seconds=60)
    waits(other, 0)
    assert numbers(house.app) == [1, 2, 3, 4, 5, 6]


def test_somebody_who_is_on_no_list_is_let_in_provisionally(house: House) -> None:
    desk = house.desk()
    desk.goes_offline()
    expect(desk.page.locator("#link")).to_have_text("No connection", timeout=40_000)
    late = world.registration(house.morning.meeting, "Awa Diop", delegation="CI")
    types(desk.page, world.code(late))
    answers(desk.page, "Not on this device’s list")
    expect(desk.page.locator(".verdict-note")).to_contain_text("The list is of 09:00")
    desk.page.get_by_role("button", name="Let in provisionally").click()
    desk.page.locator("#provisional-name").fill("Awa DIOP")
    desk.page.locator("#provisional-delegation").fill("Côte d'Ivoire")
    desk.page.get_by_role("button", name="Let in", exact=True).click()
    answers(desk.page, "Come in – provisionally")
    waits(desk.page, 2)
    desk.comes_back()
    waits(desk.page, 0, seconds=60)
    assert [method for method, _ in recorded(house.app)] == ["typed", "provisional"]


def test_a_new_version_waits_until_somebody_agrees(house: House, tmp_path: Path, mended: None) -> None:
    del mended
    desk = house.desk()
    version = desk.page.evaluate("caches.keys()")
    spoil(house, tmp_path, "page.js", "An element that the page must have.", "An element of the page.")
    desk.page.evaluate("navigator.serviceWorker.getRegistration().then((it) => it.update())")
    button = desk.page.get_by_role("button", name="Use it now")
    expect(button).to_be_visible(timeout=20_000)
    desk.page.reload()
    works(desk.page)
    assert set(version) <= set(desk.page.evaluate("caches.keys()"))
    types(desk.page, house.morning.adjoua)
    answers(desk.page, "Come in")
    with desk.page.expect_navigation():
        button.click()
    works(desk.page)
    left = [name for name in desk.page.evaluate("caches.keys()") if name != "desk-choice"]
    assert len(left) == 1
    assert left != version
    types(desk.page, house.morning.adjoua)
    answers(desk.page, "Already in")  # the new version knows what the old one saw


def test_a_version_that_is_not_there_in_full_is_not_taken(house: House, tmp_path: Path, mended: None) -> None:
    del mended
    desk = house.desk()
    version = desk.page.evaluate("caches.keys()")
    spoil(house, tmp_path, "page.js", "An element that the page must have.", "An element of the page.")
    house.network.app = _lacking(house.network.app, "/static/checkin/words.js")
    desk.page.evaluate("navigator.serviceWorker.getRegistration().then((it) => it.update()).catch(() => {})")
    desk.page.wait_for_timeout(3000)
    assert desk.page.evaluate("caches.keys()") == version
    house.server.stop()
    desk.page.reload()
    works(desk.page)


def _lacking(app: Any, path: str) -> Any:  # noqa: ANN401 (WSGI)
    """The application without one of its files."""

    def lacking(environ: dict[str, Any], start: Any) -> Iterable[bytes]:  # noqa: ANN401 (WSGI)
        if environ["PATH_INFO"] == path:
            start("404 Not Found", [("Content-Type", "text/plain")])
            return [b"gone"]
        answer: Iterable[bytes] = app(environ, start)
        return answer

    return lacking


EMPTY = """async () => [
  await caches.keys(),
  (await indexedDB.databases()).length,
  (await navigator.serviceWorker.getRegistrations()).length,
]"""


def test_a_desk_that_is_withdrawn_forgets_everything(house: House) -> None:
    desk = house.desk()
    types(desk.page, house.morning.adjoua)
    waits(desk.page, 0)
    house.withdraws()
    expect(desk.page.get_by_role("heading", name="This browser is a desk no longer")).to_be_visible(timeout=20_000)
    expect(desk.page.locator("body")).to_have_attribute("data-wiped", "")
    assert desk.page.evaluate(EMPTY) == [[], 0, 0]


def test_a_desk_that_is_withdrawn_while_it_is_away_hands_in_what_it_saw(house: House, watch: Watch) -> None:
    desk = house.desk()
    desk.goes_offline()
    types(desk.page, house.morning.adjoua)
    answers(desk.page, "Come in")
    watch.moves_on(minutes=5)
    house.withdraws()
    desk.comes_back()
    expect(desk.page.locator("body")).to_have_attribute("data-wiped", "", timeout=60_000)
    assert recorded(house.app) == [("typed", "welcome")]
    assert desk.page.evaluate(EMPTY) == [[], 0, 0]


def test_a_desk_whose_time_is_over_goes_on_and_is_renewed(house: House, watch: Watch) -> None:
    desk = house.desk()
    watch.moves_on(hours=80)
    expect(desk.page.get_by_role("heading", name="Make this browser a desk")).to_be_visible(timeout=20_000)
    types(desk.page, house.morning.mistyped)
    answers(desk.page, "Mistyped code")
    desk.page.get_by_label("Code of the organizer").fill(code_for_a_desk(house.morning.meeting, "Door B"))
    desk.page.get_by_role("button", name="Begin").click()
    expect(desk.page.locator("[data-desk-name]")).to_have_text("Door B")
    expect(desk.page.get_by_role("heading", name="Make this browser a desk")).to_be_hidden()
    waits(desk.page, 0)
    assert recorded(house.app) == [("typed", "mistyped_code")]


def test_the_scans_can_be_saved_to_a_file(house: House) -> None:
    desk = house.desk()
    desk.goes_offline()
    types(desk.page, house.morning.adjoua)
    answers(desk.page, "Come in")
    with desk.page.expect_download() as saved:
        desk.page.get_by_role("button", name="Save to a file").click()
    content = json.loads(Path(saved.value.path()).read_text(encoding="utf-8"))
    assert (content["meeting"], [scan["code"] for scan in content["scans"]]) == ("cap-23", [house.morning.adjoua])


def test_the_list_on_the_device_names_nobody(house: House) -> None:
    desk = house.desk()
    kept = desk.page.evaluate(
        """() => new Promise((resolve) => {
            indexedDB.open("desk").onsuccess = (opened) => {
                const box = opened.target.result.transaction("box").objectStore("box");
                box.get("roster").onsuccess = (found) => resolve(JSON.stringify(found.target.result));
            };
        })"""
    )
    assert len(json.loads(kept)["roster"]["entries"]) >= 4
    assert [name for name in ("Adjoua", "KOUASSI", "VANDENBROUCKE", "李伟", "approved") if name in kept] == []
