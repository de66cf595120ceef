"""One person who may enter a session that their category may not, and one who may not."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests import world
from tests.actors import FrontDesk
from tests.statements import statements
from tests.watch import Watch
from tracker.access import Role
from tracker.audit.models import Entry
from tracker.db import db
from tracker.meetings.models import Meeting
from tracker.people.models import Category

MOST = 5  # statements for a scan: the device, the door, the badge with its holder, what was seen, the insertion


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    watch.says("2026-11-17 09:10")
    return world.meeting()


@pytest.fixture
def amara(client: FlaskClient, meeting: Meeting) -> FlaskClient:
    """The browser of Amara Diallo, organizer."""
    return world.sign_in(client, world.user("Amara Diallo", role=Role.ORGANIZER, of=meeting))


def except_from_rule(browser: FlaskClient, person: int, session: str, kind: str, reason: str = "Item 4.") -> int:
    fields = {"exception_session": session, "exception_kind": kind, "exception_reason": reason}
    return browser.post(f"/meetings/cap-23/registrations/{person}/exceptions", data=fields).status_code


def test_the_door_knows_an_exception_at_once(amara: FlaskClient, context: Flask, meeting: Meeting) -> None:
    lena = world.registration(meeting, "Lena Vogt", delegation=None, category=Category.PRV, organization="Acme")
    desk = FrontDesk(context, meeting)
    assert desk.scans(lena) == "not_this_category"

    assert except_from_rule(amara, lena.id, "S1", "admitted") == 303
    assert desk.scans(lena) == "welcome"
    assert FrontDesk(context, meeting, session="S3").scans(lena) == "not_this_category"  # for S1 alone

    assert except_from_rule(amara, lena.id, "S1", "refused", "Left after item 4.") == 303
    assert desk.scans(lena) == "not_this_category"
    assert amara.post(f"/meetings/cap-23/registrations/{lena.id}/exceptions/S1/removal").status_code == 303
    assert amara.post(f"/meetings/cap-23/registrations/{lena.id}/exceptions/S1/removal").status_code == 404
    assert desk.scans(lena) == "not_this_category"

    db.session.rollback()
    entries = db.session.scalars(select(Entry).where(Entry.action.startswith("exception.")).order_by(Entry.id)).all()
    assert [(entry.action, entry.details["session"], entry.details["reason"]) for entry in entries] == [
        ("exception.admitted", "S1", "Item 4."),
        ("exception.refused", "S1", "Left after item 4."),
        ("exception.ended", "S1", "Left after item 4."),
    ]


def test_a_member_may_be_kept_out(amara: FlaskClient, context: Flask, meeting: Meeting) -> None:
    adjoua = world.registration(meeting, "Adjoua Kouassi")
    assert except_from_rule(amara, adjoua.id, "S1", "refused") == 303
    assert FrontDesk(context, meeting).scans(adjoua) == "not_this_category"


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"exception_session": "S1", "exception_kind": "admitted"}, "Write the reason"),
        ({"exception_kind": "admitted", "exception_reason": "Item 4."}, "Choose the session."),
        (
            {"exception_session": "S9", "exception_kind": "admitted", "exception_reason": "Item 4."},
            "Not a valid choice",
        ),
    ],
)
def test_an_exception_says_where_and_why(
    amara: FlaskClient, meeting: Meeting, fields: dict[str, str], message: str
) -> None:
    lena = world.registration(meeting, "Lena Vogt", delegation=None, category=Category.PRV, organization="Acme")
    answer = amara.post(f"/meetings/cap-23/registrations/{lena.id}/exceptions", data=fields)
    assert (answer.status_code, message in answer.text) == (422, True)


def test_the_desk_sees_who_presides(amara: FlaskClient, context: Flask, meeting: Meeting) -> None:
    adjoua = world.registration(meeting, "Adjoua Kouassi")
    offices = f"/meetings/cap-23/registrations/{adjoua.id}/offices"
    desk = FrontDesk(context, meeting)
    desk.scans(adjoua)
    assert desk.last["person"]["office"] == ""

    assert amara.post(offices, data={"office_function": "chairperson"}).status_code == 303
    desk.scans(adjoua)
    assert desk.last["person"]["office"] == "Chairperson"
    amara.post(offices, data={"office_function": "chairperson", "office_title_en": "Chairperson of the Group"})
    desk.scans(adjoua)
    assert desk.last["person"]["office"] == "Chairperson of the Group"
    found = desk.people("kouassi")
    assert [one["office"] for one in found] == ["Chairperson of the Group"]

    assert amara.post(f"{offices}/chairperson/removal").status_code == 303
    assert [amara.post(f"{offices}/{word}/removal").status_code for word in ("chairperson", "king")] == [404, 404]
    desk.scans(adjoua)
    assert desk.last["person"]["office"] == ""


def test_exceptions_and_functions_cost_the_door_nothing(amara: FlaskClient, context: Flask, meeting: Meeting) -> None:
    adjoua = world.registration(meeting, "Adjoua Kouassi")
    offices = f"/meetings/cap-23/registrations/{adjoua.id}/offices"
    for function in ("chairperson", "speaker"):
        amara.post(offices, data={"office_function": function})
    except_from_rule(amara, adjoua.id, "S1", "admitted")
    desk, code = FrontDesk(context, meeting), world.code(adjoua)
    desk.posts("reports")  # a busy desk was heard of a moment ago
    with statements() as heard:
        assert desk.scans(code) == "welcome"
    assert len(heard) == MOST
