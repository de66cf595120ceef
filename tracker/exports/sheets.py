"""What writes sheets: a workbook, an archive of CSV files, a JSON file. Who fills them does not know which."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import BinaryIO, Protocol

from tracker.exports.cells import Cell
from tracker.exports.sheet_look import Column, Layout
from tracker.exports.xlsx import Bars


class Sheet(Protocol):
    """An open sheet: see xlsx.Sheet."""

    last_row: int
    first_row: int

    def write(self, row: Sequence[Cell], /) -> None:
        """Add a row."""

    def cells(self, column: int, /) -> str:
        """The cells of a column as a formula names them."""

    def draw(self, bars: Bars, at: str, /) -> None:
        """Put a chart on the sheet, if it can have one."""


class Book(Protocol):
    """Sheets that are being written: see xlsx.Book."""

    def sheet(self, title: str, columns: Sequence[Column], layout: Layout = ...) -> AbstractContextManager[Sheet]:
        """Add a sheet and keep it open for rows."""

    def save(self, target: Path | BinaryIO) -> None:
        """Write the file, once."""
