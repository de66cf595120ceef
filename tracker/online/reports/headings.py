"""Finding the columns of a table by its headings, in whichever language they are."""

from collections.abc import Mapping, Sequence

from tracker.online.reports.lines import Line
from tracker.people.names import fold

Wanted = Mapping[str, frozenset[str]]  # the folded headings that mean a column
Columns = Mapping[str, int]
_TOP = 12  # rows among which the headings are


def words(*headings: str) -> frozenset[str]:
    """Headings, folded as they are compared."""
    return frozenset(fold(heading) for heading in headings)


def columns_of(line: Line, wanted: Wanted, needed: Sequence[str]) -> Columns | None:
    """Where each wanted column stands; None unless all needed ones are there."""
    places = {fold(cell): place for place, cell in reversed(list(enumerate(line.cells))) if cell}
    found = {
        column: min(places[name] for name in names & places.keys())
        for column, names in wanted.items()
        if names & places.keys()
    }
    return found if all(column in found for column in needed) else None


def find(lines: Sequence[Line], wanted: Wanted, needed: Sequence[str]) -> tuple[int, Columns] | None:
    """The place of the first row near the top that heads the needed columns, and the columns."""
    for place, line in enumerate(lines[:_TOP]):
        found = columns_of(line, wanted, needed)
        if found is not None:
            return place, found
    return None


def says_utc(line: Line) -> bool:
    """Whether a heading names UTC as the zone of its times."""
    return any("(UTC)" in cell.upper() for cell in line.cells)
