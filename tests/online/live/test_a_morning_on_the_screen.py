"""A morning on the screen: the link before the time, joining, staying, leaving, the code, a link that was forwarded."""

import re
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask

from tests import world
from tests.actors import Organizer
from tests.online.live.watching import PLATFORM, Watcher, shows
from tests.statements import statements
from tests.watch import Watch
from tests.world import at
from tracker import clock
from tracker.access import Role
from tracker.attendance.queries import represented
from tracker.attendance.queries.presences import presences
from tracker.audit.models import SYSTEM, Entry
from tracker.db import db, transaction
from tracker.meetings.models import Meeting
from tracker.online import deciding, receiving
from tracker.online import queries as online
from tracker.online.live import joining, queries
from tracker.online.live.forgetting import forget_marks
from tracker.online.live.models import ProofAttempt, ScreenSpan, ScreenVisit
from tracker.online.live.queries import Figures
from tracker.online.receiving import Told
from tracker.people.models import Category
from tracker.registration import admitting, registering
from tracker.registration.models import Mode, Registration, State

ONLINE = {"S1": Mode.ONLINE, "S2": Mode.ONLINE}


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    """S1 is held from 09:30 to 12:30; its doors open at 08:30."""
    del context
    watch.says("2026-11-17 08:00")
    made = world.meeting()
    shows(world.session(made, "S1"))
    return made


@pytest.fixture
def wei(meeting: Meeting) -> Registration:
    return world.registration(meeting, "Wei Li", delegation="CN", modes=ONLINE)


@pytest.fixture
def at_home(app: Flask, wei: Registration) -> Watcher:
    return Watcher(app, wei)


def stays(meeting: Meeting) -> list[tuple[str, str, str]]:
    """Every stay that counts: family name, from, to."""
    db.session.rollback()
    rows = db.session.execute(queries.counting_stays(meeting.id)).all()
    found = [(db.session.get_one(Registration, row.registration_id).family_name, row) for row in rows]
    return sorted((name, _wall(row.joined_at), _wall(row.left_at)) for name, row in found)


def _wall(instant: datetime | None) -> str:
    return clock.in_zone(instant, world.ZONE).strftime("%H:%M:%S") if instant else "unknown"


def figures(meeting: Meeting, code: str = "S1") -> Figures:
    db.session.rollback()
    return queries.figures(meeting.id, clock.now())[world.session(meeting, code).id]


def signs(watcher: Watcher, watch: Watch, minutes: int) -> None:
    """The page is open for so many minutes."""
    for _minute in range(minutes):
        watch.moves_on(seconds=60)
        watcher.gives_a_sign()


def test_before_the_time_the_page_says_when(watch: Watch, at_home: Watcher) -> None:
    watch.says("08:00")
    page = at_home.opens().text
    assert "You cannot join yet" in page
    assert '<time datetime="2026-11-17T07:30:00Z">' in page
    assert 'data-wait="1801"' in page  # seconds until 08:30
    assert PLATFORM.split("?")[0] not in page
    refused = at_home.presses()
    assert (refused.status_code, "The session cannot be joined yet." in refused.text) == (409, True)
    assert world.count(ScreenVisit) == 0


def test_the_page_speaks_the_language_of_its_person_unless_another_is_chosen(app: Flask, meeting: Meeting) -> None:
    fang = Watcher(app, world.registration(meeting, "Fang Zhao", delegation="CN", modes=ONLINE, language="zh"))
    assert '<html lang="zh"' in fang.opens("fr").text
    fang.client.get(f"{fang.home}/join?lang=ar")
    assert '<html lang="ar" dir="rtl"' in fang.opens("fr").text


