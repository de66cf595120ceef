"""The screen on the wall: opened by a link, readable by everybody, naming nobody."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import world
from tests.actors import FrontDesk, Organizer
from tests.statements import statements
from tests.watch import Watch
from tracker.access import Role
from tracker.db import db, transaction
from tracker.meetings.models import Meeting, QuorumRule
from tracker.registration.models import DelegateRole, Mode

NAMES = ("Adjoua", "Kouassi", "Bruno", "Peeters", "Amara", "Diallo", "secretariat.example", "customs.example", "Door B")


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    watch.says("2026-11-17 09:00")
    made = world.meeting()
    world.delegations()
    with transaction():
        made.quorum = QuorumRule.MORE_THAN
    return made


@pytest.fixture
def amara(app: Flask, meeting: Meeting) -> Organizer:
    return Organizer(app, meeting)


def address(amara: Organizer, *, speech: str = "both", theme: str = "dark") -> str:
    """Make a link for the plenary hall; where it leads."""
    fields = {"name": "Plenary hall, left", "speech": speech, "theme": theme}
    assert amara.client.post(f"{amara.home}/walls", data=fields).status_code == 303
    found = re.findall(r'href="http://localhost(/walls/[^"]+)"', amara.opens("walls").text)
    return str(found[0])


@pytest.fixture
def screen(app: Flask) -> FlaskClient:
    """A screen that nobody has signed in at."""
    return app.test_client(use_cookies=False)


def said(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.rsplit("<body>", maxsplit=1)[-1]).replace("&#39;", "'").split())


def test_the_room_reads_who_is_represented(
    app: Flask, meeting: Meeting, amara: Organizer, screen: FlaskClient, watch: Watch
) -> None:
    adjoua, bruno = (
        world.registration(meeting, name, delegation=code)
        for name, code in (("Adjoua Kouassi", "CI"), ("Bruno Peeters", "BE"))
    )
    with transaction():
        adjoua.role = bruno.role = DelegateRole.HEAD
    link = address(amara)
    desk = FrontDesk(app, meeting, name="Door B")
    watch.says("09:30")
    desk.scans(adjoua)
    desk.scans(bruno)
    watch.says("09:31")
    page = screen.get(link).text
    assert '<html lang="en"' in page
    assert 'data-theme="dark"' in page
    text = said(page)
    assert "23rd CAP Group Meeting 23e réunion du Groupe CAP 09:31" in text
    assert "2 of 5 delegations represented 2 délégations représentées sur 5" in text
    assert "No quorum: 1 more delegation needed. Quorum non atteint : il manque 1 délégation." in text
    assert "Belgium Belgique Côte d'Ivoire" in text
    assert "Germany" not in text
    assert "2 Arrived Arrivés 2 In the room En salle 0 Online En ligne" in text
    for part in (page, screen.get(f"{link}/figures").text):
        assert [name for name in NAMES if name in part] == []


def test_a_wall_of_one_language(app: Flask, meeting: Meeting, amara: Organizer, screen: FlaskClient) -> None:
    page = screen.get(address(amara, speech="fr", theme="light"), headers={"Accept-Language": "en"}).text
    assert '<html lang="fr"' in page
    assert "0 délégation représentée sur 5" in said(page)
    assert "represented" not in said(page)
    assert amara.opens("wall?speech=both&theme=dark").text.count("delegations represented") > 0


def test_an_organizer_takes_a_link_back(app: Flask, meeting: Meeting, amara: Organizer, screen: FlaskClient) -> None:
    link = address(amara)
    assert screen.get(f"{link}/figures").status_code == 200
    assert amara.client.post(f"{amara.home}/walls/1/revocation").status_code == 303
    assert [screen.get(link).status_code, screen.get(f"{link}/figures").status_code] == [410, 410]
    assert amara.client.post(f"{amara.home}/walls/1/revocation").status_code == 409
    assert "Revoked on 17 Nov 2026, 09:00." in amara.opens("walls").text
    assert screen.get("/walls/1.forged").status_code == 404


def test_a_link_ends_with_the_meeting(meeting: Meeting, amara: Organizer, screen: FlaskClient, watch: Watch) -> None:
    link = address(amara)
    watch.says("2026-11-18 23:59")
    assert screen.get(link).status_code == 200
    watch.says("2026-11-19 00:00")
    assert screen.get(link).status_code == 410
    assert amara.opens("wall").status_code == 200


def test_a_link_needs_a_place(meeting: Meeting, amara: Organizer) -> None:
    answer = amara.client.post(f"{amara.home}/walls", data={"name": "", "speech": "both", "theme": "dark"})
    assert "Say where the screen is, to know it again." in answer.text
    assert "There is no link yet." in answer.text


def test_only_organizers_make_links(app: Flask, meeting: Meeting) -> None:
    vera = Organizer(app, meeting, name="Vera Novak", role=Role.VIEWER)
    assert [vera.opens("walls").status_code, vera.opens("wall").status_code] == [403, 200]
    assert vera.client.post(f"{vera.home}/walls", data={"name": "Foyer"}).status_code == 403


def test_a_screen_without_news_costs_two_statements(
    app: Flask, meeting: Meeting, amara: Organizer, screen: FlaskClient, watch: Watch
) -> None:
    adjoua, link, desk = world.registration(meeting, "Adjoua Kouassi"), address(amara), FrontDesk(app, meeting)
    tag = screen.get(f"{link}/figures").headers["ETag"]
    prices = []
    for seconds in (0, 2, 60):
        watch.moves_on(seconds=seconds)
        with statements() as heard:
            assert screen.get(f"{link}/figures", headers={"If-None-Match": tag}).status_code == 304
        prices.append(len(heard))
    assert prices == [1, 2, 14]  # the figures are a second old at most; with the minute they are counted anew
    desk.scans(adjoua)
    watch.moves_on(seconds=2)
    with statements() as heard:
        assert screen.get(f"{link}/figures", headers={"If-None-Match": tag}).status_code == 200
    assert len(heard) == 14


def test_the_wall_does_not_stir_for_what_it_does_not_show(
    app: Flask, meeting: Meeting, amara: Organizer, screen: FlaskClient, watch: Watch
) -> None:
    adjoua = world.registration(meeting, "Adjoua Kouassi")
    link, desk = address(amara), FrontDesk(app, meeting)
    tag = screen.get(f"{link}/figures").headers["ETag"]
    world.registration(meeting, "Wei Li", delegation="CN", modes={"S2": Mode.IN_PERSON})  # for the afternoon
    desk.scans("nonsense")
    watch.moves_on(seconds=2)
    assert screen.get(f"{link}/figures", headers={"If-None-Match": tag}).status_code == 304
    desk.scans(adjoua)
    watch.moves_on(seconds=2)
    answer = screen.get(f"{link}/figures", headers={"If-None-Match": tag})
    assert (answer.status_code, answer.headers["ETag"] != tag) == (200, True)
    db.session.rollback()
