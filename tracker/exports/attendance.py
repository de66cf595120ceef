"""The attendance workbook: who attended which session, how, since when; handed on as it is."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from flask_babel import gettext as _
from flask_babel import pgettext

from tracker.attendance import queries
from tracker.attendance.marks import Mark
from tracker.attendance.queries import Attendee, GroupTotals, LoggedScan, Participant, Row, Totals
from tracker.exports.paper import Paper, mark_word, paper_of
from tracker.exports.xlsx import Book, Cell, Column, Style
from tracker.i18n import current_language
from tracker.meetings.models import Meeting, MeetingSession
from tracker.templating import zone_label


def write(meeting: Meeting, target: Path | BinaryIO) -> None:
    """Write the workbook of a meeting in the reader's language; memory does not grow with the number of people."""
    with Book(title=_("Attendance: %(meeting)s", meeting=meeting.title.best(current_language())[0])) as book:
        fill(book, meeting, target)


def fill(book: Book, meeting: Meeting, target: Path | BinaryIO) -> None:
    """Write the sheets into a book and save it."""
    paper = paper_of(meeting)
    _matrix(book, paper)
    for session in meeting.sessions:
        _session(book, paper, session)
    _groups(book, paper, _("Delegations"), _delegation_rows(paper))
    _groups(book, paper, _("Categories"), _category_rows(paper))
    _log(book, paper)
    _legend(book, paper)
    book.save(target)


# --- Participants by sessions --------------------------------------------------------------------------------------


def _person_columns() -> list[Column]:
    return [
        Column(_("Family name"), 22),
        Column(_("Given name"), 20),
        Column(_("Name in native script"), 20),
        Column(_("Title"), 8),
        Column(_("Delegation or organization"), 40),
        Column(_("Category"), 30),
        Column(_("Role"), 19),
    ]


def _person_cells(person: Participant, paper: Paper) -> list[Cell]:
    return [
        person.family_name.upper(),
        person.given_name,
        person.native_name,
        person.title,
        person.represents(paper.language),
        paper.words.categories[person.category],
        paper.words.roles[person.role],
    ]


def _matrix(book: Book, paper: Paper) -> None:
    sessions = paper.meeting.sessions
    columns = [
        *_person_columns(),
        Column(pgettext("way of attending", "Registered"), 21),
        Column(_("Sessions in person"), 18, Style.NUMBER),
    ]
    for session in sessions:
        columns += [
            Column(session.code, 11, Style.MARK),
            Column(_("%(session)s first seen", session=session.code), 17, Style.DATETIME),
        ]
    with book.sheet(_("Attendance"), columns, paper.layout(_("Participants by session"), frozen_columns=2)) as sheet:
        for row in queries.matrix(paper.meeting.id):
            sheet.write(_matrix_cells(row, sessions, paper))


def _matrix_cells(row: Row, sessions: Iterable[MeetingSession], paper: Paper) -> list[Cell]:
    attended = sum(presence.mark is Mark.IN_PERSON for presence in row.by_session.values())
    cells = [*_person_cells(row.participant, paper), paper.words.modes[row.participant.mode], attended]
    for session in sessions:
        presence = row.by_session.get(session.id)
        cells += (paper.words.marks[presence.mark], paper.wall(presence.first_seen)) if presence else ("", None)
    return cells


# --- One sheet per session -----------------------------------------------------------------------------------------


def _session(book: Book, paper: Paper, session: MeetingSession) -> None:
    columns = [
        *_person_columns(),
        Column(pgettext("way of attending", "Registered"), 12),
        Column(_("Attendance"), 12, Style.MARK),
        Column(_("First seen"), 17, Style.DATETIME),
        Column(_("Last seen"), 17, Style.DATETIME),
        Column(_("Checked out"), 13),
        Column(_("Time present"), 13, Style.DURATION),
    ]
    times = f"{paper.wall(session.starts_at):%Y-%m-%d %H:%M} – {paper.wall(session.ends_at):%H:%M}"
    title = f"{session.code} · {session.title.best(paper.language)[0]} · {times}"
    with book.sheet(session.code, columns, paper.layout(title, frozen_columns=2)) as sheet:
        for attendee in queries.attendees(session, until=paper.made_at):
            sheet.write(_attendee_cells(attendee, paper))


