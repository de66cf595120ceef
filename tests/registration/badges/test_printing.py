"""The week before the meeting: sheets of badges, what is printed already, and the one that was lost."""

import re
import subprocess
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests import world
from tests.statements import statements
from tests.watch import Watch
from tracker.access import Role
from tracker.audit.models import SYSTEM, Entry
from tracker.badges import issuing
from tracker.badges.layouts import Layout
from tracker.db import db, transaction
from tracker.meetings.models import Meeting
from tracker.people.models import Category
from tracker.registration.badges import printing, queries
from tracker.registration.badges.looks import Choice
from tracker.registration.badges.models import BadgePrint, BadgeRun
from tracker.registration.badges.printing import BadgeReplaced, TooMany
from tracker.registration.models import Mode, Registration, State

PAGE = "/meetings/cap-23/badges"


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    watch.says("2026-11-16 18:30")
    return world.meeting()


@pytest.fixture
def people(meeting: Meeting) -> dict[str, Registration]:
    """Four who come to the room, one who follows on the screen, one who waits."""
    online = {"S1": Mode.ONLINE}
    return {
        "Said": world.registration(meeting, "Mona Said", delegation="EG", native_name="منى سعيد"),
        "Chen": world.registration(meeting, "Wei Chen", delegation="CN", native_name="陈伟"),
        "Abel": world.registration(meeting, "Käthe Abel", delegation="DE", category=Category.SEC),
        "Zoë": world.registration(meeting, "Anna Zoë", delegation="BE"),
        "Peeters": world.registration(meeting, "Jan Peeters", delegation="BE", modes=online),
        "Li": world.registration(meeting, "Na Li", delegation="CN", state=State.SUBMITTED),
    }


@pytest.fixture
def amara(client: FlaskClient, meeting: Meeting) -> FlaskClient:
    """The browser of Amara Diallo, organizer."""
    return world.sign_in(client, world.user("Amara Diallo", role=Role.ORGANIZER, of=meeting))


@pytest.fixture
def dora(app: Flask, meeting: Meeting) -> FlaskClient:
    """The browser of Dora Duval, who stands at the desk."""
    return world.sign_in(app.test_client(), world.user("Dora Duval", role=Role.DESK, of=meeting))


def names(answer: TestResponse, folder: Path) -> list[str]:
    """The family names on the sheets of an answer, in their order."""
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf"), answer.text
    file = folder / "badges.pdf"
    file.write_bytes(answer.get_data())
    told = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True).stdout
    return re.findall(r"^\s*(SAID|CHEN|ABEL|ZOË|PEETERS|LI)\s*$", told, re.MULTILINE)


def waiting(browser: FlaskClient, query: str = "") -> str:
    """How many badges the page says that it would print."""
    found = re.search(r"<[a-z]+ data-count>([^<]+)<", browser.get(f"{PAGE}{query}").text)
    assert found
    return found[1]


def test_each_badge_is_printed_once(
    amara: FlaskClient, people: dict[str, Registration], tmp_path: Path, watch: Watch
) -> None:
    assert waiting(amara) == "4 badges"
    assert world.count(BadgeRun) == 0  # looking prints nothing
    assert names(amara.post(f"{PAGE}/runs"), tmp_path) == ["ABEL", "CHEN", "SAID", "ZOË"]
    assert waiting(amara) == "All badges of this choice are printed, or nobody in it is approved yet."

    watch.says("2026-11-16 19:00")
    with transaction():
        issuing.issue(people["Chen"].id, reason="Lost on the train")
    assert waiting(amara) == "1 badge"
    assert names(amara.post(f"{PAGE}/runs"), tmp_path) == ["CHEN"]
    assert amara.post(f"{PAGE}/runs").status_code == 409
    assert [run.people for run in queries.runs(people["Chen"].meeting_id)] == [1, 4]


def test_by_delegation_by_category_and_those_on_the_screen_too(
    amara: FlaskClient, people: dict[str, Registration], tmp_path: Path
) -> None:
    def printed(**asked: str) -> list[str]:
        return names(amara.post(f"{PAGE}/runs", data={"who": "all", **asked}), tmp_path)

    assert printed(order="delegation") == ["ZOË", "CHEN", "SAID", "ABEL"]
    assert printed(order="delegation", door="all") == ["PEETERS", "ZOË", "CHEN", "SAID", "ABEL"]
    assert printed(category="SEC") == ["ABEL"]
    assert printed(delegation="BE") == ["ZOË"]


