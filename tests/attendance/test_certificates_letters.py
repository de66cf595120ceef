"""Names that no font can print: the paper bears the Latin one, and what has to be printed is refused beforehand."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests import world
from tests.actors import FrontDesk, Organizer
from tests.attendance.test_certificates import DAYS, words_of
from tests.watch import Watch
from tracker.attendance.certificates.models import Certificate
from tracker.audit.models import Entry
from tracker.db import db, transaction
from tracker.i18n import Texts
from tracker.meetings.models import Meeting
from tracker.registration import links as personal
from tracker.registration.models import Registration

GURMUKHI = "ਹਰਪ੍ਰੀਤ ਸੰਧੂ"


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    watch.says("2026-11-17 08:00")
    return world.meeting()


@pytest.fixture
def harpreet(meeting: Meeting) -> Registration:
    return world.registration(meeting, "Harpreet Sandhu", native_name=GURMUKHI, delegation="CN")


@pytest.fixture
def amara(app: Flask, meeting: Meeting, watch: Watch, harpreet: Registration) -> Organizer:
    """Ms Sandhu attends everything; it is half past one on the second day."""
    for day, wall, session in DAYS:
        watch.says(f"{day} {wall}")
        assert FrontDesk(app, meeting, session=session, name=f"Door {session}").scans(harpreet) == "welcome"
    watch.says("2026-11-18 13:30")
    return Organizer(app, meeting)


def is_called(person: Registration, given: str) -> None:
    with transaction():
        db.session.get_one(Registration, person.id).given_name = given


def batch(amara: Organizer, **fields: str) -> TestResponse:
    return amara.client.post(f"{amara.home}/attendance/certificates", data=fields, follow_redirects=True)


def test_the_latin_name_stands(amara: Organizer, client: FlaskClient, harpreet: Registration, tmp_path: Path) -> None:
    """In one PDF, in a file each, from the personal page; the organizer's page says whose name is left out."""
    page = " ".join(amara.opens("attendance/certificates").text.split())
    assert f"Ms Harpreet SANDHU</bdi></a>: <bdi>{GURMUKHI}</bdi>" in page
    one = batch(amara)
    assert (one.status_code, one.mimetype) == (200, "application/pdf")
    told = words_of(one.data, tmp_path)
    assert "Ms Harpreet Sandhu China" in told
    each = ZipFile(BytesIO(batch(amara, format="zip").data))
    assert "Ms Harpreet Sandhu China" in words_of(each.read("cap-23-certificate-0001-en.pdf"), tmp_path)
    for language, title in (("en", "Ms"), ("fr", "Mme")):  # each as it writes it
        fields = {"language": language}
        own = client.post(f"/my/{personal.personal(harpreet.uid)}/certificate", data=fields)
        assert (own.status_code, own.mimetype) == (200, "application/pdf")
        again = amara.client.post(f"{amara.home}/attendance/certificates/1/file", data=fields)
        assert again.data == own.data
        assert f"{title} Harpreet Sandhu" in words_of(own.data, tmp_path)
    assert world.count(Certificate) == 1


def test_by_hand(amara: Organizer, harpreet: Registration) -> None:
    page = amara.client.post(
        f"{amara.home}/attendance/people/{harpreet.id}/certificate", data={}, follow_redirects=True
    ).text
    assert "Certificate CAP-23/0001 is issued." in page
    assert f"It bears the Latin name alone: no font can print {GURMUKHI}." in page


def test_nothing_is_issued_that_cannot_be_printed(
    amara: Organizer, client: FlaskClient, meeting: Meeting, harpreet: Registration
) -> None:
    other = world.registration(meeting, "Amina El-Sayed", delegation="EG")
    for code in ("S1", "S2", "S3"):
        word = {"session": code, "said": "minutes", "minutes": "180", "reason": "Her badge was not read."}
        amara.client.post(f"{amara.home}/attendance/people/{other.id}/corrections", data=word)
    is_called(harpreet, "ਹ")
    sentence = "Ms ਹ SANDHU: ਹ (U+0A39 GURMUKHI LETTER HA)"
    refused = batch(amara)
    assert (refused.status_code, f"Correct them first. {sentence}" in refused.text) == (200, True)
    assert "What cannot be printed" in refused.text
    by_hand = amara.client.post(
        f"{amara.home}/attendance/people/{harpreet.id}/certificate", data={}, follow_redirects=True
    )
    assert sentence in by_hand.text
    own = client.post(f"/my/{personal.personal(harpreet.uid)}/certificate", data={})
    assert (own.status_code, "It cannot be printed yet" in own.text) == (422, True)
    db.session.rollback()
    assert world.count(Certificate) == 0
    assert db.session.scalars(db.select(Entry.action).where(Entry.action.like("%certificate%"))).all() == []
    is_called(harpreet, "Harpreet")
    assert batch(amara).mimetype == "application/pdf"
    db.session.rollback()
    assert world.count(Certificate) == 2


def test_what_the_meeting_says_counts_too(amara: Organizer, meeting: Meeting) -> None:
    with transaction():
        db.session.get_one(Meeting, meeting.id).title = Texts({"en": "CAP 23 ਹ"})
    assert "U+0A39 GURMUKHI LETTER HA" in batch(amara).text
    assert world.count(Certificate) == 0


def test_a_paper_from_before(amara: Organizer, client: FlaskClient, harpreet: Registration) -> None:
    """It was issued while nobody looked at its letters: a sentence, not a failure."""
    batch(amara)
    with transaction():
        row = db.session.scalars(db.select(Certificate)).one()
        row.says = row.says | {"given_name": "ਹ"}
    answer = amara.client.post(f"{amara.home}/attendance/certificates/1/file", data={"language": "en"})
    assert (answer.status_code, "U+0A39" in answer.text) == (422, True)
