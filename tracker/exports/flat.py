"""The sheets of a workbook as CSV files in one archive, or as one JSON file: for programs, and for those without Excel.

CSV is UTF-8 with its mark, so that Excel knows it, and text that a spreadsheet would take for a formula begins with an
apostrophe. JSON has numbers as numbers, times as ISO 8601 wall times and durations in minutes. Rows go to temporary
files as they come.
"""

import csv
import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import BinaryIO, Final, Self, TextIO
from zipfile import ZIP_DEFLATED, ZipFile

from tracker.exports.cells import FORMULA_STARTS, Cell, Formula, clean
from tracker.exports.sheet_look import Column, Layout
from tracker.exports.xlsx import Bars, free_title

_MINUTE: Final = timedelta(minutes=1)
_PLAIN: Final = Layout()
Plain = str | int | float | bool | None


def plain(cell: Cell) -> Plain:
    """A cell's value as JSON has it; a formula's is what it says now."""
    if isinstance(cell, Formula):
        return cell.value
    if isinstance(cell, timedelta):
        return round(cell / _MINUTE, 2)
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    return clean(str(cell)) if isinstance(cell, str) else cell


def safe(cell: Cell) -> str:
    """The same as a cell of a CSV file."""
    value = plain(cell)
    if value is None:
        return ""
    text = str(value).replace("T", " ", 1) if isinstance(cell, datetime) else str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith((*FORMULA_STARTS, "#")) else text


class _Sheet:
    """An open sheet of any of the two."""

    def __init__(self, file: TextIO, columns: Sequence[Column]) -> None:
        self.first_row, self.last_row = 2, 1
        self.columns = [column.title for column in columns]
        self._file = file

    def write(self, row: Sequence[Cell], /) -> None:
        raise NotImplementedError

    def cells(self, column: int, /) -> str:
        return str(column)  # formulas are not written

    def draw(self, bars: Bars, at: str, /) -> None:
        """Files of plain text have no charts."""


class _CsvSheet(_Sheet):
    def __init__(self, file: TextIO, columns: Sequence[Column]) -> None:
        super().__init__(file, columns)
        self._writer = csv.writer(file)
        self._writer.writerow(map(safe, self.columns))

    def write(self, row: Sequence[Cell], /) -> None:
        self._writer.writerow(map(safe, row))
        self.last_row += 1


class _JsonSheet(_Sheet):
    def write(self, row: Sequence[Cell], /) -> None:
        comma = ",\n" if self.last_row >= self.first_row else ""
        self._file.write(comma + json.dumps([plain(cell) for cell in row], ensure_ascii=False))
        self.last_row += 1


class _FlatBook:
    """Sheets in temporary files, which go with the book."""

    kind: type[_Sheet]
    encoding = "utf-8"
    ending = ""

    def __init__(self, *, title: str = "") -> None:
        self._title = title
        self._temporary = ExitStack()
        self._folder = Path(self._temporary.enter_context(TemporaryDirectory(prefix="sheets.")))
        self._sheets: list[tuple[str, Path, list[str]]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._temporary.close()

    @contextmanager
    def sheet(self, title: str, columns: Sequence[Column], layout: Layout = _PLAIN) -> Iterator[_Sheet]:
        """Add a sheet; titles above the header are for people and are left out."""
        del layout
        free = free_title(title, {name.casefold() for name, _path, _columns in self._sheets})
        path = self._folder / f"{len(self._sheets)}"
        self._sheets.append((free, path, [column.title for column in columns]))
        with path.open("w", encoding=self.encoding, newline="") as file:
            yield self.kind(file, columns)

    def save(self, target: Path | BinaryIO) -> None:
        """Write the file."""
        if isinstance(target, Path):
            with target.open("wb") as file:
                self._save(file)
        else:
            self._save(target)

    def _save(self, file: BinaryIO) -> None:
        raise NotImplementedError


class CsvBook(_FlatBook):
    """A CSV file a sheet, in one archive."""

    kind = _CsvSheet
    encoding = "utf-8-sig"

    def _save(self, file: BinaryIO) -> None:
        with ZipFile(file, "w", ZIP_DEFLATED) as archive:
            for number, (title, path, _columns) in enumerate(self._sheets, 1):
                archive.write(path, f"{number:02}-{title}.csv")


class JsonBook(_FlatBook):
    """One object: {"title", "sheets": [{"title", "columns", "rows"}]}."""

    kind = _JsonSheet

    def _save(self, file: BinaryIO) -> None:
        file.write(f'{{"title": {json.dumps(self._title, ensure_ascii=False)}, "sheets": ['.encode())
        for number, (title, path, columns) in enumerate(self._sheets):
            head = json.dumps({"title": title, "columns": columns}, ensure_ascii=False)
            file.write(f'{"," if number else ""}\n{head[:-1]}, "rows": [\n'.encode())
            with path.open("rb") as rows:
                while part := rows.read(1 << 20):
                    file.write(part)
            file.write(b"\n]}")
        file.write(b"\n]}\n")
