"""What a sheet looks like on the screen and on paper."""

import pytest

from tests.exports.books import read, written
from tracker.exports.xlsx import Colour, Column, Layout, Style

pytestmark = pytest.mark.pure

COLUMNS = (Column("Name", 30), Column("Delegation", 13.5), Column("S1", 11, Style.MARK), Column("S2", 11, Style.MARK))
AMINA = ("Amina El-Sayed", "EG", "in person", "absent")
MARKS = (Colour("in person", "D5E8D4", "1B4D1B"), Colour('said "no"', "F8CECC"))


def test_the_screen() -> None:
    layout = Layout(("Council, third session", "Times in Europe/Brussels"), frozen_columns=2)
    sheet = read(written(COLUMNS, AMINA, layout=layout))
    assert [cell.value for cell in sheet["A"]] == [*layout.title_rows, "Name", "Amina El-Sayed"]
    assert [cell.value for cell in sheet[3]] == ["Name", "Delegation", "S1", "S2"]
    assert (sheet["A1"].font.size, sheet["A2"].font.size, sheet["A1"].font.bold) == (14, 10, True)
    assert (sheet["A3"].font.bold, sheet["A3"].fill.fgColor.rgb) == (True, "001F3864")
    assert [sheet.column_dimensions[letter].width for letter in "ABCD"] == [30, 13.5, 11, 11]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("C4", "A3:D4")
    assert not sheet.sheet_view.rightToLeft
    assert sheet["C4"].alignment.horizontal == "center"


def test_a_title_is_read_whole() -> None:
    """No word is wider than its column, and the row is as high as the title with most lines."""
    columns = (
        Column("No.", 5),
        Column("Minutes of sessions open to the person", 14),
        Column("tracker-key-long", 4, is_hidden=True),
    )
    sheet = read(written(columns, (1, 2, "3"), layout=Layout(("Council",))))
    assert [sheet.column_dimensions[letter].width for letter in "AB"] == [5.45, 14]
    assert sheet.row_dimensions[2].height == 65  # four lines: Minutes of, sessions, open to, the person
    assert sheet.row_dimensions[3].height is None


def test_a_note_is_read_whole() -> None:
    """Programs that do not measure rows would show its first line alone."""
    columns = (Column("Name", 20), Column("Reason", 21, Style.NOTE))
    rows = (("Amina", "Badge lost."), ("Jan", "x" * 45), ("Wei", "Seen by two.\n\nBoth signed."), ("Ada", "x" * 2000))
    sheet = read(written(columns, *rows))
    assert [sheet.row_dimensions[row].height for row in range(2, 6)] == [None, 45, 45, 409]


def test_rows_for_signatures_stay_as_high_as_a_hand_needs() -> None:
    columns = (Column("Name", 21, Style.NOTE), Column("Signature", 20))
    sheet = read(written(columns, ("Amina", ""), ("x" * 75, ""), layout=Layout(row_height=32)))
    assert [sheet.row_dimensions[row].height for row in (2, 3)] == [32, 60]


def test_the_paper() -> None:
    sheet = read(written(COLUMNS, AMINA, layout=Layout(("Council",), frozen_columns=2)))
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$2:$2", "$A:$B")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_upright_and_from_the_right() -> None:
    sheet = read(written(COLUMNS, AMINA, layout=Layout(landscape=False, rtl=True)))
    assert (sheet.page_setup.orientation, sheet.sheet_view.rightToLeft) == ("portrait", True)
    assert (sheet.freeze_panes, sheet.print_title_cols) == ("A2", None)


def test_marks_have_colours() -> None:
    sheet = read(written(COLUMNS, AMINA, AMINA, layout=Layout(("Council",), colours=MARKS)))
    (ranges,) = sheet.conditional_formatting
    assert str(ranges.sqref) == "C3:C4 D3:D4"
    assert [
        (rule.operator, rule.formula, rule.priority, rule.dxf.fill.bgColor.rgb, rule.dxf.font.color.rgb)
        for rule in ranges.rules
    ] == [
        ("equal", ['"in person"'], 1, "00D5E8D4", "001B4D1B"),
        ("equal", ['"said ""no"""'], 2, "00F8CECC", "00000000"),
    ]


@pytest.mark.parametrize("rows", [(), (AMINA,)])
def test_without_marks_or_rows_nothing_is_coloured(rows: tuple[tuple[str, ...], ...]) -> None:
    columns = COLUMNS if not rows else [Column("Text")] * 4
    sheet = read(written(columns, *rows, layout=Layout(colours=MARKS)))
    assert not sheet.conditional_formatting
    assert sheet.auto_filter.ref == f"A1:D{1 + len(rows)}"
