"""Papers on their way in and out."""

import io
import stat
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, stream_encode_multipart

from tests import world
from tests.registration.delegate import errors, words
from tests.registration.papers.files import pdf
from tests.registration.papers.files import stream as pdf_stream
from tests.watch import Watch
from tracker.access import Role
from tracker.audit.models import SYSTEM, Entry
from tracker.db import db, transaction
from tracker.meetings.models import Meeting
from tracker.people.models import Category
from tracker.registration import links
from tracker.registration.models import Registration, State
from tracker.registration.papers import needs, receiving, ruling, storing
from tracker.registration.papers.models import Need, Paper, PaperKind
from tracker.registration.papers.receiving import Upload

LETTER = PaperKind.NOMINATION_LETTER
RULES = {(Category.MEM, LETTER): Need.REQUIRED, (Category.MEM, PaperKind.NOTE_VERBALE): Need.OPTIONAL}


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    """The Members send a nomination letter."""
    watch.says("2026-11-02 10:00")
    for file in store():
        file.unlink()
    made = world.meeting()
    with transaction():
        ruling.rule(made, RULES, SYSTEM)
    return made


@pytest.fixture
def adjoua(meeting: Meeting) -> Registration:
    return world.registration(meeting, "Adjoua Kouassi", state=State.SUBMITTED)


@pytest.fixture
def amara(client: FlaskClient, meeting: Meeting) -> FlaskClient:
    """The browser of Amara Diallo, organizer."""
    return world.sign_in(client, world.user("Amara Diallo", role=Role.ORGANIZER, of=meeting))


def store() -> list[Path]:
    """The files that are kept."""
    return sorted(storing.folder().iterdir()) if storing.folder().is_dir() else []


def page(of: Registration) -> str:
    return f"/my/{links.personal(of.uid)}/papers"


def review(of: Registration) -> str:
    return f"/meetings/cap-23/registrations/{of.id}"


def sends(
    browser: FlaskClient, address: str, content: bytes, name: str = "Letter.pdf", kind: str = LETTER.value
) -> TestResponse:
    parts = {"kind": kind, f"{kind}-file": FileStorage(io.BytesIO(content), name)}
    stream, length, boundary = stream_encode_multipart(parts, use_tempfile=False)
    data = stream.read(length)
    return browser.post(address, data=data, content_type=f"multipart/form-data; boundary={boundary}")


def papers() -> list[Paper]:
    db.session.rollback()
    return list(db.session.scalars(select(Paper).order_by(Paper.id)))


def journal() -> list[tuple[str, str]]:
    db.session.rollback()
    rows = db.session.execute(select(Entry.actor, Entry.action).where(Entry.action.startswith("paper.")))
    return [(row.actor, row.action) for row in rows]


def test_a_letter_comes_in_and_only_its_person_gets_it_back(app: Flask, meeting: Meeting, adjoua: Registration) -> None:
    person = app.test_client()
    assert "Missing: Nomination letter" in words(person.get(page(adjoua)))
    assert sends(person, page(adjoua), pdf(), "../../Ma lettre.PDF").status_code == 303
    [paper] = papers()
    assert (paper.name, paper.size, paper.uploaded_by) == (
        "Ma lettre.pdf",
        len(pdf()),
        "adjoua.kouassi@customs.example",
    )
    [file] = store()
    assert (file.name, file.read_bytes(), stat.S_IMODE(file.stat().st_mode)) == (paper.stored_as, pdf(), 0o600)
    assert needs.missing(adjoua) == []

    answer = person.get(f"{page(adjoua)}/{paper.id}")
    assert answer.data == pdf()
    assert {name: answer.headers[name] for name in ("Content-Type", "X-Content-Type-Options", "Cache-Control")} == {
        "Content-Type": "application/pdf",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    assert answer.headers["Content-Disposition"] == 'attachment; filename="Ma lettre.pdf"'
    assert answer.headers["Content-Security-Policy"] == "sandbox"

    mona = world.registration(meeting, "Mona Said", delegation="EG", state=State.SUBMITTED)
    assert person.get(f"{page(mona)}/{paper.id}").status_code == 404
    assert person.get(f"/my/{adjoua.uid}/papers/{paper.id}").status_code == 404


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            b"<html><script>alert(1)</script>",
            "This is not a PDF, whatever its name says. Save or scan the document as PDF.",
        ),
        (b"", "This file is empty. Choose another one, or scan the document again."),
        (
            pdf(pdf_stream(b" " * 6 * 1024 * 1024)),
            "This file is too large. The limit is 5 MB: scan it in grey, at 150 or 200 dots per inch.",
        ),
        (
            pdf(b"<< /S /JavaScript >>"),
            "This PDF contains scripts, which may do harm. Print it to a new PDF and choose that one.",
        ),
    ],
    ids=["html", "empty", "6 MB", "script"],
)
def test_other_files_are_refused_beside_their_field(
    app: Flask, adjoua: Registration, content: bytes, sentence: str
) -> None:
    answer = sends(app.test_client(), page(adjoua), content)
    assert (answer.status_code, errors(answer)) == (422, [sentence])
    assert (papers(), store()) == ([], [])


