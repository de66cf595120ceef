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


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    watch.says("2026-11-17 08:00")
    made = world.meeting()
    amina = world.registration(made, "Amina El-Sayed", delegation="EG", native_name="أمينة السيد")
    world.registration(
        made, "Jan Peeters", delegation="BE", title="Mr", modes={"S1": Mode.ONLINE, "S2": Mode.IN_PERSON}
    )
    watch.says("09:20")
    FrontDesk(context, made).scans(amina)
    return made


@pytest.fixture
def organizer(app: Flask, meeting: Meeting) -> FlaskClient:
    return world.sign_in(app.test_client(), world.user("Olga Organizer", role=Role.ORGANIZER, of=meeting))


def rows(book: BytesIO) -> dict[str, list[tuple[object, ...]]]:
    found = load_workbook(book)
    return {
        sheet.title: [row[:3] for row in sheet.iter_rows(min_row=11, values_only=True) if row[1] is not None]
        for sheet in found.worksheets
    }


def test_by_session(organizer: FlaskClient) -> None:
    with organizer.post(ADDRESS, data={"format": "xlsx"}) as answer:
        found = rows(BytesIO(answer.data))
    assert found == {
        "S1": [(1, "Ms Amina EL-SAYED", "Egypt")],
        "S1 Online": [("Mr Jan PEETERS", "Belgium", "S1")],
        "S2": [(1, "Ms Amina EL-SAYED", "Egypt"), (2, "Mr Jan PEETERS", "Belgium")],
        "S3": [(1, "Ms Amina EL-SAYED", "Egypt")],
    }
    db.session.rollback()  # look anew
    entry = db.session.scalars(db.select(Entry).filter_by(action="export.signatures")).one()
    assert entry.details == {"format": "xlsx", "each": "session", "sheets": 3}


def test_by_half_day_on_paper(organizer: FlaskClient, tmp_path: Path) -> None:
    with organizer.post(ADDRESS, data={"format": "pdf", "by": "half_day"}) as answer:
        assert answer.headers["Content-Disposition"].endswith("cap-23-signatures-by-half-day.pdf")
        (tmp_path / "sheets.pdf").write_bytes(answer.data)
    done = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "sheets.pdf"), "-"], capture_output=True, text=True, check=True
    )
    pages = done.stdout.split("\f")[:-1]
    assert len(pages) == 3
    words = ("Tuesday, November 17, 2026, morning", "09:30 – 12:30", "Project and number", "Length less breaks 3")
    for said in words:
        assert said in " ".join(pages[0].split())
    assert "PEETERS" in pages[0].partition("platform")[2]
    assert "PEETERS" not in pages[0].partition("platform")[0]
