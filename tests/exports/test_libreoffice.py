"""Another program opens the workbooks, and finds in them what was written."""

import shutil
import subprocess
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from flask import Flask
from openpyxl import load_workbook

from tests import world
from tests.actors import FrontDesk
from tests.exports.books import FORMULAS, written
from tests.watch import Watch
from tracker.db import db
from tracker.exports import attendance
from tracker.exports.cells import clean
from tracker.exports.xlsx import Cell, Colour, Column, Formula, Layout, Style

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]

HOSTILE = (
    *FORMULAS,
    "_x0041_ is no A",
    "  spaces  ",
    "tab\tinside",
    "two\nlines",
    "bell\x07, half \ud83d, \ufffe",
    "]]> & <c> \"quoted\" 'quoted'",
    "أمينة السيد",
    "Ünal 陈伟 Αθηνά",
    "👩‍💻",
    "x" * 40_000,
)


_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""  # every formula, whatever value was saved with it


def _through_libreoffice(workbook: Path, folder: Path) -> Path:
    """The workbook as LibreOffice computes and saves it, with a profile of its own: no other window is in the way."""
    settings = folder / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(_RECALCULATE, encoding="utf-8")
    soffice = str(shutil.which("soffice"))
    command = [soffice, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    kind = ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "saved"), str(workbook)]
    subprocess.run(command + kind, check=True, capture_output=True, timeout=120)
    return folder / "saved" / workbook.name


def _cells(workbook: Path, *, computed: bool = False) -> dict[str, list[list[tuple[object, str]]]]:
    """Every value with its type letter; formulas as such or as what they say."""
    book = load_workbook(workbook, data_only=computed)
    return {
        sheet.title: [[(cell.value, cell.data_type) for cell in row] for row in sheet.iter_rows()]
        for sheet in book.worksheets
    }


@pytest.mark.pure
def test_hostile_texts_stay_texts(tmp_path: Path) -> None:
    workbook = tmp_path / "names.xlsx"
    columns = [Column("Name"), Column("Note", 40, Style.NOTE), Column("S1", 10, Style.MARK)]
    layout = Layout(("=A title",), 1, colours=(Colour('a "mark"', "F8CECC"),))
    workbook.write_bytes(written(columns, *[(text,) * 3 for text in HOSTILE], layout=layout))
    rows = _cells(_through_libreoffice(workbook, tmp_path))["Delegates"]
    assert rows[2:] == [[(clean(text), "s")] * 3 for text in HOSTILE]
    assert rows[0][0] == ("=A title", "s")


@pytest.mark.pure
def test_values_stay_values(tmp_path: Path) -> None:
    workbook = tmp_path / "values.xlsx"
    row: dict[Style, Cell] = {
        Style.NUMBER: -1.5,
        Style.COUNT: 12345,
        Style.PERCENT: 0.25,
        Style.DATETIME: datetime.fromisoformat("2026-11-17 09:12:31"),
        Style.DATE: date(2026, 11, 17),
        Style.TIME: time(9, 12, 31),
        Style.DURATION: timedelta(hours=30, minutes=5),
        Style.MARK: True,
        Style.TEXT: None,
        Style.NOTE: "the end",
    }
    workbook.write_bytes(written([Column(style, 12, style) for style in row], list(row.values())))
    # LibreOffice itself saves a true as =TRUE().
    header, values = _cells(_through_libreoffice(workbook, tmp_path), computed=True)["Delegates"]
    assert header == [(str(style), "s") for style in row]
    assert values == [
        (-1.5, "n"),
        (12345, "n"),
        (0.25, "n"),
        (datetime.fromisoformat("2026-11-17 09:12:31"), "d"),
        (datetime.fromisoformat("2026-11-17"), "d"),
        (time(9, 12, 31), "d"),
        (timedelta(hours=30, minutes=5), "d"),
        (True, "b"),
        (None, "n"),
        ("the end", "s"),
    ]


def _rounded(rows: list[list[tuple[object, str]]]) -> list[list[object]]:
    return [[(round(value, 9) if isinstance(value, float) else value) or None for value, _kind in row] for row in rows]


@pytest.mark.pure
def test_formulas_are_computed_again(tmp_path: Path) -> None:
    workbook = tmp_path / "sums.xlsx"
    columns = [Column("Sum", 12, Style.NUMBER), Column("Word")]
    workbook.write_bytes(written(columns, [Formula("1+1", 3), Formula('IF(1<2,"less & more","")', "x")]))
    assert _cells(workbook, computed=True)["Delegates"][1] == [(3, "n"), ("x", "s")]
    assert _cells(_through_libreoffice(workbook, tmp_path), computed=True)["Delegates"][1] == [
        (2, "n"),
        ("less & more", "s"),
    ]


def test_the_attendance_workbook(context: Flask, watch: Watch, tmp_path: Path) -> None:
    watch.says("2026-11-17 08:00")
    meeting = world.meeting()
    amina = world.registration(meeting, "Amina El-Sayed", delegation="EG", native_name="أمينة السيد")
    world.registration(meeting, "Jan Peeters", delegation="BE")
    desk = FrontDesk(context, meeting)
    watch.says("09:12")
    desk.scans(amina)
    watch.says("19:00")
    db.session.rollback()  # look anew
    workbook = tmp_path / "attendance.xlsx"
    with context.test_request_context():
        attendance.write(meeting, workbook)
    written_cells, saved = _cells(workbook, computed=True), _through_libreoffice(workbook, tmp_path)
    found = _cells(saved, computed=True)
    assert {sheet: _rounded(rows) for sheet, rows in found.items()} == {
        sheet: _rounded(rows) for sheet, rows in written_cells.items()
    }
    assert [row[0][0] for row in written_cells["Attendance"][4:]] == ["EL-SAYED", "PEETERS"]
    assert [value for value, _kind in written_cells["Attendance"][4][16:20]] == ["R", "A", "N", 180]
