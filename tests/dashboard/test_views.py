"""The first pages of those who work for meetings, over HTTP."""

import re
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import world
from tests.actors import FrontDesk
from tests.statements import statements
from tests.watch import Watch
from tracker import clock
from tracker.access import Role
from tracker.accounts.models import Grant
from tracker.db import db, transaction
from tracker.meetings.models import Meeting
from tracker.outbox.models import Message
from tracker.registration.models import Mode, State


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    watch.says("2026-11-17 08:50")
    return world.meeting()


def browser(app: Flask, name: str, role: Role, of: Meeting) -> FlaskClient:
    return world.sign_in(app.test_client(), world.user(name, role=role, of=of))


def tiles(page: str) -> dict[str, str]:
    """The figures of the first page by their labels."""
    found = re.findall(r'stat-figure">(\d+)</span>\s*<span class="stat-label">(?:<a[^>]*>)?([^<]*)', page)
    return {label: figure for figure, label in found}


def rows(page: str) -> list[list[str]]:
    """The cells of the table of sessions."""
    found = re.findall(r"<tr>(.*?)</tr>", page.split("<tbody>")[1], re.DOTALL)
    cells = [re.findall(r"<(?:td|th)[^>]*>(.*?)</(?:td|th)>", row, re.DOTALL) for row in found]
    return [[re.sub(r"<[^>]+>", "", cell) for cell in row] for row in cells]


def mail(to: str, registration_id: int, *, sent: bool = False, error: str | None = None) -> None:
    now = clock.now()
    with transaction():
        db.session.add(
            Message(
                message_id=str(uuid4()),
                kind="approved",
                recipient=to,
                language="en",
                about={"registration_id": registration_id},
                created_at=now,
                due_at=now,
                last_error=error,
                done_at=now if sent or error else None,
                sent_at=now if sent else None,
            )
        )


def test_the_figures_of_a_meeting(app: Flask, meeting: Meeting) -> None:
    adjoua = world.registration(meeting, "Adjoua Kouassi")
    world.registration(meeting, "Wei Li", delegation="CN", modes={"S1": Mode.ONLINE})
    world.registration(meeting, "Mona Said", delegation="EG", modes={"S1": Mode.IN_PERSON, "S2": Mode.ONLINE})
    world.registration(meeting, "Jonas Weiß", delegation="DE", state=State.SUBMITTED)
    elsewhere = world.registration(world.meeting("cap-24", number=24), "Greta Engel", delegation="DE")
    mail("adjoua.kouassi@customs.example", adjoua.id)
    mail("adjoua.kouassi@customs.example", adjoua.id, sent=True)
    mail("adjoua.kouassi@customs.example", adjoua.id, error="550 no such mailbox")
    mail("greta.engel@customs.example", elsewhere.id, error="550 no such mailbox")
    FrontDesk(app, meeting).scans(adjoua)

    page = browser(app, "Amara Diallo", Role.ORGANIZER, meeting).get("/meetings/cap-23/work").text
    assert tiles(page) == {
        "Waiting for approval": "1",
        "Approved": "3",
        "In person": "2",
        "Online": "2",
        "E-mails waiting": "1",
        "E-mails failed": "1",
    }
    assert rows(page) == [
        ["09:30", "Closed session S1", "2", "1", "1", "134"],
        ["14:00", "Joint session S2", "1", "0", "0", "134"],
    ]


def test_before_the_meeting_the_first_day_is_shown(app: Flask, meeting: Meeting, watch: Watch) -> None:
    amara = browser(app, "Amara Diallo", Role.ORGANIZER, meeting)
    watch.says("2026-11-02 10:00")
    page = amara.get("/meetings/cap-23/work").text
    assert "Sessions of Tuesday 17 November 2026" in page
    assert len(rows(page)) == 2
    watch.says("2026-11-19 10:00")
    assert "<tbody>" not in amara.get("/meetings/cap-23/work").text


def links(page: str) -> list[str]:
    """Where the cards of the first page lead."""
    return re.findall(r'href="(/meetings/[^"]+)"', page.split("<main")[1])


def test_an_organizer_is_led_to_those_who_wait(app: Flask, meeting: Meeting) -> None:
    world.meeting("cap-24", number=24)
    world.registration(meeting, "Jonas Weiß", delegation="DE", state=State.SUBMITTED)
    page = browser(app, "Amara Diallo", Role.ORGANIZER, meeting).get("/work").text
    assert links(page) == ["/meetings/cap-23/work", "/meetings/cap-23/registrations?status=submitted"]
    assert "1 registration is waiting for review" in page
    assert "17–18 November 2026" in page


def test_the_desk_is_led_to_its_desks(app: Flask, meeting: Meeting) -> None:
    dora = browser(app, "Dora Duval", Role.DESK, meeting)
    assert links(dora.get("/work").text) == ["/meetings/cap-23/checkin", "/meetings/cap-23/checkin"]
    assert dora.get("/meetings/cap-23/work").status_code == 403


def test_a_viewer_is_led_to_the_figures(app: Flask, meeting: Meeting) -> None:
    vera = browser(app, "Vera Novak", Role.VIEWER, meeting)
    assert links(vera.get("/work").text) == ["/meetings/cap-23/work", "/meetings/cap-23/work"]
    page = vera.get("/meetings/cap-23/work").text
    assert [link for link in links(page) if "checkin" in link] == []
    assert "Review registrations" not in page


def test_an_administrator_sees_every_meeting(app: Flask, meeting: Meeting) -> None:
    world.meeting("cap-24", number=24)
    page = world.sign_in(app.test_client(), world.user("Ada Roth", is_admin=True)).get("/work").text
    assert len(re.findall("<article", page)) == 2
    assert page.count("Your role: Administrator") == 2


def test_an_account_without_a_meeting_is_told_whom_to_ask(app: Flask, meeting: Meeting) -> None:
    page = world.sign_in(app.test_client(), world.user("Nils Berg")).get("/work").text
    assert "You work for no meeting yet" in page


def test_one_person_may_have_two_roles(app: Flask, meeting: Meeting) -> None:
    other = world.meeting("cap-24", number=24)
    rosa = world.user("Rosa Lind", role=Role.DESK, of=meeting)
    with transaction():
        db.session.add(Grant(user_id=rosa.id, meeting_slug=other.slug, role=Role.VIEWER))
    page = world.sign_in(app.test_client(), rosa).get("/work", query_string={"lang": "fr"}).text
    assert sorted(set(links(page))) == ["/meetings/cap-23/checkin", "/meetings/cap-24/work"]


def test_the_price_does_not_grow_with_the_people(app: Flask, meeting: Meeting) -> None:
    amara = browser(app, "Amara Diallo", Role.ORGANIZER, meeting)
    prices = []
    for name in ("Adjoua Kouassi", "Mona Said", "Wei Li"):
        world.registration(meeting, name)
        with statements() as said:
            assert amara.get("/meetings/cap-23/work").status_code == 200
            assert amara.get("/work").status_code == 200
        prices.append(len(said))
    assert prices == [18] * 3
