"""The attendance workbook: who attended which session, how and for how long; handed on as it is."""

from pathlib import Path
from typing import BinaryIO

from flask_babel import gettext as _

from tracker.exports.attendance import cover, evidence, legend
from tracker.exports.attendance.options import ALL, Options, Part
from tracker.exports.attendance.people import write_people
from tracker.exports.paper import paper_of
from tracker.exports.xlsx import Book
from tracker.i18n import current_language
from tracker.meetings.models import Meeting

__all__ = ["ALL", "Options", "Part", "fill", "write"]


def write(meeting: Meeting, target: Path | BinaryIO, options: Options = ALL) -> int:
    """Write the workbook in the reader's language; how many people are in it.

    Memory does not grow with their number.
    """
    with Book(title=_("Attendance: %(meeting)s", meeting=meeting.title.best(current_language())[0])) as book:
        return fill(book, meeting, target, options)


def fill(book: Book, meeting: Meeting, target: Path | BinaryIO, options: Options = ALL) -> int:
    """Write the sheets into a book and save it; how many people are in it."""
    paper = paper_of(meeting)
    with book.sheet(_("Cover"), cover.columns(), cover.layout(paper)) as first:
        found = write_people(book, paper, options)
        cover.fill(first, paper, options, found)
        evidence.write(book, paper, options)
        legend.write(book, paper)
    book.save(target)
    return found.tally.whole.persons
