"""The page of the figures is opened again and again: it is added up anew when something has changed, and only then."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import world
from tests.actors import FrontDesk, Organizer
from tests.statements import statements
from tests.watch import Watch
from tracker.attendance import keeping
from tracker.meetings import queries as meetings
from tracker.meetings.models import Meeting
from tracker.registration.models import Registration


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    watch.says("2026-11-17 09:20")
    return world.meeting()


@pytest.fixture
def people(meeting: Meeting) -> list[Registration]:
    return [world.registration(meeting, name) for name in ("Amina El-Sayed", "Bruno Claes", "Cyr Doe")]


@pytest.fixture
def amara(app: Flask, meeting: Meeting) -> FlaskClient:
    return Organizer(app, meeting).client


def figures(client: FlaskClient) -> list[str]:
    """The row of S1: registered, then by outcome."""
    text = client.get("/meetings/cap-23/attendance").text
    row = text[text.index('data-session="S1"') :].partition("</tr>")[0]
    return re.findall(r'<td class="number">(.*?)</td>', row)


def test_added_up_anew_when_something_has_changed(
    app: Flask, meeting: Meeting, people: list[Registration], amara: FlaskClient, watch: Watch
) -> None:
    with statements() as first:
        before = figures(amara)
    with statements() as again:
        assert figures(amara) == before
    assert len(first) - len(again) == 6  # the pass over everybody
    assert before[0] == "3"

    FrontDesk(app, meeting).scans(people[0])
    watch.says("09:36")
    came = figures(amara)
    assert came != before  # another scan, and long enough in the room
    with statements() as price:
        assert figures(amara) == came
    assert len(price) == len(again)

    word = {"session": "S1", "said": "present", "reason": "Sat in row 3."}
    amara.post(f"/meetings/cap-23/attendance/people/{people[1].id}/corrections", data=word)
    corrected = figures(amara)
    assert corrected != came


def test_a_minute_later_somebody_has_been_there_long_enough(
    app: Flask, meeting: Meeting, people: list[Registration], amara: FlaskClient, watch: Watch
) -> None:
    watch.says("09:30")
    FrontDesk(app, meeting).scans(people[0])
    watch.says("09:34")
    brief = figures(amara)
    watch.says("09:35")
    assert figures(amara) != brief  # nobody did anything: five minutes are over


def test_of_a_meeting_alone(
    app: Flask, meeting: Meeting, people: list[Registration], amara: FlaskClient, watch: Watch
) -> None:
    with app.test_request_context():
        held = keeping.tally(meetings.by_slug("cap-23"), world.at("2026-11-17 09:36"))
        assert held.whole.persons == len(people)
        other = world.meeting("cap-24", number=24)
        assert keeping.tally(other, world.at("2026-11-17 09:36")).whole.persons == 0
