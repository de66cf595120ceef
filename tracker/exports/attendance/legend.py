"""The last sheet: how to read the others."""

from flask_babel import gettext as _

from tracker.attendance.tallies import Outcome
from tracker.attendance.wording import outcome_meaning
from tracker.exports.paper import Paper
from tracker.exports.sheets import Book
from tracker.exports.xlsx import Column, Style
from tracker.templating import zone_label


def write(book: Book, paper: Paper) -> None:
    """Write the sheet."""
    columns = [Column(_("Symbol"), 10, Style.MARK), Column(_("Word"), 40), Column(_("Meaning"), 90, Style.NOTE)]
    layout = paper.layout(_("How to read this workbook"), landscape=False, words=paper.words.symbols)
    with book.sheet(_("Legend"), columns, layout) as sheet:
        for one in Outcome:
            sheet.write((paper.words.symbols[one], paper.words.outcomes[one], outcome_meaning(one)))
        for word, meaning in _rows(paper):
            sheet.write(("", word, meaning))


def _rows(paper: Paper) -> list[tuple[str, str]]:
    return [
        (_("(empty)"), _("Neither registered for the session nor seen at it.")),
        (
            _("Minutes"),
            _(
                "The length of all stays together, in the room and online, within the session and less its breaks; an "
                "hour that was seen twice counts once. Who was not seen to go stays until the end. Present without "
                "minutes: seen at a time that nobody knows."
            ),
        ),
        (_("Share"), _("The minutes of all minutes of the session; in all, of the sessions open to the person.")),
        (
            _("In all"),
            _(
                "Over all sessions: in the room and online where both were seen, at any; else the first that fits of "
                "in the room, online, briefly, no evidence, excused, absent."
            ),
        ),
        (
            _("Corrections"),
            _(
                "Change a symbol or the minutes of a session in the sheet of participants, leave the other columns, "
                "and upload the file on the page Attendance: every difference is shown before it counts."
            ),
        ),
        (
            _("Sittings"),
            _(
                "What adds up over all are the sessions of the live part of the meeting. A desk where badges are "
                "collected for days has its own column and sheet, and adds to no total."
            ),
        ),
        (_("Figures"), _("Live formulas over the sheet of the matrix, wherever it is in this workbook.")),
        (_("Participants"), _("Everybody approved, everybody who was seen, and whom an organizer says was there.")),
        (_("Time zone"), zone_label(paper.made_at, paper.meeting.timezone)),
    ]
