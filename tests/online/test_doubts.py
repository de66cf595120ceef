"""Rows of a report that cannot be right: kept, shown before the report is applied, and counted with what is certain."""

import json

import pytest
from flask import Flask

from tests import world
from tests.actors import Organizer
from tests.online import screen
from tests.statements import statements
from tests.watch import Watch
from tracker.audit.models import COMMAND
from tracker.db import db, transaction
from tracker.meetings.models import Meeting
from tracker.online import deciding, doubts
from tracker.online.models import OnlineReport, OnlineStay
from tracker.online.reports.stays import Doubt
from tracker.registration.models import Registration

NAME = "zoom_of_the_day.csv"
HEAD = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest"
ROWS = (
    "Adjoua KOUASSI,adjoua.kouassi@customs-ci.example,17/11/2026 09:55,,,Yes",
    "Marie-Hélène DUPONT,mh.dupont@customs-be.example,17/11/2026 14:00,17/11/2026 09:00,45,Yes",
    "Xiaoming WANG,xm.wang@customs-cn.example,,17/11/2026 16:40,,Yes",
    "Çağla ÖZTÜRK,cagla.ozturk@customs-tr.example,17/11/2026 10:00,17/11/2026 11:00,60,Yes",
    "Ivan PETROV,ivan.petrov@customs-bg.example,17/11/2026 14:10,17/11/2026 14:05,-5,Yes",
)


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    watch.says("2026-11-17 19:00")
    return screen.meeting()


@pytest.fixture
def amara(app: Flask, meeting: Meeting) -> Organizer:
    screen.roster(meeting)
    return Organizer(app, meeting)


def uploaded(amara: Organizer, *rows: str) -> OnlineReport:
    data = "\n".join((HEAD, *rows)).encode()
    assert screen.uploads(amara.client, amara.meeting, NAME, data).status_code == 303
    return screen.report(NAME)


def attendance(app: Flask) -> dict[str, dict[str, tuple[str, float | None]]]:
    """By family name and session: the status and the minutes of who was seen."""
    said = json.loads(app.test_cli_runner().invoke(args=["attendance", "cap-23", "--json"]).stdout)
    return {
        one["name"].split()[-1]: {
            code: (of["status"], of["minutes"]) for code, of in one["sessions"].items() if of["status"] == "present"
        }
        for one in said
    }


def test_the_review_names_every_row_with_a_doubt(amara: Organizer) -> None:
    report = uploaded(amara, *ROWS)
    found = doubts.of_report(report.id)
    assert [(one.line, one.name, one.doubt) for one in found] == [
        (2, "Adjoua KOUASSI", Doubt.NO_LEFT),
        (3, "Marie-Hélène DUPONT", Doubt.BACKWARDS),
        (4, "Xiaoming WANG", Doubt.NO_JOINED),
        (6, "Ivan PETROV", Doubt.BACKWARDS),
    ]
    page = amara.opens(f"online/{report.id}").text
    for said in (
        "Rows with a doubt",
        "4 rows",
        "The time of leaving is missing.",
        "The time of joining is missing.",
        "The time of leaving is before the time of joining.",
        "there at 09:55; attended, time unknown",
        "14:00–14:45, by the minutes that the platform gives",
        "there until 16:40; attended, time unknown",
    ):
        assert said in page, said


def test_a_report_without_doubts_has_no_such_part(amara: Organizer) -> None:
    report = uploaded(amara, ROWS[3])
    assert "Rows with a doubt" not in amara.opens(f"online/{report.id}").text


def test_they_count_with_what_is_certain(app: Flask, amara: Organizer) -> None:
    """S1 is held from 10:00 to 12:30, S2 from 14:00 to 16:30."""
    report = uploaded(amara, *ROWS)
    with transaction():
        deciding.apply(db.session.get_one(OnlineReport, report.id), amara.meeting, COMMAND)
    found = attendance(app)
    assert found["KOUASSI"] == {"S1": ("present", None)}  # joined five minutes before S1; nothing tells of S2
    assert found["DUPONT"] == {"S2": ("present", 45.0)}
    assert found["WANG"] == {"S2": ("present", None)}
    assert found["ÖZTÜRK"] == {"S1": ("present", 60.0)}
    assert found["PETROV"] == {"S2": ("present", None)}


def test_the_page_of_the_person_says_what_is_known(amara: Organizer) -> None:
    report = uploaded(amara, *ROWS)
    with transaction():
        deciding.apply(db.session.get_one(OnlineReport, report.id), amara.meeting, COMMAND)
    adjoua = db.session.scalars(db.select(Registration.id).where(Registration.family_name == "KOUASSI")).one()
    assert "until when is unknown" in amara.opens(f"attendance/people/{adjoua}").text


def test_a_time_that_cannot_be_read_refuses_the_file(amara: Organizer) -> None:
    bad = "Ivan PETROV,ivan.petrov@customs-bg.example,rubbish,17/11/2026 11:00,60,Yes"
    answer = screen.uploads(amara.client, amara.meeting, NAME, "\n".join((HEAD, ROWS[3], bad)).encode())
    assert (answer.status_code, "Line 3: “rubbish” is no date and time" in answer.text) == (422, True)
    assert (world.count(OnlineReport), world.count(OnlineStay)) == (0, 0)


def test_the_odd_row_is_named_not_the_first(amara: Organizer) -> None:
    """Five rows have the month first; line 7 was typed by hand, and has the day first."""
    rows = [f"Guest {n},,11/17/2026 10:0{n},11/17/2026 11:00,50,Yes" for n in range(5)]
    odd = "Ivan PETROV,,17/11/2026 10:00,11/17/2026 11:00,60,Yes"
    answer = screen.uploads(amara.client, amara.meeting, NAME, "\n".join((HEAD, *rows, odd)).encode())
    assert answer.status_code == 422
    assert "Line 7: “17/11/2026 10:00” has the day first, but “11/17/2026 10:00” in line 2 has the month" in answer.text


def test_columns_said_wrong_are_refused_by_the_line(amara: Organizer) -> None:
    screen.uploads(amara.client, amara.meeting, NAME, b"Wer,Von\nIvan PETROV,2026-11-17 10:00\n")
    report = screen.report(NAME)
    sessions = [world.session(amara.meeting, "S1").id]
    fields = {"zone": "Europe/Brussels", "sessions": sessions, "name": "1", "joined": "0"}
    answer = amara.client.post(f"{amara.home}/online/{report.id}/settings", data=fields)
    assert (answer.status_code, "Line 2: “Ivan PETROV” is no date and time" in answer.text) == (422, True)
    assert screen.report(NAME).format == ""


def test_doubts_are_read_and_counted_in_one_statement_each(amara: Organizer) -> None:
    report_id = uploaded(amara, *ROWS).id
    with statements() as said:
        assert (len(doubts.of_report(report_id)), doubts.count(report_id)) == (4, 4)
    assert len(said) == 2
