"""Before the session: the sheets that people sign, and that grant auditors ask for."""

import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from tests import world
from tests.actors import FrontDesk
from tests.watch import Watch
from tracker.access import Role
from tracker.audit.models import Entry
from tracker.db import db
from tracker.meetings.models import Meeting
from tracker.registration.models import Mode

ADDRESS = "/meetings/cap-23/exports/signatures"
USUAL = {"by": "session", "sheets_language": "en", "empty": "2"}
CERTIFIED = [
    (None, "For the organizer: I certify that this list is true.", None),
    (None, "Name and function", "Place and date"),
    (None, "\N{NO-BREAK SPACE}", None),
]


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    watch.says("2026-11-17 08:00")
    made = world.meeting()
    amina = world.registration(
        made, "Amina El-Sayed", delegation="EG", native_name="أمينة السيد", organization="Customs Authority"
    )
    world.registration(
        made, "Jan Peeters", delegation="BE", title="Mr", modes={"S1": Mode.ONLINE, "S2": Mode.IN_PERSON}
    )
    watch.says("09:20")
    FrontDesk(context, made).scans(amina)
    return made


@pytest.fixture
def organizer(app: Flask, meeting: Meeting) -> FlaskClient:
    return world.sign_in(app.test_client(), world.user("Olga Organizer", role=Role.ORGANIZER, of=meeting))


def empty(*numbers: int) -> list[tuple[object, ...]]:
    return [(number, None, None) for number in numbers]


def rows(book: BytesIO) -> dict[str, list[tuple[object, ...]]]:
    found = load_workbook(book)
    return {
        sheet.title: [row[:3] for row in sheet.iter_rows(min_row=12, values_only=True) if any(row)]
        for sheet in found.worksheets
    }


def test_by_session(organizer: FlaskClient) -> None:
    with organizer.post(ADDRESS, data=USUAL | {"format": "xlsx"}) as answer:
        found = rows(BytesIO(answer.data))
    assert found == {
        "S1": [(1, "Ms Amina EL-SAYED", "Egypt, Customs Authority"), *empty(2, 3), *CERTIFIED],
        "S1 Online": [("Mr Jan PEETERS", "Belgium", "S1")],
        "S2": [
            (1, "Ms Amina EL-SAYED", "Egypt, Customs Authority"),
            (2, "Mr Jan PEETERS", "Belgium"),
            *empty(3, 4),
            *CERTIFIED,
        ],
        "S3": [(1, "Ms Amina EL-SAYED", "Egypt, Customs Authority"), *empty(2, 3), *CERTIFIED],
    }
    db.session.rollback()  # look anew
    entry = db.session.scalars(db.select(Entry).filter_by(action="export.signatures")).one()
    assert entry.details == {"format": "xlsx", "each": "session", "language": "en", "sheets": 3}


def test_by_half_day_on_paper(organizer: FlaskClient, tmp_path: Path) -> None:
    with organizer.post(ADDRESS, data=USUAL | {"format": "pdf", "by": "half_day"}) as answer:
        assert answer.headers["Content-Disposition"].endswith("cap-23-signatures-by-half-day-en.pdf")
        (tmp_path / "sheets.pdf").write_bytes(answer.data)
    done = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "sheets.pdf"), "-"], capture_output=True, text=True, check=True
    )
    pages = done.stdout.split("\f")[:-1]
    assert len(pages) == 3
    words = ("Tuesday 17 November 2026, morning", "09:30 – 12:30", "Project and number", "Length less breaks 3")
    for said in words:
        assert said in " ".join(pages[0].split())
    assert "PEETERS" in pages[0].partition("platform")[2]
    assert "PEETERS" not in pages[0].partition("platform")[0]


def said_on(pdf: bytes, folder: Path) -> str:
    (folder / "sheets.pdf").write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-layout", folder / "sheets.pdf", "-"], capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def plain(text: str) -> str:
    """The workbook has a colon after each label, and French one with a space before it."""
    return " ".join(text.replace(":", " ").split())


