"""The sheet of participants by sessions: a symbol, minutes and a share for each, and what they add up to."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import pgettext
from openpyxl.utils import get_column_letter

from tracker.attendance.presence import Presence
from tracker.attendance.queries import Participant
from tracker.attendance.queries.presences import Row, frame_of
from tracker.attendance.tallies import DIGITS, ELSE, PRESENT, Group, Outcome, in_all, outcome
from tracker.exports.paper import Paper
from tracker.exports.xlsx import Cell, Column, Formula, Style
from tracker.meetings import queries as meetings
from tracker.meetings.admission import admits
from tracker.meetings.models import MeetingSession
from tracker.people import honorifics

NUMBER, REGION, CODE = 5, 6, 7  # columns that totals look at
ROLE, IN_ALL, ATTENDED, MINUTES, OPEN, SHARE = 9, 11, 12, 13, 14, 15
FIRST = 16  # of the blocks of sessions
NO_REGION = "–"
KEY = "tracker-key"  # the same in every language: by it a sheet is known when it comes back


def person_columns() -> list[Column]:
    """Who it is."""
    return [
        Column(_("Family name"), 22),
        Column(_("Given name"), 20),
        Column(_("Name in native script"), 20),
        Column(_("Title"), 8),
        Column(_("Delegation or organization"), 36),
    ]


def person_cells(person: Participant, paper: Paper) -> list[Cell]:
    """The same of one person."""
    return [
        person.family_name.upper(),
        person.given_name,
        person.native_name,
        honorifics.in_language(person.title, paper.language),
        person.represents(paper.language),
    ]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The columns of the sheet and how its rows are written."""

    paper: Paper
    sessions: Sequence[MeetingSession]  # sittings first: totals are over them alone
    sittings: int  # how many of them are
    codes: Sequence[str]
    ids: Sequence[int]
    net: Sequence[float]  # minutes of each session less its breaks
    open_to: Mapping[str, float]  # minutes of the sittings that each category may enter

    @classmethod
    def of(cls, paper: Paper) -> "Matrix":
        meeting = paper.meeting
        windows, at = frame_of(meeting).windows, meetings.sittings(meeting)
        sessions = sorted(meeting.sessions, key=lambda one: one.id not in at)
        net = [round(windows[one.id].net.total_seconds() / 60, DIGITS) for one in sessions]
        admitted = [admits(one.kind.value, one.categories, meeting.access) for one in sessions[: len(at)]]
        return cls(
            paper,
            sessions,
            len(at),
            [one.code for one in sessions],
            [one.id for one in sessions],
            net,
            {
                code: sum(minutes for minutes, found in zip(net, admitted, strict=False) if code in found)
                for code in set().union(*admitted)
            },
        )

    def columns(self) -> list[Column]:
        """All columns: the person, what it adds up to, the symbols, the minutes, the shares, the key."""
        return [
            *person_columns(),
            Column(_("No. of the group"), 9, Style.NUMBER),
            Column(_("Region"), 9),
            Column(_("Code"), 7),
            Column(_("Category"), 30),
            Column(_("Role"), 19),
            Column(pgettext("way of attending", "Registered"), 21),
            Column(_("In all"), 8, Style.MARK),
            Column(_("Sessions attended"), 11, Style.NUMBER),
            Column(_("Minutes attended"), 11, Style.MINUTES),
            Column(_("Minutes of sessions open to the person"), 14, Style.MINUTES),
            Column(_("Share"), 9, Style.PERCENT),
            *(Column(code, 7, Style.MARK) for code in self.codes),
            *(Column(_("%(session)s minutes", session=code), 10, Style.MINUTES) for code in self.codes),
            *(Column(_("%(session)s share", session=code), 9, Style.PERCENT) for code in self.codes),
            Column(KEY, 24, is_hidden=True),
        ]

    def symbol_column(self, session: int) -> int:
        """The place of a session's symbols, by its own place among sessions."""
        return FIRST + session

    def minutes_column(self, session: int) -> int:
        """The place of its minutes."""
        return FIRST + len(self.sessions) + session

    @property
    def key_column(self) -> int:
        return FIRST + 3 * len(self.sessions)

    def said(self, row: Row) -> tuple[list[Outcome | None], list[float | None]]:
        """What a person counts as at each session, and their minutes, as the sheet prints them."""
        found = [row.by_session.get(id_) for id_ in self.ids]
        return [outcome(one) if one else None for one in found], [_minutes(one) for one in found]

    def cells(self, row: Row, group: Group, number: int) -> list[Cell]:
        """One person, in the row of that number."""
        person, paper = row.participant, self.paper
        outcomes, minutes = self.said(row)
        symbols = [paper.words.symbols[one] if one else "" for one in outcomes]
        return [
            *person_cells(person, paper),
            group.number,
            person.region or NO_REGION,
            person.category.value,
            paper.words.categories[person.category],
            paper.words.roles[person.role],
            paper.words.modes[person.mode],
            *self._totals(person, outcomes, minutes, number),
            *symbols,
            *minutes,
            *(_share(one, whole) for one, whole in zip(minutes, self.net, strict=True)),
            f"{person.id}.{fingerprint(outcomes, minutes)}",
        ]

    def _totals(
        self, person: Participant, outcomes: Sequence[Outcome | None], minutes: Sequence[float | None], number: int
    ) -> list[Cell]:
        words = self.paper.words.symbols
        open_ = self.open_to.get(person.category.value, 0.0)
        outcomes, minutes = outcomes[: self.sittings], minutes[: self.sittings]
        present = [one in PRESENT for one in outcomes]
        seen = round(sum(m or 0.0 for m, here in zip(minutes, present, strict=True) if here), DIGITS)
        whole = in_all(outcomes)
        marks, times = self._block(0, number), self._block(1, number)
        o, n = get_column_letter(OPEN + 1), get_column_letter(MINUTES + 1)
        counted = "+".join(f'COUNTIF({marks},"{words[one]}")' for one in PRESENT)
        summed = "+".join(f'SUMIF({marks},"{words[one]}",{times})' for one in PRESENT)
        return [
            Formula(_in_all(marks, words), words[whole] if whole else ""),
            Formula(counted, sum(present)),
            Formula(f"ROUND({summed},{DIGITS})", seen),
            round(open_, DIGITS),
            Formula(f"IF({o}{number}=0,0,MIN(1,{n}{number}/{o}{number}))", min(1.0, seen / open_) if open_ else 0.0),
        ]

    def _block(self, block: int, number: int) -> str:
        first = FIRST + block * len(self.sessions)
        return f"{get_column_letter(first + 1)}{number}:{get_column_letter(first + max(1, self.sittings))}{number}"


