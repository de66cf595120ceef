"""The workbook that is handed on: in the words of its reader, and with no addresses of those who took part."""

import json
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask_babel import force_locale

from tests import world
from tests.actors import FrontDesk
from tests.exports.test_of_whom import says_in_writing
from tests.online import screen
from tests.online.screen import SAMPLES
from tests.registration.focal.delegation import focal_point
from tests.watch import Watch
from tracker.attendance import opening
from tracker.attendance.models import QuorumSnapshot
from tracker.attendance.wording import occasion
from tracker.audit.models import COMMAND
from tracker.correspondence import saying
from tracker.correspondence.models import Item
from tracker.correspondence.voices import Way, voice
from tracker.correspondence.words import WordKind
from tracker.db import db, transaction
from tracker.exports.attendance import write
from tracker.exports.attendance.options import Kind, Options
from tracker.meetings.models import Meeting, QuorumRule
from tracker.online import deciding, receiving
from tracker.registration import links
from tracker.registration.focal import links as focal_links
from tracker.registration.models import DelegateRole, Registration


@pytest.fixture
def meeting(app: Flask, context: Flask, watch: Watch) -> Meeting:
    """Egypt speaks by its head, Ms El-Sayed, Belgium by its focal point; then Ms El-Sayed is in the room."""
    watch.says("2026-11-10 10:00")
    made = screen.meeting()
    amina = world.registration(made, "Amina El-Sayed", delegation="EG")
    with transaction():
        db.session.get_one(Meeting, made.id).quorum = QuorumRule.AT_LEAST
        db.session.get_one(Registration, amina.id).role = DelegateRole.HEAD
    says_in_writing(made)
    speaks(Way.HEAD, links.personal(amina.uid))
    speaks(Way.FOCAL, focal_links.speaking(focal_point(made, "Koffi Yao", "BE").uid))
    watch.says("2026-11-17 09:20")
    assert FrontDesk(app, made).scans(amina) == "welcome"
    watch.says("10:05")
    with transaction():
        opening.record_openings()
    db.session.expire_all()
    return made


def speaks(way: Way, token: str) -> None:
    with transaction():
        item = db.session.scalars(db.select(Item)).one()
        saying.say(item, voice(way, token), WordKind.SUPPORT)


def book(meeting: Meeting, language: str = "en") -> dict[str, list[dict[str, Any]]]:
    target = BytesIO()
    with force_locale(language):
        write(meeting, target, Options(kind=Kind.JSON))
    sheets = json.loads(target.getvalue())["sheets"]
    return {one["title"]: [dict(zip(one["columns"], row, strict=True)) for row in one["rows"]] for one in sheets}


def test_who_spoke_in_writing(meeting: Meeting) -> None:
    said = [row["By"] for row in book(meeting)["In writing"]]
    assert said == ["Ms Amina EL-SAYED, head of delegation", "Koffi Yao, focal point"]
    french = [row["Par"] for row in book(meeting, "fr")["Par écrit"]]
    assert french == ["Mme Amina EL-SAYED, chef de délégation", "Koffi Yao, point focal"]


def test_who_has_another_address_since(meeting: Meeting) -> None:
    with transaction():
        db.session.scalars(db.select(Registration).filter_by(family_name="El-Sayed")).one().email = "new@egypt.example"
    assert [row["By"] for row in book(meeting)["In writing"]] == ["Head of delegation", "Koffi Yao, focal point"]


def test_nobody_can_be_written_to(meeting: Meeting) -> None:
    """Not even those whom a platform saw and nobody knows."""
    with transaction():
        name = "zoom_participants.csv"
        report, _new = receiving.receive(meeting, name, (SAMPLES / name).read_bytes(), COMMAND)
        deciding.apply(report, meeting, COMMAND)
    found = book(meeting)
    assert "kouassi" in str(found["Unmatched"]).lower()
    assert [cell for rows in found.values() for row in rows for cell in row.values() if "@" in str(cell)] == []


def test_french_words(meeting: Meeting) -> None:
    found = book(meeting, "fr")
    session, person = found["Séances"][0], found["S1"][0]
    assert (session["Intitulé"], session["Inscrits"]) == (meeting.sessions[0].title.best("fr")[0], 1)
    assert (person["Civilité"], person["Nom de famille"]) == ("Mme", "EL-SAYED")
    assert {"Inscription", "Vu la première fois", "Vu la dernière fois"} <= person.keys()
    assert "Intitulé" in found["Par écrit"][0]
    assert "Passages" in columns_of(meeting, "Non reconnus")


def columns_of(meeting: Meeting, sheet: str) -> list[str]:
    target = BytesIO()
    with force_locale("fr"):
        write(meeting, target, Options(kind=Kind.JSON))
    sheets = {one["title"]: one["columns"] for one in json.loads(target.getvalue())["sheets"]}
    return list(sheets[sheet])


def test_the_opening_of_a_session(meeting: Meeting) -> None:
    """In the reader's language, also where the session was removed since; the organizer's own words stay."""
    assert [row["Occasion"] for row in book(meeting)["Quorum"]] == ["Opening of S1"]
    assert [row["Occasion"] for row in book(meeting, "fr")["Quorum"]] == ["Ouverture de S1"]
    kept = db.session.scalars(db.select(QuorumSnapshot)).one()
    with force_locale("fr"):
        assert occasion(kept, {}) == "Ouverture de S1"
        by_hand = QuorumSnapshot(occasion="Opening of the debate", actor="amara@secretariat.example")
        assert occasion(by_hand, {}) == "Opening of the debate"
