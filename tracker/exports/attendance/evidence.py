"""The sheets of what figures rest on: stays, reactions, corrections, unmatched rows, the quorum, every scan."""

from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType

from flask_babel import gettext as _
from flask_babel import pgettext
from sqlalchemy import select

from tracker.attendance.queries import LoggedScan, represented, scan_log
from tracker.attendance.queries.corrections import corrections
from tracker.attendance.wording import occasion, said_word
from tracker.correspondence import queries as correspondence
from tracker.correspondence.speakers import said_by
from tracker.correspondence.wording import SAY
from tracker.db import db
from tracker.exports.attendance.options import Circle, Part
from tracker.exports.paper import Paper
from tracker.exports.sheets import Book
from tracker.exports.xlsx import Cell, Column, Formula, Style
from tracker.online import queries as online
from tracker.people import honorifics
from tracker.people.names import printed
from tracker.registration.models import Registration


def write(book: Book, paper: Paper, parts: Collection[Part], circle: Circle) -> None:
    """Write those that are asked for, with what is known of the people of the workbook.

    A sheet without rows says that there is nothing.
    """
    for part, sheet in _SHEETS.items():
        if part in parts:
            sheet(book, paper, circle)


def _stays(book: Book, paper: Paper, circle: Circle) -> None:
    columns = [
        Column(_("Session"), 10),
        Column(_("Family name"), 22),
        Column(_("Given name"), 20),
        Column(_("Joined"), 18, Style.DATETIME),
        Column(_("Left"), 18, Style.DATETIME),
        Column(_("Minutes"), 10, Style.MINUTES),
        Column(_("Minutes by the platform"), 12, Style.MINUTES),
        Column(_("File"), 44),
        Column(_("Line"), 8, Style.NUMBER),
    ]
    codes = {one.id: one.code for one in paper.meeting.sessions}
    names = _names(paper.meeting.id)
    with book.sheet(_("Online"), columns, paper.layout(_("Every stay on the screen, with its source"))) as sheet:
        for stay in online.stays(paper.meeting.id):
            if not circle.has(stay.registration_id):
                continue
            number, (family, given) = sheet.last_row + 1, names.get(stay.registration_id, ("", ""))
            joined, left = paper.wall(stay.joined_at), paper.wall(stay.left_at)
            length: Cell = None
            if joined and left:
                minutes = round((left - joined).total_seconds() / 60, 2)
                length = Formula(f"ROUND((E{number}-D{number})*1440,2)", minutes)
            cells: list[Cell] = [codes.get(stay.session_id, ""), family.upper(), given, joined, left, length]
            source = stay.report_name or _("by the personal link")
            sheet.write([*cells, stay.minutes, source, stay.line if stay.report_name else None])


def _names(meeting_id: int) -> dict[int, tuple[str, str]]:
    chosen = select(Registration.id, Registration.family_name, Registration.given_name)
    return {id_: (family, given) for id_, family, given in db.session.execute(chosen.filter_by(meeting_id=meeting_id))}


def _in_writing(book: Book, paper: Paper, circle: Circle) -> None:
    columns = [
        Column(_("Item"), 10),
        Column(pgettext("of a session or an item", "Title"), 66),
        Column(_("Delegation"), 34),
        Column(_("Word"), 16),
        Column(_("Nominee"), 24),
        Column(_("Text"), 70, Style.NOTE),
        Column(_("At"), 18, Style.DATETIME),
        Column(_("Deadline"), 18, Style.DATETIME),
        Column(_("By"), 34),
    ]
    items = correspondence.items(paper.meeting.id)
    said, speaker = correspondence.words([one.id for one in items]), said_by(paper.meeting.id)
    layout = paper.layout(_("Every reaction in writing; it is no presence at a session"))
    with book.sheet(_("In writing"), columns, layout) as sheet:
        for item in items:
            for word in said[item.id]:
                if not circle.has_delegation(word.delegation_id):
                    continue
                sheet.write(
                    [
                        item.code,
                        item.title.best(paper.language)[0],
                        word.delegation.name(paper.language),
                        str(SAY[word.kind]),
                        word.nominee,
                        word.text,
                        paper.wall(word.at),
                        paper.wall(item.deadline_at),
                        speaker(word),
                    ]
                )


def _corrections(book: Book, paper: Paper, circle: Circle) -> None:
    columns = [
        Column(_("Session"), 10),
        Column(_("Person"), 40),
        Column(_("Said"), 16),
        Column(_("Minutes"), 10, Style.MINUTES),
        Column(_("Reason"), 60, Style.NOTE),
        Column(_("At"), 18, Style.DATETIME),
        Column(_("By"), 34),
        Column(_("Withdrawn"), 18, Style.DATETIME),
        Column(_("Withdrawn by"), 34),
        Column(_("Reason of the withdrawal"), 50, Style.NOTE),
    ]
    layout = paper.layout(_("What organizers said, with their reasons; the last word that was not withdrawn stands"))
    with book.sheet(_("Corrections"), columns, layout) as sheet:
        for one in corrections(paper.meeting.id):
            if not circle.has(one.registration_id):
                continue
            sheet.write(
                [
                    one.session_code,
                    printed(honorifics.in_language(one.title, paper.language), one.given_name, one.family_name),
                    said_word(one.said),
                    one.minutes,
                    one.reason,
                    paper.wall(one.at),
                    one.actor,
                    paper.wall(one.withdrawn_at),
                    one.withdrawn_by or "",
                    one.withdrawn_because or "",
                ]
            )


