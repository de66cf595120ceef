"""Reading a list that a stranger made: what it is by its bytes, then rows of plain texts. Pure but for `workbooks`."""

import codecs
import csv
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from tracker.people.names import clean
from tracker.registration.importing import limits, workbooks
from tracker.registration.importing.flaws import Flaw, ListUnreadable
from tracker.registration.importing.rows import Row

_ZIP = b"PK\x03\x04"
_COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")  # the container of old Office files, and of encrypted new ones
_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_DELIMITERS = "\t;,"  # of equally good ones the rarer in people's texts
_CONTROLS = 20  # control characters in the beginning above which a file is no text
_LOOKED_AT = 4_000  # bytes or characters that tell what a file is


def read(data: bytes) -> tuple[Row, ...]:
    """The rows of a CSV file or of a workbook's first sheet that has any. Raises ListUnreadable."""
    if len(data) > limits.FILE:
        raise ListUnreadable(Flaw.TOO_LARGE)
    if not data.strip(b"\0\t\r\n "):
        raise ListUnreadable(Flaw.EMPTY)
    if data.startswith(_ZIP):
        return _checked(workbooks.read(data))
    refuse_known(data)
    return _checked(from_csv(decode(data)))


def refuse_known(data: bytes) -> None:
    """Name what people send instead of a list."""
    if data.startswith(_COMPOUND):
        is_encrypted = "EncryptedPackage".encode("utf-16-le") in data
        raise ListUnreadable(Flaw.ENCRYPTED if is_encrypted else Flaw.OLD_EXCEL)
    if b"%PDF-" in data[:1024]:
        raise ListUnreadable(Flaw.PDF)
    if data.startswith(b"PK"):
        raise ListUnreadable(Flaw.DAMAGED)
    if data.lstrip()[:1] == b"<":  # a web page, or the XML that some programs call .xls
        raise ListUnreadable(Flaw.NOT_A_LIST)


def decode(data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 or Windows-1252, whichever its bytes show it to be."""
    encoding = _encoding(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ListUnreadable(Flaw.NOT_A_LIST if b"\0" in data else Flaw.NOT_TEXT) from error
    start = text[:_LOOKED_AT]
    controls = sum(unicodedata.category(c) == "Cc" and c not in "\t\r\n" for c in start)
    if "\0" in text or controls > _CONTROLS:
        raise ListUnreadable(Flaw.NOT_A_LIST)
    return text


def _encoding(data: bytes) -> str:
    for mark, encoding in _BOMS.items():
        if data.startswith(mark):
            return encoding
    if wide := _wide(data[:_LOOKED_AT]):
        return wide
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _wide(start: bytes) -> str | None:
    """UTF-16 without its mark: the separators and most letters have a NUL beside them, always on the same side."""
    evens, odds = start[::2].count(0), start[1::2].count(0)
    if odds > len(start) / 8 and not evens:
        return "utf-16-le"
    if evens > len(start) / 8 and not odds:
        return "utf-16-be"
    return None


def from_csv(text: str) -> Iterator[Row]:
    """The rows of a CSV text, separated by whatever divides its beginning most evenly."""
    first, _, rest = text.partition("\n")
    named = first.strip().lower()
    if named.startswith("sep=") and len(named) == len("sep=,"):  # Excel's own way to say it
        yield from _rows(rest, named[-1], 2)
    else:
        yield from _rows(text, _delimiter(text), 1)


def _delimiter(text: str) -> str:
    start = text[:_LOOKED_AT].splitlines()[:10]
    return max(_DELIMITERS, key=lambda mark: _evenness(start, mark))


def _evenness(lines: Sequence[str], delimiter: str) -> tuple[int, int]:
    """How many rows have the same number of cells, more than one, and that number."""
    widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if len(row) > 1)
    return max(((count, width) for width, count in widths.items()), default=(0, 0))


def _rows(text: str, delimiter: str, first: int) -> Iterator[Row]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = first
    try:
        for number, cells in enumerate(reader, first):
            yield Row(number, tuple(cells))
            number += 1  # noqa: PLW2901 (that of the row that is read next, should it fail)
    except csv.Error as error:
        raise ListUnreadable(Flaw.LONG_CELL if "field limit" in str(error) else Flaw.QUOTES, number) from error


def _checked(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Rows that are not empty, their cells clean, as many as may be."""
    kept: list[Row] = []
    characters = 0
    for row in rows:
        cells = tuple(" ".join(clean(cell).split()) for cell in row.cells)
        if not any(cells):
            continue
        while not cells[-1]:
            cells = cells[:-1]
        characters += sum(map(len, cells))
        _check(len(kept), len(cells), characters)
        kept.append(Row(row.number, cells))
    if not kept:
        raise ListUnreadable(Flaw.EMPTY)
    return tuple(kept)


def _check(rows: int, columns: int, characters: int) -> None:
    if rows > limits.ROWS:  # the header is one more
        raise ListUnreadable(Flaw.TOO_MANY_ROWS)
    if columns > limits.COLUMNS:
        raise ListUnreadable(Flaw.TOO_MANY_COLUMNS)
    if characters > limits.TEXT:
        raise ListUnreadable(Flaw.TOO_MUCH_TEXT)
