"""The programme as an iCalendar file, read back by another program's eyes."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar

from tests import world
from tests.watch import Watch
from tracker.db import transaction
from tracker.meetings import queries

pytestmark = pytest.mark.usefixtures("context")


def events(client: FlaskClient, language: str = "en") -> list[dict[str, str]]:
    answer = client.get(f"/meetings/cap-23/calendar.ics?lang={language}")
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    calendar: Any = Calendar.from_ical(answer.data)
    return [
        {name: part.to_ical().decode() for name, part in event.property_items() if name not in {"BEGIN", "END"}}
        for event in calendar.walk("VEVENT")
    ]


def test_a_session_is_an_event_in_utc_with_its_room(client: FlaskClient, watch: Watch) -> None:
    watch.says("2026-11-02 10:00")
    world.meeting()
    first, *_others = events(client)
    assert first == {
        "UID": "cap-23-S1@localhost",
        "DTSTAMP": "20261102T090000Z",
        "DTSTART": "20261117T083000Z",
        "DTEND": "20261117T113000Z",
        "SUMMARY": "CAP 23: Closed session S1",
        "TRANSP": "OPAQUE",
        "LOCATION": "Kyoto A\\, Headquarters\\, Brussels",
        "URL": "http://localhost/meetings/cap-23",
    }


def test_events_follow_the_reader_s_language(client: FlaskClient, watch: Watch) -> None:
    world.meeting()
    assert [event["SUMMARY"] for event in events(client, "fr")] == [
        "CAP 23: Séance S1",
        "CAP 23: Séance S2",
        "CAP 23: Séance S3",
    ]


def test_a_session_that_moves_keeps_its_identity(client: FlaskClient, watch: Watch) -> None:
    world.meeting()
    before = events(client)[2]
    with transaction():
        moved = world.session(queries.by_slug("cap-23"), "S3")
        moved.starts_at, moved.ends_at = world.at("2026-11-18 14:00"), world.at("2026-11-18 17:00")
    after = events(client)[2]
    assert (before["UID"], before["DTSTART"]) == ("cap-23-S3@localhost", "20261118T083000Z")
    assert (after["UID"], after["DTSTART"]) == ("cap-23-S3@localhost", "20261118T130000Z")


def test_an_online_session_has_no_room(client: FlaskClient, watch: Watch) -> None:
    world.meeting()
    with transaction():
        world.session(queries.by_slug("cap-23"), "S1").in_person = False
    assert "LOCATION" not in events(client)[0]


def test_the_file_carries_no_zones(client: FlaskClient, watch: Watch) -> None:
    world.meeting()
    answer = client.get("/meetings/cap-23/calendar.ics")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="cap-23.ics"'
    calendar = Calendar.from_ical(answer.data)
    assert (calendar["PRODID"], calendar["VERSION"]) == ("-//Meetings//Programme//EN", "2.0")
    assert calendar.walk("VTIMEZONE") == []
