"""The page of the front desk, as the server writes it."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import world
from tests.watch import Watch
from tracker.access import Role
from tracker.checkin.verdicts import Verdict
from tracker.db import transaction
from tracker.meetings.models import Meeting
from tracker.registration.models import State

STATIC = Path(__file__).parents[2] / "static" / "checkin"
DESK = "/meetings/cap-23/checkin"


class Elements(HTMLParser):
    """All start tags of a page with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def having(self, attribute: str) -> list[str | None]:
        return [attributes[attribute] for _, attributes in self.found if attribute in attributes]

    def by_id(self, wanted: str) -> dict[str, str | None]:
        return next(attributes for _, attributes in self.found if attributes.get("id") == wanted)


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    watch.says("2026-11-17 09:00")
    return world.meeting()


@pytest.fixture
def temp(client: FlaskClient, meeting: Meeting) -> FlaskClient:
    return world.sign_in(client, world.user("Tom Temporary", role=Role.DESK, of=meeting))


def page(client: FlaskClient, path: str = DESK, language: str = "en") -> str:
    answer = client.get(path, headers={"Accept-Language": language})
    assert answer.status_code == 200
    return answer.text


def chosen(html: str) -> str | None:
    """The session that is selected."""
    return next(a["value"] for tag, a in Elements(html).found if tag == "option" and "selected" in a)


@pytest.mark.parametrize(
    ("wall", "code"),
    [
        ("2026-11-17 09:00", "S1"),
        ("2026-11-17 13:40", "S2"),
        ("2026-11-17 15:00", "S2"),
        ("2026-11-18 10:00", "S3"),
    ],
)
def test_the_session_that_is_on_is_chosen(temp: FlaskClient, watch: Watch, wall: str, code: str) -> None:
    watch.says(wall)
    assert chosen(page(temp)) == code


def test_another_session_may_be_chosen_and_the_page_says_that_it_is_another(temp: FlaskClient) -> None:
    html = page(temp, f"{DESK}?session=S3")
    assert chosen(html) == "S3"
    assert "Another session is on now: Closed session S1." in html
    assert "Another session is on now" not in page(temp, f"{DESK}?session=S1")


def test_a_session_that_does_not_exist(temp: FlaskClient) -> None:
    assert temp.get(f"{DESK}?session=S9").status_code == 404


def test_the_page_has_a_word_for_every_verdict(temp: FlaskClient) -> None:
    words = Elements(page(temp)).having("data-word")
    assert [v.value for v in Verdict if f"{v}.word" not in words or f"{v}.note" not in words] == []


def test_the_page_has_a_word_for_everybody_who_can_be_found(temp: FlaskClient) -> None:
    words = Elements(page(temp)).having("data-word")
    assert [s.value for s in State if s is not State.DRAFT and f"state.{s}" not in words] == []


def test_no_word_stands_there_twice(temp: FlaskClient) -> None:
    words = Elements(page(temp)).having("data-word")
    assert len(words) == len(set(words))


def test_the_scripts_ask_for_every_word_that_there_is(temp: FlaskClient, meeting: Meeting) -> None:
    """Each key that a script names in full is on the page."""
    words = set(Elements(page(temp)).having("data-word"))
    asked = set()
    for script in ("desk", "search", "camera", "viewfinder"):
        source = (STATIC / f"{script}.js").read_text(encoding="utf-8")
        asked |= set(re.findall(r'"((?:camera|full|link|search|undo)\.[a-z_]+)"', source))
    assert asked
    assert asked - words == set()


def test_times_are_those_at_the_meeting(temp: FlaskClient) -> None:
    html = page(temp)
    assert "The doors open: 17 Nov 2026, 08:30. Is the right session chosen above?" in html
    assert "It ended: 17 Nov 2026, 12:30. Is the right session chosen above?" in html
    assert Elements(html).having("data-zone") == ["Europe/Brussels"]


def test_the_scripts_know_where_to_send(temp: FlaskClient) -> None:
    elements = Elements(page(temp, f"{DESK}?session=S2"))
    assert elements.having("data-scans") == [f"{DESK}/S2/scans"]
    assert elements.having("data-undos") == [f"{DESK}/S2/undos"]
    assert elements.having("data-counts") == [f"{DESK}/S2/counts"]
    assert elements.having("data-people") == [f"{DESK}/people"]
    assert [a for tag, a in elements.found if tag == "meta" and a.get("name") == "csrf-token" and a["content"]]


def test_nothing_is_inline(temp: FlaskClient) -> None:
    found = Elements(page(temp)).found
    assert [a for tag, a in found if tag == "style" or "style" in a or (tag == "script" and "src" not in a)] == []
    assert [key for _, a in found for key in a if key.startswith("on")] == []


def test_without_scripts_the_page_says_so_and_offers_nothing_that_would_not_work(temp: FlaskClient) -> None:
    html = page(temp)
    assert "Scanning needs JavaScript" in html[html.index("<noscript>") : html.index("</noscript>")]
    fields = [a for tag, a in Elements(html).found if tag == "fieldset"]
    assert all("disabled" in field and "data-needs-script" in field for field in fields)
    assert "disabled" not in Elements(html).by_id("session")


def test_the_code_is_read_from_left_to_right(temp: FlaskClient) -> None:
    code = Elements(page(temp)).by_id("code")
    assert (code["dir"], code["autocomplete"], code["spellcheck"]) == ("ltr", "off", "false")


def test_figures_of_the_session(temp: FlaskClient, meeting: Meeting) -> None:
    world.registration(meeting, "Adjoua Kouassi")
    assert re.findall(r'data-figure="(\w+)">(\d+)<', page(temp)) == [
        ("inside", "0"),
        ("capacity", "134"),
        ("came", "0"),
        ("expected", "1"),
        ("refused", "0"),
    ]


def test_a_room_without_a_number_of_seats(temp: FlaskClient, meeting: Meeting) -> None:
    with transaction():
        meeting.rooms[0].capacity = None
    assert "capacity" not in Elements(page(temp)).having("data-figure")


def test_only_for_those_who_may_scan(client: FlaskClient, meeting: Meeting) -> None:
    assert client.get(DESK).status_code == 303
    world.sign_in(client, world.user("Vera Viewer", role=Role.VIEWER, of=meeting))
    assert client.get(DESK).status_code == 403


def test_only_the_worker_may_run_webassembly(client: FlaskClient) -> None:
    with client.get("/static/checkin/scan-worker.js?v=1") as worker, client.get("/static/checkin/desk.js") as script:
        assert "'wasm-unsafe-eval'" in worker.headers["Content-Security-Policy"]
        assert "'wasm-unsafe-eval'" not in script.headers["Content-Security-Policy"]