def test_a_morning_on_the_screen(watch: Watch, meeting: Meeting, at_home: Watcher) -> None:
    watch.says("09:20")
    page = at_home.opens().text
    assert PLATFORM.split("?")[0] not in page  # the address is given to who presses the button
    assert world.count(ScreenVisit) == 0  # looking writes nothing
    assert at_home.joins() == PLATFORM
    assert at_home.joins() == PLATFORM  # pressed twice, and once more for the platform's tab
    assert (world.count(ScreenVisit), figures(meeting)) == (1, Figures(expected=1, joined=1, here=1))
    assert at_home.gives_a_sign() == {"elsewhere": False, "over": False}
    assert stays(meeting) == [("Li", "09:20:00", "unknown")]

    signs(at_home, watch, 15)  # to 09:35
    assert stays(meeting) == [("Li", "09:20:00", "09:35:30")]
    watch.moves_on(minutes=10)  # the network was lost
    assert figures(meeting).here == 0
    at_home.gives_a_sign()
    signs(at_home, watch, 5)
    assert at_home.closes_the_page() == 204
    assert stays(meeting) == [("Li", "09:20:00", "09:35:30"), ("Li", "09:45:00", "09:50:00")]
    assert figures(meeting) == Figures(expected=1, joined=1, here=0)

    watch.says("13:00")  # the session has overrun by half an hour
    at_home.loads()
    assert at_home.joins() == PLATFORM
    watch.moves_on(seconds=61)
    assert at_home.gives_a_sign() == {"elsewhere": False, "over": True}
    assert "The session is over." in at_home.presses().text
    assert stays(meeting) == [("Li", "09:20:00", "09:35:30"), ("Li", "09:45:00", "09:50:00")]


def test_who_closes_the_page_at_once_was_there_for_an_unknown_time(
    watch: Watch, meeting: Meeting, at_home: Watcher
) -> None:
    watch.says("09:40")
    at_home.joins()
    at_home.gives_a_sign()
    watch.moves_on(seconds=5)
    at_home.closes_the_page()
    assert stays(meeting) == [("Li", "09:40:00", "unknown")]
    assert world.count(ScreenSpan) == 0


def test_without_scripts_joining_alone_is_known(watch: Watch, meeting: Meeting, at_home: Watcher) -> None:
    watch.says("09:40")
    assert at_home.joins(script=False) == PLATFORM
    assert stays(meeting) == [("Li", "09:40:00", "unknown")]


def test_the_way_out_carries_nothing_of_the_link(watch: Watch, at_home: Watcher) -> None:
    watch.says("09:40")
    answer = at_home.presses(browser=at_home.browser)
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert 'rel="noreferrer"' in answer.text
    assert "frame-src" not in answer.headers["Content-Security-Policy"]
    assert at_home.home not in answer.text


@pytest.mark.parametrize(
    ("of", "said"),
    [
        ({"state": State.SUBMITTED}, "Your registration is not approved."),
        ({"state": State.WITHDRAWN}, "Your registration is not approved."),
        ({"category": Category.PRV}, "This session is not open to your category."),
        ({"modes": {"S2": Mode.ONLINE}}, "You are not registered for this session."),
    ],
)
def test_who_may_not_enter_is_told_so_and_not_led_on(
    app: Flask, watch: Watch, meeting: Meeting, of: dict[str, Any], said: str
) -> None:
    watch.says("09:40")
    stranger = Watcher(app, world.registration(meeting, "Ana Souza", **{"modes": ONLINE} | of))
    for answer in (stranger.opens(), stranger.presses()):
        assert (answer.status_code, said in answer.text, PLATFORM in answer.text) == (403, True, False)


def test_who_is_admitted_by_name_joins(app: Flask, watch: Watch, meeting: Meeting) -> None:
    watch.says("09:40")
    ana = world.registration(meeting, "Ana Souza", category=Category.PRV, modes={"S2": Mode.ONLINE})
    with transaction():
        session = world.session(db.session.get_one(Meeting, meeting.id), "S1")
        admitting.except_from_rule(ana, session, SYSTEM, is_admitted=True, reason="Speaks at item 4.")
    assert Watcher(app, ana).joins() == PLATFORM


def test_who_is_registered_for_the_room_is_told_and_joins(app: Flask, watch: Watch, meeting: Meeting) -> None:
    watch.says("09:40")
    jean = Watcher(app, world.registration(meeting, "Jean Petit", modes={"S1": Mode.IN_PERSON}))
    assert "You are registered for the room." in jean.opens().text
    assert jean.joins() == PLATFORM


def test_a_session_whose_address_is_not_known_says_so(app: Flask, watch: Watch, wei: Registration) -> None:
    watch.says("13:50")
    afternoon = Watcher(app, wei, session="S2")
    page = afternoon.opens().text
    assert "The organizer has not said yet where it is shown." in page
    assert 'data-wait="60"' in page
    assert afternoon.presses().status_code == 409
    assert Watcher(app, wei, session="S9").opens().status_code == 404


