"""The badge on a phone: what its page knows, what the server tells it, and when it says no."""

import json
import re
from http import HTTPStatus
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests import world
from tests.statements import statements
from tests.watch import Watch
from tracker.audit.models import COMMAND
from tracker.badges import issuing
from tracker.db import transaction
from tracker.i18n import Texts
from tracker.meetings.models import Meeting
from tracker.registration import links, registering, reissuing
from tracker.registration.models import Mode, Registration


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    del context
    watch.says("2026-11-16 20:00")
    return world.meeting()


@pytest.fixture
def amina(meeting: Meeting) -> Registration:
    """She comes to the room on the first morning, and follows the afternoon at her hotel."""
    modes = {"S1": Mode.IN_PERSON, "S2": Mode.ONLINE}
    return world.registration(meeting, "Amina Haddad", delegation="EG", native_name="أمينة حدّاد", modes=modes)


def token(of: Registration) -> str:
    badge = issuing.valid(of.id)
    assert badge is not None
    return links.keeping_badge(badge.id)


def asks(client: FlaskClient, with_token: str, language: str = "en") -> TestResponse:
    headers = {"Accept": "application/json", "Authorization": f"Bearer {with_token}", "Accept-Language": language}
    return client.get("/badge/kept", headers=headers)


def status(client: FlaskClient, file: str) -> int:
    with client.get(file) as answer:
        return answer.status_code


def test_the_phone_is_told_what_stands_on_the_badge_and_nothing_else(client: FlaskClient, amina: Registration) -> None:
    said = asks(client, token(amina)).get_json()
    assert said.pop("symbol").startswith("<svg")
    assert said.pop("code").replace(" ", "") == world.code(amina)
    assert re.fullmatch(r"[0-9a-f]{32}", said.pop("id"))
    assert said == {
        "given_name": "Amina",
        "family_name": "HADDAD",
        "native_name": "أمينة حدّاد",
        "represents": "Egypt",
        "office": "",
        "category": "Member administration",
        "colour": "navy",
        "pattern": "plain",
        "meeting": "23rd CAP Group Meeting",
        "meeting_lang": "en",
        "days": "17–18 November 2026",
        "sessions": [
            {
                "title": "Closed session S1",
                "lang": "en",
                "when": "Tuesday 17 November 2026, 09:30–12:30",
                "where": "In person · Kyoto A",
            },
            {
                "title": "Joint session S2",
                "lang": "en",
                "when": "Tuesday 17 November 2026, 14:00–17:00",
                "where": "Online",
            },
        ],
        "erase_at": "2026-11-25T11:30:00Z",
    }


def test_it_is_told_in_the_language_of_its_page(client: FlaskClient, amina: Registration) -> None:
    said = asks(client, token(amina), "fr").get_json()
    assert (said["represents"], said["meeting"]) == ("Égypte", "23e réunion du Groupe CAP")


def test_a_title_in_another_language_is_a_text_with_its_language(client: FlaskClient, amina: Registration) -> None:
    """The page puts it in as text: markup would stand on the badge in angle brackets."""
    said = asks(client, token(amina), "ar").get_json()
    assert (said["meeting"], said["meeting_lang"]) == ("23rd CAP Group Meeting", "en")


def test_no_answer_about_a_person_may_be_kept_by_a_cache(client: FlaskClient, amina: Registration) -> None:
    assert asks(client, token(amina)).headers["Cache-Control"] == "no-store"


def test_a_replaced_badge_is_gone(client: FlaskClient, amina: Registration) -> None:
    lost = token(amina)
    with transaction():
        reissuing.reissue(amina, COMMAND, "lost at the hotel")
    answer = asks(client, lost)
    assert (answer.status_code, answer.get_json()["detail"]) == (
        HTTPStatus.GONE,
        "It was replaced or withdrawn. The link in your last e-mail says how you stand.",
    )
    assert asks(client, token(amina)).status_code == HTTPStatus.OK


