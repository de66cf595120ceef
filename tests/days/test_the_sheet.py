"""Seven in the evening: the organizer looks at the attendance and takes the workbook away."""

import json
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from openpyxl import Workbook, load_workbook

from tests import world
from tests.actors import FrontDesk
from tests.days.sheets import at, columns, table
from tests.statements import statements
from tests.watch import Watch
from tracker import clock
from tracker.access import Role
from tracker.accounts.models import User
from tracker.attendance.queries.presences import presences
from tracker.attendance.tallies import Tally
from tracker.audit.models import COMMAND, Entry
from tracker.checkin.models import Scan
from tracker.db import db, transaction
from tracker.i18n import Texts
from tracker.meetings import queries as meetings
from tracker.meetings.models import Meeting, MeetingSession, SessionKind
from tracker.people.models import Category
from tracker.registration import reviewing
from tracker.registration.models import Mode, State

WORDS = {
    "in the room": "R",
    "online": "O",
    "room and online": "RO",
    "briefly": "B",
    "no evidence": "N",
    "excused": "E",
    "absent": "A",
}
ROOM, SCREEN = Mode.IN_PERSON, Mode.ONLINE


@pytest.fixture
def evening(context: Flask, watch: Watch) -> Meeting:
    """A day in the life of S1 and S2: six people, one of them withdrawn after lunch, one only waiting."""
    watch.says("2026-11-17 08:00")
    meeting = world.meeting()
    amina = world.registration(meeting, "Amina El-Sayed", delegation="EG", native_name="أمينة السيد")
    jan = world.registration(meeting, "Jan Peeters", delegation="BE", modes={"S1": ROOM, "S2": SCREEN})
    wei = world.registration(meeting, "Wei Chen", delegation="CN", modes={"S1": SCREEN, "S2": SCREEN})
    world.registration(meeting, "Käthe Ünal", delegation="DE", modes={"S1": ROOM})
    company = {"delegation": None, "category": Category.PRV, "organization": '=HYPERLINK("https://evil.example")'}
    hugo = world.registration(meeting, "Hugo Brandt", modes={"S2": ROOM}, **company)  # type: ignore[arg-type]
    world.registration(meeting, "Zoé Attend", state=State.SUBMITTED)
    morning = FrontDesk(context, meeting)
    watch.says("09:12")
    morning.scans(amina)
    watch.says("09:20")
    morning.scans(hugo)  # refused: a closed session
    watch.says("09:41")
    morning.scans(jan)
    watch.says("12:20")
    morning.scans(jan, direction="out")
    afternoon = FrontDesk(context, meeting, session="S2")
    watch.says("13:45")
    afternoon.scans(wei)  # registered for the screen, and yet
    watch.moves_on(seconds=20)
    afternoon.scans(amina)
    afternoon.takes_back()
    with transaction():
        reviewing.decline(wei, COMMAND, "left early")
    watch.says("19:00")
    return meeting


def _download(app: Flask, meeting: Meeting, language: str = "en", *, values: bool = True) -> Workbook:
    client = world.sign_in(app.test_client(), world.user("Olga Organizer", role=Role.ORGANIZER, of=meeting))
    with client.post(f"/meetings/cap-23/exports/attendance?lang={language}") as response:
        assert response.status_code == 200
        assert response.headers["Content-Disposition"] == "attachment; filename=cap-23-attendance-2026-11-17-1900.xlsx"
        return load_workbook(BytesIO(response.data), data_only=values)


def test_the_matrix(context: Flask, evening: Meeting) -> None:
    rows = table(_download(context, evening), "Attendance")
    assert [
        (row["Family name"], row["S1"], row["S1 minutes"], row["S2"], row["S2 minutes"], row["S3"], row["In all"])
        for row in rows
    ] == [
        ("BRANDT", None, None, "A", None, None, "A"),
        ("CHEN", "N", None, "R", 180, None, "R"),
        ("EL-SAYED", "R", 180, "A", None, "N", "R"),
        ("PEETERS", "R", 159, "N", None, None, "R"),
        ("ÜNAL", "A", None, None, None, None, "A"),
    ]
    assert rows[2]["Name in native script"] == "أمينة السيد"
    assert rows[0]["Delegation or organization"] == '=HYPERLINK("https://evil.example")'
    assert [(row["Sessions attended"], row["Minutes attended"], row["Share"]) for row in rows] == [
        (0, 0, 0),
        (1, 180, pytest.approx(1 / 3)),
        (1, 180, pytest.approx(1 / 3)),
        (1, 159, pytest.approx(159 / 540)),
        (0, 0, 0),
    ]


