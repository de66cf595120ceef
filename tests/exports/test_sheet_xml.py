"""The XML says what Excel demands: ECMA-376 part 1, section 18.3.1; Excel repairs or refuses files that do not."""

from datetime import date, datetime, time, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from lxml import etree
from openpyxl.utils.cell import coordinate_from_string

from tests.exports.books import FORMULAS, MAIN, root, sheet_roots
from tracker.exports.xlsx import Book, Colour, Column, Layout, Style

pytestmark = pytest.mark.pure

# The sequence of CT_Worksheet; what follows headerFooter is not used here.
_ORDER = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
    "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup",
    "headerFooter",
)  # fmt: skip
_COLOURS = (Colour("in person", "D5E8D4", "1B4D1B"), Colour("online", "DAE8FC", "153E75"), Colour("absent", "F8CECC"))


@pytest.fixture(scope="module")
def workbook() -> bytes:
    """Three sheets: every style with every kind of value, thirty columns of marks, and one without rows."""
    target = BytesIO()
    day = datetime.fromisoformat("2026-11-17 09:12")
    values = ("text", *FORMULAS, 7, 0.5, True, day, date(2026, 11, 17), time(9, 12), timedelta(hours=30), None, "")
    marks = [Column(f"S{number}", 11, Style.MARK) for number in range(1, 31)]
    with Book(title="Attendance") as book:
        every = [Column(style, 12, style) for style in Style]
        with book.sheet("Kinds & <styles>", every, Layout(("Title", ""))) as sheet:
            for value in values:
                sheet.write([value] * len(Style))
        with book.sheet("O'Brien's", [Column("Name"), *marks], Layout(("Title",), 1, colours=_COLOURS)) as sheet:
            for number in range(130):
                sheet.write((f"Person {number}", *["in person" if number % 3 else None] * 30))
        with book.sheet("Nobody", [Column("Name"), *marks], Layout(colours=_COLOURS)):
            pass
        book.save(target)
    return target.getvalue()


def test_the_parts_of_the_file(workbook: bytes) -> None:
    with ZipFile(BytesIO(workbook)) as files:
        assert files.testzip() is None
        names = files.namelist()
    assert len(names) == len(set(names))
    declared = [part.get("PartName") for part in root(workbook, "[Content_Types].xml") if part.get("PartName")]
    relations = {"_rels/.rels", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"}
    assert sorted(declared, key=str) == sorted(f"/{name}" for name in set(names) - relations)


def test_the_elements_of_a_sheet_stand_in_order(workbook: bytes) -> None:
    found = [[etree.QName(element).localname for element in sheet] for sheet in sheet_roots(workbook)]
    formats = ["conditionalFormatting"]
    common = ["sheetPr", "sheetViews", "sheetFormatPr", "cols", "sheetData", "autoFilter"]
    paper = ["pageMargins", "pageSetup", "headerFooter"]
    assert found == [common + paper, common + formats + paper, common + paper]
    for names in found:
        assert names == sorted(names, key=_ORDER.index)


def test_the_header_and_footer_of_a_page(workbook: bytes) -> None:
    for sheet in sheet_roots(workbook):
        found = sheet.find(f"{MAIN}headerFooter")
        assert found is not None
        lines = [(etree.QName(line).localname, line.text) for line in found if line.text]
        assert lines == [("oddHeader", "&C&A"), ("oddFooter", "&C&P / &N")]


def test_rows_and_cells_ascend(workbook: bytes) -> None:
    for sheet in sheet_roots(workbook):
        rows = list(sheet.iter(f"{MAIN}row"))
        assert [row.get("r") for row in rows] == [str(number) for number in range(1, len(rows) + 1)]
        for row in rows:
            places = [coordinate_from_string(cell.get("r", "")) for cell in row]
            columns = [(len(letters), letters) for letters, _ in places]
            assert columns == sorted(set(columns))
            assert {str(number) for _, number in places} <= {row.get("r")}


def test_cells_have_styles_that_exist_and_never_a_formula(workbook: bytes) -> None:
    formats = root(workbook, "xl/styles.xml").find(f"{MAIN}cellXfs")
    assert formats is not None
    for sheet in sheet_roots(workbook):
        cells = list(sheet.iter(f"{MAIN}c"))
        assert {int(cell.get("s", "-1")) for cell in cells} <= set(range(len(formats)))
        assert {cell.get("t") for cell in cells} <= {None, "b", "inlineStr"}
        for cell in cells:
            content = "is" if cell.get("t") == "inlineStr" else "v"
            assert [etree.QName(child).localname for child in cell] == [content]


def test_text_that_looks_like_a_formula_is_quoted(workbook: bytes) -> None:
    formats = root(workbook, "xl/styles.xml").find(f"{MAIN}cellXfs")
    assert formats is not None
    sheet = next(sheet_roots(workbook))
    quoted = {
        cell.findtext(f"{MAIN}is/{MAIN}t")
        for cell in sheet.iter(f"{MAIN}c")
        if formats[int(cell.get("s", "0"))].get("quotePrefix") == "1"
    }
    assert quoted == {text.replace("\r", "\n") for text in FORMULAS if text[0] in "=+-@\t\r\n＝"}


def test_every_count_is_true(workbook: bytes) -> None:
    """Of fonts, fills, formats and whatever else says how many it has."""
    roots = [root(workbook, "xl/styles.xml"), *sheet_roots(workbook)]
    counted = [part for top in roots for part in top.iter() if part.get("count")]
    assert {etree.QName(part).localname for part in counted} >= {"fonts", "fills", "borders", "cellXfs", "dxfs"}
    for part in counted:
        assert part.get("count") == str(len(part))


def test_conditional_colours_exist_and_have_ranks(workbook: bytes) -> None:
    colours = root(workbook, "xl/styles.xml").find(f"{MAIN}dxfs")
    assert colours is not None
    _, marks, _ = sheet_roots(workbook)
    rules = list(marks.iter(f"{MAIN}cfRule"))
    assert [rule.get("dxfId") for rule in rules] == ["0", "1", "2"]
    assert [rule.get("priority") for rule in rules] == ["1", "2", "3"]
    assert len(colours) == 3


def test_no_element_is_empty_that_must_not_be(workbook: bytes) -> None:
    for sheet in sheet_roots(workbook):
        for name in ("cols", "sheetViews", "conditionalFormatting", "cfRule", "headerFooter"):
            assert all(len(element) for element in sheet.iter(f"{MAIN}{name}"))


def test_names_of_the_workbook(workbook: bytes) -> None:
    """Filters and repeated rows are names of the workbook, each of one sheet."""
    names = [
        (name.get("name"), name.get("localSheetId"), name.text, name.get("hidden"))
        for name in root(workbook, "xl/workbook.xml").iter(f"{MAIN}definedName")
    ]
    assert sorted(names, key=str) == [
        ("_xlnm.Print_Titles", "0", "'Kinds & <styles>'!$3:$3", None),
        ("_xlnm.Print_Titles", "1", "'O''Brien''s'!$2:$2,'O''Brien''s'!$A:$A", None),
        ("_xlnm.Print_Titles", "2", "'Nobody'!$1:$1", None),
        ("_xlnm._FilterDatabase", "0", "'Kinds & <styles>'!$A$3:$K$35", "1"),
        ("_xlnm._FilterDatabase", "1", "'O''Brien''s'!$A$2:$AE$132", "1"),
        ("_xlnm._FilterDatabase", "2", "'Nobody'!$A$1:$AE$1", "1"),
    ]
