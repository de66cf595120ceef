"""The list for a word processor, where the Secretariat corrects and lays out."""

from io import BytesIO

import docx
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.styles.style import CharacterStyle, ParagraphStyle
from docx.text.paragraph import Paragraph

from tracker.exports.participants import docx_look, texts
from tracker.exports.participants.documents import Document
from tracker.exports.participants.docx_look import Styles
from tracker.exports.participants.rows import Entry
from tracker.exports.participants.texts import Pair, Section
from tracker.people import scripts


def write(document: Document) -> bytes:
    """The file."""
    word = docx.Document()
    docx_look.tidy(word)
    styles = Styles.of(word, document.order)
    _Writer(word, styles, document).write()
    target = BytesIO()
    word.save(target)
    return target.getvalue()


class _Writer:
    def __init__(self, word: Word, styles: Styles, document: Document) -> None:
        self._word = word
        self._styles = styles
        self._document = document
        self._order = document.order

    def write(self) -> None:
        self._properties()
        self._head()
        for part in self._document.listing.parts:
            self._both(texts.SECTIONS[part.section].capitals(), self._line(self._styles.section))
            if part.section is Section.MEMBERS:
                self._both(texts.ALPHABET[self._order], self._line(self._styles.note))
            for group in part.groups:
                if group.heading:
                    heading = self._line(self._styles.delegation)
                    self._both(group.heading.capitals(), heading)
                for entry in group.entries:
                    self._person(entry)
        self._summary()

    def _properties(self) -> None:
        document, order = self._document, self._order
        properties = self._word.core_properties
        properties.title, properties.subject = document.title, document.symbol
        properties.author = properties.comments = properties.keywords = ""
        properties.language = order.value
        properties.created = properties.modified = document.made_on.replace(tzinfo=None)
        made, page = document.made.first(order), texts.PAGE.first(order)
        docx_look.set_page(self._word, document.symbol, document.title, made, page)

    def _head(self) -> None:
        document, styles = self._document, self._styles
        self._both(document.body, self._line(styles.head))
        self._line(styles.symbol).add_run(document.symbol)
        self._both(texts.TITLE.capitals(), self._line(styles.title))
        self._both(document.meeting, self._line(styles.strong_head))
        for words in (document.place, document.status, document.basis, document.made):
            self._both(words, self._line(styles.head))
        for note in document.notes:
            self._both(note, self._line(styles.note))

    def _line(self, style: ParagraphStyle) -> Paragraph:
        made = self._word.add_paragraph()
        made._p.style = style.style_id  # noqa: SLF001 (the library would search all styles, for every line)
        return made

    def _both(self, words: Pair, paragraph: Paragraph) -> None:
        paragraph.add_run(words.first(self._order))
        if second := words.second(self._order):
            paragraph.add_run(" / ")
            _add(paragraph, second, self._styles.other)

    def _person(self, entry: Entry) -> None:
        lines = self._below(entry)
        paragraph = self._line(self._styles.person)
        paragraph.add_run("".join(f"{part} " for part in (entry.title, entry.given_name) if part))
        _add(paragraph, entry.family_name, self._styles.family)
        self._native(entry, paragraph)
        for words in entry.described:
            paragraph.add_run(", ")
            self._both(words, paragraph)
        paragraph.add_run("\t")
        _add(paragraph, f"[{texts.ATTENDS[entry.attends].first(self._order)}]", self._styles.attends)
        for line in lines:
            below = self._line(self._styles.details)
            below.add_run(line)
            below.paragraph_format.keep_with_next = line is not lines[-1] or None
        paragraph.paragraph_format.keep_with_next = bool(lines) or None

    def _native(self, entry: Entry, paragraph: Paragraph) -> None:
        if not entry.internals or not entry.internals.native_name:
            return
        name = entry.internals.native_name
        is_rtl = scripts.language(name, entry.represents_code) in scripts.RTL
        paragraph.add_run("  ")
        _add(paragraph, name, self._styles.native_rtl if is_rtl else self._styles.native)

    def _below(self, entry: Entry) -> list[str]:
        internals, order = entry.internals, self._order
        contacts = (entry.email, internals.phone if internals else "")
        lines = [entry.details(order), " · ".join(part for part in contacts if part)]
        if internals:
            category = self._document.categories[internals.category]
            lines.append(f"{category.first(order)} · {texts.STATES[internals.state].first(order)}")
        return [line for line in lines if line]

    def _summary(self) -> None:
        order, listing = self._order, self._document.listing
        self._both(texts.SUMMARY.capitals(), self._line(self._styles.section))
        lines = [[words.joined(order) for words in texts.COLUMNS]]
        lines += [totals.cells(order) for totals in (*listing.totals, listing.total)]
        table = self._word.add_table(len(lines), len(texts.COLUMNS), style=docx_look.TABLE)
        docx_look.set_columns(table)
        for place, (row, line) in enumerate(zip(table.rows, lines, strict=True)):
            is_strong = place in {0, len(lines) - 1}
            for number, (cell, words) in enumerate(zip(row.cells, line, strict=True)):
                paragraph = cell.paragraphs[0]
                paragraph.style = self._styles.strong_figures if is_strong else self._styles.figures
                paragraph.add_run(words)
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if number else None


def _add(paragraph: Paragraph, words: str, style: CharacterStyle) -> None:
    paragraph.add_run(words)._r.style = style.style_id  # noqa: SLF001 (as above)
