"""What everybody reads about meetings: the list, and the page of one."""

import pytest
from flask.testing import FlaskClient

from tests import world
from tests.meetings.reading import Page
from tests.statements import statements
from tests.watch import Watch
from tracker.db import db, transaction
from tracker.i18n import Texts
from tracker.meetings import queries
from tracker.meetings.models import Meeting, MeetingSession, Phase, PhaseKind, SessionKind

pytestmark = pytest.mark.usefixtures("context")


def change(slug: str = "cap-23", **values: object) -> None:
    with transaction():
        meeting = queries.by_slug(slug)
        for name, value in values.items():
            setattr(meeting, name, value)


def registration(client: FlaskClient) -> str:
    return Page(client, "/meetings/cap-23").text("//section[@aria-labelledby='registration']/p[1]")


def test_amina_reads_the_programme(client: FlaskClient, watch: Watch) -> None:
    watch.says("2026-11-02 10:00")
    world.meeting()
    page = Page(client, "/meetings/cap-23")
    assert page.text("//h1") == "23rd CAP Group Meeting"
    assert page.text("//p[@class='kicker']") == "Counterfeiting and Piracy Group, 23rd meeting"
    assert page.texts("//dt[text()='Dates']/following-sibling::dd") == ["17–18 November 2026"]
    assert page.texts("//h3") == ["Tuesday 17 November 2026", "Wednesday 18 November 2026"]
    assert page.texts("//li[@class='session']//h4") == ["Closed session S1", "Joint session S2", "Closed session S3"]
    assert page.texts("//p[@class='session-time']") == ["09:30–12:30", "14:00–17:00", "09:30–12:30"]
    assert page.texts("//li[@id='session-S2']//ul/li") == [
        "Joint session with the private sector",
        "Kyoto A",
        "In person and online",
    ]
    assert page.all("//li[@id='session-S1']//time/@datetime") == ["2026-11-17T08:30:00Z", "2026-11-17T11:30:00Z"]


def test_jean_reads_it_in_french(client: FlaskClient, watch: Watch) -> None:
    watch.says("2026-11-02 10:00")
    world.meeting()
    page = Page(client, "/meetings/cap-23", language="fr-BE, en;q=0.5")
    assert page.root.get("lang") == "fr"
    assert page.text("//h1") == "23e réunion du Groupe CAP"
    assert page.texts("//h3") == ["mardi 17 novembre 2026", "mercredi 18 novembre 2026"]
    assert page.texts("//li[@class='session']//h4") == ["Séance S1", "Séance S2", "Séance S3"]
    assert page.texts("//*[contains(@class, 'notice')]") == []


def test_what_lacks_french_is_shown_in_english_and_says_so(client: FlaskClient, watch: Watch) -> None:
    world.meeting()
    change(title=Texts({"en": "23rd CAP Group Meeting"}))
    page = Page(client, "/meetings/cap-23", language="fr")
    assert page.texts("//h1/*[@lang='en']") == ["23rd CAP Group Meeting"]
    assert page.texts("//div[@class='notice-body']") == [
        "Ce texte n’est pas disponible en français ; il est affiché en anglais."
    ]


def test_mei_who_reads_chinese_is_told_in_chinese(client: FlaskClient, watch: Watch) -> None:
    world.meeting()
    page = Page(client, "/meetings/cap-23", language="zh-CN")
    assert page.texts("//div[@class='notice-body']") == ["此文本没有中文版本，因此以英文显示。"]


def test_registration_opens_and_closes_in_front_of_the_reader(client: FlaskClient, watch: Watch) -> None:
    watch.says("2026-10-01 08:59")
    world.meeting()
    assert registration(client) == "Registration opens on 1 October 2026, 09:00 (Brussels time)."
    watch.says("2026-10-01 09:00")
    assert registration(client) == "Open until 16 November 2026, 18:00 (Brussels time)."
    links = Page(client, "/meetings/cap-23").all("//section[@aria-labelledby='registration']//a[@class]")
    assert [(link.text, link.get("href")) for link in links] == [("Register", "/meetings/cap-23/register")]
    watch.says("2026-11-16 18:00")
    assert registration(client) == "Registration closed on 16 November 2026, 18:00 (Brussels time)."
    change(registration_opens=None, registration_closes=None)
    assert registration(client) == "This meeting takes no registrations here."