def _unmatched(book: Book, paper: Paper, circle: Circle) -> None:
    columns = [
        Column(_("File"), 44),
        Column(_("Name shown"), 40),
        Column(_("Stays"), 9, Style.COUNT),
        Column(_("Set aside"), 12),
    ]
    told = _("Names of the platforms' reports that are nobody's yet")
    if not circle.has(None):
        told = _("Names that are nobody's yet stand in the workbook of everybody only")
    with book.sheet(_("Unmatched"), columns, paper.layout(told, landscape=False)) as sheet:
        for name, shown in online.unmatched(paper.meeting.id) if circle.has(None) else ():
            aside = paper.words.yes if shown.aside or shown.is_ignored else ""
            person = (shown.name or shown.email).partition("@")[0]  # the sheet is handed on: no addresses
            sheet.write([name, person, shown.stays, aside])


def _quorum(book: Book, paper: Paper, circle: Circle) -> None:
    columns = [
        Column(_("At"), 18, Style.DATETIME),
        Column(_("Occasion"), 30),
        Column(_("Entitled"), 10, Style.COUNT),
        Column(_("Needed"), 10, Style.COUNT),
        Column(_("In the room"), 12, Style.COUNT),
        Column(_("Online"), 10, Style.COUNT),
        Column(_("Quorum"), 12),
        Column(_("Represented in the room"), 60, Style.NOTE),
        Column(_("Represented online"), 60, Style.NOTE),
        Column(_("Recorded"), 18, Style.DATETIME),
        Column(_("By"), 34),
    ]
    told = _("The quorum, whenever it was recorded")
    if not circle.has(None):
        told = _("The quorum of the whole meeting, whenever it was recorded")
    with book.sheet(_("Quorum"), columns, paper.layout(told)) as sheet:
        kept = represented.snapshots(paper.meeting.id)
        codes = {one.id: one.code for one in paper.meeting.sessions}
        known = represented.names(
            {code for one in kept for ways in one.names.values() for code in ways}, paper.language
        )
        for one in reversed(kept):
            met = "" if one.is_met is None else _("met") if one.is_met else _("not met")
            sheet.write(
                [
                    paper.wall(one.of),
                    occasion(one, codes),
                    one.entitled,
                    one.needed,
                    one.in_room,
                    one.on_screen,
                    met,
                    _named(one.names["room"], known),
                    _named(one.names["screen"], known),
                    paper.wall(one.at),
                    one.actor,
                ]
            )


def _named(codes: Collection[str], known: Mapping[str, str]) -> str:
    """Delegations in the order of their names."""
    return ", ".join(name for code, name in known.items() if code in codes)


def _ledger(book: Book, paper: Paper, circle: Circle) -> None:
    columns = [
        Column(_("Counted at"), 18, Style.DATETIME),
        Column(_("Device's clock"), 18, Style.DATETIME),
        Column(_("Received"), 18, Style.DATETIME),
        Column(_("Session"), 10),
        Column(_("Desk"), 16),
        Column(_("Direction"), 10),
        Column(_("Read by"), 14),
        Column(_("Answer"), 34),
        Column(_("Undone"), 11),
        Column(_("Family name"), 22),
        Column(_("Given name"), 20),
        Column(_("Text that is not a badge"), 24),
        Column(_("Device"), 38),
        Column(_("Scan"), 38),
    ]
    told = _("Every scan as it was recorded")
    if not circle.has(None):
        told = _("Every scan of the people of this workbook, as it was recorded")
    with book.sheet(_("Scan log"), columns, paper.layout(told)) as sheet:
        for scan in scan_log(paper.meeting.id):
            if not circle.has(scan.registration_id):
                continue
            sheet.write(_scan_cells(scan, paper))


def _scan_cells(scan: LoggedScan, paper: Paper) -> list[Cell]:
    return [
        paper.wall(scan.at),
        scan.said_at or paper.wall(scan.scanned_at),
        paper.wall(scan.received_at),
        scan.session_code,
        scan.desk,
        paper.words.directions[scan.direction],
        paper.words.methods[scan.method],
        paper.words.verdicts[scan.verdict],
        paper.words.yes if scan.undone else "",
        (scan.family_name or "").upper(),
        scan.given_name or "",
        scan.text,
        str(scan.device),
        str(scan.id),
    ]


_SHEETS: Mapping[Part, Callable[[Book, Paper, Circle], None]] = MappingProxyType(
    {
        Part.ONLINE: _stays,
        Part.WRITING: _in_writing,
        Part.CORRECTIONS: _corrections,
        Part.UNMATCHED: _unmatched,
        Part.QUORUM: _quorum,
        Part.LEDGER: _ledger,
    }
)
