"""The sheets that are made of people: all in one pass, each row going to every sheet that it belongs in."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field

from flask_babel import gettext as _
from flask_babel import pgettext

from tracker.attendance.presence import Presence
from tracker.attendance.queries.presences import Row, presences
from tracker.attendance.tallies import Outcome, Tally, in_all, outcome
from tracker.exports.attendance import arrivals, totals
from tracker.exports.attendance.matrix import Matrix, person_cells, person_columns
from tracker.exports.attendance.options import Circle, Options, Part
from tracker.exports.paper import Paper
from tracker.exports.sheets import Book, Sheet
from tracker.exports.xlsx import Cell, Column, Style
from tracker.meetings.models import MeetingSession


@dataclass(slots=True)
class Found:
    """What a pass came to, and the sheets that formulas look at; None where they were not asked for."""

    matrix: Matrix
    circle: Circle
    tally: Tally = field(default_factory=Tally)
    people: Sheet | None = None
    sessions: Sheet | None = None
    came: arrivals.Came = field(default_factory=dict)


Progress = Callable[[int], None]  # told how many people are written


def write_people(book: Book, paper: Paper, options: Options, progress: Progress | None = None) -> Found:
    """Write the matrix, the sheets of sessions, no-shows and totals."""
    found = Found(Matrix.of(paper), Circle(options))
    with ExitStack() as open_:
        sheets = _Sheets(book, paper, options, found, open_)
        for row in presences(paper.meeting, until=paper.made_at):
            if options.includes(row):
                sheets.write(row)
                if progress:
                    progress(found.tally.whole.persons)
        totals.write(book, paper, options, found)
        if Part.ARRIVALS in options.parts:
            arrivals.write(book, paper, found.came)
    return found


class _Sheets:
    """The sheets of people, all open at once."""

    def __init__(self, book: Book, paper: Paper, options: Options, found: Found, open_: ExitStack) -> None:
        self._paper, self._found = paper, found
        self._each: list[tuple[MeetingSession, Sheet | None]] = []
        if Part.MATRIX in options.parts:
            layout = paper.layout(_("Participants by session"), frozen_columns=2, words=paper.words.symbols)
            found.people = open_.enter_context(book.sheet(_("Attendance"), found.matrix.columns(), layout))
        found.sessions = totals.open_sessions(book, paper, options, open_)
        for session in paper.meeting.sessions:
            sheet = None
            if Part.EACH_SESSION in options.parts:
                sheet = open_.enter_context(
                    book.sheet(
                        session.code, _attendee_columns(), paper.layout(_title(session, paper), frozen_columns=2)
                    )
                )
            self._each.append((session, sheet))
        self._no_shows: Sheet | None = None
        if Part.NO_SHOWS in options.parts:
            columns = [*person_columns(), Column(_("Category"), 30), Column(_("Sessions registered for"), 40)]
            layout = paper.layout(_("Registered, and seen at no session"), frozen_columns=2)
            self._no_shows = open_.enter_context(book.sheet(_("No-shows"), columns, layout))

    def write(self, row: Row) -> None:
        """One person into every sheet."""
        found = self._found
        found.circle.add(row)
        group = found.tally.add(row)
        if found.people:
            found.people.write(found.matrix.cells(row, group, found.people.last_row + 1))
        for session, sheet in self._each:
            one = row.by_session.get(session.id)
            if one is None:
                continue
            arrivals.count(found.came, session.id, one)
            if sheet:
                sheet.write(_attendee_cells(row, one, self._paper))
        if self._no_shows and in_all(map(outcome, row.at_sittings.values())) is Outcome.ABSENT:
            codes = [session.code for session, _sheet in self._each if session.id in row.at_sittings]
            self._no_shows.write(
                [
                    *person_cells(row.participant, self._paper),
                    self._paper.words.categories[row.participant.category],
                    ", ".join(codes),
                ]
            )


def _title(session: MeetingSession, paper: Paper) -> str:
    times = f"{paper.wall(session.starts_at):%Y-%m-%d %H:%M} – {paper.wall(session.ends_at):%H:%M}"
    return f"{session.code} · {session.title.best(paper.language)[0]} · {times}"


def _attendee_columns() -> list[Column]:
    return [
        *person_columns(),
        Column(_("Category"), 30),
        Column(pgettext("way of attending", "Registered"), 12),
        Column(_("Attendance"), 17, Style.MARK),
        Column(_("Minutes"), 10, Style.MINUTES),
        Column(_("Share"), 9, Style.PERCENT),
        Column(_("First seen"), 17, Style.DATETIME),
        Column(_("Last seen"), 17, Style.DATETIME),
        Column(_("Late by"), 10, Style.DURATION),
        Column(_("Left early by"), 10, Style.DURATION),
        Column(_("Corrected from"), 17),
    ]


def _attendee_cells(row: Row, one: Presence, paper: Paper) -> list[Cell]:
    words, counted = paper.words, outcome(one)
    return [
        *person_cells(row.participant, paper),
        words.categories[row.participant.category],
        words.modes[one.registered] if one.registered else "",
        words.outcomes[counted] if counted else "",
        None if one.minutes is None or (not one.first_seen and not one.minutes) else round(one.minutes, 2),
        None if one.share is None or not one.minutes else round(one.share, 4),
        paper.wall(one.first_seen),
        paper.wall(one.last_seen),
        one.late or None,
        one.left_early or None,
        words.statuses[one.machine] if one.word and one.machine else "",
    ]