def test_the_badge_of_somebody_who_withdrew_is_gone(client: FlaskClient, amina: Registration) -> None:
    held = token(amina)
    with transaction():
        registering.withdraw(amina)
    assert asks(client, held).status_code == HTTPStatus.GONE


def test_a_corrected_name_reaches_the_phone_with_the_same_badge(client: FlaskClient, amina: Registration) -> None:
    before = asks(client, token(amina)).get_json()
    with transaction():
        amina.family_name = "Haddad-Selim"
    after = asks(client, token(amina)).get_json()
    assert (after["family_name"], after["code"]) == ("HADDAD-SELIM", before["code"])


@pytest.mark.parametrize("wrong", ["", "x", "0" * 32])
def test_a_wrong_token_opens_nothing(client: FlaskClient, meeting: Meeting, wrong: str) -> None:
    del meeting
    assert asks(client, wrong).status_code == HTTPStatus.NOT_FOUND


def test_the_token_of_the_phone_opens_no_personal_page_nor_the_other_way_round(
    client: FlaskClient, amina: Registration
) -> None:
    assert client.get(f"/my/{token(amina)}").status_code == HTTPStatus.NOT_FOUND
    assert asks(client, links.personal(amina.uid)).status_code == HTTPStatus.NOT_FOUND


def test_the_badge_of_an_unknown_id_is_gone(client: FlaskClient, meeting: Meeting) -> None:
    del meeting
    assert asks(client, links.keeping_badge(uuid4())).status_code == HTTPStatus.GONE


def test_a_meeting_without_sessions_keeps_its_badges(client: FlaskClient, context: Flask, watch: Watch) -> None:
    del context
    watch.says("2026-11-16 20:00")
    empty = world.meeting("cap-24", number=24)
    with transaction():
        empty.sessions, empty.phases, empty.title = [], [], Texts({"en": "In writing"})
    paper = world.registration(empty, "Tom Long", modes={})
    said = asks(client, token(paper)).get_json()
    assert (said["sessions"], said["erase_at"], said["days"]) == ([], None, "")


def test_the_page_is_the_same_for_everybody(client: FlaskClient, amina: Registration) -> None:
    before = client.get("/badge/")
    signed_in = world.sign_in(client, world.user("Olga Organizer"))
    assert signed_in.get("/badge/").data == before.data
    assert "Set-Cookie" not in before.headers
    assert amina.family_name not in before.text


def test_the_worker_keeps_the_page_and_its_files_and_no_answer(client: FlaskClient, meeting: Meeting) -> None:
    del meeting
    script = client.get("/badge/sw.js")
    found = re.match(r"self\.kept = (\{.*\});\n", script.text)
    assert found is not None
    kept = json.loads(found[1])
    assert (script.mimetype, script.headers["Cache-Control"]) == ("text/javascript", "no-cache")
    assert kept["page"] == "/badge/"
    assert [status(client, file) for file in kept["files"]] == [HTTPStatus.OK] * len(kept["files"])
    assert "/static/registration/phone.js" in kept["files"]
    assert [file for file in kept["files"] if not file.startswith("/static/")] == []


def test_the_worker_changes_with_the_language_of_the_page(client: FlaskClient, meeting: Meeting) -> None:
    del meeting
    english, french = (client.get("/badge/sw.js", headers={"Accept-Language": one}).text for one in ("en", "fr"))
    assert english.splitlines()[0] != french.splitlines()[0]


def test_asking_takes_eleven_statements_at_most(client: FlaskClient, amina: Registration) -> None:
    held = token(amina)
    with statements() as heard:
        asks(client, held)
    assert len(heard) <= 11


def test_the_personal_page_leads_to_it(client: FlaskClient, amina: Registration) -> None:
    page = client.get(f"/my/{links.personal(amina.uid)}").text
    assert f'href="/badge/#keep={token(amina)}"' in page