def test_a_strange_or_foreign_sign_records_nothing(
    app: Flask, watch: Watch, meeting: Meeting, at_home: Watcher
) -> None:
    watch.says("09:40")
    at_home.joins()
    jean = Watcher(app, world.registration(meeting, "Jean Petit", modes=ONLINE), visit=at_home.visit)
    assert jean.presses().status_code == 404
    for visit in ("", "x", str(uuid4())):
        at_home.visit = visit
        assert at_home.closes_the_page() in {404, 422}
    assert (world.count(ScreenVisit), world.count(ScreenSpan)) == (1, 0)


def test_the_code_of_the_shared_screen(app: Flask, watch: Watch, meeting: Meeting, at_home: Watcher) -> None:
    amara = Organizer(app, meeting)
    watch.says("09:40")
    shown = amara.opens("screen/S1/proof").text
    assert "until 09:45" in shown
    assert '<li lang="ar" dir="rtl">' in shown
    found = re.search(r'class="proof-code" dir="ltr">(\w{4})<', shown)
    assert found
    code = found[1]
    at_home.joins()
    assert at_home.types("ZZZZ") == "wrong"
    watch.says("09:41")
    attempt = str(uuid4())
    assert at_home.types(f" {code.lower()[:2]}-{code[2:]}", attempt) == "right"
    assert at_home.types(code, attempt) == "right"  # the answer was lost, it was sent again
    watch.says("09:51")  # two codes later
    assert at_home.types(code) == "wrong"
    assert figures(meeting) == Figures(expected=1, joined=1, here=0, proved=1)
    db.session.rollback()
    assert [row[2] for row in queries.proofs(meeting.id)] == [at("2026-11-17 09:41")]

    page = amara.opens("screen/S1").text
    assert re.findall(r'(\d\d:\d\d) <span class="tag tag-\w+">(right|wrong)', page) == [
        ("09:40", "wrong"),
        ("09:41", "right"),
        ("09:51", "wrong"),
    ]


def test_five_wrong_codes_a_minute_and_no_more(watch: Watch, at_home: Watcher) -> None:
    watch.says("09:40")
    at_home.joins()
    assert [at_home.types(f"ZZZ{n}") for n in range(7)] == ["wrong"] * 5 + ["wait"] * 2
    assert world.count(ProofAttempt) == 5
    watch.moves_on(seconds=61)
    assert at_home.types("ZZZZ") == "wrong"


def test_half_a_letter_and_what_is_nested_too_deep(watch: Watch, at_home: Watcher) -> None:
    watch.says("09:40")
    at_home.joins()
    assert at_home.types("\ud83d") == "wrong"
    for where in ("beats", "proof", "leave"):
        answer = at_home.client.post(f"{at_home.home}/{where}", data="[" * 100_000, content_type="application/json")
        assert answer.status_code == 422


def test_a_code_typed_without_scripts(watch: Watch, at_home: Watcher) -> None:
    watch.says("09:40")
    at_home.joins(script=False)
    fields = {"id": str(uuid4()), "visit": at_home.visit, "code": "ZZZZ"}
    answer = at_home.client.post(f"{at_home.home}/proof", data=fields)
    assert answer.status_code == 303
    assert "This is not the code." in at_home.client.get(f"{answer.location}?lang=en").text


def test_a_forwarded_link_is_noticed(app: Flask, watch: Watch, meeting: Meeting, at_home: Watcher) -> None:
    amara = Organizer(app, meeting)
    watch.says("09:30")
    at_home.joins()
    signs(at_home, watch, 10)
    stranger = Watcher(app, at_home.person, ip="198.51.100.9")
    stranger.joins()
    assert stranger.gives_a_sign() == {"elsewhere": True, "over": False}
    assert at_home.gives_a_sign()["elsewhere"]
    assert "In two places at once" not in amara.opens("screen/S1").text  # it may have been a change of devices
    for _minute in range(5):
        watch.moves_on(seconds=60)
        at_home.gives_a_sign()
        stranger.gives_a_sign()
    page = amara.opens("screen/S1").text
    assert "In two places at once" in page
    assert "two browsers in two networks" in page
    assert figures(meeting) == Figures(expected=1, joined=1, here=1)  # one person all the same
    stranger.closes_the_page()
    watch.moves_on(seconds=60)
    assert at_home.gives_a_sign() == {"elsewhere": False, "over": False}


