"""Looking into a workbook of that day, 17 November 2026."""

from datetime import datetime

from openpyxl import Workbook


def at(wall: str) -> datetime:
    """The time of that day as Excel has it: without a zone."""
    return datetime.fromisoformat(f"2026-11-17 {wall.zfill(5)}")


def table(book: Workbook, sheet: str) -> list[dict[str, object]]:
    """The rows below the heads of a sheet, by their titles."""
    rows = list(book[sheet].iter_rows(values_only=True))
    header = next(number for number, row in enumerate(rows) if row[-1] is not None)
    titles = [str(title) for title in rows[header]]
    return [dict(zip(titles, row, strict=True)) for row in rows[header + 1 :]]


def columns(book: Workbook, sheet: str, *titles: str) -> list[tuple[object, ...]]:
    """The same rows, in those columns alone."""
    return [tuple(row[title] for title in titles) for row in table(book, sheet)]
