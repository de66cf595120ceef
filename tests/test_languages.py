"""Which language a page speaks, and what it says where it cannot."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from tests import world
from tests.registration.delegate import ABDOU, Delegate, text_of
from tests.watch import Watch
from tracker.access import Role
from tracker.i18n import LANGUAGES, NOTICES, STAFF_LANGUAGES, Texts
from tracker.meetings.models import Meeting


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    watch.says("2026-11-09 10:00")
    world.delegations()
    return world.meeting()


def read(client: FlaskClient, address: str, accepted: str = "en") -> Any:  # noqa: ANN401 (lxml types too loosely)
    return html.fromstring(client.get(address, headers={"Accept-Language": accepted}).text)


def language(client: FlaskClient, address: str, accepted: str = "en") -> str:
    return str(read(client, address, accepted).get("lang"))


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_link_comes_first_and_is_remembered(client: FlaskClient, meeting: Meeting, code: str) -> None:
    assert language(client, f"/?lang={code}", "fr") == code
    assert language(client, "/", "ja, fr") == code  # chosen is chosen


def test_then_the_browser_says(client: FlaskClient, meeting: Meeting) -> None:
    asked = ("ar-EG", "zh-Hant-TW, en", "de, ru;q=0.8", "ko", "pt-BR;q=0.4, es-MX;q=0.5")
    assert [language(client, "/", one) for one in asked] == ["ar", "zh", "ru", "en", "es"]


def test_a_link_of_nonsense_is_no_choice(client: FlaskClient, meeting: Meeting) -> None:
    assert language(client, "/?lang=xx", "es") == "es"
    assert client.get_cookie("lang") is None


def test_staff_pages_speak_two_languages_and_keep_the_choice(app: Flask, meeting: Meeting) -> None:
    amara = world.sign_in(app.test_client(), world.user("Amara Bâ", role=Role.ORGANIZER, of=meeting))
    work = "/meetings/cap-23/work"
    assert language(amara, f"{work}?lang=es", "fr, en;q=0.5") == "fr"
    assert language(amara, work, "de") == "en"
    assert language(amara, "/meetings/cap-23", "de") == "es"
    page = read(amara, work)
    menu = page.xpath("//header//details[1]//li/a/@hreflang")
    assert menu == list(STAFF_LANGUAGES)


def test_the_menu_names_each_language_in_itself_and_keeps_the_page(client: FlaskClient, meeting: Meeting) -> None:
    page = read(client, "/meetings/cap-23?from=mail&lang=fr")
    links = page.xpath("//header//details[1]//li/a")
    assert [(one.get("lang"), one.text_content()) for one in links] == list(LANGUAGES.items())
    assert links[2].get("href") == "?from=mail&lang=ar"


def test_errors_speak_the_reader_s_language_from_right_to_left_too(client: FlaskClient, context: Flask) -> None:
    page = read(client, "/nothing", "ar")
    assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")
    assert page.xpath("string(//h1)") == "لا يوجد شيء على هذا العنوان"


@pytest.mark.parametrize("code", sorted(NOTICES.keys() - {"en", "fr"}))
@pytest.mark.parametrize("address", ["/", "/meetings/cap-23", "/meetings/cap-23/register"])
def test_what_is_not_in_the_reader_s_language_says_so_in_it(
    client: FlaskClient, meeting: Meeting, code: str, address: str
) -> None:
    page = read(client, address, code)
    [notice] = page.xpath("//div[contains(@class, 'in-english')]")
    assert (notice.get("lang"), notice.text_content().strip()) == (code, NOTICES[code])
    shown = code if code in LANGUAGES else "en"
    assert page.get("lang") == shown
    if shown != "en":
        assert "23rd CAP Group Meeting" in page.xpath("//main//*[@lang='en']//text()")


def test_content_may_exist_in_a_language_that_pages_lack(context: Flask) -> None:
    title = Texts({"en": "Joint session", "de": "Gemeinsame Sitzung"})
    with context.test_request_context(headers={"Accept-Language": "de"}):
        assert (str(title), title.shown()) == ("Gemeinsame Sitzung", ("Gemeinsame Sitzung", "de"))


def test_a_mail_is_in_the_language_of_the_person_and_so_is_its_page(
    app: Flask, context: Flask, outbox: Path, meeting: Meeting
) -> None:
    amina = Delegate(context, outbox, language="en")
    wishes = {f"session_{session.id}": "online" for session in meeting.sessions}
    amina.sends("/meetings/cap-23/register", **(ABDOU | wishes | {"language": "ar"}))
    mail = amina.last_mail()
    text = text_of(mail)
    link = next(word for word in text.split() if word.startswith("http://localhost/registrations"))
    assert str(mail["Subject"]).startswith("يرجى تأكيد تسجيلكم")
    assert link.endswith("?lang=ar")
    assert NOTICES["ar"] in text
    assert language(app.test_client(), link.removeprefix("http://localhost")) == "ar"