def test_two_tabs_of_one_browser_are_one_place(app: Flask, watch: Watch, at_home: Watcher) -> None:
    watch.says("09:30")
    at_home.joins()
    other = Watcher(app, at_home.person, browser=at_home.browser)
    other.joins()
    assert other.gives_a_sign() == {"elsewhere": False, "over": False}


def test_an_organizer_says_where_a_session_is_shown(app: Flask, watch: Watch, meeting: Meeting) -> None:
    del watch
    amara = Organizer(app, meeting)

    def sets(**fields: str) -> int:
        return amara.client.post(f"{amara.home}/screen/S2/settings", data=fields).status_code

    assert sets(join_url="http://platform.example/j/7") == 422
    assert sets(join_url="https://amara:secret@platform.example/j/7") == 422
    assert sets(join_url="https://platform.example/j/7", asks_proof="y") == 303
    assert sets(join_url="https://platform.example/j/7", asks_proof="y") == 303  # saved twice
    db.session.rollback()
    session = world.session(db.session.get_one(Meeting, meeting.id), "S2")
    assert (session.join_url, session.asks_proof) == ("https://platform.example/j/7", True)
    entries = db.session.scalars(db.select(Entry).where(Entry.action == "session.screen_set")).all()
    assert [(one.subject, one.details) for one in entries] == [
        ("session S2", {"address_changed": True, "has_address": True, "asks_proof": True})
    ]


def test_figures_for_who_may_see_figures_and_names_for_who_may_correct_them(
    app: Flask, watch: Watch, meeting: Meeting, at_home: Watcher
) -> None:
    watch.says("09:40")
    at_home.joins()
    viewer = Organizer(app, meeting, name="Victor Viewer", role=Role.VIEWER)
    page = viewer.opens("screen/S1").text
    assert ('<span class="stat-figure">1</span>' in page, "LI" in page) == (True, False)
    assert PLATFORM.split("?")[0] not in viewer.opens("screen").text
    assert viewer.opens("screen/S1/proof").status_code == 403


def test_the_address_is_on_no_page_that_everybody_sees(
    app: Flask, watch: Watch, meeting: Meeting, at_home: Watcher
) -> None:
    watch.says("09:40")
    home = f"/my/{at_home.home.split('/')[2]}"
    pages = ["/", f"/meetings/{meeting.slug}", f"/meetings/{meeting.slug}/calendar.ics", home, f"{home}/calendar.ics"]
    texts = [at_home.client.get(page, follow_redirects=True).text for page in pages]
    assert [text for text in texts if "platform.example" in text] == []
    assert f'href="{at_home.home}/join"' in texts[3]
    assert f"{at_home.home}/join" in texts[4].replace("\r\n ", "")


def test_who_withdraws_is_led_nowhere(watch: Watch, at_home: Watcher) -> None:
    watch.says("09:40")
    at_home.joins()
    with transaction():
        registering.withdraw(db.session.get_one(Registration, at_home.person.id))
    assert at_home.presses().status_code == 403


def present(meeting: Meeting, of: Registration, code: str = "S1") -> tuple[str, float | None, str | None]:
    """Status, minutes and way of one person at one session, by all evidence."""
    db.session.rollback()
    held = db.session.get_one(Meeting, meeting.id)
    rows = {row.participant.id: row for row in presences(held, until=clock.now())}
    found = rows[of.id].by_session[world.session(held, code).id]
    return found.status, found.minutes, found.way


def test_a_link_makes_people_present_as_a_report_does(
    app: Flask, watch: Watch, meeting: Meeting, at_home: Watcher
) -> None:
    absent = world.registration(meeting, "Tom Long", modes=ONLINE)
    assert present(meeting, absent) == ("no_evidence", 0.0, None)
    watch.says("09:20")
    at_home.joins()
    signs(at_home, watch, 40)  # to 10:00
    assert present(meeting, at_home.person) == ("present", 30.5, "online")
    assert present(meeting, absent) == ("absent", 0.0, None)  # now something is known of the screen
    at_home.closes_the_page()
    telephone = Watcher(app, at_home.person)
    telephone.joins()
    signs(telephone, watch, 10)
    telephone.closes_the_page()
    at_home.loads()
    at_home.joins()  # and closes the page at once
    assert present(meeting, at_home.person) == ("present", 40.0, "online")


