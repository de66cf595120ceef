"""Who took part before starts from what they said there."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from tests import world
from tests.registration.delegate import ABDOU, Delegate, link_in, text_of, value
from tests.watch import Watch
from tracker.db import db, transaction
from tracker.meetings.models import Meeting
from tracker.outbox.models import Message
from tracker.registration.models import Registration, State

ASK = "/meetings/cap-23/register/again"
ADJOUA = "adjoua.kouassi@customs.example"


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    watch.says("2026-11-09 10:00")
    return world.meeting()


@pytest.fixture
def earlier(meeting: Meeting) -> Registration:
    """What Adjoua said a year before."""
    before = world.registration(world.meeting("cap-22", number=22), "Adjoua Kouassi")
    with transaction():
        before.position, before.phone, before.interpretation = "Inspector", "+225 07", "fr"
        before.accessibility, before.comment, before.consents_photos = "Captions.", "See you!", True
    return before


@pytest.fixture
def adjoua(context: Flask, outbox: Path) -> Delegate:
    return Delegate(context, outbox, language="en")


def wishes(meeting: Meeting) -> dict[str, str]:
    return {f"session_{world.session(meeting, 'S1').id}": "in_person"}


def states() -> list[tuple[str, State]]:
    db.session.rollback()
    rows = select(Registration.given_name, Registration.state).join(Meeting).where(Meeting.slug == "cap-23")
    return [(name, state) for name, state in db.session.execute(rows)]


def test_she_checks_what_she_said_and_is_registered(adjoua: Delegate, meeting: Meeting, earlier: Registration) -> None:
    assert adjoua.opens(ASK).status_code == 200
    assert adjoua.follows(adjoua.sends(ASK, email="Adjoua.Kouassi@customs.example")).status_code == 200
    link = link_in(adjoua.last_mail())
    page = adjoua.opens(link)
    assert [value(page, name) for name in ("family_name", "position", "phone")] == ["Kouassi", "Inspector", "+225 07"]
    assert ("Captions." in page.text, "See you!" in page.text, 'checked id="consents_photos"' in page.text) == (
        False,
        False,
        False,
    )
    sent = ABDOU | {"given_name": "Adjoua", "family_name": "Kouassi", "email": "mallory@customs.example"}
    done = adjoua.sends(link, **(sent | wishes(meeting)))
    assert done.status_code == 303
    assert states() == [("Adjoua", State.SUBMITTED)]
    db.session.rollback()
    emails = db.session.scalars(select(Registration.email).where(Registration.state == State.SUBMITTED)).all()
    assert emails == [ADJOUA]
    # The link leads to her personal page from now on.
    assert adjoua.opens(link).headers["Location"] == done.headers["Location"]
    assert link_in(adjoua.last_mail()) == done.headers["Location"]


def test_the_browser_does_not_tell_who_took_part(adjoua: Delegate, earlier: Registration) -> None:
    known = adjoua.sends(ASK, email=ADJOUA)
    unknown = adjoua.sends(ASK, email="nobody@customs.example")
    assert (unknown.status_code, unknown.headers, unknown.data) == (known.status_code, known.headers, known.data)
    to_her, to_nobody = adjoua.mails()
    assert "Kouassi" not in text_of(to_her)
    assert link_in(to_nobody) == "/meetings/cap-23/register"


def test_what_a_stranger_typed_elsewhere_is_nobodys_last_registration(adjoua: Delegate, meeting: Meeting) -> None:
    world.registration(world.meeting("cap-22", number=22), "Adjoua Kouassi", state=State.DRAFT)
    adjoua.sends(ASK, email=ADJOUA)
    assert link_in(adjoua.last_mail()) == "/meetings/cap-23/register"


def test_who_is_registered_already_is_told_so(adjoua: Delegate, meeting: Meeting) -> None:
    world.registration(meeting, "Adjoua Kouassi")
    adjoua.sends(ASK, email=ADJOUA)
    db.session.rollback()
    assert db.session.scalars(select(Message.kind)).all() == ["already_registered"]


def test_five_mails_in_an_hour_whatever_is_asked(adjoua: Delegate, meeting: Meeting, earlier: Registration) -> None:
    for _ in range(4):
        adjoua.sends(ASK, email=ADJOUA)
    for _ in range(3):
        adjoua.sends("/meetings/cap-23/register", **(ABDOU | {"email": ADJOUA} | wishes(meeting)))
    assert len(adjoua.mails()) == 5


def test_the_link_lives_for_two_days_and_for_one_meeting(
    adjoua: Delegate, meeting: Meeting, earlier: Registration, watch: Watch
) -> None:
    world.meeting("cap-24", number=24)
    adjoua.sends(ASK, email=ADJOUA)
    link = link_in(adjoua.last_mail())
    assert adjoua.opens(link.replace("cap-23", "cap-24")).status_code == 404
    watch.says("2026-11-11 10:00")
    assert adjoua.opens(link).status_code == 200
    watch.says("2026-11-11 10:01")
    assert adjoua.opens(link).status_code == 404
    assert adjoua.sends(link, **(ABDOU | wishes(meeting))).status_code == 404


def test_after_the_deadline(adjoua: Delegate, meeting: Meeting, earlier: Registration, watch: Watch) -> None:
    watch.says("2026-11-16 17:59")
    adjoua.sends(ASK, email=ADJOUA)
    link = link_in(adjoua.last_mail())
    watch.says("2026-11-16 18:00")
    answers = [adjoua.opens(ASK), adjoua.opens(link), adjoua.sends(link, **(ABDOU | wishes(meeting)))]
    assert [answer.status_code for answer in answers] == [409, 409, 409]
