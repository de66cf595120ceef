"""Any other log, by saying which column is which (KUDO, Interprefy, an export of one's own)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto

from tracker.online.reports.headings import columns_of, says_utc, words
from tracker.online.reports.lines import Line
from tracker.online.reports.report import Entry, Report

NAME = "columns"
_LOOKED_AT = 12


class Column(StrEnum):
    """What a column of a log can hold."""

    NAME = auto()
    EMAIL = auto()
    JOINED = auto()
    LEFT = auto()
    DURATION = auto()


_GUESSES = {
    Column.NAME: words("name", "full name", "display name", "participant", "user", "username", "nom", "nom complet"),
    Column.EMAIL: words("email", "e-mail", "email address", "mail", "user email", "adresse e-mail", "courriel"),
    Column.JOINED: words(
        "joined_at", "joined", "join time", "joined at", "start", "start time", "login", "login time", "entered",
        "connected", "connected at", "time in", "arrivée", "connexion", "heure de connexion",
    ),
    Column.LEFT: words(
        "left_at", "left", "leave time", "left at", "end", "end time", "logout", "logout time", "exited",
        "disconnected", "disconnected at", "time out", "départ", "déconnexion", "heure de déconnexion",
    ),
    Column.DURATION: words("duration", "duration (minutes)", "minutes", "time in session", "durée", "durée (minutes)"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Guess:
    """The row of headings and what its columns seem to be."""

    head: int  # the place among the lines
    columns: Mapping[Column, int]

    @property
    def is_enough(self) -> bool:
        return is_enough(self.columns)


def is_enough(columns: Mapping[Column, int]) -> bool:
    """Somebody, and either when or how long."""
    who = Column.NAME in columns or Column.EMAIL in columns
    return who and (Column.JOINED in columns or Column.DURATION in columns)


def guess(lines: Sequence[Line]) -> Guess:
    """The row that heads the most columns known by their headings; the first row where none does."""
    wanted = {column.value: names for column, names in _GUESSES.items()}
    found = [(place, columns_of(line, wanted, ()) or {}) for place, line in enumerate(lines[:_LOOKED_AT])]
    head, columns = max(found, key=lambda one: (len(one[1]), -one[0]))
    if len(columns) == 1:  # a word in a cell, by chance
        head, columns = 0, found[0][1]
    return Guess(head, {Column(name): place for name, place in columns.items()})


def read(lines: Sequence[Line], head: int, columns: Mapping[Column, int]) -> Report:
    """The report by these columns, below that row."""
    at = {column.value: columns.get(column) for column in Column}
    entries = tuple(
        Entry(
            line=line.number,
            name=line.cell(at["name"]),
            email=line.cell(at["email"]),
            joined=line.cell(at["joined"]),
            left=line.cell(at["left"]),
            duration=line.cell(at["duration"]),
            is_total=Column.JOINED not in columns,
        )
        for line in lines[head + 1 :]
    )
    return Report(NAME, entries, is_utc=says_utc(lines[head]), tells_left=Column.LEFT in columns)
