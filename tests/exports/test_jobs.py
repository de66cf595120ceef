"""A great meeting: the worker makes the workbook, says how far it is, and writes when it is ready."""

from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from tests import world
from tests.watch import Watch
from tracker.access import Role
from tracker.audit.models import Entry
from tracker.db import db, transaction
from tracker.exports.attendance import jobs
from tracker.exports.attendance.models import ExportJob
from tracker.meetings.models import Meeting
from tracker.outbox import letters
from tracker.outbox.models import Message

HOME = "/meetings/cap-23/exports/attendance"


@pytest.fixture
def meeting(context: Flask, watch: Watch, monkeypatch: pytest.MonkeyPatch) -> Meeting:
    del context
    watch.says("2026-11-17 08:00")
    made = world.meeting()
    world.registration(made, "Amina El-Sayed", delegation="EG")
    world.registration(made, "Jan Peeters", delegation="BE")
    monkeypatch.setattr(jobs, "LONG", 5)  # two people at three sessions are many
    monkeypatch.setattr(jobs, "STEP", 1)
    return made


@pytest.fixture
def organizer(app: Flask, meeting: Meeting) -> FlaskClient:
    return world.sign_in(app.test_client(), world.user("Olga Organizer", role=Role.ORGANIZER, of=meeting))


def asks(organizer: FlaskClient, **fields: object) -> str:
    answer = organizer.post(HOME, data={"language": "fr"} | fields)
    assert answer.status_code == 303
    return str(answer.headers["Location"])


def job() -> ExportJob:
    db.session.rollback()  # look anew
    found: ExportJob = db.session.scalars(db.select(ExportJob)).one()
    return found


def test_the_worker_makes_it(app: Flask, organizer: FlaskClient) -> None:
    page = asks(organizer)
    assert "<progress" in organizer.get(page).get_data(as_text=True)
    assert organizer.post(f"{page}/file").status_code == 409
    db.session.rollback()
    assert jobs.make_next(app)
    assert not jobs.make_next(app)
    made = job()
    assert (made.done, made.people, made.attempts, made.finished_at is not None) == (2, 2, 1, True)
    with organizer.post(f"{page}/file") as answer:
        assert load_workbook(BytesIO(answer.data)).sheetnames[:2] == ["Couverture", "Présences"]
    db.session.rollback()
    entry = db.session.scalars(db.select(Entry).filter_by(action="export.attendance")).one()
    assert (entry.details["people"], entry.details["language"]) == (2, "fr")
    mail = db.session.scalars(db.select(Message).filter_by(kind="workbook_ready")).one()
    letter = letters.write_in("en", lambda: letters.write(mail.kind, mail.about))
    assert letter is not None
    assert mail.recipient == "olga@secretariat.example"
    assert page in letter.text


def test_a_worker_that_died_leaves_it_to_the_next(app: Flask, organizer: FlaskClient, watch: Watch) -> None:
    page = asks(organizer)
    with transaction():
        found = job()
        found.taken_until = world.at("2026-11-17 08:05")
        found.attempts = 1
    assert not jobs.make_next(app)
    watch.says("08:06")
    assert jobs.make_next(app)
    assert job().attempts == 2
    with transaction():
        found = job()
        found.finished_at, found.attempts, found.taken_until = None, 3, None
    assert not jobs.make_next(app)
    assert "could not be made" in organizer.get(page).get_data(as_text=True)


def test_after_a_day_it_is_gone(app: Flask, organizer: FlaskClient, watch: Watch) -> None:
    page = asks(organizer)
    db.session.rollback()
    jobs.make_next(app)
    file = jobs.path(job().id)
    assert file.exists()
    watch.moves_on(seconds=int(timedelta(hours=25).total_seconds()))
    with transaction():
        assert jobs.forget_jobs() == 1
    assert not file.exists()
    assert organizer.get(page).status_code == 410


def test_nobody_of_another_meeting(app: Flask, organizer: FlaskClient) -> None:
    page = asks(organizer)
    other = world.meeting("cap-24", number=24)
    stranger = world.sign_in(app.test_client(), world.user("Sam Stranger", role=Role.ORGANIZER, of=other))
    assert stranger.get(page).status_code in {403, 404}
    assert stranger.get(page.replace("cap-23", "cap-24")).status_code == 410
