"""The live page and its figures, as the door and the screen make them."""

import re
from html import unescape

import pytest
from flask import Flask

from tests import world
from tests.actors import FrontDesk, Organizer
from tests.statements import statements
from tests.watch import Watch
from tracker import clock
from tracker.access import Role
from tracker.attendance.queries import represented
from tracker.checkin import queries as checkin
from tracker.dashboard.live import keeping
from tracker.dashboard.live.figures import Figures
from tracker.db import db, transaction
from tracker.meetings import queries as meetings
from tracker.meetings.models import DoorKind, Meeting, QuorumRule
from tracker.registration.models import DelegateRole, Mode, Registration, State

LIVE = "/meetings/cap-23/live/figures"


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    """Five Members in the list: more than half is three."""
    watch.says("2026-11-17 09:00")
    made = world.meeting()
    with transaction():
        made.quorum = QuorumRule.MORE_THAN
        for session in made.sessions:
            session.door = DoorKind.IN_OUT
    return made


def head(meeting: Meeting, name: str, delegation: str) -> Registration:
    made = world.registration(meeting, name, delegation=delegation)
    with transaction():
        made.role = DelegateRole.HEAD
    return made


def now(meeting: Meeting) -> Figures:
    db.session.rollback()
    return keeping.current(meeting.slug, clock.now())


def test_the_morning_of_the_council(app: Flask, meeting: Meeting, watch: Watch) -> None:
    """Adjoua and Bruno come at five past nine, Claire at 9:20; Bruno leaves at ten; Wei is expected online."""
    adjoua, bruno = head(meeting, "Adjoua Kouassi", "CI"), head(meeting, "Bruno Peeters", "BE")
    claire = world.registration(meeting, "Claire Weber", delegation="DE")
    world.registration(meeting, "Wei Li", delegation="CN", modes={"S1": Mode.ONLINE})
    ines = world.registration(meeting, "Ines Duarte", delegation=None, organization="Institute")
    world.registration(meeting, "Dana Draft", state=State.SUBMITTED)
    desk = FrontDesk(app, meeting)
    watch.says("09:05")
    assert [desk.scans(person) for person in (adjoua, bruno)] == ["welcome", "welcome"]
    watch.says("09:20")
    assert [desk.scans(claire), desk.scans(ines)] == ["welcome", "welcome"]
    watch.says("09:59")
    found = now(meeting).session()
    assert found is not None
    assert (found.code, found.expected, found.expected_online, found.came, found.inside) == ("S1", 4, 1, 4, 4)
    assert [(f"{clock.in_zone(one.minute, world.ZONE):%H:%M}", one.room, one.screen) for one in found.arrivals] == [
        ("09:05", 2, 0),
        ("09:20", 2, 0),
    ]
    meter = now(meeting).meter
    assert (meter.quorum.represented, meter.quorum.needed, meter.since) == (3, 3, world.at("2026-11-17 09:20"))
    watch.says("10:00")
    assert desk.scans(bruno, direction="out") == "goodbye"
    watch.says("10:01")
    later = now(meeting)
    assert later.session() is not None
    assert [(one.name, one.has_left) for one in later.session("S1").heads] == [("Bruno Peeters", True)]  # type: ignore[union-attr]
    assert (later.meter.quorum.represented, later.meter.since) == (2, None)
    groups = {one.delegation and one.delegation.code: one for one in later.session("S1").groups}  # type: ignore[union-attr]
    assert (groups["BE"].expected, groups["BE"].came, groups["BE"].inside) == (1, 1, 0)
    assert (groups[None].came, groups["CN"].expected, groups["CN"].there) == (1, 1, 0)


def test_every_figure_is_the_one_of_the_desk_and_of_the_quorum(app: Flask, meeting: Meeting, watch: Watch) -> None:
    people = [
        world.registration(meeting, name, delegation=code)
        for name, code in (
            ("Adjoua Kouassi", "CI"),
            ("Bruno Peeters", "BE"),
            ("Claire Weber", "DE"),
            ("Mona Said", "EG"),
        )
    ]
    desk = FrontDesk(app, meeting)
    for minute, (person, direction) in enumerate(
        [(0, "in"), (1, "in"), (0, "out"), (2, "in"), (3, "in"), (0, "in"), (1, "out")], start=10
    ):
        watch.says(f"09:{minute}")
        desk.scans(people[person], direction=direction)
        watch.moves_on(seconds=2)
        found, counts = now(meeting), checkin.counts(world.session(meeting, "S1").id)
        session = found.session("S1")
        assert session is not None
        assert (session.inside, session.came, session.expected) == (counts.inside, counts.came, counts.expected)
        standing = represented.standing(meetings.by_slug("cap-23"), clock.now())
        assert (found.meter.quorum, found.meter.since) == (standing.quorum, standing.since)
    watch.says("12:30")
    assert now(meeting).session("S1").inside == 0  # type: ignore[union-attr]


