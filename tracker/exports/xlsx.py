"""Excel workbooks for people who filter them, print them and put them before a minister.

    with Book(title="Attendance") as book:
        with book.sheet("Delegates", columns, Layout(title_rows=("Council, third session",))) as sheet:
            for delegate in delegates:
                sheet.write((delegate.name, delegate.arrived, "Present"))
        book.save(path)

Rows go to a temporary file as they come, so memory does not grow with them. Those files go with the book, saved or not.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import BinaryIO, Final, Self
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.chart.bar_chart import BarChart
from openpyxl.chart.reference import Reference
from openpyxl.chart.series_factory import SeriesFactory
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from tracker.exports import sheet_look
from tracker.exports.cells import Cell, CellRefused, Formula, Style, clean, row_xml
from tracker.exports.sheet_look import Colour, Column, Layout
from tracker.exports.sheet_stream import SheetStream

__all__ = [
    "Bars",
    "Book",
    "BookClosed",
    "Cell",
    "CellRefused",
    "Colour",
    "Column",
    "Formula",
    "Layout",
    "Sheet",
    "SheetFull",
    "Style",
]

MAX_ROWS: Final = 1_048_576
MAX_COLUMNS: Final = 16_384
_MAX_SHEET_TITLE: Final = 31
_FORBIDDEN_IN_TITLE: Final = re.compile(r"[\\/*?:\[\]\n\t]+")
_RESERVED_TITLES: Final = frozenset({"history"})
"""Excel keeps this one for its own tracking of changes."""
_BATCH: Final = 64
_PLAIN: Final = Layout()


class SheetFull(ValueError):
    """More rows, or more columns, than a sheet of Excel has."""


class BookClosed(RuntimeError):
    """The book or the sheet takes no more: it is finished, saved or discarded, or there is nothing to save."""


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart of bars that stand on each other; cells as Sheet.cells names them."""

    title: str
    names: str
    series: Sequence[tuple[str, str, str]]  # title, colour as RRGGBB, cells


class Sheet:
    """An open sheet: write rows into it, top to bottom."""

    def __init__(self, stream: SheetStream, worksheet: Worksheet, columns: Sequence[Column], layout: Layout) -> None:
        """Continue below the header."""
        self.last_row = layout.header_row
        self.first_row = self.last_row + 1
        self._row_height = layout.row_height
        self.title: str = worksheet.title
        self._worksheet = worksheet
        self._stream = stream
        self._places = sheet_look.places(worksheet, columns)
        self._notes = sheet_look.notes(columns)
        self._waiting: list[str] = []
        self._finished = False

    def write(self, row: Sequence[Cell]) -> None:
        """Add one row, with a value or None for every column.

        Times are naive wall times, since spreadsheets have no time zones. Not-a-number and infinity are left empty.

        Raises:
            BookClosed: after the ``with`` block of the sheet.
            CellRefused: for an aware date or time, an unknown type, or a row that is not as wide as the columns.
            SheetFull: past row 1,048,576.

        """
        if self._finished:
            raise BookClosed("The sheet is finished: write its rows inside the with block")
        if self.last_row >= MAX_ROWS:
            raise SheetFull(f"A sheet of Excel ends at row {MAX_ROWS:,}: write the rest to another sheet")
        height = self._row_height
        if self._notes and len(row) == len(self._places):
            wrapped = sheet_look.note_height((str(row[place] or ""), room) for place, room in self._notes)
            height = max(filter(None, (height, wrapped)), default=None)
        self._waiting.append(row_xml(self._places, row, self.last_row + 1, height))
        self.last_row += 1
        if len(self._waiting) == _BATCH:
            self._flush()

    def cells(self, column: int) -> str:
        """The cells of a column, the first is 0, from the first row to the last as a formula names them."""
        letters, quoted = get_column_letter(column + 1), self.title.replace("'", "''")
        return f"'{quoted}'!${letters}${self.first_row}:${letters}${max(self.first_row, self.last_row)}"

    def draw(self, bars: Bars, at: str) -> None:
        """Put a chart of stacked bars on the sheet, its corner at a cell such as "D5"."""
        chart = BarChart()
        chart.type, chart.grouping, chart.overlap = "col", "stacked", 100
        chart.title, chart.height, chart.width = bars.title, 9, 22
        chart.x_axis.delete = chart.y_axis.delete = False
        chart.legend.position = "b"
        for title, colour, cells in bars.series:
            series = SeriesFactory(Reference(range_string=cells), title=title)
            series.graphicalProperties.solidFill = colour
            chart.series.append(series)
        chart.set_categories(Reference(range_string=bars.names))
        self._worksheet.add_chart(chart, at)

    def finish(self) -> None:
        """Write what comes after the rows; the book calls this at the end of the ``with`` block."""
        self._finished = True
        self._flush()
        self._stream.finish()

    def _flush(self) -> None:
        self._stream.send(self._waiting)
        self._waiting.clear()


