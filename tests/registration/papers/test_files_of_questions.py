"""Questions of the form that are answered with a file."""

import stat
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select

from tests import world
from tests.registration.delegate import ABDOU, Delegate, errors, link_in, text_of, words
from tests.registration.papers.files import pdf
from tests.registration.papers.test_uploads import page, papers, review, sends, store
from tests.watch import Watch
from tracker.access import Role
from tracker.audit.models import SYSTEM, Entry
from tracker.db import db, transaction
from tracker.meetings.models import Meeting
from tracker.people.models import Category
from tracker.registration.models import Registration, State
from tracker.registration.papers import forgetting, needs, receiving
from tracker.registration.papers.models import Need
from tracker.registration.papers.receiving import NotAskedFor, Upload
from tracker.registration.policies import applying
from tracker.registration.policies.parts import Policy
from tracker.registration.questions.models import Question, QuestionAnswer

SETTINGS = "/meetings/cap-23/form"
FORM = "/meetings/cap-23/register"
LATER = "You upload this file on your personal page after confirming."
CARD = {"kind": "file", "label_en": "Vaccination card", "hint_en": "The host asks for it.", "condition": ""}
REQUIRED, OPTIONAL = CARD | {"need": "required"}, CARD | {"need": "optional"}
TOUR = {"kind": "yes_no", "label_en": "Do you join the tour?", "need": "required", "condition": ""}
ONLY_TOUR = REQUIRED | {"condition": "do_you_join_the_tour=yes"}


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    watch.says("2026-11-02 10:00")
    for file in store():
        file.unlink()
    world.delegations()
    return world.meeting()


@pytest.fixture
def amara(client: FlaskClient, meeting: Meeting) -> FlaskClient:
    """The browser of Amara Diallo, organizer."""
    return world.sign_in(client, world.user("Amara Diallo", role=Role.ORGANIZER, of=meeting))


@pytest.fixture
def adjoua(meeting: Meeting) -> Registration:
    return world.registration(meeting, "Adjoua Kouassi", state=State.SUBMITTED)


def asks(amara: FlaskClient, *questions: dict[str, str]) -> None:
    for one in questions:
        assert amara.post(f"{SETTINGS}/questions/new", data=one).location == SETTINGS


def question(code: str = "vaccination_card") -> Question:
    db.session.rollback()
    return db.session.scalars(select(Question).where(Question.code == code)).one()


def answers(person: Registration, code: str, value: str) -> None:
    with transaction():
        db.session.merge(QuestionAnswer(registration_id=person.id, question_id=question(code).id, value=value))


def receives(person: Registration, name: str = "Card.pdf", content: bytes | None = None) -> None:
    asked = question()
    with transaction():
        receiving.receive(person, asked, Upload(name, content or pdf()), SYSTEM)


def column(amara: FlaskClient, title: str) -> list[object]:
    """What the workbook of registrations says under that title."""
    with amara.post("/meetings/cap-23/exports/registrations") as answer:
        sheet = load_workbook(BytesIO(answer.data)).worksheets[0]
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    [(head, place)] = [(number, row.index(title)) for number, row in enumerate(rows) if title in row]
    return [row[place] for row in rows[head + 1 :]]