def test_the_print_log_says_who_when_and_how_many_and_prints_the_same_again(
    amara: FlaskClient, people: dict[str, Registration], tmp_path: Path, watch: Watch
) -> None:
    fields = {"layout": "a4_8", "two_sided": "yes", "order": "delegation"}
    answer = amara.post(f"{PAGE}/runs", data=fields)
    assert answer.headers["Content-Disposition"].endswith("-a4-8-2026-11-16-1830.pdf")
    db.session.rollback()  # look anew
    first = db.session.scalars(select(BadgeRun)).one()
    assert (first.layout, first.two_sided, first.people, first.made_by) == (
        Layout.A4_8,
        True,
        4,
        "amara@secretariat.example",
    )

    watch.says("2026-11-17 07:45")
    with transaction():
        issuing.issue(people["Said"].id, reason="Torn")
    page = amara.get(PAGE).text
    assert "1 is no longer valid" in page
    again = amara.post(f"{PAGE}/runs/{first.id}/copies")
    assert sorted(names(again, tmp_path)) == ["ABEL", "CHEN", "ZOË"]
    db.session.rollback()  # look anew
    copy = db.session.scalars(select(BadgeRun).where(BadgeRun.copy_of_id == first.id)).one()
    assert (copy.layout, copy.two_sided, copy.people) == (Layout.A4_8, True, 3)
    entries = db.session.scalars(select(Entry).where(Entry.action == "badges.printed").order_by(Entry.id)).all()
    assert [(one.actor, one.details["people"], one.details["copy_of"]) for one in entries] == [
        ("amara@secretariat.example", 4, None),
        ("amara@secretariat.example", 3, first.id),
    ]


def test_runs_of_another_meeting_are_not_found(amara: FlaskClient, people: dict[str, Registration]) -> None:
    other = world.meeting("cap-24", number=24)
    stranger = world.registration(other, "Ida Berg")
    with transaction():
        run = printing.log(printing.single(other, stranger.id), SYSTEM).id
    assert amara.post(f"{PAGE}/runs/{run}/copies").status_code == 404


def test_a_letter_that_cannot_be_printed_is_named_before_and_its_badge_held_back(
    amara: FlaskClient, meeting: Meeting, people: dict[str, Registration], tmp_path: Path
) -> None:
    world.registration(meeting, "Ulfilas \U00010348 Gotland", delegation="DE")
    page = amara.get(PAGE).text
    assert "4 badges" in page
    assert "No font can print \U00010348 (U+10348 GOTHIC LETTER HWAIR)." in page
    assert names(amara.post(f"{PAGE}/runs"), tmp_path) == ["ABEL", "CHEN", "SAID", "ZOË"]
    db.session.rollback()  # look anew
    run = db.session.scalars(select(BadgeRun)).one()
    assert (run.people, run.held_back) == (4, 1)
    alone = amara.post(f"{PAGE}/runs")
    assert alone.status_code == 409
    assert "GOTHIC LETTER HWAIR" in alone.text


def test_a_badge_that_is_replaced_meanwhile_is_not_on_record(meeting: Meeting, people: dict[str, Registration]) -> None:
    job = printing.chosen(meeting, Choice(), Layout.A6, two_sided=False)
    printing.pdf(job)
    with transaction():
        issuing.issue(people["Said"].id, reason="Torn")
    with pytest.raises(BadgeReplaced), transaction():
        printing.log(job, SYSTEM)
    assert (world.count(BadgeRun), world.count(BadgePrint)) == (0, 0)


def test_more_badges_than_one_file_holds(
    meeting: Meeting, people: dict[str, Registration], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "MOST", 3)
    with pytest.raises(TooMany, match="4 badges are too many for one file"):
        printing.chosen(meeting, Choice(), Layout.A6, two_sided=False)


def test_the_desk_prints_one_on_its_own_paper_and_it_is_on_record(
    dora: FlaskClient, amara: FlaskClient, people: dict[str, Registration]
) -> None:
    mona = people["Said"]
    assert dora.post(f"{PAGE}/{mona.id}/prints").status_code == 201
    db.session.rollback()  # look anew
    run = db.session.scalars(select(BadgeRun)).one()
    assert (run.layout, run.people, run.at_desk, run.made_by) == (Layout.A7, 1, True, "dora@secretariat.example")
    assert waiting(amara) == "3 badges"
    assert "1 badge was printed at the desk." in amara.get(PAGE).text
    assert dora.get(PAGE).status_code == 403
    assert dora.post(f"{PAGE}/{people['Li'].id}/prints").status_code == 409


def test_the_page_costs_the_same_for_many_people(meeting: Meeting, amara: FlaskClient) -> None:
    world.registration(meeting, "Anna Ada", delegation="DE")
    amara.get(PAGE)
    with statements() as few:
        amara.get(PAGE)
    for number in range(12):
        world.registration(meeting, f"Anna Number{number}", delegation="CN" if number % 2 else "EG")
    with statements() as many:
        amara.get(PAGE)
    assert len(many) == len(few) <= 14


def test_a_file_costs_the_same_for_many_people(meeting: Meeting) -> None:
    world.registration(meeting, "Anna Ada", delegation="DE")
    with statements() as few:
        printing.chosen(meeting, Choice(), Layout.A6, two_sided=True)
    for number in range(12):
        world.registration(meeting, f"Anna Number{number}", delegation="CN" if number % 2 else "EG")
    with statements() as many:
        printing.chosen(meeting, Choice(), Layout.A6, two_sided=True)
    assert len(many) == len(few) <= 10