class Book:
    """A workbook being written. Use it as a context manager, so that nothing stays on the disk after a failure."""

    def __init__(self, *, title: str = "", author: str = "") -> None:
        """Start a book; title and author are what Excel shows among the properties of the file."""
        self._workbook = Workbook(write_only=True)
        self._workbook.properties.title = clean(title)
        self._workbook.properties.creator = clean(author)
        self._temporary = ExitStack()
        self._folder = Path(self._temporary.enter_context(TemporaryDirectory(prefix="workbook.")))
        self._unfinished = 0
        self._closed = False

    def __enter__(self) -> Self:
        """Return the book."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Remove the temporary files."""
        self.discard()

    def discard(self) -> None:
        """Remove the temporary files; the book takes no more sheets and cannot be saved."""
        self._closed = True
        self._temporary.close()

    @contextmanager
    def sheet(self, title: str, columns: Sequence[Column], layout: Layout = _PLAIN) -> Iterator[Sheet]:
        """Add a sheet and keep it open for rows.

        The title is freed of the characters that Excel forbids, cut to its 31, and numbered if it is taken. An error
        inside the ``with`` block discards the book: a workbook with a part of its rows must not reach anybody.

        Raises:
            BookClosed: after the book was saved or discarded.
            SheetFull: for more than 16,384 columns.

        """
        if self._closed:
            raise BookClosed("The workbook is closed: start another one")
        if not 0 < len(columns) <= MAX_COLUMNS:
            raise SheetFull(f"A sheet of Excel has 1 to {MAX_COLUMNS:,} columns, not {len(columns):,}")
        self._unfinished += 1
        try:
            worksheet = self._add(title)
            sheet = self._begin(worksheet, columns, layout)
            yield sheet
            sheet_look.set_after_rows(worksheet, columns, layout, sheet.last_row)
            sheet.finish()
        except BaseException:
            self.discard()
            raise
        self._unfinished -= 1

    def save(self, target: Path | BinaryIO) -> None:
        """Write the file, once, and close the book. A path gets its new content only when the file is whole.

        Raises:
            BookClosed: if there is nothing to save, or a sheet is still open.

        """
        if self._closed or self._unfinished or not self._workbook.worksheets:
            raise BookClosed("There is no workbook to save: it is closed, has no sheet, or a sheet is still open")
        try:
            if isinstance(target, Path):
                self._save_beside(target)
            else:
                self._pack(target)
        finally:
            self.discard()

    def _save_beside(self, target: Path) -> None:
        part = target.with_name(f"{target.name}.{token_hex(4)}.part")  # two may save to one path at the same time
        try:
            with part.open("xb") as file:
                self._pack(file)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)

    def _pack(self, file: BinaryIO) -> None:
        # As the workbook's own save does, which leaves the archive open when the disk is full.
        with ZipFile(file, "w", ZIP_DEFLATED) as archive:
            ExcelWriter(self._workbook, archive).save()

    def _add(self, title: str) -> Worksheet:
        taken = {name.casefold() for name in self._workbook.sheetnames}
        # A WriteOnlyWorksheet in fact, of which the type stubs know little: it borrows what is used here.
        worksheet: Worksheet = self._workbook.create_sheet(free_title(title, taken))
        return worksheet

    def _begin(self, worksheet: Worksheet, columns: Sequence[Column], layout: Layout) -> Sheet:
        sheet_look.set_before_rows(worksheet, columns, layout)
        stream = SheetStream(worksheet, self._folder / f"{len(self._workbook.worksheets)}.xml")
        self._temporary.callback(stream.abandon)
        looks = sheet_look.title_places(worksheet, len(layout.title_rows))
        lines = enumerate(zip(looks, layout.title_rows, strict=True), 1)
        stream.send([row_xml([look], [line], number) for number, (look, line) in lines])
        header = sheet_look.header_places(worksheet, columns)
        titles = [column.title for column in columns]
        stream.send([row_xml(header, titles, layout.header_row, sheet_look.header_height(columns))])
        return Sheet(stream, worksheet, columns, layout)


def free_title(title: str, taken: set[str]) -> str:
    """Return a title that Excel accepts for a sheet and that is not among ``taken``, which is in folded case."""
    wanted = _FORBIDDEN_IN_TITLE.sub("-", clean(title))
    number, ending = 1, ""
    while (free := _cut(wanted, ending)).casefold() in taken | _RESERVED_TITLES:
        number += 1
        ending = f" ({number})"
    return free


def _cut(title: str, ending: str) -> str:
    room = (_MAX_SHEET_TITLE - len(ending)) * 2
    return (
        title.strip("' ").encode("utf-16-le")[:room].decode("utf-16-le", errors="ignore").strip("' ") or "Sheet"
    ) + ending
