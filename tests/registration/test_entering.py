"""An organizer registers somebody, after the deadline too."""

from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select

from tests import world
from tests.registration.delegate import ABDOU, Delegate, errors
from tests.watch import Watch
from tracker.access import Role
from tracker.badges import issuing
from tracker.db import db, transaction
from tracker.meetings.models import Meeting
from tracker.outbox.models import Message
from tracker.people.models import Category, CategorySetting
from tracker.registration.models import Registration, State

NEW = "/meetings/cap-23/registrations/new"
FORM = "/meetings/cap-23/register"


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    watch.says("2026-11-17 08:40")  # the first morning; registration closed the evening before
    world.delegations()
    return world.meeting()


@pytest.fixture
def amara(client: FlaskClient, meeting: Meeting) -> FlaskClient:
    """The browser of Amara Diallo, organizer."""
    return world.sign_in(client, world.user("Amara Diallo", role=Role.ORGANIZER, of=meeting))


@pytest.fixture
def abdou(context: Flask, outbox: Path) -> Delegate:
    return Delegate(context, outbox, language="en")


@pytest.fixture
def filled(meeting: Meeting) -> dict[str, str]:
    return ABDOU | {f"session_{world.session(meeting, 'S1').id}": "in_person"}


def person() -> Registration:
    db.session.rollback()
    return db.session.scalars(select(Registration)).one()


def mails() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(Message.kind)))


def test_registered_and_approved_at_once(amara: FlaskClient, filled: dict[str, str]) -> None:
    assert amara.get(NEW).status_code == 200
    done = amara.post(NEW, data=filled | {"decision": "approve"})
    assert done.location == f"/meetings/cap-23/registrations/{person().id}"
    assert (person().state, mails()) == (State.APPROVED, ["approved"])
    assert issuing.valid(person().id) is not None
    assert [(change.after, change.actor) for change in person().changes] == [
        (State.SUBMITTED, "amara@secretariat.example"),
        (State.APPROVED, "amara@secretariat.example"),
    ]


def test_registered_to_be_decided_later(amara: FlaskClient, filled: dict[str, str]) -> None:
    amara.post(NEW, data=filled | {"decision": "submit"})
    assert (person().state, mails()) == (State.SUBMITTED, ["submitted"])


def test_somebody_without_an_address_gets_a_badge_on_paper(amara: FlaskClient, filled: dict[str, str]) -> None:
    amara.post(NEW, data=filled | {"email": "", "decision": "approve"})
    assert (person().email, person().state, mails()) == (None, State.APPROVED, [])


def test_the_address_is_still_checked(amara: FlaskClient, filled: dict[str, str]) -> None:
    wrong = amara.post(NEW, data=filled | {"email": "abdou"})
    assert errors(wrong) == ["Enter an e-mail address such as name@customs.example."]


def test_nobody_is_registered_twice(amara: FlaskClient, filled: dict[str, str]) -> None:
    amara.post(NEW, data=filled)
    again = amara.post(NEW, data=filled)
    assert again.status_code == 409
    assert "abdou.diallo@douanes.example is registered for this meeting already." in again.text
    assert person().state == State.SUBMITTED


def test_a_category_with_an_earlier_deadline(
    amara: FlaskClient, abdou: Delegate, meeting: Meeting, filled: dict[str, str], watch: Watch
) -> None:
    with transaction():
        closes = world.at("2026-11-02 18:00")
        db.session.add(CategorySetting(meeting_id=meeting.id, code=Category.MEM, registration_closes=closes))
    watch.says("2026-11-02 17:59")
    assert "only until" in abdou.opens(FORM).text
    assert abdou.sends(FORM, **filled).status_code == 303
    watch.says("2026-11-02 18:00")
    assert abdou.sends(FORM, **filled).status_code == 422
    assert amara.post(NEW, data=filled).status_code == 303


def test_the_workbook_from_the_command_line(context: Flask, meeting: Meeting, tmp_path: Path) -> None:
    world.registration(meeting, "Adjoua Kouassi")
    world.registration(meeting, "Bruno Peeters", delegation="BE", state=State.DRAFT)
    target = tmp_path / "people.xlsx"
    run = context.test_cli_runner().invoke(args=["export", "registrations", "cap-23", "-o", str(target)])
    assert run.output == f"Wrote {target}. Registrations: 1.\n"
    assert target.exists()


def test_the_workbook_of_registrations(amara: FlaskClient, filled: dict[str, str]) -> None:
    amara.post("/meetings/cap-23/form/standard", data={"code": "arrival"})
    asked = amara.get(NEW).text.partition('name="question_')[2].partition('"')[0]
    amara.post(NEW, data=filled | {f"question_{asked}": "2026-11-16"})
    answer = amara.post("/meetings/cap-23/exports/registrations")
    sheet = load_workbook(BytesIO(answer.data)).active
    answer.close()
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    header = next(row for row in rows if row[0] == "Family name")
    found = dict(zip(header, rows[rows.index(header) + 1], strict=True))
    assert [found[name] for name in ("Family name", "Delegation", "Status", "S1", "S2", "Mobile phone")] == [
        "DIALLO",
        "Côte d'Ivoire",
        "waiting for approval",
        "in person",
        None,
        "+225 01 02 03 04",
    ]
    assert str(found["Date of arrival"])[:10] == "2026-11-16"
