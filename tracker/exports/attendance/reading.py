"""Reading the sheet of the matrix when it comes back: hostile until looked at. What it says, and nothing more."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto

from flask_babel import gettext as _

from tracker.attendance.tallies import DIGITS, Outcome
from tracker.errors import Invalid
from tracker.exports.attendance.matrix import KEY, fingerprint
from tracker.registration.importing import sheets, workbooks
from tracker.registration.importing.flaws import Flaw, ListUnreadable
from tracker.registration.importing.rows import Row

_COLUMNS = 1_000  # three for each session and those of the person
_MINUTES = " minutes"  # the same heading in English and French: "S1 minutes"


class MatrixUnreadable(Invalid):
    """The file is not the sheet of the matrix of this meeting."""


class Cell(StrEnum):
    """What a cell of minutes can hold besides a number."""

    NOT_MINUTES = auto()


@dataclass(frozen=True, slots=True)
class Marked:
    """What the file says of one person at one session."""

    symbol: str
    outcome: Outcome | None
    minutes: float | Cell | None
    is_known: bool = True  # whether the symbol is one


@dataclass(frozen=True, slots=True)
class Edited:
    """One row of the file."""

    number: int
    registration_id: int
    seen: str  # the fingerprint of what was taken away
    by_session: Mapping[str, Marked]  # by code

    @property
    def is_untouched(self) -> bool:
        """Whether the row is as it was taken away."""
        return self.seen == self.now

    @property
    def now(self) -> str:
        """The fingerprint of what it says now."""
        marks = list(self.by_session.values())
        if not all(one.is_known and not isinstance(one.minutes, Cell) for one in marks):
            return ""
        minutes = [None if isinstance(one.minutes, Cell) else one.minutes for one in marks]
        return fingerprint([one.outcome for one in marks], minutes)


def read(data: bytes, codes: Sequence[str], symbols: Mapping[str, Outcome]) -> list[Edited]:
    """The rows of the matrix in a workbook; `symbols` are those of every language in upper case.

    Raises ListUnreadable or MatrixUnreadable.
    """
    if not data.startswith(b"PK"):
        sheets.refuse_known(data)
        raise MatrixUnreadable(_("Upload the Excel workbook that you downloaded here, with the sheet of the matrix."))
    try:
        rows = list(workbooks.read(data, marker=KEY, columns=_COLUMNS))
    except ListUnreadable as error:
        if error.flaw is not Flaw.NO_SHEET:
            raise
        message = _("No sheet of this workbook has the hidden column of keys. Download it anew.")
        raise MatrixUnreadable(message) from error
    place = next(place for place, row in enumerate(rows) if KEY in row.cells)
    head = [cell.strip() for cell in rows[place].cells]
    missing = [code for code in codes if code not in head or f"{code}{_MINUTES}" not in head]
    if missing:
        raise MatrixUnreadable(_("The sheet has no columns of the session %(code)s.", code=missing[0]))
    return list(_edited(rows[place + 1 :], head, codes, symbols))


def _edited(
    rows: Sequence[Row], head: Sequence[str], codes: Sequence[str], symbols: Mapping[str, Outcome]
) -> Iterator[Edited]:
    key, found = head.index(KEY), set[int]()
    places = [(code, head.index(code), head.index(f"{code}{_MINUTES}")) for code in codes]
    for row in rows:
        cells = [*row.cells, *[""] * (len(head) - len(row.cells))]
        if not any(cell.strip() for cell in cells):
            continue
        id_, _dot, seen = cells[key].strip().partition(".")
        if not (id_.isascii() and id_.isdecimal() and len(id_) < 18 and seen):  # noqa: PLR2004 (as the database counts)
            raise MatrixUnreadable(_("Row %(number)s has lost its key. Download the workbook anew.", number=row.number))
        if int(id_) in found:
            raise MatrixUnreadable(_("Row %(number)s is there twice.", number=row.number))
        found.add(int(id_))
        marks = {code: _marked(cells[mark], cells[minutes], symbols) for code, mark, minutes in places}
        yield Edited(row.number, int(id_), seen, marks)


def _marked(symbol: str, minutes: str, symbols: Mapping[str, Outcome]) -> Marked:
    said = symbol.strip()
    return Marked(said, symbols.get(said.upper()), _number(minutes), not said or said.upper() in symbols)


def _number(text: str) -> float | Cell | None:
    said = text.strip().replace(",", ".").replace("\u202f", "")
    if not said:
        return None
    try:
        number = float(said)
    except ValueError:
        return Cell.NOT_MINUTES
    return round(number, DIGITS) if 0 <= number < 1e6 else Cell.NOT_MINUTES  # noqa: PLR2004 (infinity is no number here)