def test_no_file_at_all_and_a_kind_of_ones_own(app: Flask, adjoua: Registration) -> None:
    person = app.test_client()
    assert errors(person.post(page(adjoua), data={"kind": LETTER.value})) == ["Choose a file first."]
    assert sends(person, page(adjoua), pdf(), kind="cv").status_code == 422
    assert sends(person, page(adjoua), pdf(), kind="credentials").status_code == 409  # nobody asks for them


def test_what_is_far_too_large_is_not_even_read(app: Flask, adjoua: Registration, amara: FlaskClient) -> None:
    huge = b"%PDF-" + b" " * 17 * 1024 * 1024
    for browser, address in ((app.test_client(), page(adjoua)), (amara, f"{review(adjoua)}/papers")):
        answer = sends(browser, address, huge)
        assert answer.status_code == 413
        assert "This file is too large. The limit is 5 MB" in words(answer)
    assert sends(app.test_client(), "/login", b" " * 3 * 1024 * 1024).status_code == 413  # elsewhere as ever


def test_an_exchanged_letter_stays_on_record(app: Flask, adjoua: Registration, watch: Watch) -> None:
    person = app.test_client()
    sends(person, page(adjoua), pdf(text=b"first"))
    watch.says("2026-11-03 09:00")
    for _twice in range(2):
        assert sends(person, page(adjoua), pdf(text=b"second")).status_code == 303
    former, valid = papers()
    assert (former.replaced_at, valid.replaced_at) == (world.at("2026-11-03 09:00"), None)
    assert person.get(f"{page(adjoua)}/{former.id}").data == pdf(text=b"first")
    assert "1 former file" in words(person.get(page(adjoua)))


def test_nobody_fills_the_disk_by_exchanging(app: Flask, adjoua: Registration) -> None:
    answers = [sends(app.test_client(), page(adjoua), pdf(text=b"%d" % number)) for number in range(11)]
    assert [answer.status_code for answer in answers] == [303] * 10 + [403]
    assert len(store()) == 10


def test_a_rollback_leaves_no_file(adjoua: Registration) -> None:
    def fails() -> None:
        with transaction():
            receiving.receive(adjoua, LETTER, Upload("a.pdf", pdf()), SYSTEM)
            assert len(store()) == 1
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert (papers(), store()) == ([], [])


def test_the_journal_says_which_organizer_saw_a_letter(
    app: Flask, meeting: Meeting, adjoua: Registration, amara: FlaskClient
) -> None:
    assert sends(amara, f"{review(adjoua)}/papers", pdf()).status_code == 303
    [paper] = papers()
    assert amara.post(f"{review(adjoua)}/papers/{paper.id}/copies").data == pdf()
    who = "amara@secretariat.example"
    assert journal() == [(who, "paper.received"), (who, "paper.seen")]

    viewer = world.sign_in(app.test_client(), world.user("Vera Novak", role=Role.VIEWER, of=meeting))
    assert viewer.post(f"{review(adjoua)}/papers/{paper.id}/copies").status_code == 403
    assert viewer.get(f"{review(adjoua)}/papers").status_code == 403
    mona = world.registration(meeting, "Mona Said", delegation="EG")
    assert amara.post(f"{review(mona)}/papers/{paper.id}/copies").status_code == 404
    assert len(journal()) == 2


def test_a_file_that_is_lost_is_said_to_be(app: Flask, adjoua: Registration) -> None:
    sends(app.test_client(), page(adjoua), pdf())
    [paper], [file] = papers(), store()
    file.unlink()
    assert app.test_client().get(f"{page(adjoua)}/{paper.id}").status_code == 404


def test_who_has_withdrawn_sends_nothing_any_more(app: Flask, meeting: Meeting) -> None:
    mona = world.registration(meeting, "Mona Said", delegation="EG", state=State.WITHDRAWN)
    assert sends(app.test_client(), page(mona), pdf()).status_code == 409
    assert store() == []
