"""Where badges stand on a sheet, and where everything stands on a badge. Millimetres from the top left. Pure.

A4 sheets hold badges that lie edge to edge, so that one cut parts two of them; crop marks stand in the margins. Their
backs are mirrored from left to right, as a printer turns the paper over its long edge.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import floor
from types import MappingProxyType
from typing import Final

MARK_LENGTH: Final = 4.0
MARK_GAP: Final = 2.0  # between a mark and the badge's corner
SYMBOL_MODULES: Final = 29  # a version 1 symbol with its quiet zone
DOT: Final = 25.4 / 203  # of a label printer; a module is a whole number of them


class Layout(StrEnum):
    """The paper that badges are printed on."""

    A6 = "a6"
    A7 = "a7"
    CARD = "card"  # 86 by 54 mm: the size of a bank card
    LABEL = "label"  # 62 by 100 mm: a roll of labels
    A4_4 = "a4_4"
    A4_8 = "a4_8"


@dataclass(frozen=True, slots=True)
class Box:
    """A place on paper."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def holds(self, other: "Box", slack: float = 0.001) -> bool:
        """Whether another box lies inside."""
        return (
            other.x >= self.x - slack
            and other.y >= self.y - slack
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )

    def meets(self, other: "Box", slack: float = 0.001) -> bool:
        """Whether the two have more than an edge in common."""
        across = min(self.right, other.right) - max(self.x, other.x)
        down = min(self.bottom, other.bottom) - max(self.y, other.y)
        return across > slack and down > slack


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page and the badges on it."""

    page: Box
    width: float  # of a badge
    height: float
    columns: int = 1
    rows: int = 1

    @property
    def count(self) -> int:
        """How many badges a page holds."""
        return self.columns * self.rows

    def cut(self) -> "Sheet":
        """One badge of the sheet by itself."""
        return Sheet(Box(0, 0, self.width, self.height), self.width, self.height)

    def fronts(self) -> tuple[Box, ...]:
        """Where the badges of a page stand, line by line."""
        left = (self.page.width - self.columns * self.width) / 2
        top = (self.page.height - self.rows * self.height) / 2
        return tuple(
            Box(left + column * self.width, top + row * self.height, self.width, self.height)
            for row in range(self.rows)
            for column in range(self.columns)
        )

    def backs(self) -> tuple[Box, ...]:
        """Where their backs stand on the other side of the paper, in the same order."""
        return tuple(Box(self.page.width - box.right, box.y, box.width, box.height) for box in self.fronts())

    def marks(self) -> tuple[tuple[float, float, float, float], ...]:
        """The crop marks, each from a point to a point: two at each end of every cut. None where a page is a badge."""
        if self.count == 1:
            return ()
        boxes = self.fronts()
        left, top, right, bottom = boxes[0].x, boxes[0].y, boxes[-1].right, boxes[-1].bottom
        across = [left + column * self.width for column in range(self.columns + 1)]
        down = [top + row * self.height for row in range(self.rows + 1)]
        far = MARK_GAP + MARK_LENGTH
        return (
            *((x, top - far, x, top - MARK_GAP) for x in across),
            *((x, bottom + MARK_GAP, x, bottom + far) for x in across),
            *((left - far, y, left - MARK_GAP, y) for y in down),
            *((right + MARK_GAP, y, right + far, y) for y in down),
        )


def _alone(width: float, height: float) -> Sheet:
    return Sheet(Box(0, 0, width, height), width, height)


_A4: Final = Box(0, 0, 210, 297)
SHEETS: Final[Mapping[Layout, Sheet]] = MappingProxyType(
    {
        Layout.A6: _alone(105, 148),
        Layout.A7: _alone(74, 105),
        Layout.CARD: _alone(86, 54),
        Layout.LABEL: _alone(62, 100),
        Layout.A4_4: Sheet(_A4, 95, 136, columns=2, rows=2),
        Layout.A4_8: Sheet(_A4, 95, 68, columns=2, rows=4),
    }
)
SINGLE: Final = tuple(layout for layout, sheet in SHEETS.items() if sheet.count == 1)


@dataclass(frozen=True, slots=True)
class Face:
    """The front of a badge: what stands where, on a badge that begins at 0, 0."""

    badge: Box
    logo: Box
    head: Box  # the meeting
    person: Box
    photo: Box | None
    symbol: Box  # a square; its quiet zone is inside
    digits: Box
    band: Box


@dataclass(frozen=True, slots=True)
class Back:
    """The other side of a badge."""

    head: Box
    body: Box
    foot: Box


def face(sheet: Sheet, *, has_logo: bool = False, has_photo: bool = False) -> Face:
    """Where everything stands on a badge of that sheet."""
    if sheet.width > sheet.height:
        return _landscape(sheet, has_logo=has_logo, has_photo=has_photo)
    return _portrait(sheet, has_logo=has_logo, has_photo=has_photo)


def _portrait(sheet: Sheet, *, has_logo: bool, has_photo: bool) -> Face:
    width, height = sheet.width, sheet.height
    margin = 0.055 * width
    inner = width - 2 * margin
    band = Box(0, height - 0.105 * height, width, 0.105 * height)
    logo, head = _head(Box(margin, 0.028 * height, inner, 0.115 * height), has_logo=has_logo)
    side = _in_dots(min(0.5 * width, 0.3 * height))
    digits = Box(margin, band.y - 0.05 * height, inner, 0.038 * height)
    left = width - margin - side if has_photo else (width - side) / 2
    symbol = Box(left, digits.y - side, side, side)
    photo = Box(margin, symbol.y, min(0.78 * side, left - 2 * margin), side) if has_photo else None
    top = head.bottom + 0.04 * height
    return Face(
        badge=Box(0, 0, width, height),
        logo=logo,
        head=head,
        person=Box(margin, top, inner, symbol.y - top),
        photo=photo,
        symbol=symbol,
        digits=digits,
        band=band,
    )


def _landscape(sheet: Sheet, *, has_logo: bool, has_photo: bool) -> Face:
    width, height = sheet.width, sheet.height
    margin = 0.04 * width
    band = Box(0, height - 0.165 * height, width, 0.165 * height)
    logo, head = _head(Box(margin, 0.04 * height, width - 2 * margin, 0.16 * height), has_logo=has_logo)
    top = head.bottom + 0.045 * height
    side = _in_dots(min(0.36 * width, band.y - top - 0.085 * height))
    symbol = Box(width - 0.6 * margin - side, top, side, side)
    taken = 0.22 * width if has_photo else 0.0
    person = Box(margin + taken, top, symbol.x - 1.4 * margin - taken, band.y - top - 0.02 * height)
    return Face(
        badge=Box(0, 0, width, height),
        logo=logo,
        head=head,
        person=person,
        photo=Box(margin, top + 0.01 * height, taken - margin, person.height - 0.02 * height) if has_photo else None,
        symbol=symbol,
        digits=Box(symbol.x, symbol.bottom, side, band.y - symbol.bottom - 0.012 * height),
        band=band,
    )


def back(sheet: Sheet) -> Back:
    """Where everything stands on the other side."""
    width, height = sheet.width, sheet.height
    margin = 0.06 * width
    inner = width - 2 * margin
    head = Box(margin, 0.04 * height, inner, 0.15 * height)
    foot = Box(margin, 0.88 * height, inner, 0.09 * height)
    return Back(
        head=head, body=Box(margin, head.bottom + 0.03 * height, inner, foot.y - head.bottom - 0.05 * height), foot=foot
    )


def _head(whole: Box, *, has_logo: bool) -> tuple[Box, Box]:
    """The logo at the side, twice as wide as it is high at most, and the rest for the words."""
    taken = min(0.34 * whole.width, 2 * whole.height) if has_logo else 0.0
    logo = Box(whole.x, whole.y, taken, whole.height)
    gap = 0.03 * whole.width if has_logo else 0.0
    return logo, Box(whole.x + taken + gap, whole.y, whole.width - taken - gap, whole.height)


def _in_dots(side: float) -> float:
    """A side, or a little less, whose modules are whole dots of a label printer."""
    return floor(side / SYMBOL_MODULES / DOT) * DOT * SYMBOL_MODULES
