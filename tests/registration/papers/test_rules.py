"""Which papers a meeting asks for, and what follows for who lacks one."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import world
from tests.registration.delegate import Delegate, link_in, text_of, words
from tests.registration.papers.files import pdf
from tests.watch import Watch
from tracker.access import Role
from tracker.audit.models import SYSTEM
from tracker.db import db, transaction
from tracker.meetings.models import Meeting
from tracker.people.models import Category
from tracker.registration.models import Registration, State
from tracker.registration.papers import needs, receiving, ruling
from tracker.registration.papers.models import Need, PaperKind
from tracker.registration.papers.receiving import Upload

PAGE = "/meetings/cap-23/papers"
LETTER, NOTE = PaperKind.NOMINATION_LETTER, PaperKind.NOTE_VERBALE
REQUIRED = {(Category.MEM, LETTER): Need.REQUIRED, (Category.MEM, NOTE): Need.OPTIONAL}


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    watch.says("2026-11-02 10:00")
    return world.meeting()


@pytest.fixture
def amara(client: FlaskClient, meeting: Meeting) -> FlaskClient:
    """The browser of Amara Diallo, organizer."""
    return world.sign_in(client, world.user("Amara Diallo", role=Role.ORGANIZER, of=meeting))


def rules(meeting: Meeting, wanted: needs.Rules = REQUIRED) -> None:
    with transaction():
        ruling.rule(meeting, wanted, SYSTEM)


def receives(person: Registration) -> None:
    with transaction():
        receiving.receive(person, LETTER, Upload("Letter.pdf", pdf()), SYSTEM)


def state(of: Registration) -> State:
    db.session.rollback()
    return db.session.get_one(Registration, of.id).state


def test_the_organizer_says_what_is_asked_for(amara: FlaskClient, meeting: Meeting) -> None:
    off = {f"{category}-{kind}": "off" for category in Category for kind in PaperKind}
    sent = off | {"MEM-nomination_letter": "required", "PRS-credentials": "optional"}
    assert amara.post(PAGE, data=sent).status_code == 303
    db.session.rollback()
    expected = {(Category.MEM, LETTER): Need.REQUIRED, (Category.PRS, PaperKind.CREDENTIALS): Need.OPTIONAL}
    assert needs.rules(meeting.id) == expected
    assert amara.post(PAGE, data=sent | {"MEM-nomination_letter": "perhaps"}).status_code == 422
    assert amara.post(PAGE, data=off | {"MEM-nomination_letter": "optional"}).status_code == 303
    db.session.rollback()
    assert needs.rules(meeting.id) == {(Category.MEM, LETTER): Need.OPTIONAL}


def test_a_category_without_rules_needs_nothing(app: Flask, meeting: Meeting) -> None:
    rules(meeting)
    adjoua = world.registration(meeting, "Adjoua Kouassi")
    jonas = world.registration(meeting, "Jonas Weiß", delegation=None, category=Category.PRV, organization="Maker")
    assert [(one.kind, one.need, one.is_missing) for one in needs.asked(adjoua)] == [
        (LETTER, Need.REQUIRED, True),
        (NOTE, Need.OPTIONAL, False),
    ]
    assert (needs.asked(jonas), needs.missing(jonas)) == ([], [])
    assert needs.missing_of([adjoua, jonas]) == {adjoua.id: [LETTER]}
    assert needs.missing_of([]) == {}


def test_approving_without_a_required_letter_takes_a_second_thought(amara: FlaskClient, meeting: Meeting) -> None:
    rules(meeting)
    adjoua = world.registration(meeting, "Adjoua Kouassi", state=State.SUBMITTED)
    address = f"/meetings/cap-23/registrations/{adjoua.id}"
    assert "Approve all the same" in words(amara.get(address))
    refused = amara.post(f"{address}/approval")
    assert refused.status_code == 409
    assert "Not approved: a required paper is missing (Nomination letter)." in words(refused)
    assert state(adjoua) is State.SUBMITTED
    assert amara.post(f"{address}/approval", data={"all_the_same": "yes"}).status_code == 303
    assert state(adjoua) is State.APPROVED


def test_with_the_letter_there_is_nothing_to_tick(amara: FlaskClient, meeting: Meeting) -> None:
    rules(meeting)
    adjoua = world.registration(meeting, "Adjoua Kouassi", state=State.SUBMITTED)
    receives(adjoua)
    address = f"/meetings/cap-23/registrations/{adjoua.id}"
    assert "Approve all the same" not in words(amara.get(address))
    assert amara.post(f"{address}/approval").status_code == 303
    assert state(adjoua) is State.APPROVED


def test_approving_many_leaves_out_who_lacks_a_letter(amara: FlaskClient, meeting: Meeting) -> None:
    rules(meeting)
    adjoua = world.registration(meeting, "Adjoua Kouassi", state=State.SUBMITTED)
    mona = world.registration(meeting, "Mona Said", delegation="EG", state=State.SUBMITTED)
    receives(mona)
    chosen = {"decision": "approve", "id": [adjoua.id, mona.id]}
    told = amara.post("/meetings/cap-23/registrations/decisions", data=chosen, follow_redirects=True)
    assert (state(adjoua), state(mona)) == (State.SUBMITTED, State.APPROVED)
    assert "Not approved, because a required paper is missing: Ms Adjoua KOUASSI." in words(told)


def test_a_reminder_leads_to_the_page_and_comes_once_a_day(
    app: Flask, amara: FlaskClient, meeting: Meeting, outbox: Path, watch: Watch
) -> None:
    rules(meeting)
    adjoua = world.registration(meeting, "Adjoua Kouassi")
    receives(world.registration(meeting, "Mona Said", delegation="EG"))
    world.registration(meeting, "Wei Li", delegation="CN", state=State.WITHDRAWN)
    delegate = Delegate(app, outbox, language="en")
    answer = amara.post(f"{PAGE}/reminders", follow_redirects=True)
    assert "1 person is reminded." in words(answer)
    [mail] = delegate.mails()
    assert (mail["To"], mail["Subject"]) == (adjoua.email, "A paper is missing: CAP 23")
    assert "- Nomination letter" in text_of(mail).splitlines()
    assert "Missing: Nomination letter" in words(delegate.opens(link_in(mail)))

    again = amara.post(f"{PAGE}/reminders", follow_redirects=True)
    assert "1 person was reminded within the last day" in words(again)
    watch.says("2026-11-03 10:00")
    amara.post(f"{PAGE}/reminders")
    assert len(delegate.mails()) == 2


def test_a_reminder_that_was_overtaken_is_not_sent(
    app: Flask, amara: FlaskClient, meeting: Meeting, outbox: Path
) -> None:
    rules(meeting)
    adjoua = world.registration(meeting, "Adjoua Kouassi")
    amara.post(f"{PAGE}/reminders")
    receives(adjoua)
    assert Delegate(app, outbox).mails() == []
