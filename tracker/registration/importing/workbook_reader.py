"""The process that reads one workbook: bytes in, JSON out. It knows nothing of the tracker, and may die.

Called by `workbooks` with the bounds as numbers: memory in bytes, processor time in seconds, rows, columns, characters;
and with a text that the sheet must have near its top, or none.
It answers {"rows": [[number, [text, …]], …]} or {"flaw": word}.
"""

import json
import resource
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from itertools import islice
from typing import Any, NamedTuple

_LAST_ROW = 1_048_576  # of any sheet
_NEAR_THE_TOP = 20  # rows


class Bounds(NamedTuple):
    """How much is read."""

    memory: int
    seconds: int
    rows: int
    columns: int
    characters: int


class Refused(Exception):
    """The workbook is not read; the text is the word for why."""


def main() -> None:
    """Read standard input, answer on standard output."""
    *numbers, marker = sys.argv[1:]
    bounds = Bounds(*map(int, numbers))
    resource.setrlimit(resource.RLIMIT_AS, (bounds.memory, bounds.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (bounds.seconds, bounds.seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        answer: dict[str, object] = {"rows": _rows(sys.stdin.buffer.read(), bounds, marker)}
    except Refused as refused:
        answer = {"flaw": str(refused)}
    except MemoryError:
        answer = {"flaw": "bomb"}
    json.dump(answer, sys.stdout)


def _rows(data: bytes, bounds: Bounds, marker: str) -> list[tuple[int, list[str]]]:
    from defusedxml import DefusedXmlException  # noqa: PLC0415 (only once memory is limited)
    from openpyxl import load_workbook  # noqa: PLC0415

    try:
        _refuse_definitions(data)
        book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible" and (rows := _marked(sheet, bounds, marker)):
                return rows
    except (Refused, MemoryError):
        raise
    except DefusedXmlException as error:
        raise Refused("entities") from error
    except Exception as error:  # openpyxl raises whatever its parts do
        raise Refused("damaged") from error
    raise Refused("no_sheet")


def _marked(sheet: Any, bounds: Bounds, marker: str) -> list[tuple[int, list[str]]]:  # noqa: ANN401
    """All rows of the sheet; none if its first rows lack the marker."""
    rows = _filled(sheet, bounds)
    first = list(islice(rows, _NEAR_THE_TOP))
    if marker and not any(marker in cells for _number, cells in first):
        return []
    return [*first, *rows]


def _refuse_definitions(data: bytes) -> None:
    """No spreadsheet writes a document type; every entity bomb does."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for part in archive.infolist():
            with archive.open(part) as file:
                if b"<!DOCTYPE" in file.read(4096):
                    raise Refused("entities")


def _filled(sheet: Any, bounds: Bounds) -> Iterator[tuple[int, list[str]]]:  # noqa: ANN401 (a sheet that is streamed)
    """The rows with something in them; a cell far to the right of everything is never looked for."""
    sheet.reset_dimensions()  # what the file says of its own size may be wrong
    count = characters = 0
    cells = sheet.iter_rows(max_row=_LAST_ROW, max_col=bounds.columns + 1, values_only=True)
    for number, values in enumerate(cells, 1):
        if not any(value is not None for value in values):
            continue
        texts = [_text(value) for value in values]
        count, characters = count + 1, characters + sum(map(len, texts))
        if count > bounds.rows + 1:
            raise Refused("too_many_rows")
        if characters > bounds.characters:
            raise Refused("too_much_text")
        yield number, texts


def _text(value: object) -> str:
    """A cell as it is typed: 12 and not 12.0, days as 2026-11-17."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value)


if __name__ == "__main__":
    main()
