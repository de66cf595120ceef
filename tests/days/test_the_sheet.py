"""Seven in the evening: the organizer looks at the attendance and takes the workbook away."""

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from openpyxl import Workbook, load_workbook

from tests import world
from tests.actors import FrontDesk
from tests.statements import statements
from tests.watch import Watch
from tracker.access import Role
from tracker.attendance import queries
from tracker.attendance.queries import Totals
from tracker.audit.models import COMMAND, Entry
from tracker.checkin.models import Scan
from tracker.db import db, transaction
from tracker.meetings.models import Meeting
from tracker.people.models import Category
from tracker.registration import reviewing
from tracker.registration.models import Mode, State

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


def _download(app: Flask, meeting: Meeting, language: str = "en") -> Workbook:
    client = world.sign_in(app.test_client(), world.user("Olga Organizer", role=Role.ORGANIZER, of=meeting))
    with client.post(f"/meetings/cap-23/exports/attendance?lang={language}") as response:
        assert response.status_code == 200
        assert response.headers["Content-Disposition"] == "attachment; filename=cap-23-attendance-2026-11-17-1900.xlsx"
        return load_workbook(BytesIO(response.data))


def at(wall: str) -> datetime:
    """The time of that day as Excel has it: without a zone."""
    return datetime.fromisoformat(f"2026-11-17 {wall.zfill(5)}")


def _table(book: Workbook, sheet: str) -> list[dict[str, object]]:
    rows = list(book[sheet].iter_rows(values_only=True))
    header = next(number for number, row in enumerate(rows) if row[-1] is not None)
    titles = [str(title) for title in rows[header]]
    return [dict(zip(titles, row, strict=True)) for row in rows[header + 1 :]]


def test_the_matrix(context: Flask, evening: Meeting) -> None:
    rows = _table(_download(context, evening), "Attendance")
    assert [
        (row["Family name"], row["S1"], row["S1 first seen"], row["S2"], row["S2 first seen"], row["S3"])
        for row in rows
    ] == [
        ("BRANDT", None, None, "absent", None, None),
        ("CHEN", "online", None, "in person", at("13:45"), None),
        ("EL-SAYED", "in person", at("9:12"), "absent", None, "absent"),
        ("PEETERS", "in person", at("9:41"), "online", None, None),
        ("ÜNAL", "absent", None, None, None, None),
    ]
    assert rows[2]["Name in native script"] == "أمينة السيد"
    assert rows[0]["Delegation or organization"] == '=HYPERLINK("https://evil.example")'
    assert [row["Sessions in person"] for row in rows] == [0, 1, 1, 1, 0]


def test_text_from_strangers_stays_text(context: Flask, evening: Meeting) -> None:
    book = _download(context, evening)
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert "f" not in kinds


def test_a_session_by_itself(context: Flask, evening: Meeting) -> None:
    rows = _table(_download(context, evening), "S1")
    jan = next(row for row in rows if row["Family name"] == "PEETERS")
    assert jan["Time present"] == timedelta(hours=2, minutes=39)
    assert [row["Time present"] for row in rows] == [None, timedelta(hours=3), timedelta(hours=2, minutes=39), None]
    assert (jan["Attendance"], jan["Last seen"], jan["Checked out"]) == (
        "in person",
        at("12:20"),
        "yes",
    )
    assert [row["Family name"] for row in rows] == ["CHEN", "EL-SAYED", "PEETERS", "ÜNAL"]


def test_every_scan_is_in_the_log(context: Flask, evening: Meeting) -> None:
    rows = _table(_download(context, evening), "Scan log")
    assert [(row["Session"], row["Answer"], row["Undone"], row["Family name"]) for row in rows] == [
        ("S1", "welcome", None, "EL-SAYED"),
        ("S1", "refused: not open to this category", None, "BRANDT"),
        ("S1", "welcome", None, "PEETERS"),
        ("S1", "goodbye", None, "PEETERS"),
        ("S2", "welcome, registered online", None, "CHEN"),
        ("S2", "welcome", "yes", "EL-SAYED"),
    ]
    assert len(rows) == world.count(Scan)


def test_every_figure_is_the_same_everywhere(context: Flask, evening: Meeting) -> None:
    """Screen, totals and the sum over the matrix say the same."""
    book = _download(context, evening)
    matrix = _table(book, "Attendance")
    for session, totals in ((s, queries.session_totals(evening.id).get(s.id)) for s in evening.sessions):
        words = [row[session.code] for row in matrix]
        assert totals == Totals(*(words.count(word) for word in ("in person", "online", "absent")))
    page = world.sign_in(context.test_client(), world.user("Vera Viewer", role=Role.VIEWER, of=evening))
    html = page.get("/meetings/cap-23/attendance").get_data(as_text=True)
    for row in _table(book, "Delegations"):
        assert _cells(html, str(row["Delegations"])) == [
            row[title] for title in ("Registered", "In person", "Online", "Absent")
        ]
    registered = sum(int(str(row["Registered"])) for row in _table(book, "Categories"))
    assert registered == len(matrix) == sum(int(str(row["Registered"])) for row in _table(book, "Delegations"))


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


def test_a_legend_and_an_entry_in_the_journal(context: Flask, evening: Meeting) -> None:
    legend = {row["Word"]: row["Meaning"] for row in _table(_download(context, evening), "Legend")}
    assert legend["Meeting"] == "23rd CAP Group Meeting"
    assert legend["Time zone"] == "Europe/Brussels (UTC+01:00)"
    assert legend["Made"] == "2026-11-17 19:00:00"
    db.session.rollback()  # look anew
    entry = db.session.scalars(db.select(Entry).filter_by(action="export.attendance")).one()
    assert (entry.actor, entry.meeting_slug) == ("olga@secretariat.example", "cap-23")


def test_in_french(context: Flask, evening: Meeting) -> None:
    book = _download(context, evening, "fr")
    assert book["S1"]["A1"].value == "23e réunion du Groupe CAP"


def test_the_number_of_statements_does_not_grow(context: Flask, evening: Meeting) -> None:
    meeting_id = evening.id

    def asked() -> int:
        db.session.rollback()
        with statements() as heard:
            assert list(queries.matrix(meeting_id))
            queries.session_totals(meeting_id)
            queries.delegation_totals(meeting_id)
        return len(heard)

    few = asked()
    for number in range(12):
        world.registration(evening, f"Person Number{number}")
    assert asked() == few == 4