def test_abdou_is_asked_for_his_card_and_sends_it_from_his_page(
    context: Flask, amara: FlaskClient, meeting: Meeting, outbox: Path
) -> None:
    asks(amara, REQUIRED)
    assert "Vaccination card File (PDF) · Required" in words(amara.get(SETTINGS))
    assert f"Vaccination card The host asks for it. {LATER}" in words(amara.get(f"{SETTINGS}/preview"))
    abdou = Delegate(context, outbox, language="en")
    assert f"Vaccination card The host asks for it. {LATER}" in words(abdou.opens(FORM))
    abdou.sends(FORM, **(ABDOU | {f"session_{world.session(meeting, 'S1').id}": "in_person"}))
    personal = abdou.sends(link_in(abdou.last_mail())).headers["Location"]
    assert "Missing: Vaccination card" in words(abdou.opens(personal))

    key, browser = question().key, context.test_client()
    assert sends(browser, f"{personal}/papers", pdf(), "Carte de vaccination.PDF", kind=key).status_code == 303
    [paper] = papers()
    assert (paper.kind, paper.question_id, paper.name) == (None, question().id, "Carte de vaccination.pdf")
    [file] = store()
    assert (file.name, file.read_bytes(), stat.S_IMODE(file.stat().st_mode)) == (paper.stored_as, pdf(), 0o600)
    assert "Missing" not in words(abdou.opens(personal))
    assert browser.get(f"{personal}/papers/{paper.id}").data == pdf()
    assert "1 answer" in words(amara.get(SETTINGS))

    better = pdf(text=b"A better scan")
    assert sends(browser, f"{personal}/papers", better, "Scan.pdf", kind=key).status_code == 303
    assert [(one.name, one.replaced_at is None) for one in papers()] == [
        ("Carte de vaccination.pdf", False),
        ("Scan.pdf", True),
    ]
    assert len(store()) == 2
    assert "1 answer" in words(amara.get(SETTINGS))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<html>", "This is not a PDF, whatever its name says. Save or scan the document as PDF."),
        (
            pdf(b"<< /S /JavaScript >>"),
            "This PDF contains scripts, which may do harm. Print it to a new PDF and choose that one.",
        ),
    ],
    ids=["html", "script"],
)
def test_a_harmful_file_is_refused_beside_its_question(
    app: Flask, amara: FlaskClient, adjoua: Registration, content: bytes, sentence: str
) -> None:
    asks(amara, REQUIRED)
    for browser, address in ((app.test_client(), page(adjoua)), (amara, f"{review(adjoua)}/papers")):
        answer = sends(browser, address, content, kind=question().key)
        assert (answer.status_code, errors(answer)) == (422, [sentence])
    assert (papers(), store()) == ([], [])


def test_a_file_for_no_question_that_takes_one(app: Flask, amara: FlaskClient, adjoua: Registration) -> None:
    asks(amara, TOUR)
    for kind in ("question_999", question("do_you_join_the_tour").key):
        assert sends(app.test_client(), page(adjoua), pdf(), kind=kind).status_code == 422
    assert papers() == []


def test_only_who_said_yes_is_asked(app: Flask, amara: FlaskClient, adjoua: Registration) -> None:
    asks(amara, TOUR, ONLY_TOUR)
    assert f"Only if your answer to “Do you join the tour?” is “Yes”. The host asks for it. {LATER}" in words(
        amara.get(f"{SETTINGS}/preview")
    )
    answers(adjoua, "do_you_join_the_tour", "no")
    browser, key = app.test_client(), question().key
    assert (needs.asked(adjoua), needs.missing_of([adjoua])) == ([], {})
    assert "No papers are needed" in words(browser.get(page(adjoua)))
    assert sends(browser, page(adjoua), pdf(), kind=key).status_code == 409

    answers(adjoua, "do_you_join_the_tour", "yes")
    assert needs.missing_of([adjoua]) == {adjoua.id: [question()]}
    assert sends(browser, page(adjoua), pdf(), kind=key).status_code == 303
    answers(adjoua, "do_you_join_the_tour", "no")  # what was sent stays on record
    assert [(one.key, one.need) for one in needs.asked(adjoua)] == [(key, Need.OFF)]


def test_only_the_press_is_asked(amara: FlaskClient, meeting: Meeting, adjoua: Registration) -> None:
    asks(amara, REQUIRED | {"categories": "PRS"})
    press = world.registration(meeting, "Jonas Weiß", delegation=None, category=Category.PRS, organization="Times")
    assert needs.missing_of([adjoua, press]) == {press.id: [question()]}
    assert [one.registration.id for one in needs.lacking(meeting.id)] == [press.id]
    with pytest.raises(NotAskedFor):
        receives(adjoua)


def test_a_required_file_stands_before_an_approval(amara: FlaskClient, meeting: Meeting, adjoua: Registration) -> None:
    asks(amara, REQUIRED)
    assert "Approve all the same" in words(amara.get(review(adjoua)))
    refused = amara.post(f"{review(adjoua)}/approval")
    assert refused.status_code == 409
    assert "Not approved: a required paper is missing (Vaccination card)." in words(refused)

    mona = world.registration(meeting, "Mona Said", delegation="EG", state=State.SUBMITTED)
    receives(mona)
    chosen = {"decision": "approve", "id": [adjoua.id, mona.id]}
    amara.post("/meetings/cap-23/registrations/decisions", data=chosen)
    db.session.rollback()
    states = {one.family_name: one.state for one in db.session.scalars(select(Registration))}
    assert states == {"Kouassi": State.SUBMITTED, "Said": State.APPROVED}

    assert amara.post(f"{review(adjoua)}/approval", data={"all_the_same": "yes"}).status_code == 303
    db.session.rollback()
    assert db.session.get_one(Registration, adjoua.id).state is State.APPROVED