def _in_all(marks: str, words: Mapping[Outcome, str]) -> str:
    """The formula of what a person counts as over all sessions; the same rule as tallies.in_all."""

    def has(*ones: Outcome) -> str:
        return "+".join(f'COUNTIF({marks},"{words[one]}")' for one in ones)

    room, online, both = PRESENT
    said = f'IF({has(both)}+({has(room)})*({has(online)})>0,"{words[both]}",'
    for one in (room, online, *ELSE):
        said += f'IF({has(one)}>0,"{words[one]}",'
    return said + '""' + ")" * (3 + len(ELSE))


def _minutes(one: Presence | None) -> float | None:
    if one is None or one.minutes is None or outcome(one) is None:
        return None
    return round(one.minutes, DIGITS) if one.minutes or outcome(one) in PRESENT else None


def _share(minutes: float | None, whole: float) -> float | None:
    return None if minutes is None or not whole else round(min(1.0, minutes / whole), 4)


def fingerprint(outcomes: Sequence[Outcome | None], minutes: Sequence[float | None]) -> str:
    """What tells that a row was changed, in the file or on the server, since the sheet was taken away."""
    said = "|".join([*(one or "" for one in outcomes), *("" if one is None else f"{one:.2f}" for one in minutes)])
    return hashlib.sha256(said.encode()).hexdigest()[:12]
