"""How the list looks in a word processor: styles, pages, fields. All hangs on styles, so that it can be restyled."""

from dataclasses import dataclass
from typing import Final, Self, cast

from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt, RGBColor
from docx.styles.style import BaseStyle, CharacterStyle, ParagraphStyle
from docx.table import Table
from docx.text.paragraph import Paragraph

from tracker.exports.participants.options import Order

_FONT: Final = "Arial"  # on every machine; word processors take other fonts for scripts that it lacks
_DEEP, _SOFT, _INK = RGBColor(0x0B, 0x3A, 0x66), RGBColor(0x4A, 0x58, 0x66), RGBColor(0x16, 0x21, 0x2C)
_LANGUAGES: Final = {"en": "en-GB", "fr": "fr-FR"}
_WIDTH = Cm(17)  # of A4 between the margins
_INDENT = Cm(0.5)
TABLE: Final = "Table Grid"
_FIGURES = tuple(Cm(width) for width in (2.5, 1.4, 1.7, 2.4, 2.0, 1.2))  # of the summary, from the second column on


@dataclass(frozen=True, slots=True)
class Look:
    """What a style says of its paragraphs; sizes and spaces are in points."""

    size: float
    before: float = 0
    after: float = 0
    bold: bool = False
    indent: bool = False
    colour: RGBColor = _INK


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles that paragraphs and runs are given."""

    title: ParagraphStyle
    symbol: ParagraphStyle
    head: ParagraphStyle
    strong_head: ParagraphStyle
    note: ParagraphStyle
    section: ParagraphStyle
    delegation: ParagraphStyle
    person: ParagraphStyle
    details: ParagraphStyle
    figures: ParagraphStyle
    strong_figures: ParagraphStyle
    family: CharacterStyle
    attends: CharacterStyle
    other: CharacterStyle
    native: CharacterStyle
    native_rtl: CharacterStyle

    @classmethod
    def of(cls, word: Word, order: Order) -> Self:
        """Define them in the document, whose language is that of the order."""
        normal = _paragraph(word, "Normal", Look(size=10, after=3))
        _speak(normal, order.value)
        person = _paragraph(word, "Participant", Look(size=10, before=4, after=0, indent=True))
        person.paragraph_format.tab_stops.add_tab_stop(_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
        person.paragraph_format.keep_together = True
        details = _paragraph(word, "Participant details", Look(size=9, after=0, indent=True, colour=_SOFT))
        details.paragraph_format.keep_together = True
        return cls(
            title=_paragraph(word, "Title", Look(size=18, after=6, bold=True, colour=_DEEP)),
            symbol=_paragraph(word, "Document symbol", Look(size=11, after=6, bold=True)),
            head=_paragraph(word, "Document head", Look(size=10, after=2)),
            strong_head=_paragraph(word, "Document meeting", Look(size=11, after=2, bold=True)),
            note=_paragraph(word, "Document note", Look(size=8, after=2, colour=_SOFT)),
            section=_heading(word, "Heading 1", Look(size=13, before=18, after=6, colour=_DEEP, bold=True)),
            delegation=_heading(word, "Heading 2", Look(size=10, before=10, after=3, colour=_INK, bold=True)),
            person=person,
            details=details,
            figures=_paragraph(word, "Figures", Look(size=9, before=2, after=2)),
            strong_figures=_paragraph(word, "Figures, strong", Look(size=9, before=2, after=2, bold=True)),
            family=_character(word, "Family name", bold=True),
            attends=_character(word, "Attends", colour=_SOFT),
            other=_speak(_character(word, "Other language"), "en" if order is Order.FR else "fr"),
            native=_character(word, "Native name"),
            native_rtl=_from_right_to_left(_character(word, "Native name, right to left")),
        )


def set_page(word: Word, symbol: str, title: str, made: str, page: str) -> None:
    """A4 with the symbol and the title above, the moment and the page number below."""
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(2.2), Cm(2)
    for name in ("Header", "Footer"):
        style = _paragraph(word, name, Look(size=8, after=0, colour=_SOFT))
        style.paragraph_format.tab_stops.clear_all()
        style.paragraph_format.tab_stops.add_tab_stop(_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    section.header.paragraphs[0].add_run(f"{symbol}\t{title}")
    foot = section.footer.paragraphs[0]
    foot.add_run(f"{made}\t{page} ")
    _field(foot, "PAGE")
    foot.add_run(" / ")
    _field(foot, "NUMPAGES")


def tidy(word: Word) -> None:
    """Remove the hundred styles for tables that the library's template brings along."""
    for style in list(word.styles):
        if style.type is WD_STYLE_TYPE.TABLE and style.name not in {"Normal Table", TABLE}:
            style.delete()


def set_columns(table: Table) -> None:
    """A wide first column, narrow ones for figures; the first row stands on every page that the table reaches."""
    table.autofit = False
    for column, width in zip(table.columns, (Emu(_WIDTH - sum(_FIGURES)), *_FIGURES), strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width
    header = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001 (the library has no call for it)
    header.append(OxmlElement("w:tblHeader"))


def _style(word: Word, name: str, kind: WD_STYLE_TYPE) -> BaseStyle:
    styles = word.styles
    made: BaseStyle = styles[name] if name in styles else styles.add_style(name, kind)
    made.quick_style = True
    return made


def _paragraph(word: Word, name: str, look: Look) -> ParagraphStyle:
    style = cast("ParagraphStyle", _style(word, name, WD_STYLE_TYPE.PARAGRAPH))
    _plain(style)
    style.font.size, style.font.bold, style.font.color.rgb = Pt(look.size), look.bold, look.colour
    form = style.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(look.before), Pt(look.after), 1.1
    form.left_indent = _INDENT if look.indent else None
    return style


def _heading(word: Word, name: str, look: Look) -> ParagraphStyle:
    style = _paragraph(word, name, look)
    style.paragraph_format.keep_with_next = True
    return style


def _character(word: Word, name: str, *, bold: bool | None = None, colour: RGBColor | None = None) -> CharacterStyle:
    style = cast("CharacterStyle", _style(word, name, WD_STYLE_TYPE.CHARACTER))
    style.font.bold = bold
    if colour is not None:
        style.font.color.rgb = colour
    return style


def _from_right_to_left(style: CharacterStyle) -> CharacterStyle:
    style.font.rtl = True
    return style


def _plain(style: ParagraphStyle) -> None:
    """One font for all scripts; the template's theme fonts and the line under the title go."""
    properties = style.element.get_or_add_rPr()
    for child in properties.findall(qn("w:rFonts")):
        properties.remove(child)
    fonts = properties.get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{script}"), _FONT)
    for border in style.element.iter(qn("w:pBdr")):
        border.getparent().remove(border)
        break


def _speak(style: CharacterStyle, language: str) -> CharacterStyle:
    """Say which language text of that style is in."""
    properties = style.element.get_or_add_rPr()
    for child in properties.findall(qn("w:lang")):
        properties.remove(child)
    element = OxmlElement("w:lang")
    element.set(qn("w:val"), _LANGUAGES[language])
    properties.append(element)
    return style


def _field(paragraph: Paragraph, instruction: str) -> None:
    """A number that the word processor fills in."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001 (the library has no call for fields)
