"""A document-based phase from its opening to the outcome: three items, five delegations, one deadline."""

from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from openpyxl import load_workbook
from werkzeug.datastructures import FileStorage

from tests import world
from tests.actors import Organizer
from tests.registration.delegate import link_in
from tests.registration.delegate import words as read
from tests.registration.focal.delegation import Speaker, focal_point
from tests.registration.papers.files import pdf
from tests.statements import statements
from tests.watch import Watch
from tracker.access import Role
from tracker.correspondence import queries
from tracker.correspondence.models import Item, Outcome, Word
from tracker.correspondence.words import Figures
from tracker.db import db, transaction
from tracker.meetings.models import Meeting
from tracker.registration import links
from tracker.registration.models import DelegateRole

ITEMS = {
    "I": ("Election of the Chairperson", "election"),
    "II": ("Adoption of the Agenda", "decision"),
    "III": ("Approval of the Report of the 17th meeting", "decision"),
}
PHASE = {"opens": "2026-10-22T09:00", "deadline": "2026-11-05T18:00"}


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    watch.says("2026-10-20 10:00")
    world.delegations()
    return world.meeting()


@pytest.fixture
def amara(app: Flask, meeting: Meeting) -> Organizer:
    return Organizer(app, meeting)


def speaks(app: Flask, outbox: Path, meeting: Meeting, name: str, delegation: str) -> Speaker:
    return Speaker(app, outbox, focal_point(meeting, name, delegation))


def adds(amara: Organizer, code: str, title: str, kind: str, **other: str) -> int:
    fields = {"code": code, "title_en": title, "kind": kind} | PHASE | other
    return amara.client.post(f"{amara.home}/items/new", data=fields).status_code


def says(who: Speaker, code: str, kind: str, text: str = "", **other: str) -> int:
    return who.sends(f"{who.page}/items/{code}/words", kind=kind, text=text, **other).status_code


def figures(meeting: Meeting) -> dict[str, Figures]:
    db.session.rollback()
    return {one.item.code: one.figures for one in queries.accounts(meeting.id)}


