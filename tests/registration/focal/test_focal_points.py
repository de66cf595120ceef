"""Who speaks for a delegation: appointed, told, ended; and what strangers get."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests import world
from tests.registration.delegate import Delegate, link_in, text_of, words
from tests.registration.focal.delegation import Speaker, address, focal_point, kinds_to, state
from tests.watch import Watch
from tracker.access import Role
from tracker.audit.models import Entry
from tracker.db import db
from tracker.meetings.models import Meeting
from tracker.registration import links as personal_links
from tracker.registration.focal import links
from tracker.registration.focal.models import FocalPoint
from tracker.registration.models import State

PAGE = "/meetings/cap-23/delegations"
AYA = {"delegation": "CI", "name": "Aya Touré", "email": " Aya.Toure@customs.example ", "language": "en"}


def appointed() -> FocalPoint:
    db.session.rollback()
    return db.session.scalars(select(FocalPoint)).one()


def test_an_organizer_appoints_and_ends(amara: FlaskClient, person: Delegate, meeting: Meeting) -> None:
    assert amara.post(f"{PAGE}/focal-points", data=AYA).status_code == 303
    aya = appointed()
    assert (aya.email, aya.name) == ("aya.toure@customs.example", "Aya Touré")
    mail = person.last_mail()
    assert (mail["To"], mail["Subject"]) == (aya.email, "You speak for Côte d'Ivoire: CAP 23")
    link = link_in(mail)
    assert person.opens(link).status_code == 200

    assert amara.post(f"{PAGE}/focal-points", data=AYA).status_code == 409  # she is already
    assert amara.post(f"{PAGE}/focal-points/{aya.id}/ending").status_code == 303
    ended = person.opens(link)
    assert (ended.status_code, "You no longer speak for a delegation" in words(ended)) == (410, True)
    kouassi = world.registration(meeting, "Adjoua Kouassi", state=State.SUBMITTED)
    assert person.sends(f"{link}/people/{kouassi.id}/approval").status_code == 410
    assert state("Adjoua Kouassi") is State.SUBMITTED

    # Once more: another link works, the first stays void.
    amara.post(f"{PAGE}/focal-points", data=AYA)
    again = link_in(person.last_mail())
    assert (person.opens(link).status_code, person.opens(again).status_code) == (410, 200)
    db.session.rollback()
    told = db.session.scalars(select(Entry.action).where(Entry.action.startswith("focal_point")).order_by(Entry.id))
    assert list(told) == ["focal_point.appointed", "focal_point.ended", "focal_point.appointed"]


def test_who_looks_may_not_appoint(app: Flask, meeting: Meeting, aya: Speaker) -> None:
    viewer = world.sign_in(app.test_client(), world.user("Vera Novak", role=Role.VIEWER, of=meeting))
    page = viewer.get(PAGE)
    assert (page.status_code, aya.email in page.text, "Aya Toure" in page.text) == (200, False, True)
    assert viewer.post(f"{PAGE}/focal-points", data=AYA).status_code == 403


def test_the_list_says_who_takes_part(amara: FlaskClient, aya: Speaker, meeting: Meeting) -> None:
    world.registration(meeting, "Wei Li", delegation="CN")
    world.registration(meeting, "Mei Chen", delegation="CN", state=State.SUBMITTED)
    page = words(amara.get(PAGE))
    assert "2 delegations" in page
    assert "China Approved: 1, waiting: 1 In person: 2, online: 0" in page


@pytest.mark.parametrize("token", ["nonsense", ""])
def test_a_strangers_link_opens_nothing(person: Delegate, meeting: Meeting, token: str) -> None:
    aya = focal_point(meeting, "Aya Toure")
    forged = f"{aya.uid.hex}.{token}"
    assert person.opens(f"/delegations/{forged}").status_code == 404
    other = world.registration(meeting, "Adjoua Kouassi")
    assert person.opens(f"/delegations/{personal_links.personal(other.uid)}").status_code == 404
    assert person.opens(f"/my/{links.speaking(aya.uid)}").status_code == 404
    assert person.opens(f"/nominations/{links.speaking(aya.uid)}").status_code == 404


def test_the_link_lasts_until_thirty_days_after_the_meeting(aya: Speaker, watch: Watch) -> None:
    watch.says("2026-12-18 12:00")
    assert aya.opens(aya.page).status_code == 200
    watch.says("2026-12-18 13:00")
    assert aya.opens(aya.page).status_code == 410


def test_after_the_meeting_a_delegation_stays_as_it_is(aya: Speaker, meeting: Meeting, watch: Watch) -> None:
    kouassi = world.registration(meeting, "Adjoua Kouassi")
    watch.says("2026-11-18 13:00")
    assert aya.does("decision", kouassi, verb="withdraw", reason="Ill").status_code == 409
    assert state("Adjoua Kouassi") is State.APPROVED


def test_the_link_is_sent_again_and_strangers_get_the_same_answer(aya: Speaker, person: Delegate) -> None:
    asked = "/meetings/cap-23/delegation-link"
    known = person.sends(asked, email=aya.email)
    stranger = person.sends(asked, email="stranger@elsewhere.example")
    assert (known.status_code, known.location) == (stranger.status_code, stranger.location) == (303, f"{asked}/sent")
    assert person.follows(known).data == person.follows(stranger).data
    assert kinds_to(aya.email) == ["focal_point"]
    assert kinds_to("stranger@elsewhere.example") == []
    assert link_in(person.last_mail()) == aya.page
    for _ in range(9):
        person.sends(asked, email=aya.email)
    assert kinds_to(aya.email) == ["focal_point"] * 5  # nobody is pestered


def test_two_focal_points_at_once(aya: Speaker, koffi: Speaker, meeting: Meeting) -> None:
    kouassi = world.registration(meeting, "Adjoua Kouassi", state=State.SUBMITTED)
    assert aya.does("decision", kouassi, verb="decline", reason="Not this time").status_code == 303
    late = koffi.does("decision", kouassi, verb="return", reason="Another photo")
    assert (late.status_code, "has changed meanwhile" in words(late)) == (409, True)
    assert state("Adjoua Kouassi") is State.DECLINED
    assert (kinds_to(aya.email), kinds_to(koffi.email)) == ([], ["delegation_news"])


def test_the_news_say_who_what_when_and_why(aya: Speaker, koffi: Speaker, meeting: Meeting) -> None:
    kouassi = world.registration(meeting, "Adjoua Kouassi")
    aya.does("decision", kouassi, verb="withdraw", reason="She is ill.")
    mails = {mail["To"]: mail for mail in koffi.mails()}
    assert sorted(mails) == [address("Adjoua Kouassi"), koffi.email]
    news = text_of(mails[koffi.email])
    assert mails[koffi.email]["Subject"] == "Ms Adjoua KOUASSI: withdrawn, CAP 23"
    lines = (
        "Status: withdrawn",
        "When: 2 November 2026, 10:00 (Brussels time)",
        f"By: {aya.email}",
        "Reason: She is ill.",
    )
    assert [line for line in lines if line not in news.splitlines()] == []
    assert "Your delegation has withdrawn your registration." in text_of(mails[address("Adjoua Kouassi")])