def test_the_tag_changes_exactly_when_something_shown_does(app: Flask, meeting: Meeting, watch: Watch) -> None:
    adjoua, jonas = (world.registration(meeting, name) for name in ("Adjoua Kouassi", "Jonas Weiß"))
    amara, desk = Organizer(app, meeting, role=Role.VIEWER), FrontDesk(app, meeting)
    watch.says("09:10")
    desk.asks("counts?session=S1")
    tag = amara.client.get(LIVE).headers["ETag"]

    def asks_again() -> int:
        nonlocal tag
        watch.moves_on(seconds=2)
        answer = amara.client.get(LIVE, headers={"If-None-Match": tag})
        tag = answer.headers["ETag"]
        return answer.status_code

    assert asks_again() == 304
    assert desk.scans(adjoua) == "welcome"
    assert [asks_again(), asks_again()] == [200, 304]
    assert desk.scans(adjoua) == "already_in"  # evidence, and nothing that shows
    assert asks_again() == 304
    assert desk.scans("MFRGGZDFMZTWQ2LK") == "not_a_badge"
    assert asks_again() == 304
    watch.says("09:10")
    watch.moves_on(seconds=40)
    assert desk.takes_back() in {200, 201}
    desk.scans(jonas)
    assert desk.takes_back() in {200, 201}
    assert asks_again() == 304
    with transaction():
        meetings.by_slug("cap-23").quorum_percent = 66
    assert asks_again() == 200
    assert asks_again() == 304


def test_an_answer_without_news_costs_three_statements(app: Flask, meeting: Meeting, watch: Watch) -> None:
    adjoua = world.registration(meeting, "Adjoua Kouassi")
    amara, desk = Organizer(app, meeting), FrontDesk(app, meeting)
    tag = amara.client.get(LIVE).headers["ETag"]
    with statements() as heard:
        assert amara.client.get(LIVE, headers={"If-None-Match": tag}).status_code == 304
    assert len(heard) == 2  # who asks, the desks; the figures are younger than a second
    watch.moves_on(seconds=2)
    with statements() as heard:
        assert amara.client.get(LIVE, headers={"If-None-Match": tag}).status_code == 304
    assert len(heard) == 3
    prices = []
    for person in (adjoua, world.registration(meeting, "Mona Said"), world.registration(meeting, "Jonas Weiß")):
        desk.scans(person)
        watch.moves_on(seconds=2)
        with statements() as heard:
            assert amara.client.get(LIVE, headers={"If-None-Match": tag}).status_code == 200
        prices.append(len(heard))
    assert prices == [15] * 3


def test_the_page_says_it_without_scripts(app: Flask, meeting: Meeting, watch: Watch) -> None:
    adjoua = head(meeting, "Adjoua Kouassi", "CI")
    head(meeting, "Bruno Peeters", "BE")
    watch.says("09:10")
    FrontDesk(app, meeting, name="Door B").scans(adjoua)
    amara = Organizer(app, meeting)
    page = amara.opens("live").text
    text = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert "1 of 5 delegations represented" in text
    assert "No quorum: 2 more delegations needed." in text
    assert "Belgium Bruno Peeters in the room not yet" in text
    assert "Door B Every door 17 Nov 2026, 09:10 –" in text
    assert "Session S3" not in text
    french = " ".join(re.sub(r"<[^>]+>", " ", amara.opens("live?lang=fr&session=S2").text).split())
    assert "Séance S2" in french
    assert "Belgique" in french


def test_a_meeting_without_sessions(app: Flask, context: Flask, watch: Watch) -> None:
    made = world.meeting()
    with transaction():
        made.sessions.clear()
    assert "This meeting has no sessions yet" in Organizer(app, made).opens("live").text


def test_only_who_may_look_does(app: Flask, meeting: Meeting) -> None:
    assert Organizer(app, meeting, name="Dora Duval", role=Role.DESK).opens("live/figures").status_code == 403


def test_who_is_missing_stands_in_the_alphabet_of_the_reader(app: Flask, meeting: Meeting) -> None:
    """Germany is an Allemagne in French, China a Chine; Côte d'Ivoire and the others stand where readers look."""
    world.delegations()
    amara = Organizer(app, meeting)
    assert missing(amara, "en") == ["Belgium", "China", "Côte d'Ivoire", "Egypt", "Germany"]
    assert missing(amara, "fr") == ["Allemagne", "Belgique", "Chine", "Côte d'Ivoire", "Égypte"]


def missing(organizer: Organizer, language: str) -> list[str]:
    page = organizer.client.get(f"{LIVE}?lang={language}").text
    names = page.partition('id="missing"')[2].partition("</ul>")[0]
    return [unescape(one) for one in re.findall("<li>(.*?)</li>", names)]