def test_text_from_strangers_stays_text(context: Flask, evening: Meeting) -> None:
    book = _download(context, evening, values=False)
    formulas = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert formulas
    assert [formula for formula in formulas if "evil" in str(formula)] == []


def test_a_session_by_itself(context: Flask, evening: Meeting) -> None:
    rows = table(_download(context, evening), "S1")
    jan = next(row for row in rows if row["Family name"] == "PEETERS")
    assert [row["Minutes"] for row in rows] == [None, 180, 159, None]
    assert (jan["Attendance"], jan["First seen"], jan["Last seen"], jan["Late by"], jan["Left early by"]) == (
        "in the room",
        at("9:41"),
        at("12:20"),
        timedelta(minutes=11),
        timedelta(minutes=10),
    )
    assert [row["Family name"] for row in rows] == ["CHEN", "EL-SAYED", "PEETERS", "ÜNAL"]


def test_every_scan_is_in_the_log(context: Flask, evening: Meeting) -> None:
    rows = table(_download(context, evening), "Scan log")
    assert [(row["Session"], row["Answer"], row["Undone"], row["Family name"]) for row in rows] == [
        ("S1", "welcome", None, "EL-SAYED"),
        ("S1", "refused: not open to this category", None, "BRANDT"),
        ("S1", "welcome", None, "PEETERS"),
        ("S1", "goodbye", None, "PEETERS"),
        ("S2", "welcome, registered online", None, "CHEN"),
        ("S2", "welcome", "yes", "EL-SAYED"),
    ]
    assert len(rows) == world.count(Scan)


OUTCOMES = ("Present", *(f"{word[:1].upper()}{word[1:]}" for word in WORDS))


def test_every_figure_is_the_same_everywhere(context: Flask, evening: Meeting) -> None:
    """Screen, totals and the sum over the matrix say the same."""
    book = _download(context, evening)
    matrix, sessions = table(book, "Attendance"), table(book, "Sessions")
    for row in sessions:
        marks = [line[str(row["Session"])] for line in matrix]
        assert [row[title] for title in OUTCOMES[1:]] == [marks.count(symbol) for symbol in WORDS.values()]
    page = world.sign_in(context.test_client(), world.user("Vera Viewer", role=Role.VIEWER, of=evening))
    html = page.get("/meetings/cap-23/attendance").get_data(as_text=True)
    for row in table(book, "Delegations")[:-1]:
        assert _cells(html, str(row["Delegation or organization"])) == [row[title] for title in ("Persons", *OUTCOMES)]
    for row in sessions:
        assert _cells(html, f"{row['Session']} {row['Title']}") == [row[title] for title in ("Registered", *OUTCOMES)]
    for sheet in ("Delegations", "Categories", "Regions"):
        *_lines, total = table(book, sheet)
        assert [total[title] for title in ("Persons", *OUTCOMES)] == [5, 3, 3, 0, 0, 0, 0, 0, 2]
    cover = {row["What"]: row["Figure"] for row in table(book, "Cover")}
    assert (cover["Participants"], cover["Present at one session at least"]) == (5, 3)


def test_who_did_not_come(context: Flask, evening: Meeting) -> None:
    rows = table(_download(context, evening), "No-shows")
    assert [(row["Family name"], row["Sessions registered for"]) for row in rows] == [("BRANDT", "S2"), ("ÜNAL", "S1")]


def test_when_they_came(context: Flask, evening: Meeting) -> None:
    rows = table(_download(context, evening), "Arrivals")
    assert [tuple(row.values()) for row in rows] == [
        ("S1", at("9:00"), at("9:15"), 1, 0, 1, 1),
        ("S1", at("9:30"), at("9:45"), 1, 0, 1, 2),
        ("S2", at("13:45"), at("14:00"), 1, 0, 1, 1),
    ]


def _words(cell: Any) -> str:  # noqa: ANN401 (an lxml element)
    return "".join(cell.itertext())


def _cells(html: str, name: str) -> list[int]:
    """The figures in the row of that name."""
    from lxml import html as parser  # noqa: PLC0415 (here alone)

    for row in parser.fromstring(html).iterfind(".//tbody/tr"):
        head, *cells = row
        if _words(head) == name:
            return [int(_words(cell)) for cell in cells if cell.get("class") == "number"]
    return []


