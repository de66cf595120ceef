"""What strangers send as a list."""

import io
import os
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.registration.importing import files
from tests.registration.importing.files import cell, csv, handmade, sheet, strings, xlsx
from tracker.registration.importing import limits, sheets
from tracker.registration.importing.flaws import Flaw, ListUnreadable
from tracker.registration.importing.rows import Row

pytestmark = pytest.mark.pure


def flaw(data: bytes) -> Flaw:
    with pytest.raises(ListUnreadable) as caught:
        sheets.read(data)
    assert str(caught.value).endswith(".")
    return caught.value.flaw


def cells(data: bytes) -> list[tuple[str, ...]]:
    return [row.cells for row in sheets.read(data)]


TABLE = [("Nom", "Prénom"), ("Diallo", "Aïcha")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_is_read_however_it_was_saved(encoding: str, delimiter: str) -> None:
    text = "\r\n".join(delimiter.join(row) for row in TABLE)
    assert cells(text.encode(encoding)) == TABLE


def test_excel_may_say_its_separator() -> None:
    assert cells(b"sep=;\r\nNom;Ville, pays\r\nDiallo;Abidjan, CI\r\n") == [
        ("Nom", "Ville, pays"),
        ("Diallo", "Abidjan, CI"),
    ]


def test_commas_inside_quotes_do_not_separate() -> None:
    assert cells(b'name;place\r\n"Li, Wei";"Hong Kong, China, a, b, c"\r\n')[1] == (
        "Li, Wei",
        "Hong Kong, China, a, b, c",
    )


def test_rows_keep_the_numbers_that_the_spreadsheet_shows() -> None:
    data = b'name,city\n\n"Li\nWei",Kyoto\n , \nAda,Brussels\n'
    assert sheets.read(data) == (Row(1, ("name", "city")), Row(3, ("Li Wei", "Kyoto")), Row(5, ("Ada", "Brussels")))


def test_what_cannot_be_seen_is_left_out() -> None:
    assert cells("name\nLi\x07\u200b  Wei\x7f\n".encode()) == [("name",), ("Li Wei",)]


def test_a_workbook_says_what_it_shows() -> None:
    data = xlsx(("Name", "Seats", "Share", "Yes"), ("Li", 12, 0.5, True), above=3)
    assert sheets.read(data) == (
        Row(4, ("Name", "Seats", "Share", "Yes")),
        Row(5, ("Li", "12", "0.5", "True")),
    )


def test_formulas_are_read_as_the_values_saved_with_them() -> None:
    row = '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>HYPERLINK("http://x.example")</f></c></row>'
    assert cells(handmade(sheet(row + cell("A2", "end")))) == [("2",), ("end",)]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", Flaw.EMPTY),
        (b"\n\n , , \n", Flaw.EMPTY),
        (bytes(3000), Flaw.EMPTY),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", Flaw.PDF),
        (files.old_excel(), Flaw.OLD_EXCEL),
        (files.with_password(), Flaw.ENCRYPTED),
        (b"<html><table><tr><td>Nom</td></tr></table></html>", Flaw.NOT_A_LIST),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, Flaw.NOT_A_LIST),
        (b"name,ci\0ty\nLi,Kyoto\n", Flaw.NOT_A_LIST),
        (b"name\n\x81\x8d\x8f\n", Flaw.NOT_TEXT),
        (b'name,city\n"Li,Kyoto\nAda,Brussels\n', Flaw.QUOTES),
        (b"PK\x03\x04 and nothing more", Flaw.DAMAGED),
        (b"PK\x05\x06" + bytes(18), Flaw.DAMAGED),
        (b"name\n" + b"x\n" * 100_000, Flaw.TOO_MANY_ROWS),
        (b"name\n" + b"," * 60 + b"x\n", Flaw.TOO_MANY_COLUMNS),
        (b"x" * (limits.FILE + 1), Flaw.TOO_LARGE),
    ],
    ids=lambda value: value.value if isinstance(value, Flaw) else "",
)
def test_a_file_that_is_no_list_is_named(data: bytes, expected: Flaw) -> None:
    assert flaw(data) == expected


def test_a_workbook_cut_short_is_damaged() -> None:
    whole = xlsx(*(("Name", number) for number in range(500)))
    assert flaw(whole[: len(whole) // 2]) == Flaw.DAMAGED


def test_other_archives_are_no_workbooks() -> None:

    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert flaw(file.getvalue()) == Flaw.NOT_A_LIST


def test_broken_xml_is_damaged() -> None:
    assert flaw(handmade(sheet("<row><c></row>"))) == Flaw.DAMAGED
    assert flaw(handmade(sheet(cell("A1", "x")), workbook="<workbook")) == Flaw.DAMAGED


def test_a_sheet_without_cells_is_no_list() -> None:
    assert flaw(xlsx()) == Flaw.NO_SHEET


@pytest.mark.parametrize(
    ("bomb", "expected"),
    [
        (files.laughing, Flaw.ENTITIES),
        (files.matryoshka, Flaw.BOMB),
        (lambda: files.swollen(400), Flaw.BOMB),
        (lambda: files.swollen(90), Flaw.BOMB),
    ],
    ids=["entities", "parts", "400 MB", "90 MB"],
)
def test_bombs_do_not_go_off(bomb: Callable[[], bytes], expected: Flaw) -> None:
    data = bomb()
    assert len(data) < limits.FILE
    began, used = time.monotonic(), _memory()
    assert flaw(data) == expected
    assert time.monotonic() - began < limits.SECONDS
    assert _memory() - used < 100 * limits.MEGABYTE


@pytest.mark.slow
@pytest.mark.parametrize(
    ("limit", "value", "expected"), [("MEMORY", 100 * limits.MEGABYTE, Flaw.BOMB), ("SECONDS", 2, Flaw.TOO_LONG)]
)
def test_what_outgrows_the_reading_process_ends_there(
    limit: str, value: int, expected: Flaw, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Texts that pack no tighter than honest ones, but take far more time and memory as objects."""
    monkeypatch.setattr(limits, "SECONDS", 120)  # the machine may have other work
    monkeypatch.setattr(limits, limit, value)
    items = "".join(f"<si><t>{number:x}</t></si>" for number in range(500_000))
    assert flaw(handmade(sheet(cell("A1", "x")), more={"xl/sharedStrings.xml": strings(items)})) == expected


def test_a_cell_at_the_far_end_of_the_sheet_is_not_looked_for() -> None:
    began, used = time.monotonic(), _memory()
    assert cells(handmade(sheet(cell("A1", "name") + cell("A2", "Li") + cell("XFD1048576", "far")))) == [
        ("name",),
        ("Li",),
    ]
    assert time.monotonic() - began < limits.SECONDS
    assert _memory() - used < 100 * limits.MEGABYTE


def test_a_workbook_of_100_000_rows_is_too_long() -> None:
    assert flaw(handmade(sheet("<row><c><v>1</v></c></row>" * 100_000))) == Flaw.TOO_MANY_ROWS


def test_one_long_text_repeated_is_too_much() -> None:
    """Strings are stored once and may be used in every cell."""
    row = "<row>" + '<c t="inlineStr"><is><t>' + "x" * 30_000 + "</t></is></c>" + "</row>"
    assert flaw(handmade(sheet(row * 1000))) in {Flaw.TOO_MUCH_TEXT, Flaw.BOMB}


def test_ten_thousand_rows_are_read() -> None:
    assert len(sheets.read(csv(*("x,y" for _ in range(limits.ROWS)), header="name,city"))) == limits.ROWS + 1


def _memory() -> int:
    """What this process holds, in bytes."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
