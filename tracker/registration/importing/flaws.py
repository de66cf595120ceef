"""What may be wrong with a file as a whole, and the sentence that says so with what to do about it."""

from collections.abc import Callable, Mapping
from enum import StrEnum, auto

from flask_babel import gettext as _

from tracker.errors import Invalid
from tracker.registration.importing import limits


class Flaw(StrEnum):
    """Why a file cannot be read as a list."""

    EMPTY = auto()
    TOO_LARGE = auto()
    PDF = auto()
    OLD_EXCEL = auto()
    BINARY_EXCEL = auto()
    ENCRYPTED = auto()
    NOT_A_LIST = auto()
    DAMAGED = auto()
    BOMB = auto()
    ENTITIES = auto()
    TOO_LONG = auto()
    NO_SHEET = auto()
    NOT_TEXT = auto()
    QUOTES = auto()
    LONG_CELL = auto()
    TOO_MANY_ROWS = auto()
    TOO_MANY_COLUMNS = auto()
    TOO_MUCH_TEXT = auto()
    NO_ROWS = auto()


class ListUnreadable(Invalid):
    """The file cannot be read; `flaw` says why for programs, `str()` for people, with the line where there is one."""

    def __init__(self, flaw: Flaw, line: int | None = None) -> None:
        super().__init__(flaw, line)
        self.flaw, self.line = flaw, line

    def __str__(self) -> str:
        sentence = _SENTENCES[self.flaw]()
        if self.line is None:
            return sentence
        return _("Line %(number)s: %(problem)s", number=self.line, problem=sentence)


_SENTENCES: Mapping[Flaw, Callable[[], str]] = {
    Flaw.EMPTY: lambda: _("The file is empty. Save the list again and send that file."),
    Flaw.TOO_LARGE: lambda: _(
        "The file is larger than %(size)s MB. Remove pictures and sheets that do not belong to the list,"
        " or save it as CSV.",
        size=limits.FILE // limits.MEGABYTE,
    ),
    Flaw.PDF: lambda: _("This is a PDF. Send the spreadsheet that it was made from, as .xlsx or .csv."),
    Flaw.OLD_EXCEL: lambda: _(
        "This is a file of an old Excel (.xls). Open it, choose “Save as” and the type “Excel workbook (.xlsx)”."
    ),
    Flaw.BINARY_EXCEL: lambda: _(
        "This is a binary workbook (.xlsb). Open it, choose “Save as” and the type “Excel workbook (.xlsx)”."
    ),
    Flaw.ENCRYPTED: lambda: _("The workbook is protected by a password. Remove the password and send it again."),
    Flaw.NOT_A_LIST: lambda: _(
        "This is neither an Excel workbook (.xlsx) nor a CSV file. Save the list as one of them."
    ),
    Flaw.DAMAGED: lambda: _(
        "The workbook is damaged, or was not transferred completely. Open it in Excel, save it anew and send that file."
    ),
    Flaw.BOMB: lambda: _(
        "The workbook unpacks to far more than a list needs, so it was not opened. Copy the list into a new workbook."
    ),
    Flaw.ENTITIES: lambda: _(
        "The workbook holds definitions that no list needs and that can harm a server, so it was not opened."
        " Copy the list into a new workbook."
    ),
    Flaw.TOO_LONG: lambda: _(
        "Reading the workbook took too long, so it was given up. Copy the list into a new workbook, or save it as CSV."
    ),
    Flaw.NO_SHEET: lambda: _("The workbook has no sheet with a table. Put the list on its first sheet."),
    Flaw.NOT_TEXT: lambda: _(
        "The letters of this file cannot be made out. Save it as “CSV UTF-8”, or as an Excel workbook (.xlsx)."
    ),
    Flaw.QUOTES: lambda: _(
        "A quotation mark in the file is opened and never closed, or stands in the wrong place."
        " Save the list again from the spreadsheet, as “CSV UTF-8” or .xlsx."
    ),
    Flaw.LONG_CELL: lambda: _(
        "A cell holds far more text than a list needs, or a quotation mark is opened in it and never closed."
        " Save the list again from the spreadsheet, as “CSV UTF-8” or .xlsx."
    ),
    Flaw.TOO_MANY_ROWS: lambda: _(
        "The list has more than %(count)s rows. Divide it into several files.", count=limits.ROWS
    ),
    Flaw.TOO_MANY_COLUMNS: lambda: _(
        "The list has more than %(count)s columns. Remove those that are not needed.", count=limits.COLUMNS
    ),
    Flaw.TOO_MUCH_TEXT: lambda: _("The cells hold far more text than a list of people. Remove the long texts."),
    Flaw.NO_ROWS: lambda: _("The file has a heading at most, but nobody under it. Send the list with its rows."),
}