def test_between_two_signs_an_open_page_represents_its_delegation(
    watch: Watch, meeting: Meeting, at_home: Watcher
) -> None:
    """A sign comes every minute; 45 seconds after one the quorum still counts who is there."""
    watch.says("09:20")
    at_home.joins()
    signs(at_home, watch, 40)
    for seconds, is_there in ((45, True), (100, True), (60, False)):
        watch.moves_on(seconds=seconds)
        db.session.rollback()
        held = db.session.get_one(Meeting, meeting.id)
        assert bool(represented.standing(held, clock.now()).quorum.screen) is is_there


def test_a_report_and_a_link_of_one_person_never_sum(app: Flask, watch: Watch, meeting: Meeting) -> None:
    watch.says("09:20")
    person = world.registration(meeting, "Wei Li", delegation="CN", modes=ONLINE)
    at_home = Watcher(app, person)
    at_home.joins()
    signs(at_home, watch, 40)  # to 10:00:30, as it counts
    at_home.closes_the_page()
    report = b"Name,Email,Join Time,Leave Time\nWei Li,wei.li@customs.example,2026-11-17 09:45,2026-11-17 10:30\n"
    with transaction():
        held = db.session.get_one(Meeting, meeting.id)
        received, _new = receiving.receive(held, "list.csv", report, SYSTEM)
        told = Told(None, world.ZONE, None, (world.session(held, "S1").id,), None)
        receiving.settle(received, held, told, SYSTEM)
        deciding.apply(received, held, SYSTEM, replaces=None)
    assert present(meeting, person) == ("present", 60.0, "online")


def test_what_it_costs(app: Flask, watch: Watch, meeting: Meeting, at_home: Watcher) -> None:
    """A sign a minute from each of two thousand people has to be cheap; figures do not grow with them."""
    watch.says("09:40")
    at_home.joins()
    signs(at_home, watch, 2)
    watch.moves_on(seconds=60)
    with statements() as heard:
        at_home.gives_a_sign()
    assert len(heard) <= 13
    other = Watcher(app, world.registration(meeting, "Jean Petit", modes=ONLINE))
    other.joins()
    db.session.rollback()
    session, now = world.session(meeting, "S1").id, clock.now()
    for read, cost in (
        (lambda: queries.figures(meeting.id, now), 3),
        (lambda: queries.watchers(session, now, 1), 3),
        (lambda: queries.doubled(session), 2),
        (lambda: online.sessions_known(meeting.id), 1),
        (lambda: list(queries.proofs(meeting.id)), 1),
        (lambda: db.session.execute(queries.counting_stays(meeting.id)).all(), 1),
    ):
        db.session.rollback()
        _id = meeting.id
        with statements() as heard:
            read()
        assert len(heard) <= cost, heard


def test_by_which_browser_somebody_joined_is_erased_a_month_later(
    watch: Watch, meeting: Meeting, at_home: Watcher
) -> None:
    watch.says("09:20")
    at_home.joins()
    signs(at_home, watch, 40)
    before = stays(meeting)

    def erased() -> int:
        with transaction():
            return forget_marks()

    watch.says("2026-12-18 12:00")
    assert erased() == 0
    watch.says("2026-12-18 13:00")
    assert (erased(), erased()) == (1, 0)
    db.session.rollback()
    visit = db.session.scalars(db.select(ScreenVisit)).one()
    assert (visit.browser, visit.network, stays(meeting)) == ("", "", before)


def test_evidence_is_bounded(watch: Watch, meeting: Meeting, at_home: Watcher, monkeypatch: pytest.MonkeyPatch) -> None:
    del meeting
    watch.says("09:40")
    monkeypatch.setattr(joining, "MOST_VISITS", 3)
    for _page in range(5):
        at_home.loads()
        assert at_home.joins() == PLATFORM
    assert world.count(ScreenVisit) == 3
