"""Reading a workbook that a stranger made, without harm: a look at the archive first, then in a process of its own."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from tracker.registration.importing import limits
from tracker.registration.importing.flaws import Flaw, ListUnreadable
from tracker.registration.importing.rows import Row

_READER = Path(__file__).with_name("workbook_reader.py")
_IS_ENCRYPTED = 0x1


def read(data: bytes, *, marker: str = "", columns: int = limits.COLUMNS) -> Iterator[Row]:
    """The rows of the first sheet that has any; formulas as the values that were saved with them. ListUnreadable.

    With a marker, of the first sheet that has it in a cell near its top.
    """
    check_archive(data)
    for number, cells in _read_apart(data, marker, columns):
        yield Row(number, tuple(cells))


def check_archive(data: bytes) -> None:
    """Refuse, by the archive's directory alone, what is no workbook or would unpack to too much."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise ListUnreadable(Flaw.DAMAGED) from error
    if len(parts) > limits.PARTS or _swells(parts):
        raise ListUnreadable(Flaw.BOMB)
    if any(part.flag_bits & _IS_ENCRYPTED for part in parts):
        raise ListUnreadable(Flaw.ENCRYPTED)
    names = {part.filename for part in parts}
    if "xl/workbook.bin" in names:
        raise ListUnreadable(Flaw.BINARY_EXCEL)
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise ListUnreadable(Flaw.NOT_A_LIST)


def _swells(parts: list[zipfile.ZipInfo]) -> bool:
    unpacked, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    return unpacked > limits.UNPACKED or (unpacked > limits.SMALL and unpacked > limits.RATIO * packed)


def _read_apart(data: bytes, marker: str, columns: int) -> list[tuple[int, list[str]]]:
    """What the reading process says. It may run out of memory or time; this one does not."""
    bounds = [str(bound) for bound in (limits.MEMORY, limits.SECONDS, limits.ROWS, columns, limits.TEXT)]
    command = [sys.executable, "-I", str(_READER), *bounds, marker]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=limits.SECONDS, check=False)  # noqa: S603 (our own script)
    except subprocess.TimeoutExpired as error:
        raise ListUnreadable(Flaw.TOO_LONG) from error
    if done.returncode:  # killed by its limits, or ended by what it could not foresee
        raise ListUnreadable(Flaw.TOO_LONG if done.returncode < 0 else Flaw.DAMAGED)
    said = json.loads(done.stdout)
    if "flaw" in said:
        raise ListUnreadable(Flaw(said["flaw"]))
    return [(number, cells) for number, cells in said["rows"]]