def _attendee_cells(attendee: Attendee, paper: Paper) -> list[Cell]:
    return [
        *_person_cells(attendee.participant, paper),
        paper.words.modes[attendee.registered] if attendee.registered else "",
        paper.words.marks[attendee.mark],
        paper.wall(attendee.first_seen),
        paper.wall(attendee.last_seen),
        paper.words.yes if attendee.left else "",
        attendee.present,
    ]


# --- Totals --------------------------------------------------------------------------------------------------------


def _groups(book: Book, paper: Paper, title: str, rows: Iterable[list[Cell]]) -> None:
    columns = [
        Column(title, 44),
        Column(_("Category"), 30),
        Column(_("Registered"), 12, Style.NUMBER),
        Column(_("In person"), 12, Style.NUMBER),
        Column(_("Online"), 12, Style.NUMBER),
        Column(_("Absent"), 12, Style.NUMBER),
    ]
    with book.sheet(title, columns, paper.layout(title, landscape=False)) as sheet:
        for row in rows:
            sheet.write(row)


def _delegation_rows(paper: Paper) -> Iterator[list[Cell]]:
    for group in queries.delegation_totals(paper.meeting.id):
        yield [group.name(paper.language), *_total_cells(group, paper)]


def _category_rows(paper: Paper) -> Iterator[list[Cell]]:
    for group in queries.category_totals(paper.meeting.id):
        yield [group.category.value, *_total_cells(group, paper)]


def _total_cells(group: GroupTotals, paper: Paper) -> list[Cell]:
    totals = group.totals
    return [paper.words.categories[group.category], totals.registered, totals.in_person, totals.online, totals.absent]


# --- The log and the legend ----------------------------------------------------------------------------------------


def _log(book: Book, paper: Paper) -> None:
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
    with book.sheet(_("Scan log"), columns, paper.layout(_("Every scan as it was recorded"))) as sheet:
        for scan in queries.scan_log(paper.meeting.id):
            sheet.write(_log_cells(scan, paper))


def _log_cells(scan: LoggedScan, paper: Paper) -> list[Cell]:
    return [
        paper.wall(scan.at),
        paper.wall(scan.scanned_at),
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


def _legend(book: Book, paper: Paper) -> None:
    columns = [Column(_("Word"), 56), Column(_("Meaning"), 90, Style.NOTE)]
    with book.sheet(_("Legend"), columns, paper.layout(_("How to read this workbook"), landscape=False)) as sheet:
        for line in _legend_rows(paper):
            sheet.write(line)
        for session, totals in _session_figures(paper):
            sheet.write((session, totals))


def _legend_rows(paper: Paper) -> list[tuple[str, str]]:
    meeting = paper.meeting
    return [
        (_("Meeting"), meeting.title.best(paper.language)[0]),
        (_("Place"), meeting.place.best(paper.language)[0]),
        (_("Time zone"), zone_label(paper.made_at, meeting.timezone)),
        (_("Made"), f"{paper.wall(paper.made_at):%Y-%m-%d %H:%M:%S}"),
        (mark_word(Mark.IN_PERSON), _("The person's badge was read at the door of the session and let in.")),
        (
            mark_word(Mark.ONLINE),
            _("Registered to attend online and not seen at the door. Presence on the platform is not recorded here."),
        ),
        (mark_word(Mark.ABSENT), _("Registered to attend in person and not seen at the door.")),
        (_("(empty)"), _("Neither registered for the session nor seen at its door.")),
        (_("First seen"), _("The first time that the person was let in. Scans that were undone do not count.")),
        (_("Last seen"), _("The last scan of the person at this session, coming in or going out.")),
        (
            _("Time present"),
            _("From coming in to going out, within the session's times. Who was not seen to go stays until the end."),
        ),
        (
            _("Delegations"),
            _("People, each counted once: in person if seen at any session, else online, else absent."),
        ),
        (_("Participants"), _("Everybody approved, and everybody who was let in at some door.")),
    ]


def _session_figures(paper: Paper) -> Iterator[tuple[str, str]]:
    figures = queries.session_totals(paper.meeting.id)
    for session in paper.meeting.sessions:
        totals = figures.get(session.id, Totals(0, 0, 0))
        yield (
            f"{session.code} {session.title.best(paper.language)[0]}",
            _(
                "%(here)s in person, %(online)s online, %(absent)s absent",
                here=totals.in_person,
                online=totals.online,
                absent=totals.absent,
            ),
        )