def test_from_opening_to_outcome(app: Flask, amara: Organizer, meeting: Meeting, outbox: Path, watch: Watch) -> None:
    # The organizer lays out three items and puts the report to the third.
    for code, (title, kind) in ITEMS.items():
        silence = {"silence": "y"} if code == "II" else {}
        assert adds(amara, code, title, kind, **silence) == 303
    assert adds(amara, "I", "Twice", "decision") == 422
    report = FileStorage(BytesIO(pdf(text=b"Report of the 17th meeting")), filename="Report 17.pdf")
    sent = {"file": report, "language": "en"}
    there = amara.client.post(f"{amara.home}/items/III/documents", data=sent, content_type="multipart/form-data")
    assert there.status_code == 303

    # Before the opening nobody can speak.
    aya, ben = speaks(app, outbox, meeting, "Aya Toure", "CI"), speaks(app, outbox, meeting, "Ben Peeters", "BE")
    cai, eva = speaks(app, outbox, meeting, "Cai Wang", "CN"), speaks(app, outbox, meeting, "Eva Brandt", "EU")
    assert says(aya, "II", "support") == 409

    # On the first day, when the organizer tells all who speak for a delegation.
    watch.says("2026-10-22 09:00")
    assert amara.client.post(f"{amara.home}/items/invitations").status_code == 303
    is_told(eva)
    assert "Waits for you" in read(aya.opens(f"{aya.page}/items"))
    assert says(aya, "I", "nominate", nominee="Adjoua Kouassi") == 303
    assert says(ben, "I", "second", seconded="Adjoua Kouassi") == 303
    assert says(ben, "I", "second", seconded="Nobody Known") == 422
    assert says(ben, "II", "object") == 422  # without a reason
    assert says(ben, "II", "object", "Item 4 comes too early.") == 303
    assert says(eva, "II", "support") == 422  # the union has no vote
    assert says(eva, "II", "comment", "Item 4 could come last.") == 303
    found = ben.opens(f"{ben.page}/items/III")
    assert found.status_code == 200
    with ben.opens(f"{ben.page}/items/III/documents/{document()}") as copy:
        assert (copy.status_code, copy.get_data()[:5]) == (200, b"%PDF-")

    # The head of a delegation speaks as well as a focal point; a delegate does not.
    the_head_speaks_and_a_delegate_does_not(meeting, cai)

    # A minute before the deadline Belgium changes its mind; a minute after, nobody can.
    watch.says("2026-11-05 17:59")
    assert says(ben, "II", "support") == 303
    assert says(aya, "III", "abstain") == 303
    watch.says("2026-11-05 18:01")
    assert says(aya, "III", "object", "Too late.") == 409

    # The figures: every number by hand.
    counted = figures(meeting)
    assert [(n.name, len(n.seconds)) for n in counted["I"].nominees] == [("Adjoua Kouassi", 1)]
    assert (counted["II"].support, counted["II"].object, counted["II"].comments, counted["II"].spoke) == (1, 0, 1, 2)
    assert (counted["III"].support, counted["III"].abstain, counted["III"].silent) == (1, 1, 3)
    assert world.count(Word) == 7  # what Belgium took back is still on record
    assert "under the silence procedure the item is adopted" in read(amara.opens("items/II"))

    # The organizer states what came of it.
    states = {"I": ("elected", "Adjoua Kouassi"), "II": ("adopted", ""), "III": ("approved", "")}
    for code, (result, elected) in states.items():
        fields = {"result": result, "elected": elected, "text_en": "By correspondence."}
        assert amara.client.post(f"{amara.home}/items/{code}/outcomes", data=fields).status_code == 303
    assert amara.client.post(f"{amara.home}/items/II/outcomes", data={"result": "elected"}).status_code == 422
    assert "Elected" in read(aya.opens(f"{aya.page}/items"))

    # In its own column, never as presence.
    db.session.rollback()
    part = queries.taking_part(meeting.id)
    assert sorted(one.words for one in part.values()) == [1, 1, 2, 3]
    the_files_say_the_same(amara)


def the_head_speaks_and_a_delegate_does_not(meeting: Meeting, cai: Speaker) -> None:
    head = world.registration(meeting, "Wei Zhang", delegation="CN")
    with transaction():
        head.role = DelegateRole.HEAD
    page = f"/my/{links.personal(head.uid)}/items"
    assert cai.sends(f"{page}/III/words", kind="support").status_code == 303
    other = world.registration(meeting, "Min Li", delegation="CN")
    assert cai.sends(f"/my/{links.personal(other.uid)}/items/III/words", kind="object", text="No.").status_code == 403


def is_told(eva: Speaker) -> None:
    mail = eva.last_mail()
    assert (mail["To"], mail["Subject"]) == (eva.email, "In writing for European Union: CAP 23")
    assert link_in(mail) == f"{eva.page}/items"


def document() -> int:
    db.session.rollback()
    item: Item = db.session.scalars(db.select(Item).filter_by(code="III")).one()
    return item.documents[0].id


def the_files_say_the_same(amara: Organizer) -> None:
    with amara.client.post(f"{amara.home}/items/results.xlsx") as answer:
        book = load_workbook(BytesIO(answer.get_data()))
    rows = [row for row in book["Items"].iter_rows(values_only=True) if row[0] in ITEMS]
    assert [(row[0], row[5], row[6], row[7], row[12]) for row in rows] == [
        ("I", 0, 0, 0, "Elected Adjoua Kouassi"),
        ("II", 1, 0, 0, "Adopted"),
        ("III", 1, 0, 1, "Approved"),
    ]
    said_by = {row[6] for row in book["Every word"].iter_rows(values_only=True) if row[0] in ITEMS}
    assert "Ms Wei ZHANG, head of delegation" in said_by
    assert "Aya Toure, focal point" in said_by
    assert not [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if "@" in str(cell)]
    by_delegation = {row[0]: row[1:] for row in book["By correspondence"].iter_rows(values_only=True) if row[1]}
    assert by_delegation["Belgium"][:2] == ("seconds Adjoua Kouassi", "supports")
    with amara.client.post(f"{amara.home}/items/results.pdf") as answer:
        assert (answer.status_code, answer.get_data()[:5]) == (200, b"%PDF-")


