"""Every field that official forms have: asked where the organizer wants it, and seen by whoever reads registrations."""

from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select

from tests import world
from tests.registration.delegate import ABDOU, Delegate, link_in, words
from tests.watch import Watch
from tracker.access import Role
from tracker.db import db, transaction
from tracker.meetings.models import Meeting, Phase, PhaseKind
from tracker.registration.models import Registration, SpeakingRight, State
from tracker.registration.questions.models import Question
from tracker.registration.questions.standard import STANDARD

MEETING = "/meetings/cap-23"
ANSWERS = {
    "date_of_birth": ("1980-02-29", "29 Feb 1980"),
    "nationality": ("Ivorian", "Ivorian"),
    "address": ("1, rue du Port, Abidjan", "1, rue du Port, Abidjan"),
    "arrival": ("2026-11-16", "16 Nov 2026"),
    "departure": ("2026-11-19", "19 Nov 2026"),
    "affiliation": ("Port authority", "Port authority"),
    "relationship": ("Consultant or contractor", "Consultant or contractor"),
    "office_phone": ("+225 27 20 00 00", "+225 27 20 00 00"),
    "assistant_email": ("Awa@Douanes.example", "awa@douanes.example"),
}
FIELDS = {
    "title": "M.",
    "family_name": "Diallo",
    "given_name": "Abdou",
    "native_name": "عبده ديالو",
    "phone": "+225 01 02 03 04",
    "position": "Chef de bureau",
    "department": "Lutte contre la fraude",
    "accessibility": "A place near the door",
    "dietary": "No peanuts",
    "comment": "See you soon",
}


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    watch.says("2026-11-02 10:00")
    world.delegations()
    made = world.meeting()
    with transaction():
        opens, closes = world.at("2026-10-20 09:00"), world.at("2026-11-10 18:00")
        made.phases.append(Phase(kind=PhaseKind.DOCUMENT, opens_at=opens, closes_at=closes))
    return made


@pytest.fixture
def amara(client: FlaskClient, meeting: Meeting) -> FlaskClient:
    """The browser of Amara Diallo, organizer."""
    return world.sign_in(client, world.user("Amara Diallo", role=Role.ORGANIZER, of=meeting))


def keys() -> dict[str, str]:
    """The fields of the questions, by code."""
    db.session.rollback()
    return {one.code: one.key for one in db.session.scalars(select(Question))}


def exported(amara: FlaskClient) -> dict[str, object]:
    """The only person in the workbook of registrations, by heading."""
    with amara.post(f"{MEETING}/exports/registrations") as answer:
        sheet = load_workbook(BytesIO(answer.data)).worksheets[0]
    rows = [row for row in sheet.iter_rows(values_only=True) if sum(cell is not None for cell in row) > 2]
    return dict(zip(map(str, rows[0]), rows[1], strict=True))


def person() -> Registration:
    db.session.rollback()
    return db.session.scalars(select(Registration)).one()


def test_everything_that_can_be_asked(context: Flask, amara: FlaskClient, meeting: Meeting, outbox: Path) -> None:
    for code in STANDARD:
        assert amara.post(f"{MEETING}/form/standard", data={"code": code}).status_code == 303
    amara.post(f"{MEETING}/form/fields/dietary", data={"for_all": "optional"})
    assert set(ANSWERS) == set(STANDARD) == set(keys())

    abdou = Delegate(context, outbox, language="en")
    said = {key: ANSWERS[code][0] for code, key in keys().items()}
    choices = {f"session_{world.session(meeting, 'S1').id}": "in_person", "document_phase": "yes"}
    consents = dict.fromkeys(("consents_listed", "consents_photos", "consents_news", "consents_needs"), "y")
    sent = abdou.sends(f"{MEETING}/register", **(ABDOU | FIELDS | {"language": "en"} | said | choices | consents))
    assert sent.status_code == 303
    personal = abdou.sends(link_in(abdou.last_mail())).headers["Location"]

    wanted = [*FIELDS.values(), *(shown for _given, shown in ANSWERS.values()), "Head of delegation", "French"]
    own = words(abdou.opens(personal))
    seen = words(amara.get(f"{MEETING}/registrations/{person().id}"))
    printed = exported(amara)
    in_cells = {str(cell).casefold() for cell in printed.values()} | {
        f"{cell:%-d %b %Y}".casefold() for cell in printed.values() if hasattr(cell, "strftime")
    }
    assert [text for text in wanted if text.casefold() not in own.casefold()] == []
    assert [text for text in wanted if text.casefold() not in seen.casefold()] == []
    assert [text for text in wanted if text.casefold() not in in_cells] == []
    consent = ("Consents to the e-mail in the list", "Consents to photos", "Consents to news", "Document phase")
    assert [printed[name] for name in (*consent, "Consents to keeping what they need")] == ["yes"] * 5


def test_the_organizer_gives_the_floor(context: Flask, amara: FlaskClient, meeting: Meeting, outbox: Path) -> None:
    abdou = world.registration(meeting, "Abdou Diallo", state=State.APPROVED)
    review = f"{MEETING}/registrations/{abdou.id}"
    page = f"{review}/corrections"
    right = {"title": "M.", "given_name": "Abdou", "family_name": "Diallo", "delegation": "CI", "category": "MEM"}
    assert "Speaking right" not in words(amara.get(review))
    sent = amara.post(page, data=right | {"role": "delegate", "speaking": "passive"})
    assert (sent.status_code, person().speaking) == (303, SpeakingRight.PASSIVE)
    assert "Speaking right Follows without taking the floor" in words(amara.get(review))
    assert exported(amara)["Speaking right"] == "Follows without taking the floor"

    amara.post(page, data=right | {"role": "delegate", "speaking": ""})
    assert person().speaking is None
