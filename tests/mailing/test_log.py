"""What one person was told: the log on the page of the registration, and each mail opened again."""

import re
from html import unescape

import pytest
from flask import Flask

from tests import world
from tests.actors import Organizer
from tests.mailing.letters import Letters, has_link
from tests.statements import statements
from tests.watch import Watch
from tracker.access import Role
from tracker.db import db, transaction
from tracker.meetings.models import Meeting
from tracker.outbox.delivering import clear_out, deliver_due
from tracker.outbox.models import Message
from tracker.outbox.patience import ATTEMPTS
from tracker.outbox.posting import post
from tracker.registration.models import Registration, State

_ROW = re.compile(r'<a href="([^"]*/mails/\d+)">([^<]+)</a>(.*?)</li>', re.DOTALL)


def log(amara: Organizer, of: Registration) -> list[tuple[str, str]]:
    """What the page lists: each mail, and all that stands behind it."""
    page = amara.opens(f"registrations/{of.id}").text
    return [
        (name, " ".join(unescape(re.sub(r"<[^>]+>", " ", rest)).split())) for _url, name, rest in _ROW.findall(page)
    ]


def addresses(amara: Organizer, of: Registration) -> list[str]:
    return [url for url, _name, _rest in _ROW.findall(amara.opens(f"registrations/{of.id}").text)]


@pytest.fixture
def adjoua(amara: Organizer, meeting: Meeting) -> Registration:
    """She has been approved by Amara, which mailed her the badge."""
    made = world.registration(meeting, "Adjoua Kouassi", state=State.SUBMITTED)
    assert amara.client.post(f"{amara.home}/registrations/{made.id}/approval").status_code == 303
    return made


def test_a_mail_waits_is_delivered_or_fails_with_the_reason(
    amara: Organizer, adjoua: Registration, letters: Letters, watch: Watch
) -> None:
    assert log(amara, adjoua) == [("Your badge", "Waiting 2 Nov 2026, 10:00")]
    watch.says("2026-11-02 10:05")
    letters.all()
    assert log(amara, adjoua) == [("Your badge", "You are registered: CAP 23 Delivered 2 Nov 2026, 10:05")]

    letters.office.refusals["adjoua.kouassi@customs.example"] = "550 no such mailbox"
    amara.client.post(f"{amara.home}/registrations/{adjoua.id}/mails")
    letters.all()
    assert log(amara, adjoua)[0] == (
        "Your badge",
        "You are registered: CAP 23 Failed 2 Nov 2026, 10:05 550 no such mailbox",
    )


def test_mails_to_an_earlier_address_stay_in_the_log(amara: Organizer, adjoua: Registration, letters: Letters) -> None:
    letters.all()
    with transaction():
        db.session.get_one(Registration, adjoua.id).email = "adjoua@new.example"
    [(_name, said)] = log(amara, adjoua)
    assert said.endswith("To an earlier address: adjoua.kouassi@customs.example")


def test_a_mail_is_opened_as_it_was_without_what_acts_for_her(
    amara: Organizer, adjoua: Registration, letters: Letters
) -> None:
    [mail] = letters.all()
    [address] = addresses(amara, adjoua)
    page = amara.client.get(address)
    frame = amara.client.get(f"{address}/content")
    db.session.rollback()
    code = world.code(adjoua)
    assert "You are registered: CAP 23" in page.text
    assert "cap-23.ics" in page.text
    for said in (page.text, frame.text):
        assert "Ms Adjoua Kouassi" in said
        assert "B••• •••• •••• ••••" in said
        assert not has_link(said)
        assert [
            part for part in (code[4:8], code[8:12], code[12:16]) if part in re.sub(r"base64,[^\"]+", "", said)
        ] == []
    assert has_link(str(mail.get_body(("html",))))
    assert frame.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'unsafe-inline'")


def test_a_mail_that_would_say_nothing_now_is_told_apart(amara: Organizer, meeting: Meeting, letters: Letters) -> None:
    cho = world.registration(meeting, "Cho Min", state=State.SUBMITTED)
    with transaction():
        post("submitted", cho.email or "", "en", registration_id=cho.id)
    letters.all()
    with transaction():
        db.session.get_one(Registration, cho.id).state = State.WITHDRAWN
    [address] = addresses(amara, cho)
    assert "This e-mail cannot be shown any more" in amara.client.get(address).text
    assert amara.client.get(f"{address}/content").status_code == 404


def test_nobody_else_opens_it(app: Flask, amara: Organizer, meeting: Meeting, adjoua: Registration) -> None:
    [address] = addresses(amara, adjoua)
    other = world.registration(meeting, "Bo Li", delegation="CN")
    assert amara.client.get(address.replace(f"/{adjoua.id}/", f"/{other.id}/")).status_code == 404
    viewer = Organizer(app, meeting, name="Vera Lind", role=Role.VIEWER)
    assert viewer.client.get(address).status_code == 403


def test_the_log_stays_for_a_year_and_costs_one_statement(
    app: Flask, amara: Organizer, adjoua: Registration, watch: Watch, letters: Letters
) -> None:
    with transaction():
        post("confirm_email", "adjoua.kouassi@customs.example", "en", registration_id=adjoua.id)
    letters.all()
    watch.says("2027-01-02 10:00")
    with transaction():
        clear_out()
    assert [name for name, _said in log(amara, adjoua)] == ["Your badge"]
    with transaction():
        for _ in range(20):
            post("approved", "adjoua.kouassi@customs.example", "en", registration_id=adjoua.id)
    with statements() as said:
        assert len(log(amara, adjoua)) == 21
    assert len([one for one in said if "outbox_messages" in one]) == 1
    deliver_due(app)
    watch.says("2027-11-02 10:06")
    with transaction():
        clear_out()
    assert world.count(Message) == 20
    watch.says("2028-01-03 10:06")
    with transaction():
        clear_out()
    assert (world.count(Message), ATTEMPTS) == (0, 12)
