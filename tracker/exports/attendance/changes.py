"""What the edited matrix asks for, difference by difference: pure.

A symbol or other minutes become an organizer's word. What evidence alone can say (which door, that somebody was there
only briefly) is no word, and is answered with what to write instead.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto

from tracker.attendance.presence import Said, Word
from tracker.attendance.tallies import PRESENT, Outcome
from tracker.exports.attendance.reading import Cell, Edited, Marked

_SAME = 0.005  # minutes: half of what the sheet shows of them


class Problem(StrEnum):
    """Why a difference cannot become a word."""

    UNKNOWN_SYMBOL = auto()
    NOT_MINUTES = auto()
    TOO_MANY_MINUTES = auto()
    WAY = auto()  # from one door to another
    NEEDS_MINUTES = auto()  # "briefly" is said by minutes
    NOT_SAYABLE = auto()  # no evidence, or nothing at all
    CHANGED_MEANWHILE = auto()
    NOBODY = auto()


@dataclass(frozen=True, slots=True)
class Standing:
    """What counts now of one person."""

    name: str
    seen: str  # the fingerprint
    by_session: Mapping[str, tuple[Outcome | None, float | None]]  # by code


@dataclass(frozen=True, slots=True)
class Change:
    """One difference."""

    number: int  # of the row
    registration_id: int
    person: str
    session: str  # the code
    was: tuple[Outcome | None, float | None]
    becomes: Marked
    word: Word | None
    problem: Problem | None
    seen: str = ""  # the fingerprint of the person's row when it was taken away


def compare(rows: Iterable[Edited], now: Mapping[int, Standing], net: Mapping[str, float]) -> list[Change]:
    """Every difference between the file and what counts now; `net` are the minutes of sessions less their breaks."""
    found: list[Change] = []
    for row in rows:
        standing = now.get(row.registration_id)
        if row.is_untouched:
            continue
        if standing is None:
            nothing = Marked("", None, None)
            found.append(Change(row.number, row.registration_id, "", "", (None, None), nothing, None, Problem.NOBODY))
            continue
        found += _of_person(row, standing, net)
    return found


def _of_person(row: Edited, standing: Standing, net: Mapping[str, float]) -> Sequence[Change]:
    changes = []
    for code, becomes in row.by_session.items():
        was = standing.by_session.get(code, (None, None))
        said = _said(was, becomes, net[code])
        if said is None:
            continue
        if standing.seen != row.seen:
            said = Problem.CHANGED_MEANWHILE
        word, problem = (None, said) if isinstance(said, Problem) else (said, None)
        changes.append(
            Change(row.number, row.registration_id, standing.name, code, was, becomes, word, problem, row.seen)
        )
    return changes


def _said(was: tuple[Outcome | None, float | None], becomes: Marked, net: float) -> Word | Problem | None:
    """The word that the difference is; None where there is none."""
    outcome, minutes = was
    if not becomes.is_known:
        return Problem.UNKNOWN_SYMBOL
    if isinstance(becomes.minutes, Cell):
        return Problem.NOT_MINUTES
    has_other_symbol = becomes.outcome is not outcome
    has_other_minutes = becomes.minutes is not None and not _is_same(becomes.minutes, minutes)
    if has_other_symbol and becomes.outcome in _BY_SYMBOL:
        return Word(_BY_SYMBOL[becomes.outcome])
    if has_other_minutes and becomes.minutes is not None:
        return Word(Said.MINUTES, becomes.minutes) if becomes.minutes <= net + _SAME else Problem.TOO_MANY_MINUTES
    if has_other_symbol:
        return _by_symbol(outcome, becomes.outcome)
    return Problem.NOT_MINUTES if becomes.minutes is None and minutes else None


def _by_symbol(before: Outcome | None, after: Outcome | None) -> Word | Problem:
    if after in PRESENT:
        return Problem.WAY if before in PRESENT else Word(Said.PRESENT)
    return Problem.NEEDS_MINUTES if after is Outcome.BRIEF else Problem.NOT_SAYABLE


def _is_same(one: float, other: float | None) -> bool:
    return abs(one - (other or 0.0)) < _SAME


_BY_SYMBOL = {Outcome.ABSENT: Said.ABSENT, Outcome.EXCUSED: Said.EXCUSED}
