"""A workbook of some people: no sheet tells of the others, and the cover says of whom it tells."""

import json
from io import BytesIO
from typing import Any

import pytest
from flask import Flask

from tests import world
from tests.actors import FrontDesk
from tests.attendance.test_three_doors import takes_in
from tests.online import screen
from tests.watch import Watch
from tracker.attendance import correcting, counting
from tracker.attendance.correcting import Statement
from tracker.attendance.presence import Said, Word
from tracker.audit.models import COMMAND
from tracker.correspondence import saying, setting
from tracker.correspondence.models import Item
from tracker.correspondence.saying import Voice
from tracker.correspondence.words import ItemKind, WordKind
from tracker.db import db, transaction
from tracker.exports.attendance import write
from tracker.exports.attendance.options import Kind, Options, Part, Who
from tracker.i18n import Texts
from tracker.meetings.models import Meeting
from tracker.people.models import Category, Delegation
from tracker.registration.models import Registration

UNKNOWN = "OLDLIST-2025-001"
EVERYBODY, PRESENT = Options(kind=Kind.JSON), Options(kind=Kind.JSON, who=Who.PRESENT)
SENT = Options(kind=Kind.JSON, who=Who.DELEGATIONS)
PRIVATE = Options(kind=Kind.JSON, categories=frozenset({Category.PRV}))


@pytest.fixture
def meeting(app: Flask, context: Flask, watch: Watch) -> Meeting:
    """Ms El-Sayed (Egypt) is in the room, Mr Claes (Belgium) is excused, Ms Rhea (a company) comes in the afternoon.

    On the screen are the people of the report: Ms Kouassi for Côte d'Ivoire, Ms Dupont for a company.
    """
    watch.says("2026-11-10 10:00")
    made = screen.meeting()
    people = screen.roster(made)
    amina = world.registration(made, "Amina El-Sayed", delegation="EG")
    bruno = world.registration(made, "Bruno Claes", delegation="BE")
    rhea = world.registration(
        made, "Ada Rhea", delegation=None, organization="Rights Ltd", category=Category.PRV, modes={}
    )
    for nobody, delegation, category in (("Cyr Absente", "CI", Category.MEM), ("Don Absent", None, Category.PRV)):
        world.registration(made, nobody, delegation=delegation, organization="Rights Ltd", category=category)
    with transaction():
        people["R002"].category, people["R002"].delegation = Category.PRV, None
    says_in_writing(made, "EG", "BE")
    watch.says("2026-11-17 09:45")
    desk = FrontDesk(app, made)
    desk.scans(amina)
    desk.scans(UNKNOWN)
    watch.says("13:50")
    FrontDesk(app, made, session="S2", name="Door 2").scans(rhea)
    watch.says("2026-11-18 19:00")
    takes_in(made, "zoom_participants.csv", dupont=people["R002"].id)
    corrects(made, amina, Word(Said.MINUTES, 60))
    corrects(made, bruno, Word(Said.EXCUSED))
    with transaction():
        counting.record(made, "Vote", COMMAND, of=world.at("2026-11-17 10:30"))
    db.session.expire_all()
    return made


def corrects(meeting: Meeting, person: Registration, word: Word) -> None:
    with transaction():
        statement = Statement(world.session(meeting, "S1").id, word, "As the chair said.")
        correcting.correct(meeting, person, statement, COMMAND)


def says_in_writing(meeting: Meeting, *codes: str) -> None:
    with transaction():
        item = Item(
            code="I",
            position=1,
            kind=ItemKind.DECISION,
            title=Texts({"en": "Adoption of the Agenda"}),
            opens_at=world.at("2026-11-01 09:00"),
            deadline_at=world.at("2026-11-12 18:00"),
        )
        setting.add(meeting, item, COMMAND)
        for delegation in db.session.scalars(db.select(Delegation).where(Delegation.code.in_(codes))):
            saying.say(item, Voice(meeting, delegation, COMMAND, "en", "Head", votes=True), WordKind.SUPPORT)


def book(meeting: Meeting, options: Options) -> dict[str, list[dict[str, Any]]]:
    """Its sheets by title, each a list of rows by column."""
    target = BytesIO()
    write(meeting, target, options)
    sheets = json.loads(target.getvalue())["sheets"]
    return {one["title"]: [dict(zip(one["columns"], row, strict=True)) for row in one["rows"]] for one in sheets}


def names(rows: list[dict[str, Any]], column: str = "Family name") -> set[str]:
    return {row[column] for row in rows}


