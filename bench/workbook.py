"""The whole attendance workbook of 10,000 people and 30 sessions, against plain openpyxl writing the same cells."""

import json
import pickle
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

from flask import Flask
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from bench import crowd
from tracker import clock, config, create_app
from tracker.exports import attendance
from tracker.exports.xlsx import Bars, Cell, Column, Formula, Layout
from tracker.meetings import queries as meetings

PEOPLE, SESSIONS, ATTENDED = 10_000, 30, 0.65
_BATCH = 1000
_LAYOUT = Layout()


def main() -> dict[str, float]:
    """Print a table; the figures by key."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _prepare(folder)
        ours = _step("ours", folder)
        _step("record", folder)
        plain = _step("plain", folder)
    ratio = ours["cpu"] / plain["cpu"]
    print(f"\nAttendance workbook: {PEOPLE} people x {SESSIONS} sessions, {plain['cells']:,.0f} cells")
    print(f"{'':<44}{'seconds':>9}{'CPU s':>8}{'peak MB':>9}{'file MB':>9}")
    rows = {"ours, reading the database included": ours, "plain openpyxl write-only, writing alone": plain}
    for label, found in rows.items():
        print(
            f"{label:<44}{found['seconds']:>9.1f}{found['cpu']:>8.1f}{found['peak_mb']:>9.0f}{found['file_mb']:>9.1f}"
        )
    print(f"{'ratio of CPU':<44}{ratio:>9.2f}")
    return {
        "workbook.seconds": ours["seconds"],
        "workbook.cpu_seconds": ours["cpu"],
        "workbook.peak_mb": ours["peak_mb"],
        "workbook.cells": plain["cells"],
        "workbook.openpyxl_seconds": plain["seconds"],
        "workbook.x_openpyxl": ratio,
    }


def _app(folder: Path) -> Flask:
    return create_app(config.load(folder, {}))


def _prepare(folder: Path) -> None:
    import flask_migrate  # noqa: PLC0415 (this step alone)

    app = _app(folder)
    with app.app_context():
        flask_migrate.upgrade()
        crowd.gather(PEOPLE, SESSIONS, starts=clock.now() - timedelta(days=10), attended=ATTENDED)


def _step(name: str, folder: Path) -> dict[str, float]:
    """Run one step in a process of its own, so that its peak of memory is its own."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "bench.workbook", name, str(folder)], capture_output=True, text=True, check=True
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _ours(folder: Path) -> dict[str, float]:
    with _app(folder).test_request_context():
        meeting = meetings.by_slug(crowd.SLUG)
        begun, cpu = time.perf_counter(), time.process_time()
        attendance.write(meeting, folder / "ours.xlsx")
        return _figures(begun, cpu, folder / "ours.xlsx", 0)


class _Recorder:
    """Takes the place of a workbook and keeps the rows in files, a thousand at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def sheet(self, title: str, columns: Sequence[Column], layout: Layout = _LAYOUT) -> Iterator["_Rows"]:
        """Open a file in place of a sheet."""
        del columns, layout
        number = len(list(self._folder.glob("*.rows")))
        with (self._folder / f"{number:03}.rows").open("wb") as file:
            pickle.dump(title, file)
            rows = _Rows(file)
            yield rows
            rows.flush()

    def save(self, target: object) -> None:
        """All is saved already."""


class _Rows:
    def __init__(self, file: BinaryIO) -> None:
        self.first_row, self.last_row = 5, 4
        self._file = file
        self._waiting: list[list[object]] = []

    def write(self, row: Sequence[Cell], /) -> None:
        self._waiting.append([f"={cell.expression}" if isinstance(cell, Formula) else cell for cell in row])
        self.last_row += 1
        if len(self._waiting) == _BATCH:
            self.flush()

    def cells(self, column: int, /) -> str:
        """As in the workbook, but for the name of the sheet."""
        letters = get_column_letter(column + 1)
        return f"'Attendance'!${letters}${self.first_row}:${letters}${max(self.first_row, self.last_row)}"

    def draw(self, bars: Bars, at: str, /) -> None:
        """No chart: it is no cell."""

    def flush(self) -> None:
        pickle.dump(self._waiting, self._file)
        self._waiting = []


def _record(folder: Path) -> dict[str, float]:
    with _app(folder).test_request_context():
        attendance.fill(_Recorder(folder), meetings.by_slug(crowd.SLUG), folder / "none")
    return {}


def _plain(folder: Path) -> dict[str, float]:
    book, cells, begun, cpu = Workbook(write_only=True), 0, 0.0, 0.0
    for path in sorted(folder.glob("*.rows")):
        with path.open("rb") as file:
            title: str = pickle.load(file)  # noqa: S301 (our own)
            sheet = book.create_sheet(title[:31])
            while rows := _next(file):
                wall, process = time.perf_counter(), time.process_time()
                for row in rows:
                    sheet.append(row)
                begun, cpu = begun + time.perf_counter() - wall, cpu + time.process_time() - process
                cells += sum(cell is not None and cell != "" for row in rows for cell in row)
    wall, process = time.perf_counter() - begun, time.process_time() - cpu
    book.save(folder / "plain.xlsx")
    return _figures(wall, process, folder / "plain.xlsx", cells)


def _next(file: BinaryIO) -> list[list[Cell]]:
    try:
        rows: list[list[Cell]] = pickle.load(file)  # noqa: S301 (our own)
    except EOFError:
        return []
    return rows


def _figures(begun: float, cpu: float, file: Path, cells: int) -> dict[str, float]:
    return {
        "seconds": time.perf_counter() - begun,
        "cpu": time.process_time() - cpu,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "file_mb": file.stat().st_size / 1e6,
        "cells": cells,
    }


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps({"ours": _ours, "record": _record, "plain": _plain}[sys.argv[1]](Path(sys.argv[2]))))
    else:
        main()
