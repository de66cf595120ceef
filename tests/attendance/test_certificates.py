"""The morning after: who was there gets a paper, and anybody can verify it."""

import re
import subprocess
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
import zxingcpp
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.test import TestResponse

from tests import world
from tests.actors import FrontDesk, Organizer
from tests.statements import statements
from tests.watch import Watch
from tracker import clock
from tracker.access import Role
from tracker.attendance.certificates import candidates, links, queries
from tracker.attendance.certificates.models import Certificate
from tracker.attendance.certificates.saying import percent_of, read
from tracker.audit.models import Entry
from tracker.db import db
from tracker.meetings.models import Meeting
from tracker.registration import links as personal
from tracker.registration.models import Registration

DAYS = (("2026-11-17", "09:20", "S1"), ("2026-11-17", "13:50", "S2"), ("2026-11-18", "09:20", "S3"))


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    watch.says("2026-11-17 08:00")
    return world.meeting()


@pytest.fixture
def amina(meeting: Meeting) -> Registration:
    return world.registration(meeting, "Amina El-Sayed", native_name="أمينة السيد", delegation="EG")


@pytest.fixture
def bruno(meeting: Meeting) -> Registration:
    return world.registration(meeting, "Bruno Claes", delegation="BE", language="fr", title="M.")


@pytest.fixture
def two_days(app: Flask, meeting: Meeting, watch: Watch, amina: Registration, bruno: Registration) -> None:
    """Ms El-Sayed attends everything, Mr Claes the first morning; it is half past one on the second day."""
    for day, wall, session in DAYS:
        watch.says(f"{day} {wall}")
        desk = FrontDesk(app, meeting, session=session, name=f"Door {session}")
        assert desk.scans(amina) == "welcome"
        if session == "S1":
            desk.scans(bruno)
    watch.says("2026-11-18 13:30")


def words_of(pdf: bytes, folder: Path) -> str:
    file = folder / "paper.pdf"
    file.write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True)
    return " ".join(done.stdout.split())


def codes_in(pdf: bytes, folder: Path) -> list[str]:
    file = folder / "paper.pdf"
    file.write_bytes(pdf)
    subprocess.run(["pdftoppm", "-r", "150", "-png", file, folder / "page"], check=True)
    pages = [Image.open(page).convert("L") for page in sorted(folder.glob("page*.png"))]
    return [found.text for page in pages for found in zxingcpp.read_barcodes(page)]


def issued(to: Registration) -> list[tuple[str, str]]:
    """Numbers and standings."""
    db.session.rollback()
    return [(one.name, one.standing.value) for one in queries.of_person(to.id)]


def takes_batch(organizer: Organizer, **fields: str) -> TestResponse:
    return organizer.client.post(f"{organizer.home}/attendance/certificates", data=fields)


def verified(client: FlaskClient, to: Registration, place: int = -1, language: str = "en") -> str:
    db.session.rollback()
    token = links.token(queries.of_person(to.id)[place].row.uid)
    answer = client.get(f"/certificates/{token}?lang={language}")
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


@pytest.mark.usefixtures("two_days")
def test_one_batch(app: Flask, client: FlaskClient, amina: Registration, bruno: Registration, tmp_path: Path) -> None:
    amara = Organizer(app, amina.meeting)
    assert amara.opens("attendance/certificates").status_code == 200
    answer = takes_batch(amara)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    told = words_of(answer.data, tmp_path)
    for words in (
        "Certificate of attendance",
        "No. CAP-23/0001",
        "Ms Amina El-Sayed",
        "Egypt",
        "23rd CAP Group Meeting",
        "Headquarters, Brussels, 17–18 November 2026",
        "180 / 180",
        "540 of the 540 minutes of all sessions open to the participant: 100%.",
        "Issued on 18 November 2026",
    ):
        assert words in told
    assert "Claes" not in told
    assert (issued(amina), issued(bruno)) == ([("CAP-23/0001", "valid")], [])
    address = links.address(queries.of_person(amina.id)[0].row.uid)
    assert codes_in(answer.data, tmp_path) == [address]
    shown = verified(client, amina)
    for words in (
        "CAP-23/0001",
        "El-Sayed",
        "أمينة السيد",
        "180 of 180 minutes",
        "is valid",
        "17–18 November 2026",
        "Brussels time",
    ):
        assert words in shown
    assert "customs.example" not in shown  # nothing that is not on the paper
    takes_batch(amara)
    assert issued(amina) == [("CAP-23/0001", "valid")]  # once more, the same paper
    actions = db.session.scalars(db.select(Entry.action).where(Entry.action.like("%certificate%"))).all()
    assert sorted(actions) == ["certificate.issued", "export.certificates", "export.certificates"]


