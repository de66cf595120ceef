"""What a sheet looks like on the screen and on paper: widths, header, frozen panes, colours, pages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import ceil
from textwrap import wrap
from typing import Final

from openpyxl.cell import WriteOnlyCell
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooter, HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from tracker.exports.cells import Kind, Place, Style, number_format

_MAX_WIDTH: Final = 255
_BOLD: Final = 1.15  # the width of a letter of the header, where 1 is a digit of the text below
_BESIDE: Final = 2  # digits: the margins of a cell and the button of the filter
_LINE: Final = 15.0  # points
_TALLEST: Final = 409.0  # points, says Excel
_A4: Final = 9
_MARGIN: Final = 0.5
_HEADER_INK: Final = "FFFFFF"
_HEADER_FILL: Final = "1F3864"
_QUIET_INK: Final = "595959"
_CENTRED: Final = frozenset({Style.MARK, Style.DATETIME, Style.DATE, Style.TIME, Style.DURATION})
_WORDY: Final = frozenset({Style.TEXT, Style.NOTE})


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header, its width in characters, and how it shows its values."""

    title: str
    width: float = 16
    style: Style = Style.TEXT
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Colour:
    """The colours of a mark: of cells in MARK columns whose text is ``text`` in any case, now or after an edit.

    ``fill`` and ``ink`` are RRGGBB.
    """

    text: str
    fill: str
    ink: str = "000000"


@dataclass(frozen=True, slots=True)
class Layout:
    """What surrounds the rows of a sheet.

    Attributes:
        title_rows: lines above the header; the first is the largest.
        frozen_columns: how many columns stay in view when scrolling, and are repeated on every page.
        landscape: how the paper lies; the columns always fit the width of one A4 page.
        rtl: the first column is at the right, as readers of Arabic expect.
        colours: the colours of marks; the first that fits counts.
        row_height: of the rows below the header, in points, for those who write by hand between ruled lines.

    """

    title_rows: tuple[str, ...] = ()
    frozen_columns: int = 0
    landscape: bool = True
    rtl: bool = False
    colours: tuple[Colour, ...] = ()
    row_height: float | None = None

    @property
    def header_row(self) -> int:
        """The number of the row with the column titles."""
        return len(self.title_rows) + 1


def set_before_rows(sheet: Worksheet, columns: Sequence[Column], layout: Layout) -> None:
    """Set what the file format has before the rows."""
    for number, column in enumerate(columns, 1):
        dimension = sheet.column_dimensions[get_column_letter(number)]
        dimension.width, dimension.hidden = _width(column), column.is_hidden
    sheet.freeze_panes = f"{get_column_letter(layout.frozen_columns + 1)}{layout.header_row + 1}"
    sheet.sheet_view.rightToLeft = layout.rtl
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _width(column: Column) -> float:
    """As wide as it is said, and as the longest word of the title: a title wraps between words."""
    longest = max(map(len, column.title.split()), default=0)
    return round(min(max(column.width, longest * _BOLD + _BESIDE), _MAX_WIDTH), 2)


def header_height(columns: Sequence[Column]) -> float:
    """In points, for all lines of all titles: programs that open the file do not measure them again."""
    letters = {one.title: int((_width(one) - _BESIDE) / _BOLD) for one in columns if not one.is_hidden}
    lines = (len(wrap(title, max(1, room), break_long_words=False)) for title, room in letters.items())
    return _LINE * max(lines, default=1) + _LINE / 3


def notes(columns: Sequence[Column]) -> list[tuple[int, float]]:
    """The columns whose texts wrap, by their place, and how many letters a line of each holds."""
    return [(place, max(1.0, _width(one) - 1)) for place, one in enumerate(columns) if one.style is Style.NOTE]


def note_height(texts: Iterable[tuple[str, float]]) -> float | None:
    """In points, for all lines of texts that wrap after so many letters; None for one line.

    Excel measures rows when it opens a file; others do not, and would show the first line alone.
    """
    lines = max((sum(ceil(len(one) / room) or 1 for one in text.split("\n")) for text, room in texts), default=1)
    return min(_LINE * lines, _TALLEST) if lines > 1 else None


def set_after_rows(sheet: Worksheet, columns: Sequence[Column], layout: Layout, last_row: int) -> None:
    """Set what the file format has after the rows, when the last one is known."""
    if layout.row_height:
        _rule_lines(sheet, columns, layout, last_row)
    else:
        sheet.auto_filter.ref = f"A{layout.header_row}:{get_column_letter(len(columns))}{last_row}"
    if last_row > layout.header_row:
        _colour_marks(sheet, columns, layout, last_row)
    _set_paper(sheet, layout)


