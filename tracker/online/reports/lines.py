"""The rows of a report file, as plain texts with the number under which a spreadsheet shows them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask_babel import gettext as _

from tracker.errors import Invalid
from tracker.people.names import clean
from tracker.registration.importing import sheets, workbooks

FILE = 20 * 1024 * 1024  # bytes
ROWS = 200_000
_ZIP = b"PK\x03\x04"
_WIDE = 8  # of so many bytes at least one is NUL in a file of two bytes a letter


class ReportUnreadable(Invalid):
    """The file is no report that can be read; `str()` of it says why, with the line where there is one."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row that has something in it."""

    number: int  # from 1, as a spreadsheet counts
    cells: tuple[str, ...]

    def cell(self, place: int | None) -> str:
        """The text in that column; empty where the row is shorter or there is no such column."""
        return self.cells[place] if place is not None and place < len(self.cells) else ""


def read(data: bytes) -> tuple[Line, ...]:
    """The rows of a text with tabs, commas or semicolons, or of a workbook.

    UTF-8, UTF-16 (with or without its mark) and Windows-1252 are told apart by the bytes. Raises ReportUnreadable, or
    ListUnreadable for what is no list at all.
    """
    if len(data) > FILE:
        raise ReportUnreadable(_("The file is larger than %(most)s MB.", most=FILE // 1024 // 1024))
    if data.startswith(_ZIP):
        return tuple(_clean((row.number, row.cells) for row in workbooks.read(data)))
    sheets.refuse_known(data)
    rows = ((row.number, row.cells) for row in sheets.from_csv(sheets.decode(_without_nuls(data))))
    kept = tuple(_clean(rows))
    if not kept:
        raise ReportUnreadable(_("The file is empty."))
    return kept


def _without_nuls(data: bytes) -> bytes:
    """Some platforms leave stray NUL bytes in a file of single bytes."""
    return data if data.count(0) * _WIDE > len(data) else data.replace(b"\0", b"")


def _clean(rows: Iterable[tuple[int, tuple[str, ...]]]) -> Iterator[Line]:
    for count, (number, cells) in enumerate(rows):
        if count >= ROWS:
            raise ReportUnreadable(_("The file has more than %(most)s rows.", most=ROWS))
        texts = tuple(_unwrapped(cell) for cell in cells)
        if any(texts):
            yield Line(number, texts)


def _unwrapped(cell: str) -> str:
    """Without what cannot be seen, and without the ="…" by which a platform keeps Excel from changing a date."""
    text = cell.strip() if cell.isprintable() else " ".join(clean(cell).split())
    return text[2:-1] if text.startswith('="') and text.endswith('"') else text
