"""A row of somebody's list."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One row with something in it, numbered as spreadsheets number it."""

    number: int
    cells: tuple[str, ...]  # one line each, without what cannot be seen
