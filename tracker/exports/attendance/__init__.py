"""The attendance workbook: who attended which session, how and for how long; handed on as it is."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

from flask_babel import gettext as _

from tracker.exports.attendance import cover, evidence, legend
from tracker.exports.attendance.options import ALL, Kind, Options, Part
from tracker.exports.attendance.people import Progress, write_people
from tracker.exports.flat import CsvBook, JsonBook
from tracker.exports.paper import paper_of
from tracker.exports.sheets import Book
from tracker.exports.xlsx import Book as Workbook
from tracker.i18n import current_language
from tracker.meetings.models import Meeting

__all__ = ["ALL", "Options", "Part", "fill", "write"]

_BOOKS: Mapping[Kind, type[Workbook | CsvBook | JsonBook]] = MappingProxyType(
    {Kind.XLSX: Workbook, Kind.CSV: CsvBook, Kind.JSON: JsonBook}
)


def write(meeting: Meeting, target: Path | BinaryIO, options: Options = ALL, progress: Progress | None = None) -> int:
    """Write the file in the reader's language; how many people are in it.

    Memory does not grow with their number; `progress` is told how many are written so far.
    """
    title = _("Attendance: %(meeting)s", meeting=meeting.title.best(current_language())[0])
    with _BOOKS[options.kind](title=title) as book:
        return fill(book, meeting, target, options, progress)


def fill(
    book: Book,
    meeting: Meeting,
    target: Path | BinaryIO,
    options: Options = ALL,
    progress: Progress | None = None,
) -> int:
    """Write the sheets into a book and save it; how many people are in it."""
    paper = paper_of(meeting)
    with book.sheet(_("Cover"), cover.columns(), cover.layout(paper)) as first:
        found = write_people(book, paper, options, progress)
        cover.fill(first, paper, options, found)
        evidence.write(book, paper, options.parts, found.circle)
        legend.write(book, paper)
    book.save(target)
    return found.tally.whole.persons
