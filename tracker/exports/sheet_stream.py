"""The one place that knows how openpyxl streams a write-only sheet."""

from collections.abc import Generator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Protocol, cast

from lxml import etree
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.constants import SHEET_MAIN_NS


class _WriteOnly(Protocol):
    """What a write-only sheet keeps to itself, and this module knows."""

    _writer: WorksheetWriter
    _rows: Generator[None]

    def close(self) -> None:
        """Finish the sheet through its writer."""


class SheetStream(WorksheetWriter):
    """A sheet's XML on its way to the disk: openpyxl writes all but the rows, we write the rows as text.

    Making a cell object for every value is what takes the time in openpyxl. Here the rows pass it by, between the
    start and the end of ``<sheetData>``. For that this class sets ``_writer`` and ``_rows`` of the sheet, which are
    private names of openpyxl 3.1.5: the version is pinned, and the tests read every kind of cell back.
    """

    def __init__(self, ws: Worksheet, path: Path) -> None:
        """Write what comes before the rows: from here on, widths, panes and sheet properties are fixed."""
        self._file = path.open("wb")
        super().__init__(ws, str(path))
        self._sheet = cast("_WriteOnly", ws)
        self._sheet._writer = self  # noqa: SLF001
        self.write_top()
        self._rows = self._sheet._rows = self._between_tags()  # noqa: SLF001
        next(self._rows)

    def get_stream(self) -> Generator[None, object]:
        """Write the elements that are sent; openpyxl's own method opens a second file of the same name."""
        with (
            etree.xmlfile(self._file, encoding="utf-8") as xml,
            xml.element("worksheet", nsmap={None: SHEET_MAIN_NS}),
        ):
            self._xml = xml
            with suppress(GeneratorExit):
                while True:
                    element = yield
                    if element is not None:
                        xml.write(element)

    def _between_tags(self) -> Generator[None]:
        with self._xml.element("sheetData"), suppress(GeneratorExit):
            self._xml.flush()  # what follows goes to the file directly
            yield

    def send(self, rows: Sequence[str]) -> None:
        """Add rows, each a whole ``<row>`` element."""
        self._file.write("".join(rows).encode())

    def finish(self) -> None:
        """Write what comes after the rows; the sheet then takes no more."""
        self._sheet.close()

    def close(self) -> None:
        """Close the XML and the file."""
        super().close()
        self._file.close()

    def cleanup(self) -> None:
        """Leave the file: it goes with the book's folder."""

    def abandon(self) -> None:
        """Let go of the file, finished or not."""
        self._rows.close()
        self.close()