def _rule_lines(sheet: Worksheet, columns: Sequence[Column], layout: Layout, last_row: int) -> None:
    """Rule every cell, the blank ones too, which are not in the file: so it is a condition that always holds."""
    line = Side("thin", color=_QUIET_INK)
    look = DifferentialStyle(border=Border(left=line, right=line, top=line, bottom=line))
    cells = f"A{layout.header_row}:{get_column_letter(len(columns))}{last_row}"
    sheet.conditional_formatting.add(cells, Rule("expression", formula=["TRUE"], dxf=look))


def _set_paper(sheet: Worksheet, layout: Layout) -> None:
    sheet.print_title_rows = f"{layout.header_row}:{layout.header_row}"
    if layout.frozen_columns:
        sheet.print_title_cols = f"A:{get_column_letter(layout.frozen_columns)}"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.orientation = "landscape" if layout.landscape else "portrait"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0  # as many pages as it takes
    sheet.page_margins.left = sheet.page_margins.right = _MARGIN
    sheet.HeaderFooter = HeaderFooter(oddHeader=_centred("&A"), oddFooter=_centred("&P / &N"))


def _centred(code: str) -> HeaderFooterItem:
    return HeaderFooterItem(center=_HeaderFooterPart(code))


def _colour_marks(sheet: Worksheet, columns: Sequence[Column], layout: Layout, last_row: int) -> None:
    letters = [get_column_letter(number) for number, column in enumerate(columns, 1) if column.style is Style.MARK]
    cells = " ".join(f"{letter}{layout.header_row + 1}:{letter}{last_row}" for letter in letters)
    for colour in layout.colours if cells else ():
        quoted = colour.text.replace('"', '""')
        look = DifferentialStyle(font=Font(color=colour.ink), fill=PatternFill("solid", bgColor=colour.fill))
        rule = Rule("cellIs", operator="equal", formula=[f'"{quoted}"'], stopIfTrue=True, dxf=look)
        sheet.conditional_formatting.add(cells, rule)


def places(sheet: Worksheet, columns: Sequence[Column]) -> list[Place]:
    """Return where and how the values of each column are written."""

    @cache
    def looks(style: Style) -> dict[Kind, int]:
        return {kind: _value_look(sheet, style, kind) for kind in Kind}

    return [
        Place(get_column_letter(number), column.title, looks(column.style)) for number, column in enumerate(columns, 1)
    ]


def header_places(sheet: Worksheet, columns: Sequence[Column]) -> list[Place]:
    """Return where and how the column titles are written."""
    wordy, centred = (_header_look(sheet, horizontal) for horizontal in ("general", "center"))
    return [
        Place(get_column_letter(number), column.title, wordy if column.style in _WORDY else centred)
        for number, column in enumerate(columns, 1)
    ]


def title_places(sheet: Worksheet, lines: int) -> list[Place]:
    """Return where and how the lines above the header are written."""
    fonts = [Font(bold=True, size=14, color=_HEADER_FILL), *[Font(size=10, color=_QUIET_INK)] * (lines - 1)]
    return [Place("A", "title", _title_look(sheet, font)) for font in fonts[:lines]]


def _value_look(sheet: Worksheet, style: Style, kind: Kind) -> int:
    cell = WriteOnlyCell(sheet)
    cell.number_format = number_format(kind, style)
    horizontal = "center" if style in _CENTRED else "general"
    cell.alignment = Alignment(horizontal=horizontal, vertical="top", wrap_text=style is Style.NOTE)
    cell.quotePrefix = kind is Kind.QUOTED
    return cell.style_id


def _header_look(sheet: Worksheet, horizontal: str) -> dict[Kind, int]:
    cell = WriteOnlyCell(sheet)
    cell.font = Font(bold=True, color=_HEADER_INK)
    cell.fill = PatternFill(fgColor=_HEADER_FILL, fill_type="solid")
    cell.alignment = Alignment(horizontal=horizontal, vertical="center", wrap_text=True)
    return dict.fromkeys(Kind, cell.style_id)


def _title_look(sheet: Worksheet, font: Font) -> dict[Kind, int]:
    cell = WriteOnlyCell(sheet)
    cell.font = font
    return dict.fromkeys(Kind, cell.style_id)
