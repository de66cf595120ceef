"""Figures by session, delegation, category and region: formulas over the matrix, with the values of the tally.

Without the matrix in the book, the values alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import pgettext
from openpyxl.utils import get_column_letter

from tracker.attendance.tallies import DIGITS, PRESENT, Figures, Outcome
from tracker.exports.attendance.matrix import CODE, IN_ALL, MINUTES, NO_REGION, NUMBER, REGION
from tracker.exports.attendance.options import Options, Part
from tracker.exports.paper import Paper
from tracker.exports.sheets import Book, Sheet
from tracker.exports.xlsx import Cell, Column, Formula, Style
from tracker.people import regions

if TYPE_CHECKING:
    from tracker.exports.attendance.people import Found

OUTCOMES = 7  # the first column of outcomes in the sheet of sessions; those of PRESENT come first


def open_sessions(book: Book, paper: Paper, options: Options, open_: ExitStack) -> Sheet | None:
    """The sheet of sessions, to be filled when all figures are known."""
    if Part.SESSIONS not in options.parts:
        return None
    columns = [
        Column(_("Session"), 9),
        Column(pgettext("of a session or an item", "Title"), 66),
        Column(_("From"), 17, Style.DATETIME),
        Column(_("To"), 17, Style.DATETIME),
        Column(_("Minutes less breaks"), 11, Style.NUMBER),
        Column(_("Registered"), 11, Style.COUNT),
        Column(_("Present"), 10, Style.COUNT),
        *(Column(head(word), 11, Style.COUNT) for word in paper.words.outcomes.values()),
        Column(_("Share present of those registered or seen"), 16, Style.PERCENT),
        Column(_("Minutes attended, all together"), 14, Style.MINUTES),
        Column(_("Delegations represented"), 13, Style.COUNT),
    ]
    return open_.enter_context(book.sheet(_("Sessions"), columns, paper.layout(_("Figures by session"))))


def write(book: Book, paper: Paper, options: Options, found: Found) -> None:
    """Fill the sheet of sessions, write those of delegations, categories and regions."""
    if found.sessions:
        for place in range(len(found.matrix.sessions)):
            found.sessions.write(_session_cells(place, paper, found, found.sessions.last_row + 1))
    if Part.DELEGATIONS in options.parts:
        _delegations(book, paper, found)
    if Part.CATEGORIES in options.parts:
        _categories(book, paper, found)
        _regions(book, paper, found)


def live(expression: str, value: float, found: Found) -> Cell:
    """A formula, if the matrix that it looks at is there."""
    return Formula(expression, value) if found.people else value


def head(word: str) -> str:
    """A word at the beginning of a line."""
    return word[:1].upper() + word[1:]


def _session_cells(place: int, paper: Paper, found: Found, number: int) -> list[Cell]:
    matrix, words = found.matrix, paper.words.symbols
    session = matrix.sessions[place]
    figures = found.tally.by_session[session.id]
    cells = found.people.cells(matrix.symbol_column(place)) if found.people else ""
    times = found.people.cells(matrix.minutes_column(place)) if found.people else ""
    summed = "+".join(f'SUMIF({cells},"{words[one]}",{times})' for one in PRESENT)
    every = sum(figures.by_outcome.values())
    return [
        session.code,
        session.title.best(paper.language)[0],
        paper.wall(session.starts_at),
        paper.wall(session.ends_at),
        matrix.net[place],
        figures.registered,
        Formula(f"SUM(H{number}:J{number})", figures.present),
        *(live(f'COUNTIF({cells},"{words[one]}")', figures.by_outcome[one], found) for one in Outcome),
        Formula(
            f"IF(SUM(H{number}:N{number})=0,0,G{number}/SUM(H{number}:N{number}))",
            figures.present / every if every else 0.0,
        ),
        live(f"ROUND({summed},{DIGITS})", round(figures.minutes, DIGITS), found),
        len(found.tally.represented[session.id]),
    ]


# --- Groups --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Line:
    head: list[Cell]  # the last is the key that the matrix has too: a number or a code of ours
    figures: Figures


def _delegations(book: Book, paper: Paper, found: Found) -> None:
    columns = [
        Column(_("Delegation or organization"), 44),
        Column(_("Category"), 30),
        Column(_("No. of the group"), 9, Style.NUMBER),
    ]
    lines = [
        _Line([one.name(paper.language), paper.words.categories[one.category], one.number], one.figures)
        for one in found.tally.groups(paper.language)
    ]
    _Groups(paper, found, NUMBER).write(book, _("Delegations"), columns, lines)


def _categories(book: Book, paper: Paper, found: Found) -> None:
    columns = [Column(_("Category"), 44), Column(_("Code"), 10)]
    lines = [_Line([paper.words.categories[code], code.value], figures) for code, figures in found.tally.categories()]
    _Groups(paper, found, CODE).write(book, _("Categories"), columns, lines)


def _regions(book: Book, paper: Paper, found: Found) -> None:
    columns = [Column(_("Region"), 72), Column(_("Code"), 10)]
    lines = [
        _Line([regions.named(code) or _("of no region"), code or NO_REGION], figures)
        for code, figures in found.tally.regions()
    ]
    _Groups(paper, found, REGION).write(book, _("Regions"), columns, lines)


@dataclass(frozen=True, slots=True)
class _Groups:
    """The sheets of groups: each line counts in the matrix by its key."""

    paper: Paper
    found: Found
    key: int  # the column of the matrix

    def write(self, book: Book, title: str, heads: list[Column], lines: Iterable[_Line]) -> None:
        note = _("Each person counts once, over all sessions")
        columns = [
            *heads,
            Column(_("Persons"), 10, Style.COUNT),
            Column(_("Present"), 10, Style.COUNT),
            *(Column(head(word), 11, Style.COUNT) for word in self.paper.words.outcomes.values()),
            Column(_("Minutes attended"), 14, Style.MINUTES),
        ]
        with book.sheet(title, columns, self.paper.layout(f"{title} · {note}")) as sheet:
            for line in lines:
                sheet.write([*line.head, *self._cells(line, sheet.last_row + 1)])
            sheet.write([_("Total"), *[None] * (len(heads) - 1), *self._total(sheet, len(heads))])

    def _cells(self, line: _Line, number: int) -> list[Cell]:
        figures, found, words, width = line.figures, self.found, self.paper.words.symbols, len(line.head)
        same = marks = times = ""
        if found.people:
            same = f"{found.people.cells(self.key)},${get_column_letter(width)}{number}"
            marks, times = found.people.cells(IN_ALL), found.people.cells(MINUTES)
        first, last = get_column_letter(width + 3), get_column_letter(width + 2 + len(PRESENT))
        return [
            live(f"COUNTIFS({same})", figures.persons, found),
            Formula(f"SUM({first}{number}:{last}{number})", figures.present),
            *(live(f'COUNTIFS({same},{marks},"{words[one]}")', figures.by_outcome[one], found) for one in Outcome),
            live(f"ROUND(SUMIFS({times},{same}),{DIGITS})", round(figures.minutes, DIGITS), found),
        ]

    def _total(self, sheet: Sheet, width: int) -> list[Cell]:
        whole = self.found.tally.whole
        values = [whole.persons, whole.present, *whole.by_outcome.values(), round(whole.minutes, DIGITS)]
        first, last = sheet.first_row, max(sheet.first_row, sheet.last_row)
        letters = [get_column_letter(width + 1 + place) for place in range(len(values))]
        return [
            Formula(f"ROUND(SUM({letter}{first}:{letter}{last}),{DIGITS})", value) if sheet.last_row >= first else value
            for letter, value in zip(letters, values, strict=True)
        ]
