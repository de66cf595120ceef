"""The day after: the organizer corrects the matrix in a spreadsheet, and takes it in again."""

import re
from collections.abc import Callable
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests import world
from tests.actors import FrontDesk
from tests.watch import Watch
from tracker.access import Role
from tracker.attendance.models import Correction
from tracker.attendance.presence import Said
from tracker.attendance.queries.presences import presences
from tracker.db import db
from tracker.meetings import queries as meetings
from tracker.meetings.models import Meeting

HOME = "/meetings/cap-23"
SHEET = f"{HOME}/attendance/sheet"
Edit = Callable[[Any, dict[str, Any]], None]  # of a sheet of openpyxl


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    """Amina was at S1; Jan was not seen, for he sat in row 3 without his badge."""
    watch.says("2026-11-17 08:00")
    made = world.meeting()
    amina = world.registration(made, "Amina El-Sayed", delegation="EG")
    world.registration(made, "Jan Peeters", delegation="BE", title="Mr")
    watch.says("09:20")
    FrontDesk(context, made).scans(amina)
    watch.says("2026-11-19 10:00")
    return made


@pytest.fixture
def organizer(app: Flask, meeting: Meeting) -> FlaskClient:
    return world.sign_in(app.test_client(), world.user("Olga Organizer", role=Role.ORGANIZER, of=meeting))


def edited(organizer: FlaskClient, edit: Edit, language: str = "en") -> bytes:
    """The workbook as it comes back from the spreadsheet."""
    with organizer.post(f"{HOME}/exports/attendance", data={"language": language}) as answer:
        book = load_workbook(BytesIO(answer.data))
    sheet = book.worksheets[1]
    head = {str(cell.value): cell.column for cell in sheet[4]}
    edit(sheet, head)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def uploads(organizer: FlaskClient, data: bytes) -> tuple[int, str]:
    with organizer.post(SHEET, data={"file": (BytesIO(data), "matrix.xlsx")}) as answer:
        return answer.status_code, answer.get_data(as_text=True)


def signed(page: str) -> str:
    (value,) = re.findall(r'name="signed"[^>]* value="([^"]+)"', page)
    return str(value)


def lines(page: str) -> list[list[str]]:
    """The cells of the table of differences."""
    _before, _id, after = page.partition('id="differences"')
    body = after.partition("<tbody>")[2].partition("</tbody>")[0]
    rows = body.split("</tr>")[:-1]
    return [[_text(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)] for row in rows]


def _text(markup: str) -> str:
    return unescape(" ".join(re.sub(r"<[^>]+>", "", markup).split()))


def said() -> list[tuple[int, Said, float | None, str]]:
    db.session.rollback()  # look anew
    rows = db.session.scalars(db.select(Correction).order_by(Correction.id))
    return [(row.registration_id, row.said, row.minutes, row.reason) for row in rows]


def jan_was_there(sheet: Worksheet, head: dict[str, Any]) -> None:
    sheet.cell(6, head["S1"]).value = "r"
    sheet.cell(6, head["S2 minutes"]).value = 90
    sheet.cell(5, head["S3"]).value = "E"


def test_the_differences_one_by_one_then_all_of_them(organizer: FlaskClient, meeting: Meeting) -> None:
    status, page = uploads(organizer, edited(organizer, jan_was_there))
    assert status == 200
    assert lines(page) == [
        ["5", "Ms Amina EL-SAYED", "S3", "absent", "excused"],
        ["6", "Mr Jan PEETERS", "S1", "absent", "present"],
        ["6", "Mr Jan PEETERS", "S2", "absent", "other minutes, 90 min"],
    ]
    assert said() == []
    token = signed(page)
    refused = organizer.post(f"{SHEET}/corrections", data={"signed": token, "reason": " "})
    assert (refused.status_code, said()) == (422, [])
    assert lines(refused.text) == [["", *line[1:]] for line in lines(page)]
    done = organizer.post(f"{SHEET}/corrections", data={"signed": token, "reason": "The list of row 3."})
    assert done.status_code == 303
    amina, jan = (
        row.participant.id for row in presences(meetings.by_slug("cap-23"), until=world.at("2026-11-19 10:00"))
    )
    assert said() == [
        (amina, Said.EXCUSED, None, "The list of row 3."),
        (jan, Said.PRESENT, None, "The list of row 3."),
        (jan, Said.MINUTES, 90, "The list of row 3."),
    ]
    again = organizer.post(f"{SHEET}/corrections", data={"signed": token, "reason": "Once more"})
    assert (again.status_code, len(said())) == (303, 3)  # they have changed meanwhile