@pytest.mark.usefixtures("two_days")
def test_by_hand_with_a_reason(
    app: Flask, client: FlaskClient, meeting: Meeting, bruno: Registration, tmp_path: Path
) -> None:
    amara = Organizer(app, meeting)
    to_bruno = f"{amara.home}/attendance/people/{bruno.id}/certificate"
    amara.client.post(to_bruno, data={"reason": " "})
    assert issued(bruno) == []
    amara.client.post(to_bruno, data={"reason": "Called away by his minister."})
    assert issued(bruno) == [("CAP-23/0001", "valid")]
    assert "Called away" in amara.opens(f"attendance/people/{bruno.id}").text
    assert "Called away" not in verified(client, bruno)
    paper = amara.client.post(f"{amara.home}/attendance/certificates/1/file", data={"language": "fr"})
    told = words_of(paper.data, tmp_path)
    for words in ("Attestation de présence", "M. Bruno Claes", "Belgique", "23e réunion du Groupe CAP"):
        assert words in told
    assert codes_in(paper.data, tmp_path) == [links.address(queries.of_person(bruno.id)[0].row.uid)]
    withdrawal = f"{amara.home}/attendance/certificates/1/withdrawal"
    amara.client.post(withdrawal, data={"reason": ""})
    assert issued(bruno) == [("CAP-23/0001", "valid")]
    amara.client.post(withdrawal, data={"reason": "It was for his colleague."})
    assert issued(bruno) == [("CAP-23/0001", "withdrawn")]
    assert "This certificate was withdrawn." in verified(client, bruno)
    assert amara.client.post(f"{amara.home}/attendance/certificates/9/file").status_code == 404


@pytest.mark.usefixtures("two_days")
def test_a_later_correction_needs_a_new_paper(
    app: Flask, client: FlaskClient, meeting: Meeting, amina: Registration
) -> None:
    amara = Organizer(app, meeting)
    takes_batch(amara)
    word = {"session": "S3", "said": "minutes", "minutes": "90", "reason": "Left at eleven for her flight."}
    amara.client.post(f"{amara.home}/attendance/people/{amina.id}/corrections", data=word)
    assert "540 of 540 minutes" in verified(client, amina)  # the paper is as it was
    assert "is valid" in verified(client, amina)
    takes_batch(amara)
    assert issued(amina) == [("CAP-23/0001", "replaced"), ("CAP-23/0002", "valid")]
    first = verified(client, amina, 0)
    assert "was replaced by a later one" in first
    assert "540 of 540 minutes" in first
    assert "450 of 540 minutes (83 %)" in verified(client, amina)


@pytest.mark.usefixtures("two_days")
def test_from_the_personal_page(
    app: Flask, client: FlaskClient, amina: Registration, bruno: Registration, tmp_path: Path
) -> None:
    token = personal.personal(amina.uid)
    assert "Your certificate of attendance" in client.get(f"/my/{token}").text
    answer = client.post(f"/my/{token}/certificate", data={"language": "fr"})
    assert answer.mimetype == "application/pdf"
    assert "Attestation de présence" in words_of(answer.data, tmp_path)
    assert client.post(f"/my/{token}/certificate").data[:5] == b"%PDF-"
    assert issued(amina) == [("CAP-23/0001", "valid")]
    amara = Organizer(app, amina.meeting)
    amara.client.post(f"{amara.home}/attendance/certificates/1/withdrawal", data={"reason": "A mistake."})
    assert client.post(f"/my/{token}/certificate").status_code == 303
    assert "Your certificate of attendance" not in client.get(f"/my/{token}").text
    other = personal.personal(bruno.uid)
    assert "Your certificate of attendance" not in client.get(f"/my/{other}").text
    assert client.post(f"/my/{other}/certificate").status_code == 303
    assert client.post("/my/forged/certificate").status_code == 404
    assert world.count(Certificate) == 1


def test_not_before_the_end(
    app: Flask, client: FlaskClient, meeting: Meeting, amina: Registration, watch: Watch
) -> None:
    watch.says("2026-11-17 09:20")
    FrontDesk(app, meeting).scans(amina)
    watch.says("2026-11-18 12:29")
    amara = Organizer(app, meeting)
    assert "once the last session has ended" in amara.opens("attendance/certificates").text
    assert takes_batch(amara).status_code == 409
    token = personal.personal(amina.uid)
    assert "Your certificate of attendance" not in client.get(f"/my/{token}").text
    assert client.post(f"/my/{token}/certificate").status_code == 303
    assert world.count(Certificate) == 0


