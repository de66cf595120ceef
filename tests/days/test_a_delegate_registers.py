"""The week in which people register: over HTTP and by mail."""

import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Executable, select

from tests import world
from tests.registration.delegate import ABDOU, Delegate, errors, link_in, text_of, value, words
from tests.watch import Watch
from tracker.audit.models import COMMAND, Entry
from tracker.badges import issuing
from tracker.db import db, transaction
from tracker.meetings.models import Meeting
from tracker.outbox.models import Message
from tracker.registration import reviewing
from tracker.registration.models import Mode, Registration, State

FORM = "/meetings/cap-23/register"


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    watch.says("2026-11-09 10:00")
    world.delegations()
    return world.meeting()


@pytest.fixture
def abdou(context: Flask, outbox: Path) -> Delegate:
    return Delegate(context, outbox)


def session(meeting: Meeting, code: str) -> str:
    return f"session_{world.session(meeting, code).id}"


def wishes(meeting: Meeting, **modes: str) -> dict[str, str]:
    return {session(meeting, code): mode for code, mode in modes.items()}


def rows(statement: Executable) -> list[tuple[Any, ...]]:
    """What the database holds now."""
    db.session.rollback()
    return [tuple(row) for row in db.session.execute(statement)]


def known(email: str = "abdou.diallo@douanes.example") -> Registration:
    db.session.rollback()
    return db.session.scalars(select(Registration).where(Registration.email == email)).one()


def registers(abdou: Delegate, meeting: Meeting, **other: str) -> str:
    """He registers and confirms; the path of his personal page."""
    abdou.sends(FORM, **(ABDOU | wishes(meeting, S1="in_person", S2="online") | other))
    answer = abdou.sends(link_in(abdou.last_mail()))
    assert answer.status_code == 303
    return str(answer.headers["Location"])


def approve() -> None:
    with transaction():
        reviewing.approve(db.session.scalars(select(Registration)).one(), COMMAND)


def test_a_delegate_registers_and_gets_a_badge(abdou: Delegate, meeting: Meeting, watch: Watch) -> None:
    assert abdou.opens(FORM).status_code == 200

    # He forgets his family name, and nothing else of what he typed is lost.
    forgetful = abdou.sends(FORM, **(ABDOU | {"family_name": "  "} | wishes(meeting, S1="in_person", S2="online")))
    assert forgetful.status_code == 422
    assert len(errors(forgetful)) == 1
    assert 'href="#family_name"' in forgetful.text
    assert [value(forgetful, name) for name in ("given_name", "email", "position")] == [
        "Abdou",
        "abdou.diallo@douanes.example",
        "Chef de bureau",
    ]
    assert re.search(r'<option [^>]*selected value="CI"', forgetful.text)
    first = session(meeting, "S1")
    assert re.search(rf'checked id="\S+" name="{first}" type="radio" value="in_person"', forgetful.text)
    assert rows(select(Registration.id)) == []

    answer = abdou.sends(FORM, **(ABDOU | wishes(meeting, S1="in_person", S2="online")))
    assert abdou.follows(answer).status_code == 200
    assert known().state == State.DRAFT

    # The mail's link writes nothing; its button does.
    mail = abdou.last_mail()
    assert mail["To"] == "abdou.diallo@douanes.example"
    page = abdou.opens(link_in(mail))
    assert "Abdou Diallo" in words(page)
    assert known().state == State.DRAFT
    confirmed = abdou.sends(link_in(mail))
    assert known().state == State.SUBMITTED
    personal = confirmed.headers["Location"]
    assert abdou.follows(confirmed).status_code == 200

    # A second click shows the same page, and so does the mail that came.
    assert abdou.sends(link_in(mail)).headers["Location"] == personal
    assert abdou.opens(link_in(mail)).headers["Location"] == personal
    assert link_in(abdou.last_mail()) == personal
    assert len(abdou.mails()) == 2

    watch.says("2026-11-10 09:00")
    approve()
    found = known()
    assert found.mode == Mode.MIXED
    assert (found.sort_key, found.category.value, found.language) == ("diallo, abdou", "MEM", "fr")
    code = issuing.code_of(issuing.valid(found.id) or pytest.fail("no badge"))
    grouped = " ".join(code[at : at + 4] for at in range(0, 16, 4))
    approved = abdou.last_mail()
    assert grouped in text_of(approved)
    assert [part.get_content_type() for part in approved.walk() if part.get_content_maintype() == "image"] == [
        "image/png"
    ]
    assert [part.get_filename() for part in approved.iter_attachments()] == ["cap-23.ics"]
    assert grouped in words(abdou.opens(personal))
    assert grouped in words(abdou.opens(f"{personal}/badge"))
    calendar = abdou.opens(f"{personal}/calendar.ics")
    assert calendar.mimetype == "text/calendar"
    assert calendar.text.count("BEGIN:VEVENT") == 2