def about(rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {row["What"]: row["Figure"] for row in rows}


@pytest.mark.parametrize(
    ("options", "seen"),
    [
        (EVERYBODY, {"KOUASSI", "DUPONT"}),
        (PRESENT, {"KOUASSI", "DUPONT"}),
        (SENT, {"KOUASSI"}),
        (PRIVATE, {"DUPONT"}),
    ],
)
def test_stays_on_the_screen(meeting: Meeting, options: Options, seen: set[str]) -> None:
    assert names(book(meeting, options)["Online"]) & {"KOUASSI", "DUPONT"} == seen


@pytest.mark.parametrize(
    ("options", "seen"),
    [
        (EVERYBODY, {"Egypt", "Belgium"}),
        (PRESENT, {"Egypt"}),  # of Belgium nobody came
        (SENT, {"Egypt", "Belgium"}),
        (PRIVATE, set()),
    ],
)
def test_reactions_in_writing(meeting: Meeting, options: Options, seen: set[str]) -> None:
    assert names(book(meeting, options)["In writing"], "Delegation") == seen


@pytest.mark.parametrize(
    ("options", "seen"),
    [
        (EVERYBODY, {"Ms Amina EL-SAYED", "Ms Bruno CLAES"}),
        (PRESENT, {"Ms Amina EL-SAYED"}),
        (SENT, {"Ms Amina EL-SAYED", "Ms Bruno CLAES"}),
        (PRIVATE, set()),
    ],
)
def test_corrections(meeting: Meeting, options: Options, seen: set[str]) -> None:
    assert names(book(meeting, options)["Corrections"], "Person") == seen


@pytest.mark.parametrize(
    ("options", "seen"),
    [
        (EVERYBODY, {"ABSENTE", "ABSENT"}),
        (PRESENT, set()),
        (SENT, {"ABSENTE"}),
        (PRIVATE, {"ABSENT"}),
    ],
)
def test_no_shows(meeting: Meeting, options: Options, seen: set[str]) -> None:
    assert names(book(meeting, options)["No-shows"]) & {"ABSENTE", "ABSENT"} == seen


def test_names_that_are_nobodys(meeting: Meeting) -> None:
    assert book(meeting, EVERYBODY)["Unmatched"] != []
    for options in (PRESENT, SENT, PRIVATE):
        assert book(meeting, options)["Unmatched"] == []  # nobody can say whose they are


def test_the_quorum_is_that_of_the_whole_meeting(meeting: Meeting) -> None:
    whole = book(meeting, EVERYBODY)["Quorum"]
    assert [(row["Occasion"], row["Represented in the room"]) for row in whole] == [("Vote", "Egypt")]
    for options in (PRESENT, SENT, PRIVATE):
        assert book(meeting, options)["Quorum"] == whole


@pytest.mark.parametrize(
    ("options", "seen"),
    [
        (EVERYBODY, {"EL-SAYED", "RHEA", ""}),  # the code of last year's list is nobody's
        (PRESENT, {"EL-SAYED", "RHEA"}),
        (SENT, {"EL-SAYED"}),
        (PRIVATE, {"RHEA"}),
    ],
)
def test_scans(meeting: Meeting, options: Options, seen: set[str]) -> None:
    assert names(book(meeting, options)["Scan log"]) == seen


def test_the_cover_says_of_whom(meeting: Meeting) -> None:
    told = [about(book(meeting, options)["Cover"]) for options in (EVERYBODY, PRESENT, SENT, PRIVATE)]
    assert [one["Of whom this workbook tells"] for one in told] == [
        "everybody",
        "those who were present at one session at least",
        "those whom delegations sent",
        "everybody; Private sector or rights holder",
    ]
    assert ["What it leaves out" in one for one in told] == [False, True, True, True]


def test_no_sheet_of_some_people_names_another(meeting: Meeting) -> None:
    """Whatever sheet is added one day: the file of the companies does not hold the name of a delegate."""
    target = BytesIO()
    write(meeting, target, PRIVATE)
    said = target.getvalue().decode().casefold()
    for stranger in ("el-sayed", "claes", "kouassi", UNKNOWN.casefold()):
        assert stranger not in said
    assert "rhea" in said


def test_one_sheet_alone_knows_its_people_too(meeting: Meeting) -> None:
    only = Options(parts=frozenset({Part.LEDGER}), categories=frozenset({Category.PRV}), kind=Kind.JSON)
    found = book(meeting, only)
    assert names(found["Scan log"]) == {"RHEA"}
    assert "Attendance" not in found
