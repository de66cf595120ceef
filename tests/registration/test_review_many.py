"""Deciding on many at once."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import world
from tests.watch import Watch
from tracker.access import Role
from tracker.db import db
from tracker.meetings.models import Meeting
from tracker.outbox.models import Message
from tracker.registration.models import Registration, State

DECISIONS = "/meetings/cap-23/registrations/decisions"


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    watch.says("2026-11-02 10:00")
    return world.meeting()


@pytest.fixture
def amara(client: FlaskClient, meeting: Meeting) -> FlaskClient:
    """The browser of Amara Diallo, organizer."""
    return world.sign_in(client, world.user("Amara Diallo", role=Role.ORGANIZER, of=meeting))


@pytest.fixture
def three(meeting: Meeting) -> list[Registration]:
    """Two who wait, and one whom a colleague has just approved."""
    return [
        world.registration(meeting, "Adjoua Kouassi", state=State.SUBMITTED),
        world.registration(meeting, "Mona Said", delegation="EG"),
        world.registration(meeting, "Wei Li", delegation="CN", state=State.SUBMITTED),
    ]


def states(people: list[Registration]) -> list[State]:
    db.session.rollback()  # and see what others did
    return [db.session.get_one(Registration, one.id).state for one in people]


def flashed(browser: FlaskClient) -> list[str]:
    with browser.session_transaction() as cookie:
        return [text for _kind, text in cookie.get("_flashes", [])]


def ids(people: list[Registration]) -> list[int]:
    return [one.id for one in people]


def test_whoever_is_decided_already_is_skipped_and_named(amara: FlaskClient, three: list[Registration]) -> None:
    answer = amara.post(f"{DECISIONS}?status=submitted&q=o", data={"decision": "approve", "id": ids(three)})
    assert (answer.status_code, answer.location) == (303, "/meetings/cap-23/registrations?q=o&status=submitted")
    assert states(three) == [State.APPROVED] * 3
    assert flashed(amara) == [
        "2 registrations approved.",
        "Left as they were, because their status does not allow it: Ms Mona SAID.",
    ]
    assert sorted(db.session.scalars(db.select(Message.recipient))) == [
        "adjoua.kouassi@customs.example",
        "wei.li@customs.example",
    ]


def test_declining_asks_for_the_reason_first(amara: FlaskClient, three: list[Registration]) -> None:
    asked = amara.post(DECISIONS, data={"decision": "decline", "id": ids(three)})
    assert asked.status_code == 200
    assert "Decline 3 registrations?" in asked.text
    assert re.findall(r'name="id" value="(\d+)"', asked.text) == [str(three[i].id) for i in (0, 2, 1)]
    assert states(three) == [State.SUBMITTED, State.APPROVED, State.SUBMITTED]

    empty = amara.post(DECISIONS, data={"decision": "decline", "id": ids(three), "reason": " "})
    assert empty.status_code == 422
    assert states(three) == [State.SUBMITTED, State.APPROVED, State.SUBMITTED]

    told = amara.post(DECISIONS, data={"decision": "decline", "id": ids(three), "reason": "The room is full."})
    assert told.status_code == 303
    assert states(three) == [State.DECLINED] * 3
    assert flashed(amara) == ["3 registrations declined."]


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ({"decision": "approve"}, "Nobody was selected. Tick the boxes of those you decide on."),
        ({"decision": "approve", "id": ["x", "-1", "99999999999999999999"]}, "Nobody was selected."),
        ({"decision": "erase", "id": ["1"]}, "Use one of the buttons under the list."),
    ],
)
def test_a_list_without_people_or_decision(amara: FlaskClient, form: dict[str, object], message: str) -> None:
    answer = amara.post(DECISIONS, data=form)
    assert answer.status_code == 422
    assert message in answer.text
