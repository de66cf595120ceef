"""The desk's page as an app: what it holds, and what a browser is told to keep of it."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from tests import world
from tests.watch import Watch
from tracker.access import Role
from tracker.checkin.shell import files
from tracker.checkin.verdicts import Verdict
from tracker.config import Settings
from tracker.i18n import STAFF_LANGUAGES
from tracker.meetings.models import Meeting
from tracker.registration.models import State

STATIC = Path(__file__).parents[2] / "static"
BECOME = "/meetings/cap-23/checkin"
IMPORT = re.compile(r'^(?:import|export) (?:.* from )?"(\..+?)";$|import\("(\..+?)"\)', re.MULTILINE)


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


def page(client: FlaskClient, path: str = "/desk/", language: str = "en") -> str:
    answer = client.get(path, headers={"Accept-Language": language})
    assert answer.status_code == 200
    return answer.text


def test_the_page_is_the_same_for_everybody_and_names_nobody(client: FlaskClient, meeting: Meeting) -> None:
    world.registration(meeting, "Adjoua Kouassi")
    stranger = page(client)
    world.sign_in(client, world.user("Tom Temporary", role=Role.DESK, of=meeting))
    assert page(client) == stranger
    assert [word for word in ("Tom", "KOUASSI", "23rd", "csrf") if word in stranger] == []


def test_the_page_sets_no_cookie(client: FlaskClient) -> None:
    answers = [client.get(path) for path in ("/desk/", "/desk/page/fr", "/desk/sw.js", "/desk/manifest.webmanifest")]
    assert [answer.headers.getlist("Set-Cookie") for answer in answers] == [[]] * 4


def test_the_page_speaks_every_language_of_those_who_work_here(client: FlaskClient) -> None:
    pages = {language: Elements(page(client, f"/desk/page/{language}")) for language in STAFF_LANGUAGES}
    spoken = {language: elements.found[0][1]["lang"] for language, elements in pages.items()}
    assert spoken == {language: language for language in STAFF_LANGUAGES}
    assert 'lang="fr"' in page(client, language="fr")
    assert client.get("/desk/page/tlh").status_code == 404


def test_every_verdict_has_a_word_and_says_what_to_do(client: FlaskClient) -> None:
    words = Elements(page(client)).having("data-word")
    assert [v.value for v in Verdict if f"{v}.word" not in words or f"{v}.note" not in words] == []


def test_the_page_has_a_word_for_everybody_who_can_be_found(client: FlaskClient) -> None:
    words = Elements(page(client)).having("data-word")
    assert [s.value for s in State if s is not State.DRAFT and f"state.{s}" not in words] == []


def test_no_word_stands_there_twice(client: FlaskClient) -> None:
    words = Elements(page(client)).having("data-word")
    assert len(words) == len(set(words))


def test_the_scripts_ask_for_words_that_are_there(client: FlaskClient) -> None:
    """Each key that a script names in full is on the page."""
    words = set(Elements(page(client)).having("data-word"))
    sources = [script.read_text(encoding="utf-8") for script in (STATIC / "checkin").rglob("*.js")]
    named = r'(?:say|word|fail)\("([a-z_]+\.[a-z_]+)"|"((?:camera|enrol|link|list|search|undo)\.[a-z_]+)"'
    asked = {key for source in sources for pair in re.findall(named, source) for key in pair if key}
    assert asked
    assert asked - words == set()


def test_nothing_is_inline(client: FlaskClient) -> None:
    found = Elements(page(client)).found
    assert [a for tag, a in found if tag == "style" or "style" in a or (tag == "script" and "src" not in a)] == []
    assert [key for _, a in found for key in a if key.startswith("on")] == []


def test_there_is_one_live_region(client: FlaskClient) -> None:
    found = Elements(page(client)).found
    live = [a for _, a in found if "aria-live" in a or a.get("role") in {"status", "alert", "log"}]
    assert [a.get("id") for a in live] == ["announcer"]


def test_without_scripts_the_page_says_so_and_offers_nothing_that_would_not_work(client: FlaskClient) -> None:
    html = page(client)
    assert "Scanning needs JavaScript" in html[html.index("<noscript>") : html.index("</noscript>")]
    fields = [a for tag, a in Elements(html).found if tag == "fieldset"]
    assert all("disabled" in field and "data-needs-script" in field for field in fields)


def test_the_code_is_read_from_left_to_right(client: FlaskClient) -> None:
    code = Elements(page(client)).by_id("code")
    assert (code["dir"], code["autocomplete"], code["spellcheck"]) == ("ltr", "off", "false")


def test_the_browser_keeps_all_that_the_page_names(client: FlaskClient) -> None:
    elements = Elements(page(client))
    named = {str(path) for key in ("src", "href") for path in elements.having(key)}
    statics = {path.partition("?")[0].removeprefix("/static/") for path in named if path.startswith("/static/")}
    modules = {f"{name}.js" for names in elements.having("data-module") for name in str(names).split()}
    assert (statics | modules) - set(files.kept(STATIC)) == set()


def test_the_browser_keeps_all_that_a_script_imports() -> None:
    kept = set(files.kept(STATIC))
    missing = set()
    for script in (path for path in kept if path.endswith(".js") and not path.startswith("vendor/")):
        for static, dynamic in IMPORT.findall((STATIC / script).read_text(encoding="utf-8")):
            found = (STATIC / script).parent / (static or dynamic)
            missing |= {found.resolve().relative_to(STATIC).as_posix()} - kept
    assert missing == set()
    assert {"vendor/zxing-wasm/reader/zxing_reader.wasm", "vendor/qr/decode.js", "checkin/scan-worker.js"} <= kept
    assert not kept & set(files.WORKERS)


def test_a_changed_file_makes_a_new_version(client: FlaskClient, tmp_path: Path) -> None:
    (tmp_path / "checkin").mkdir()
    script = tmp_path / "checkin" / "desk.js"
    script.write_text("1;")
    before = files.kept(tmp_path)
    script.write_text("2;;")
    assert list(before) == list(files.kept(tmp_path)) == ["checkin/desk.js"]
    assert files.version(*before.values()) != files.version(*files.kept(tmp_path).values())


def test_the_service_worker_knows_the_digests(client: FlaskClient) -> None:
    answer = client.get("/desk/sw.js")
    assert (answer.mimetype, answer.headers["Cache-Control"]) == ("text/javascript", "no-cache")
    assert answer.text.startswith('self.KEPT = {"version": ')
    assert files.kept(STATIC)["checkin/desk.js"] in answer.text
    assert "/desk/page/fr" in answer.text


def test_the_administrator_can_have_everything_dropped(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings: Settings = app.extensions["settings"]
    off = Settings(instance=settings.instance, desk_offline=False)
    monkeypatch.setitem(app.extensions, "settings", off)
    script = client.get("/desk/sw.js").text
    assert "KEPT" not in script
    assert "registration.unregister()" in script


def test_the_app_can_be_installed(client: FlaskClient) -> None:
    answer = client.get("/desk/manifest.webmanifest")
    assert answer.mimetype == "application/manifest+json"
    app = answer.get_json(force=True)
    assert (app["start_url"], app["scope"], app["display"]) == ("/desk/", "/desk/", "standalone")
    icons = [(STATIC / icon["src"].removeprefix("/static/"), icon["sizes"]) for icon in app["icons"]]
    assert {size: "{}x{}".format(*_size(path)) for path, size in icons} == {size: size for _, size in icons}


def _size(path: Path) -> tuple[int, int]:
    with Image.open(path) as picture:
        return picture.size


def test_only_the_worker_may_run_webassembly(client: FlaskClient) -> None:
    worker, shell = client.get("/desk/scan-worker.js"), client.get("/desk/")
    assert "'wasm-unsafe-eval'" in worker.headers["Content-Security-Policy"]
    assert "'wasm-unsafe-eval'" not in shell.headers["Content-Security-Policy"]
    with client.get("/static/checkin/desk.js") as script:
        assert "'wasm-unsafe-eval'" not in script.headers["Content-Security-Policy"]


def test_whoever_may_scan_makes_their_browser_a_desk(client: FlaskClient, meeting: Meeting) -> None:
    world.sign_in(client, world.user("Tom Temporary", role=Role.DESK, of=meeting))
    elements = Elements(page(client, f"{BECOME}?session=S2"))
    assert [a["value"] for tag, a in elements.found if tag == "option" and "selected" in a] == ["S2"]
    assert elements.by_id("name")["value"] == "Tom Temporary"
    assert elements.having("data-address") == ["/meetings/cap-23/devices"]
    assert "/desk/" in elements.having("href")
    assert client.get(f"{BECOME}?session=S9").status_code == 404


def test_nobody_else_does(client: FlaskClient, meeting: Meeting) -> None:
    assert client.get(BECOME).status_code == 303
    world.sign_in(client, world.user("Vera Viewer", role=Role.VIEWER, of=meeting))
    assert client.get(BECOME).status_code == 403
