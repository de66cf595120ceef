"""A volunteer's tablet becomes a desk by the code on the organizer's screen."""

from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests import world
from tests.watch import Watch
from tracker import clock
from tracker.access import Role
from tracker.audit.models import Entry
from tracker.checkin.devices import codes, enrolling
from tracker.checkin.devices.enrolling import Wish
from tracker.checkin.devices.models import DeskDevice, Enrolment
from tracker.db import db, transaction
from tracker.meetings.models import Meeting


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    watch.says("2026-11-17 08:00")
    return world.meeting()


def code_for(meeting: Meeting, *, door: str | None = None, name: str = "") -> str:
    amara = world.user(f"Amara{uuid4().hex[:6]} Diallo", role=Role.ORGANIZER, of=meeting)
    with transaction():
        found = db.session.get_one(Meeting, meeting.id)
        wish = Wish(world.session(found, door) if door else None, name)
        return enrolling.invite(found, wish, amara.actor, at=clock.now())[1]


def enrols(client: FlaskClient, code: str, device: str, name: str = "Tablet 3") -> TestResponse:
    return client.post("/desk/enrolments", json={"code": code, "device": device, "name": name})


def test_the_name_of_a_tablet_holds_nothing_that_nobody_sees(client: FlaskClient, meeting: Meeting) -> None:
    code, device = code_for(meeting), str(uuid4())
    assert enrols(client, code, device, "B\u202e rooD\u200b  3").get_json()["name"] == "B rooD 3"
    assert enrols(client, code_for(meeting), device, "\u202e\u200b").get_json()["name"] == "Desk"


def test_a_tablet_becomes_a_desk_once(client: FlaskClient, watch: Watch, meeting: Meeting) -> None:
    code, device = code_for(meeting, door="S2"), str(uuid4())
    answer = enrols(client, f" {code[:4].lower()}-{code[4:]} ", device)
    told = answer.get_json()
    assert (answer.status_code, told.pop("token")[:33]) == (201, f"{device.replace('-', '')}.")
    assert told == {
        "device": device,
        "name": "Tablet 3",
        "meeting": {
            "slug": "cap-23",
            "title": {"en": "23rd CAP Group Meeting", "fr": "23e réunion du Groupe CAP"},
            "zone": "Europe/Brussels",
        },
        "door": "S2",
        "expires_at": "2026-11-20T07:00:00Z",
    }
    assert "Set-Cookie" not in answer.headers
    again = enrols(client, code, str(uuid4()))
    assert (again.status_code, again.get_json()["detail"]) == (
        410,
        "This code has been used or is too old. Ask the organizer for a new one.",
    )
    db.session.rollback()
    lines = db.session.scalars(db.select(Entry.action).order_by(Entry.id)).all()
    assert lines == ["desk_code.shown", "desk.enrolled"]
    assert db.session.scalars(db.select(Enrolment.code_hash)).one() == codes.code_hash(code)


def test_an_answer_that_was_lost(client: FlaskClient, meeting: Meeting) -> None:
    code, device = code_for(meeting), str(uuid4())
    first, second = (enrols(client, code, device).get_json()["token"] for _ in range(2))
    assert first != second
    ask = [
        client.get("/desk/api/counts", headers={"Authorization": f"Bearer {t}"}).status_code for t in (first, second)
    ]
    assert ask == [401, 200]
    assert world.count(DeskDevice) == 1


@pytest.mark.parametrize(
    ("code", "status"), [("AAAAAAAAAAAAAAAA", 404), ("", 404), ("short", 404), ("' OR 1=1 --", 404)]
)
def test_codes_that_nobody_showed(client: FlaskClient, meeting: Meeting, code: str, status: int) -> None:
    assert enrols(client, code, str(uuid4())).status_code == status


def test_ten_minutes_later(client: FlaskClient, watch: Watch, meeting: Meeting) -> None:
    code = code_for(meeting)
    watch.says("08:10")
    assert enrols(client, code, str(uuid4())).status_code == 410


def test_a_browser_that_serves_another_meeting_gets_another_number(client: FlaskClient, meeting: Meeting) -> None:
    device = str(uuid4())
    other = world.meeting("cap-22", number=22)
    assert enrols(client, code_for(other), device).get_json()["device"] == device
    told = enrols(client, code_for(meeting), device).get_json()
    assert (told["device"] == device, told["meeting"]["slug"]) == (False, "cap-23")
    assert world.count(DeskDevice) == 2


def test_what_does_not_say_which_device_it_is(client: FlaskClient, meeting: Meeting) -> None:
    assert enrols(client, code_for(meeting), "7").status_code == 422
    assert client.post("/desk/enrolments", data="x").status_code == 422


def test_the_own_browser_of_somebody_at_the_desk(app: Flask, client: FlaskClient, meeting: Meeting) -> None:
    world.sign_in(client, world.user("Dora Duval", role=Role.DESK, of=meeting))
    device = str(uuid4())
    answer = client.post("/meetings/cap-23/devices", json={"device": device, "name": "Door B", "door": "S1"})
    assert (answer.status_code, answer.get_json()["name"], answer.get_json()["door"]) == (201, "Door B", "S1")
    bearer = {"Authorization": f"Bearer {answer.get_json()['token']}"}
    assert app.test_client(use_cookies=False).get("/desk/api/people?q=x", headers=bearer).status_code == 200
    assert client.post("/meetings/cap-23/devices", json={"device": device, "door": "S9"}).status_code == 404


@pytest.mark.parametrize("odd", [{"name": [1]}, {"name": {}}, {"name": 5}, {"code": [1]}, {"code": 5}, {"device": [1]}])
def test_what_is_no_text_enrols_nobody(client: FlaskClient, meeting: Meeting, odd: dict[str, object]) -> None:
    body = {"code": code_for(meeting), "device": str(uuid4()), "name": "Tablet 3"}
    answer = client.post("/desk/enrolments", json=body | odd)
    assert (answer.status_code, answer.is_json) == (422, True)
    assert client.post("/desk/enrolments", json=body).status_code == 201  # the code is not used up


def test_a_name_that_can_be_written_everywhere(client: FlaskClient, meeting: Meeting) -> None:
    told = enrols(client, code_for(meeting), str(uuid4()), name="Tab\x00let\ud83d \n 3").get_json()
    assert told["name"] == "Tablet 3"


@pytest.mark.parametrize("text", [b"[" * 100_000, b'{"code":' * 500 + b"1" + b"}" * 500, b"\xff", b""])
def test_what_cannot_be_read_without_an_account(client: FlaskClient, meeting: Meeting, text: bytes) -> None:
    answer = client.post("/desk/enrolments", data=text, content_type="application/json")
    assert (answer.status_code, answer.get_json()["detail"]) == (422, "Send a JSON object.")