def test_the_browser_does_not_tell_who_is_registered(abdou: Delegate, meeting: Meeting) -> None:
    fresh = abdou.sends(FORM, **(ABDOU | wishes(meeting, S1="in_person")))
    abdou.sends(link_in(abdou.last_mail()))
    again = abdou.sends(FORM, **(ABDOU | {"given_name": "Mallory"} | wishes(meeting, S1="online")))
    assert (again.status_code, again.headers, again.data) == (fresh.status_code, fresh.headers, fresh.data)
    assert abdou.follows(again).data == abdou.follows(fresh).data
    assert known().given_name == "Abdou"
    assert rows(select(Message.kind).order_by(Message.id)) == [
        ("confirm_email",),
        ("submitted",),
        ("already_registered",),
    ]
    assert abdou.opens(link_in(abdou.last_mail())).status_code == 200


def test_a_stranger_blocks_nobody(abdou: Delegate, meeting: Meeting) -> None:
    abdou.sends(FORM, **(ABDOU | {"given_name": "Mallory"} | wishes(meeting, S1="online")))
    abdou.sends(FORM, **(ABDOU | wishes(meeting, S1="in_person")))
    strangers, own = abdou.mails()
    personal = abdou.sends(link_in(own)).headers["Location"]
    assert "Abdou Diallo" in words(abdou.opens(personal))

    # The stranger's draft is confirmed too late: it leads to the one that counts, and stays as it is.
    late = abdou.sends(link_in(strangers))
    assert late.headers["Location"] == personal
    assert "Abdou Diallo" in words(abdou.opens(personal))
    everybody = rows(select(Registration.given_name, Registration.state).order_by(Registration.id))
    assert everybody == [("Mallory", State.DRAFT), ("Abdou", State.SUBMITTED)]


def test_an_address_gets_five_mails_in_an_hour(abdou: Delegate, meeting: Meeting, watch: Watch) -> None:
    for _ in range(7):
        assert abdou.sends(FORM, **(ABDOU | wishes(meeting, S1="in_person"))).status_code == 303
    assert len(abdou.mails()) == 5
    watch.moves_on(hours=1)
    abdou.sends(FORM, **(ABDOU | wishes(meeting, S1="in_person")))
    assert len(abdou.mails()) == 6


def test_he_withdraws_and_asks_again(abdou: Delegate, meeting: Meeting) -> None:
    personal = registers(abdou, meeting)
    approve()
    assert abdou.sends(f"{personal}/withdrawal").headers["Location"] == personal
    assert known().state == State.WITHDRAWN
    assert issuing.valid(known().id) is None
    assert abdou.opens(f"{personal}/badge").headers["Location"] == personal
    assert abdou.sends(f"{personal}/withdrawal").status_code == 409  # a second press of the button
    # The mail about the approval was overtaken; that about the withdrawal came.
    assert [link_in(mail) for mail in abdou.mails()][-1] == personal

    assert abdou.sends(f"{personal}/resubmission").status_code == 303
    assert known().state == State.SUBMITTED
    approve()
    assert known().state == State.APPROVED
    assert issuing.valid(known().id) is not None


def test_he_changes_his_mind_about_a_session(abdou: Delegate, meeting: Meeting) -> None:
    personal = registers(abdou, meeting)
    form = abdou.opens(f"{personal}/edit")
    assert (value(form, "family_name"), value(form, "phone")) == ("Diallo", "+225 01 02 03 04")
    changed = {**ABDOU, "phone": "", **wishes(meeting, S1="online", S2="absent", S3="online")}
    assert abdou.sends(f"{personal}/edit", **changed).headers["Location"] == personal
    found = known()
    assert (found.phone, found.mode, found.email) == ("", Mode.ONLINE, "abdou.diallo@douanes.example")
    assert {choice.session_id: choice.mode for choice in found.choices} == {
        world.session(meeting, "S1").id: Mode.ONLINE,
        world.session(meeting, "S3").id: Mode.ONLINE,
    }
    journal = rows(select(Entry.actor, Entry.details).where(Entry.action == "registration.changed"))
    assert journal == [("abdou.diallo@douanes.example", {"fields": "phone, choices"})]


