"""The same sheets as CSV and JSON: for programs, and safe to open in a spreadsheet."""

import csv
import json
from datetime import datetime, timedelta
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest

from tests.exports.books import FORMULAS
from tracker.exports.cells import Formula, clean
from tracker.exports.flat import CsvBook, JsonBook
from tracker.exports.xlsx import Cell, Column

pytestmark = pytest.mark.pure

ROW: tuple[Cell, ...] = (
    "أمينة",
    -1.5,
    datetime.fromisoformat("2026-11-17 09:12:31"),
    timedelta(hours=1, minutes=5),
    Formula("1+1", 2),
    None,
)


def _csv(*rows: tuple[Cell, ...]) -> list[list[str]]:
    target = BytesIO()
    with CsvBook(title="x") as book:
        with book.sheet("S/1", [Column(str(place)) for place in range(len(rows[0]))]) as sheet:
            for row in rows:
                sheet.write(row)
        book.save(target)
    with ZipFile(target) as archive:
        (name,) = archive.namelist()
        assert name == "01-S-1.csv"
        data = archive.read(name)
    assert data.startswith("\ufeff".encode())
    return list(csv.reader(StringIO(data.decode("utf-8-sig"))))[1:]


def test_values_as_csv() -> None:
    assert _csv(ROW) == [["أمينة", "-1.5", "2026-11-17 09:12:31", "65.0", "2", ""]]


def test_no_text_becomes_a_formula() -> None:
    hostile = [text for text in FORMULAS if text not in {"TRUE", "007"} and not text[:1].isdecimal()]
    assert [row[0] for row in _csv(*((text,) for text in hostile))] == [f"'{clean(text)}" for text in hostile]


def test_values_as_json() -> None:
    target = BytesIO()
    with JsonBook(title='Title "1"') as book:
        with (
            book.sheet("One", [Column("A")] * len(ROW)) as one,
            book.sheet("Two", [Column("B")]) as two,
        ):
            two.write(("=1",))
            one.write(ROW)
            one.write(ROW)
        book.save(target)
    said = json.loads(target.getvalue())
    assert said["title"] == 'Title "1"'
    assert [(sheet["title"], len(sheet["rows"])) for sheet in said["sheets"]] == [("One", 2), ("Two", 1)]
    assert said["sheets"][0]["rows"][0] == ["أمينة", -1.5, "2026-11-17T09:12:31", 65.0, 2, None]
    assert said["sheets"][1] == {"title": "Two", "columns": ["B"], "rows": [["=1"]]}