@pytest.mark.usefixtures("two_days")
def test_the_number_of_an_accredited_meeting(
    app: Flask, client: FlaskClient, meeting: Meeting, amina: Registration, tmp_path: Path
) -> None:
    amara = Organizer(app, meeting)
    plain = words_of(takes_batch(amara).data, tmp_path)
    assert "Accreditation" not in plain
    assert "Accreditation" not in verified(client, amina)
    rules = {"attended_minutes": "5", "certificate_percent": "80", "quorum": "none", "quorum_percent": "50"}
    rules |= {"quorum_number": "1", "union_weight": "0", "quorum_screen": "y"}
    page = f"{amara.home}/attendance/rules"
    assert amara.client.post(page, data=rules | {"accreditation": "x" * 121}).status_code == 422
    assert amara.client.post(page, data=rules | {"accreditation": " CPD-BE 2026/117 "}).status_code == 303
    assert 'value="CPD-BE 2026/117"' in amara.opens("attendance/rules").text
    assert "Accreditation: CPD-BE 2026/117" in words_of(takes_batch(amara).data, tmp_path)
    assert issued(amina) == [("CAP-23/0001", "replaced"), ("CAP-23/0002", "valid")]
    assert "Accreditation CPD-BE 2026/117" in verified(client, amina)
    assert "Accreditation" not in verified(client, amina, 0)  # the first paper does not say it
    french = amara.client.post(f"{amara.home}/attendance/certificates/2/file", data={"language": "fr"})
    assert "Agrément : CPD-BE 2026/117" in words_of(french.data, tmp_path)


@pytest.mark.usefixtures("two_days")
def test_a_file_each(app: Flask, meeting: Meeting, bruno: Registration, tmp_path: Path) -> None:
    amara = Organizer(app, meeting)
    for code in ("S2", "S3"):
        word = {"session": code, "said": "present", "reason": "Chaired the drafting group next door."}
        amara.client.post(f"{amara.home}/attendance/people/{bruno.id}/corrections", data=word)
        word = {"session": code, "said": "minutes", "minutes": "180", "reason": "Chaired the drafting group."}
        amara.client.post(f"{amara.home}/attendance/people/{bruno.id}/corrections", data=word)
    archive = ZipFile(BytesIO(takes_batch(amara, format="zip").data))
    assert archive.namelist() == ["cap-23-certificate-0001-fr.pdf", "cap-23-certificate-0002-en.pdf"]
    assert "Attestation de présence" in words_of(archive.read("cap-23-certificate-0001-fr.pdf"), tmp_path)


@pytest.mark.parametrize("language", ["ar", "es", "fr", "pt", "ru", "zh"])
@pytest.mark.usefixtures("two_days")
def test_verified_in_every_language(
    app: Flask, client: FlaskClient, meeting: Meeting, amina: Registration, language: str
) -> None:
    takes_batch(Organizer(app, meeting))
    shown = verified(client, amina, language=language)
    assert "CAP-23/0001" in shown
    assert "Certificate of attendance" not in shown


def test_a_forged_link(client: FlaskClient, meeting: Meeting, amina: Registration) -> None:
    for token in ("x", links.token(amina.uid), f"{links.token(amina.uid)}0", "%00"):
        answer = client.get(f"/certificates/{token}")
        assert (answer.status_code, "No certificate was issued here" in answer.text) == (404, True)


def test_who_may(app: Flask, meeting: Meeting) -> None:
    viewer = Organizer(app, meeting, "Bela Nagy", Role.VIEWER)
    assert viewer.opens("attendance/certificates").status_code == 403
    assert takes_batch(viewer).status_code == 403


@pytest.mark.usefixtures("two_days")
def test_reads_know_their_price(meeting: Meeting, amina: Registration) -> None:
    id_, of = amina.id, db.session.get_one(Meeting, meeting.id)
    assert (len(of.sessions), len(of.phases), of.body.code) == (3, 1, "CAP")  # loaded
    for read_, price in (
        (lambda: list(candidates.everybody(of)), 9),
        (lambda: candidates.one(of, id_), 9),
        (lambda: queries.of_meeting(1), 1),
        (lambda: queries.of_person(id_), 1),
    ):
        with statements() as heard:
            read_()
        assert len(heard) == price


@pytest.mark.usefixtures("two_days")
def test_what_is_kept_reads_as_it_was(meeting: Meeting, amina: Registration) -> None:
    found = candidates.one(db.session.get_one(Meeting, meeting.id), amina.id)
    assert found is not None
    assert read(found.paper.as_json) == found.paper
    assert clock.now() >= world.at("2026-11-18 12:30")


@pytest.mark.pure
@pytest.mark.parametrize(("share", "percent"), [(0, 0), (0.7999, 79), (0.8, 80), (0.29, 29), (1 / 3, 33), (1.0, 100)])
def test_never_rounded_up(share: float, percent: int) -> None:
    assert percent_of(share) == percent