def test_what_was_not_touched_is_no_difference(organizer: FlaskClient) -> None:
    status, page = uploads(organizer, edited(organizer, lambda *_: None))
    assert (status, lines(page)) == (200, [])


def test_in_french(organizer: FlaskClient) -> None:
    def jan_in_the_room(sheet: Worksheet, head: dict[str, Any]) -> None:
        sheet.cell(6, head["S1"]).value = "S"

    _status, page = uploads(organizer, edited(organizer, jan_in_the_room, "fr"))
    assert lines(page) == [["6", "Mr Jan PEETERS", "S1", "absent", "present"]]


def test_somebody_else_corrected_meanwhile(organizer: FlaskClient, meeting: Meeting) -> None:
    first, second = edited(organizer, jan_was_there), edited(organizer, jan_was_there)
    _status, page = uploads(organizer, first)
    organizer.post(f"{SHEET}/corrections", data={"signed": signed(page), "reason": "First"})
    _status, page = uploads(organizer, second)
    assert [line[2] for line in lines(page)] == ["S2"]  # S1 says what counts by now

    def otherwise(sheet: Worksheet, head: dict[str, Any]) -> None:
        sheet.cell(6, head["S3"]).value = "R"

    book = load_workbook(BytesIO(second))
    sheet = book.worksheets[1]
    otherwise(sheet, {str(cell.value): cell.column for cell in sheet[4]})
    target = BytesIO()
    book.save(target)
    _status, page = uploads(organizer, target.getvalue())
    assert [line[:3] for line in lines(page)] == [["6", "Mr Jan PEETERS", "S2"], ["6", "Mr Jan PEETERS", "S3"]]
    assert "has changed since" in lines(page)[0][4]
    assert 'name="signed"' not in page


@pytest.mark.parametrize(
    ("column", "value", "answer"),
    [
        ("S1", "X", "X is none of the symbols of the legend."),
        ("S1", "RO", None),
        ("S1", "B", "B Write the minutes instead: fewer than the meeting asks for are brief."),
        ("S1", None, "Write A for absent or E for excused."),
        ("S1 minutes", "much", "The minutes are no number."),
        ("S1 minutes", -1, "The minutes are no number."),
        ("S1 minutes", 181, "The session is shorter than that."),
    ],
)
def test_what_cannot_be_said(organizer: FlaskClient, column: str, value: str | int | None, answer: str | None) -> None:
    def edit(sheet: Worksheet, head: dict[str, Any]) -> None:
        sheet.cell(5 if column == "S1" and answer else 6, head[column]).value = value

    _status, page = uploads(organizer, edited(organizer, edit))
    assert [line[4] for line in lines(page)] == [answer or "present"]
    assert ('name="signed"' in page) is (answer is None)


@pytest.mark.parametrize("data", [b"", b"a,b\n1,2\n", b"PK\x03\x04 broken", b"%PDF-1.7"])
def test_no_workbook(organizer: FlaskClient, data: bytes) -> None:
    status, page = uploads(organizer, data)
    assert (status, said()) == (422, [])
    assert "field-wrong" in page


def test_a_lost_key_and_another_workbook(organizer: FlaskClient) -> None:
    def loses(sheet: Worksheet, head: dict[str, Any]) -> None:
        sheet.cell(5, head["tracker-key"]).value = None

    assert "Row 5 has lost its key" in uploads(organizer, edited(organizer, loses))[1]

    def without(sheet: Worksheet, head: dict[str, Any]) -> None:
        sheet.delete_cols(head["tracker-key"])

    assert "hidden column of keys" in uploads(organizer, edited(organizer, without))[1]

    def of_another_meeting(sheet: Worksheet, head: dict[str, Any]) -> None:
        for row in range(5, sheet.max_row + 1):
            key = sheet.cell(row, head["tracker-key"])
            key.value = f"9{key.value}"

    assert "the workbook of another one" in uploads(organizer, edited(organizer, of_another_meeting))[1]


def test_nobody_elses_preview(app: Flask, organizer: FlaskClient, meeting: Meeting) -> None:
    _status, page = uploads(organizer, edited(organizer, jan_was_there))
    other = world.sign_in(app.test_client(), world.user("Rosa Reviewer", role=Role.ORGANIZER, of=meeting))
    for token in (signed(page), signed(page)[:-2] + "xx", ""):
        assert other.post(f"{SHEET}/corrections", data={"signed": token, "reason": "Mine"}).status_code == 303
    assert said() == []
