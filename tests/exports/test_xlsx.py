"""The workbook as a whole: its titles, where it ends, and what is left when it fails."""

import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.exports.books import read, written
from tracker.exports.cells import Style
from tracker.exports.xlsx import (
    MAX_ROWS,
    Book,
    BookClosed,
    CellRefused,
    Column,
    Layout,
    SheetFull,
    free_title,
)

pytestmark = pytest.mark.pure

COLUMNS = (Column("Name", 30), Column("Delegation", 12.5), Column("S1", 11, Style.MARK), Column("S2", 11, Style.MARK))
AMINA = ("Amina El-Sayed", "EG", "in person", "absent")


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only place for temporary files."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*"))


def test_the_properties_of_the_file() -> None:
    target = BytesIO()
    with Book(title="Attendance\x00", author="Secretariat") as book:
        with book.sheet("One", COLUMNS):
            pass
        book.save(target)
    properties = load_workbook(target).properties
    assert (properties.title, properties.creator) == ("Attendance\ufffd", "Secretariat")


# --- Titles of sheets ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "free"),
    [
        ("S1", "S1 (2)"),
        ("s1", "s1 (2)"),
        ("Scan: in/out [all]?", "Scan- in-out -all-"),
        ("'Quoted'", "Quoted"),
        ("O'Brien", "O'Brien"),
        ("", "Sheet"),
        (" '' ", "Sheet"),
        ("History", "History (2)"),
        ("x" * 40, "x" * 31),
        ("😀" * 16, "😀" * 15),
    ],
)
def test_the_title_of_a_sheet(title: str, free: str) -> None:
    assert free_title(title, {"s1"}) == free


@given(st.lists(st.text(st.characters(exclude_categories=()), max_size=40) | st.just("S1"), min_size=1, max_size=5))
def test_any_titles_are_accepted_and_unlike(titles: list[str]) -> None:
    target = BytesIO()
    with Book() as book:
        for title in titles:
            with book.sheet(title, COLUMNS, Layout(frozen_columns=1)) as sheet:
                sheet.write(AMINA)
        book.save(target)
    found = load_workbook(target)
    assert len({name.casefold() for name in found.sheetnames}) == len(titles)
    for name in found.sheetnames:
        assert len(name.encode("utf-16-le")) <= 31 * 2
        assert not set(name) & set("\\/*?:[]")
        assert name.strip("'") == name
        assert (found[name]["A2"].value, found[name].print_title_rows) == ("Amina El-Sayed", "$1:$1")


# --- Where a sheet ends --------------------------------------------------------------------------------------------


def test_the_last_row_is_the_last() -> None:
    target = BytesIO()
    with Book() as book:
        with book.sheet("Log", COLUMNS) as sheet:
            sheet.last_row = MAX_ROWS - 1
            sheet.write(AMINA)
            with pytest.raises(SheetFull, match=r"^A sheet of Excel ends at row 1,048,576: write the rest to another"):
                sheet.write(AMINA)
        book.save(target)
    found = load_workbook(target)["Log"]
    assert (found.max_row, found["A1048576"].value) == (1_048_576, "Amina El-Sayed")


def test_no_columns_and_too_many() -> None:
    for number, words in ((0, "0"), (16_385, "16,385")):
        with pytest.raises(SheetFull) as refused:
            written([Column("x")] * number)
        assert str(refused.value) == f"A sheet of Excel has 1 to 16,384 columns, not {words}"


def test_the_last_column_is_xfd() -> None:
    sheet = read(written([Column("x")] * 16_384, ["y"] * 16_384))
    assert (sheet.max_column, sheet["XFD2"].value) == (16_384, "y")


# --- Saving --------------------------------------------------------------------------------------------------------


def test_two_sheets_are_written_in_turn(tmp_path: Path) -> None:
    with Book() as book:
        with book.sheet("First", COLUMNS) as first, book.sheet("Second", COLUMNS) as second:
            for number in range(200):
                (second if number % 2 else first).write((f"P{number}", "EG", "", ""))
        book.save(tmp_path / "both.xlsx")
    found = load_workbook(tmp_path / "both.xlsx")
    assert [cell.value for cell in found["First"]["A"]][1:] == [f"P{number}" for number in range(0, 200, 2)]
    assert [cell.value for cell in found["Second"]["A"]][1:] == [f"P{number}" for number in range(1, 200, 2)]