def test_the_cover_and_an_entry_in_the_journal(context: Flask, evening: Meeting) -> None:
    cover = {row["What"]: row["Figure"] for row in table(_download(context, evening), "Cover")}
    assert cover["Meeting"] == "23rd CAP Group Meeting"
    assert cover["Time zone"] == "Europe/Brussels (UTC+01:00)"
    assert cover["Made"] == "2026-11-17 19:00:00"
    db.session.rollback()  # look anew
    entry = db.session.scalars(db.select(Entry).filter_by(action="export.attendance")).one()
    assert (entry.actor, entry.meeting_slug) == ("olga@secretariat.example", "cap-23")


def test_in_french(context: Flask, evening: Meeting) -> None:
    book = _download(context, evening, "fr")
    assert book["S1"]["A1"].value == "23e réunion du Groupe CAP"


def test_the_number_of_statements_does_not_grow(context: Flask, evening: Meeting) -> None:
    def asked() -> int:
        db.session.rollback()
        meeting = meetings.by_slug("cap-23")
        with statements() as heard:
            Tally.of(presences(meeting, until=clock.now()))
        return len(heard)

    few = asked()
    for number in range(12):
        world.registration(evening, f"Person Number{number}")
    assert asked() == few == 6


def test_some_sheets_of_some_people(context: Flask, evening: Meeting) -> None:
    client = world.sign_in(context.test_client(), world.user("Olga Organizer", role=Role.ORGANIZER, of=evening))
    page = client.get("/meetings/cap-23/exports/attendance").get_data(as_text=True)
    assert "Every scan as it was recorded" in page
    wanted = {"parts": ["sessions", "delegations"], "who": "present", "kind": "json", "language": "fr"}
    with client.post("/meetings/cap-23/exports/attendance", data=wanted) as answer:
        said = json.loads(answer.data)
    assert [sheet["title"] for sheet in said["sheets"]] == ["Couverture", "Séances", "Délégations", "Légende"]
    assert [row[6] for row in said["sheets"][1]["rows"]] == [2, 1, 0]
    db.session.rollback()  # look anew
    entry = db.session.scalars(db.select(Entry).filter_by(action="export.attendance")).one()
    assert (entry.details["who"], entry.details["people"], entry.details["kind"]) == ("present", 3, "json")


def test_who_collected_a_badge_the_week_before_has_attended_nothing_yet(context: Flask, watch: Watch) -> None:
    """The desk of the entrance hall is a session of days: a door, in its own column, and in no total."""
    watch.says("2026-11-12 08:00")
    meeting = world.meeting()
    with transaction():
        hall = {"starts_at": world.at("2026-11-12 09:00"), "ends_at": world.at("2026-11-16 18:00")}
        meeting.sessions.append(
            MeetingSession(code="DESK", title=Texts({"en": "Badges"}), kind=SessionKind.OPEN, **hall)
        )
    amina = world.registration(meeting, "Amina El-Sayed", delegation="EG", modes={"DESK": ROOM, "S1": ROOM})
    watch.says("2026-11-13 10:00")
    assert FrontDesk(context, meeting, session="DESK").scans(amina) == "welcome"
    watch.says("2026-11-17 08:00")
    titles = ("DESK", "S1", "In all", "Sessions attended", "Minutes attended", "Share")
    book = load_workbook(BytesIO(_written(context)), data_only=True)
    assert columns(book, "Attendance", *titles) == [("R", "N", "N", 0, 0, 0)]
    assert [row[0] for row in columns(book, "Sessions", "Session")] == ["S1", "S2", "S3", "DESK"]
    cover = {row["What"]: row["Figure"] for row in table(book, "Cover")}
    assert (cover["Present at one session at least"], cover["Sessions"]) == (0, 3)
    assert cover["Delegations represented at one session at least"] == 0
    watch.says("2026-11-17 09:10")
    FrontDesk(context, meeting).scans(amina)
    watch.says("2026-11-17 19:00")
    book = load_workbook(BytesIO(_written(context)), data_only=True)
    assert columns(book, "Attendance", *titles) == [("R", "R", "R", 1, 180, pytest.approx(1 / 3))]  # of S1, S2, S3


def _written(app: Flask) -> bytes:
    client = world.sign_in(app.test_client(), db.session.scalar(db.select(User)) or world.user("Ada", is_admin=True))
    with client.post("/meetings/cap-23/exports/attendance?lang=en") as answer:
        return bytes(answer.data)