def test_once_approved_he_stays_who_he_is(abdou: Delegate, meeting: Meeting) -> None:
    personal = registers(abdou, meeting)
    approve()
    other = {**ABDOU, "family_name": "Mallory", "represents": "BE", "organization": "Fakes Ltd", "position": "Director"}
    other["role"] = "head"
    abdou.sends(f"{personal}/edit", **other, **wishes(meeting, S1="in_person"))
    found = known()
    assert (found.family_name, found.organization, found.position) == ("Diallo", "", "Director")
    assert found.role == ABDOU["role"]  # what a person is in the delegation, others have approved
    assert (found.delegation and found.delegation.code, found.state) == ("CI", State.APPROVED)


def test_after_the_deadline(abdou: Delegate, meeting: Meeting, watch: Watch) -> None:
    personal = registers(abdou, meeting)
    watch.says("2026-11-16 18:00")
    assert abdou.opens(FORM).status_code == 409
    assert abdou.sends(FORM, **(ABDOU | wishes(meeting, S1="in_person"))).status_code == 409
    assert abdou.opens(f"{personal}/edit").status_code == 409
    assert f"{personal}/edit" not in abdou.opens(personal).text
    assert abdou.sends(f"{personal}/withdrawal").status_code == 303
    assert abdou.sends(f"{personal}/resubmission").status_code == 409
    watch.says("2027-02-16 12:29")
    assert abdou.opens(personal).status_code == 200
    watch.says("2027-02-16 12:31")
    assert abdou.opens(personal).status_code == 410


def test_before_registration_opens(abdou: Delegate, meeting: Meeting, watch: Watch) -> None:
    watch.says("2026-10-01 08:59")
    assert abdou.opens(FORM).status_code == 409
    watch.says("2026-10-01 09:00")
    assert abdou.opens(FORM).status_code == 200


def test_a_confirmation_link_lives_for_seven_days(abdou: Delegate, meeting: Meeting, watch: Watch) -> None:
    watch.says("2026-11-01 09:00")
    abdou.sends(FORM, **(ABDOU | wishes(meeting, S1="in_person")))
    link = link_in(abdou.last_mail())
    watch.says("2026-11-08 09:00")
    assert abdou.opens(link).status_code == 200
    watch.says("2026-11-08 09:01")
    assert abdou.opens(link).status_code == 410
    expired = abdou.sends(link)
    assert expired.status_code == 410
    assert FORM in expired.text
    assert known().state == State.DRAFT


def test_a_page_left_open_loses_nothing(abdou: Delegate, meeting: Meeting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(abdou.app.config, "WTF_CSRF_ENABLED", True)
    late = abdou.sends(FORM, **(ABDOU | {"csrf_token": "stale"} | wishes(meeting, S1="in_person")))
    assert late.status_code == 422
    assert value(late, "position") == "Chef de bureau"
    assert rows(select(Registration.id)) == []
    again = abdou.sends(FORM, **(ABDOU | {"csrf_token": value(late, "csrf_token")} | wishes(meeting, S1="in_person")))
    assert again.status_code == 303


def test_nothing_typed_becomes_part_of_the_page_or_the_mail(abdou: Delegate, meeting: Meeting) -> None:
    script = '<script>alert("1")</script>'
    typed = {
        "given_name": script,
        "position": "x\r\nBcc: all@world.example",
        "title": "{{ 7*7 }}",
    }
    personal = registers(abdou, meeting, **typed)
    page = abdou.opens(personal)
    assert "<script>alert" not in page.text
    assert f"{{{{ 7*7 }}}} {script} Diallo" in words(page)
    assert known().position == "x Bcc: all@world.example"
    confirming, mail = abdou.mails()
    assert "alert" not in text_of(confirming)  # what a stranger typed reaches no address before its owner agrees
    assert (mail["Bcc"], mail["To"]) == (None, "abdou.diallo@douanes.example")
    html = mail.get_body(("html",))
    assert html is not None
    assert "<script>" not in str(html.get_content())