def test_only_the_file_is_left(scratch: Path, tmp_path: Path) -> None:
    target = tmp_path / "attendance.xlsx"
    target.write_text("yesterday's")
    with Book() as book:
        with book.sheet("S1", COLUMNS) as sheet:
            sheet.write(AMINA)
        assert target.read_text() == "yesterday's"
        book.save(target)
        assert _names(tmp_path) == ["attendance.xlsx", "scratch"]
    assert load_workbook(target)["S1"]["A2"].value == "Amina El-Sayed"


def test_a_failure_in_a_sheet_leaves_nothing(scratch: Path, tmp_path: Path) -> None:
    target = tmp_path / "attendance.xlsx"
    with Book() as book:
        with book.sheet("Whole", COLUMNS) as sheet:
            sheet.write(AMINA)
        assert len(_names(scratch)) == 2  # a folder and the first sheet
        with pytest.raises(CellRefused), book.sheet("Half", COLUMNS) as sheet:
            sheet.write(("one value",))
        assert _names(tmp_path) == ["scratch"]
        with pytest.raises(BookClosed, match="There is no workbook to save"):
            book.save(target)
    assert _names(tmp_path) == ["scratch"]


def test_a_book_that_is_left_unsaved_leaves_nothing(scratch: Path) -> None:
    with Book() as book, book.sheet("S1", COLUMNS) as sheet:
        sheet.write(AMINA)
    assert _names(scratch) == []


@contextmanager
def _files_end_at(size: int) -> Iterator[None]:
    """A disk that is full, as far as this process can tell."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_while_writing_rows(scratch: Path) -> None:
    with pytest.raises(OSError, match="File too large"), _files_end_at(20_000):
        written(COLUMNS, *[AMINA] * 2_000)
    assert _names(scratch) == []


def test_a_full_disk_while_saving_leaves_what_was_there(scratch: Path, tmp_path: Path) -> None:
    target = tmp_path / "attendance.xlsx"
    target.write_text("yesterday's")
    with Book() as book:
        with book.sheet("S1", COLUMNS) as sheet:
            sheet.write(AMINA)
        with pytest.raises(OSError, match="File too large"), _files_end_at(2_000):
            book.save(target)
    assert (_names(tmp_path), target.read_text()) == (["attendance.xlsx", "scratch"], "yesterday's")


def test_what_is_finished_takes_no_more() -> None:
    with Book() as book:
        with pytest.raises(BookClosed, match="has no sheet"):
            book.save(BytesIO())
        with book.sheet("S1", COLUMNS) as sheet, pytest.raises(BookClosed, match="a sheet is still open"):
            book.save(BytesIO())
        with pytest.raises(BookClosed, match=r"^The sheet is finished"):
            sheet.write(AMINA)
        book.save(BytesIO())
        with pytest.raises(BookClosed, match="it is closed"):
            book.save(BytesIO())
        with pytest.raises(BookClosed, match=r"^The workbook is closed"), book.sheet("S2", COLUMNS):
            pass


# --- Memory --------------------------------------------------------------------------------------------------------

_PEAK = """
import resource, sys
from datetime import datetime
from pathlib import Path
from tracker.exports.xlsx import Book, Column, Style
with Book() as book:
    with book.sheet("Log", [Column(str(n), 16, Style.DATETIME if n % 2 else Style.TEXT) for n in range(10)]) as sheet:
        for row in range(int(sys.argv[1])):
            sheet.write([datetime(2026, 11, 17, row % 24) if n % 2 else f"Person {row} of {n}" for n in range(10)])
    book.save(Path(sys.argv[2]))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.mark.slow
def test_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    def peak(rows: int) -> int:
        command = [sys.executable, "-c", _PEAK, str(rows), str(tmp_path / "log.xlsx")]
        return int(subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout)

    assert peak(50_000) - peak(5_000) < 15 * 1024  # kB