def test_an_optional_file_stands_before_nothing(amara: FlaskClient, adjoua: Registration) -> None:
    asks(amara, OPTIONAL)
    assert f"Vaccination card (optional) The host asks for it. {LATER}" in words(amara.get(f"{SETTINGS}/preview"))
    assert amara.post(f"{review(adjoua)}/approval").status_code == 303


def test_who_misses_it_is_reminded(app: Flask, amara: FlaskClient, adjoua: Registration, outbox: Path) -> None:
    asks(amara, REQUIRED)
    assert "1 person is reminded." in words(amara.post("/meetings/cap-23/papers/reminders", follow_redirects=True))
    [mail] = Delegate(app, outbox, language="en").mails()
    assert (mail["To"], "- Vaccination card" in text_of(mail).splitlines()) == (adjoua.email, True)


def test_who_takes_a_copy_is_in_the_journal(amara: FlaskClient, adjoua: Registration) -> None:
    asks(amara, REQUIRED)
    receives(adjoua)
    [paper] = papers()
    assert amara.get(f"{review(adjoua)}/papers/{paper.id}").status_code in {404, 405}
    assert amara.post(f"{review(adjoua)}/papers/{paper.id}/copies").data == pdf()
    db.session.rollback()
    seen = db.session.scalars(select(Entry).where(Entry.action == "paper.seen")).one()
    assert (seen.actor, seen.details) == (
        "amara@secretariat.example",
        {"paper": paper.id, "kind": question().key},
    )


def test_the_workbook_names_the_file(amara: FlaskClient, meeting: Meeting, adjoua: Registration) -> None:
    asks(amara, OPTIONAL)
    world.registration(meeting, "Mona Said", delegation="EG", state=State.SUBMITTED)
    receives(adjoua, "First.pdf")
    receives(adjoua, "=Card.pdf", pdf(text=b"A better scan"))
    assert column(amara, "Vaccination card") == ["=Card.pdf", None]


def test_files_go_with_their_question(amara: FlaskClient, adjoua: Registration) -> None:
    asks(amara, OPTIONAL)
    receives(adjoua)
    receives(adjoua, "Better.pdf", pdf(text=b"A better scan"))
    number = question().id
    assert "1 answer is erased with it." in words(amara.get(f"{SETTINGS}/questions/{number}"))
    assert amara.post(f"{SETTINGS}/questions/{number}/removal").location == SETTINGS
    assert (papers(), store()) == ([], [])


def test_no_meeting_file_takes_an_answered_question_away(
    meeting: Meeting, amara: FlaskClient, adjoua: Registration
) -> None:
    asks(amara, OPTIONAL)
    receives(adjoua)
    with pytest.raises(applying.QuestionAnswered), transaction():
        applying.load(db.session.get_one(Meeting, meeting.id), Policy(questions=()), SYSTEM)
    assert len(papers()) == 1


def test_files_are_erased_with_the_papers(amara: FlaskClient, adjoua: Registration, watch: Watch) -> None:
    asks(amara, REQUIRED)
    receives(adjoua)
    watch.says("2027-11-30 10:00")
    with transaction():
        assert forgetting.forget_papers() == 1
    assert (papers(), store()) == ([], [])


def test_an_answer_is_exchanged_until_the_deadline_for_changes(
    app: Flask, amara: FlaskClient, meeting: Meeting, adjoua: Registration, watch: Watch
) -> None:
    asks(amara, REQUIRED)
    mona = world.registration(meeting, "Mona Said", delegation="EG", state=State.SUBMITTED)
    browser, key = app.test_client(), question().key
    assert sends(browser, page(adjoua), pdf(), kind=key).status_code == 303

    watch.says("2026-11-16 18:01")
    assert "Exchange the file" not in words(browser.get(page(adjoua)))
    late = sends(browser, page(adjoua), pdf(text=b"Another"), kind=key)
    assert late.status_code == 409
    assert "This answer could be changed until the deadline only. Write to cap@secretariat.example" in words(late)
    assert sends(browser, page(mona), pdf(), kind=key).status_code == 303  # required and missing: better late
    assert sends(amara, f"{review(adjoua)}/papers", pdf(text=b"Another"), kind=key).status_code == 303
    assert len(papers()) == 3