def test_what_was_spoken_on_stays(app: Flask, amara: Organizer, meeting: Meeting, outbox: Path, watch: Watch) -> None:
    adds(amara, "II", "Adoption of the Agenda", "decision")
    adds(amara, "IV", "Any other business", "information")
    aya = speaks(app, outbox, meeting, "Aya Toure", "CI")
    watch.says("2026-10-23 09:00")
    assert says(aya, "II", "support") == 303
    assert amara.client.post(f"{amara.home}/items/II/removal").status_code == 409
    other = {"code": "II", "title_en": "Adoption of the Agenda", "kind": "information"} | PHASE
    assert amara.client.post(f"{amara.home}/items/II/settings", data=other).status_code == 422
    later = other | {"kind": "decision", "deadline": "2026-11-12T18:00"}
    assert amara.client.post(f"{amara.home}/items/II/settings", data=later).status_code == 303
    assert amara.client.post(f"{amara.home}/items/IV/removal").status_code == 303
    assert (world.count(Item), world.count(Outcome)) == (1, 0)


def test_a_deadline_must_come_after_the_opening_and_exist(amara: Organizer) -> None:
    assert adds(amara, "V", "Backwards", "decision", deadline="2026-10-21T09:00") == 422
    assert adds(amara, "V", "In the gap", "decision", opens="2026-03-29T02:30") == 422
    assert world.count(Item) == 0


@pytest.mark.parametrize("code", ["é 1/2", "1\\2", "..", "new"])
def test_a_number_stands_in_the_address_of_its_page(amara: Organizer, code: str) -> None:
    assert adds(amara, code, "Adoption of the Agenda", "decision") == 422
    assert world.count(Item) == 0
    assert adds(amara, "é 1-2 ?#%", "Adoption of the Agenda", "decision") == 303
    assert amara.opens("items/é 1-2 %3F%23%25").status_code == 200


def test_letters_that_no_font_has(app: Flask, amara: Organizer, meeting: Meeting, outbox: Path, watch: Watch) -> None:
    adds(amara, "I", "Election ਹਰ", "election")
    aya = speaks(app, outbox, meeting, "Aya Toure", "CI")
    watch.says("2026-10-23 09:00")
    assert says(aya, "I", "nominate", nominee="ਹਰਪ੍ਰੀਤ Sandhu") == 303
    with amara.client.post(f"{amara.home}/items/results.pdf") as answer:
        assert (answer.status_code, answer.get_data()[:5]) == (200, b"%PDF-")


def test_what_is_no_pdf_is_refused(amara: Organizer, meeting: Meeting) -> None:
    adds(amara, "II", "Adoption of the Agenda", "decision")
    sent = {"file": FileStorage(BytesIO(b"<html>"), filename="x.pdf"), "language": "en"}
    answer = amara.client.post(f"{amara.home}/items/II/documents", data=sent, content_type="multipart/form-data")
    assert answer.status_code == 422


def test_viewers_look_and_do_not_change(app: Flask, meeting: Meeting, amara: Organizer) -> None:
    adds(amara, "II", "Adoption of the Agenda", "decision")
    viewer = Organizer(app, meeting, "Vera Novak", Role.VIEWER)
    assert (viewer.opens("items").status_code, viewer.opens("items/II").status_code) == (200, 200)
    assert viewer.client.post(f"{viewer.home}/items/II/removal").status_code == 403


def test_all_items_cost_six_statements(amara: Organizer, meeting: Meeting) -> None:
    for number in range(5):
        adds(amara, str(number), f"Item {number}", "decision")
    db.session.rollback()
    meeting_id = meeting.id
    with statements() as heard:
        queries.accounts(meeting_id)
    assert len(heard) == 6