def test_who_may_attend_is_said_by_kind_of_session(client: FlaskClient, watch: Watch) -> None:
    world.meeting()
    change("cap-23", access={**world.ACCESS, "joint": ["MEM", "PRV"]})
    with transaction():
        meeting = queries.by_slug("cap-23")
        world.session(meeting, "S2").kind = SessionKind.OPEN
        world.session(meeting, "S3").kind = SessionKind.JOINT
        world.session(meeting, "S3").categories = ["MEM", "EXP"]
    page = Page(client, "/meetings/cap-23")
    assert page.texts("//dl[@class='admitted']/*") == [
        "Open session",
        "Everybody who is registered",
        "Joint session with the private sector",
        "Member administration, Private sector or rights holder",
        "Closed session",
        "Member administration, Customs union, Regional entity, Secretariat, Interpreter or technician",
    ]
    assert page.texts("//li[@id='session-S3']//p[@class='small']") == [
        "Only for: Member administration, Speaker, expert or guest"
    ]


def test_a_desk_that_is_open_for_days_shows_its_days(client: FlaskClient, watch: Watch) -> None:
    world.meeting()
    with transaction():
        meeting = queries.by_slug("cap-23")
        meeting.sessions.append(
            MeetingSession(
                code="DESK",
                title=Texts({"en": "Accreditation"}),
                kind=SessionKind.OPEN,
                starts_at=world.at("2026-11-10 08:00"),
                ends_at=world.at("2026-11-16 18:00"),
            )
        )
    page = Page(client, "/meetings/cap-23")
    assert page.texts("//h3")[0] == "Tuesday 10 November 2026 – Monday 16 November 2026"
    assert page.texts("//li[@id='session-DESK']/p") == ["10 Nov 2026, 08:00 – 16 Nov 2026, 18:00"]


def test_a_phase_in_writing_is_in_progress(client: FlaskClient, watch: Watch) -> None:
    watch.says("2026-10-20 12:00")
    world.meeting()
    opens, closes = world.at("2026-10-19 09:00"), world.at("2026-11-06 18:00")
    with transaction():
        meeting = queries.by_slug("cap-23")
        meeting.phases.append(Phase(kind=PhaseKind.DOCUMENT, opens_at=opens, closes_at=closes))
    page = Page(client, "/meetings/cap-23")
    assert page.texts("//dt[text()='In writing']/following-sibling::dd") == [
        "19 Oct 2026, 09:00 – 6 Nov 2026, 18:00 (Brussels time) In progress"
    ]


def test_the_list_parts_what_comes_from_what_is_over(client: FlaskClient, watch: Watch) -> None:
    watch.says("2026-11-18 12:29")
    world.meeting()
    page = Page(client, "/")
    assert page.texts("//section[@aria-labelledby='coming']//h3") == ["23rd CAP Group Meeting"]
    assert page.texts("//section[@aria-labelledby='coming']//article/p") == [
        "17–18 November 2026",
        "Headquarters, Brussels",
        "Registration is closed",
    ]
    watch.says("12:30")
    page = Page(client, "/")
    assert page.texts("//section[@aria-labelledby='coming']//p") == [
        "No meeting is announced",
        "Come back later, or ask the secretariat of your body.",
    ]
    assert page.texts("//section[@aria-labelledby='past']//h3") == ["23rd CAP Group Meeting"]


def test_a_meeting_without_dates_is_announced_last(client: FlaskClient, watch: Watch) -> None:
    world.meeting()
    with transaction():
        body = queries.by_slug("cap-23").body
        titles = Texts({"en": "A meeting to come"})
        db.session.add(Meeting(slug="a", body=body, number=24, title=titles, timezone=world.ZONE, access={}))
    page = Page(client, "/")
    assert page.texts("//section[@aria-labelledby='coming']//h3") == ["23rd CAP Group Meeting", "A meeting to come"]


def test_an_unknown_meeting_is_not_found(client: FlaskClient) -> None:
    assert client.get("/meetings/cap-99").status_code == 404
    assert client.get("/meetings/cap-99/calendar.ics").status_code == 404


def test_pages_ask_a_fixed_number_of_questions(client: FlaskClient, watch: Watch) -> None:
    for number in (23, 33):
        world.meeting(f"cap-{number}", number=number)
    with transaction():
        meeting = queries.by_slug("cap-33")
        for day in range(20, 28):
            session = MeetingSession(
                code=f"X{day}",
                title=Texts({"en": "More"}),
                kind=SessionKind.JOINT,
                starts_at=world.at(f"2026-11-{day} 09:00"),
                ends_at=world.at(f"2026-11-{day} 10:00"),
            )
            meeting.sessions.append(session)
    counted = {}
    for address in ("/", "/meetings/cap-23", "/meetings/cap-33", "/meetings/cap-33/calendar.ics"):
        with statements() as seen:
            client.get(address)
        counted[address] = sum(statement.startswith("SELECT") for statement in seen)
    assert counted == {"/": 3, "/meetings/cap-23": 5, "/meetings/cap-33": 5, "/meetings/cap-33/calendar.ics": 4}