FRENCH = (
    "Liste de présence",
    "23e réunion du Groupe CAP",
    "Organisateur Groupe lutte contre la contrefaçon",
    "Séance S1 Séance S1",
    "Date mardi 17 novembre 2026",
    "Heure 09:30 – 12:30 (Europe/Brussels)",
    "Lieu Kyoto A, Siège, Bruxelles",
    "Durée hors pauses 3",
    "Projet et numéro",
    "Dirigée par",
    "Nom Délégation, organisation Signature",
    "Égypte, Customs Authority",
    "Pour l’organisateur : je certifie l’exactitude de cette liste.",
    "Nom et fonction Lieu et date Signature",
    "En ligne",
)


def test_every_label_in_french(organizer: FlaskClient, tmp_path: Path) -> None:
    """What grant auditors ask for, on both kinds of file, whatever the language of the pages."""
    fields = USUAL | {"sheets_language": "fr"}
    with organizer.post(ADDRESS, data=fields | {"format": "pdf"}) as answer:
        said = said_on(answer.data, tmp_path)
    assert [words for words in FRENCH if words not in said] == []
    with organizer.post(ADDRESS, data=fields | {"format": "xlsx"}) as answer:
        sheet = load_workbook(BytesIO(answer.data))["S1"]
    said = " ".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None)
    assert [words for words in FRENCH[:-1] if plain(words) not in plain(said)] == []


def test_as_many_empty_lines_as_are_asked_for(organizer: FlaskClient) -> None:
    for number in (0, 60):
        with organizer.post(ADDRESS, data=USUAL | {"empty": str(number), "format": "xlsx"}) as answer:
            found = rows(BytesIO(answer.data))["S3"]
        assert found[1 : 1 + number] == empty(*range(2, 2 + number))
        assert found[1 + number :] == CERTIFIED


@pytest.mark.parametrize(
    "wrong", [{"empty": "61"}, {"empty": "many"}, {"by": "week"}, {"sheets_language": "xx"}, {"empty": ""}]
)
def test_what_cannot_be_made_is_said(organizer: FlaskClient, wrong: dict[str, str]) -> None:
    answer = organizer.post(ADDRESS, data=USUAL | wrong)
    assert (answer.status_code, answer.location) == (303, "/meetings/cap-23/exports/attendance#signatures")
    assert "notice" in organizer.get("/meetings/cap-23/exports/attendance").text


def test_letters_that_no_font_has(organizer: FlaskClient, meeting: Meeting, tmp_path: Path) -> None:
    """They are left out visibly; the sheet is made all the same, and the workbook has them."""
    world.registration(meeting, "Harpreet ਸੰਧੂ", delegation=None, organization="Institute ਹਰ ਪ੍ਰੀਤ\ufeff")
    with organizer.post(ADDRESS, data=USUAL | {"format": "pdf"}) as answer:
        assert answer.status_code == 200
        told = said_on(answer.data, tmp_path)
    assert "Ms Harpreet […] Institute […]" in told
    with organizer.post(ADDRESS, data=USUAL | {"format": "xlsx"}) as answer:
        assert "Ms Harpreet ਸੰਧੂ" in [row[1] for row in rows(BytesIO(answer.data))["S1"]]


def test_french_writes_how_people_are_addressed(organizer: FlaskClient) -> None:
    with organizer.post(ADDRESS, data=USUAL | {"format": "xlsx", "sheets_language": "fr"}) as answer:
        found = rows(BytesIO(answer.data))
    assert [row[1] for row in found["S2"]][:2] == ["Mme Amina EL-SAYED", "M. Jan PEETERS"]


@pytest.mark.parametrize("lines", ["abc", "", "61", "-1", "1.5"])
def test_a_wrong_number_of_empty_lines_is_told_once(organizer: FlaskClient, lines: str) -> None:
    organizer.post(ADDRESS, data=USUAL | {"empty": lines})
    page = organizer.get("/meetings/cap-23/exports/attendance").text
    assert page.count("Give a whole number from 0 to 60.") == 1
    assert "Not a valid integer" not in page
