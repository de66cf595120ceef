"""The list as a workbook: one line a person, so that it can be filtered, and the figures."""

from io import BytesIO

from tracker.exports.participants import texts
from tracker.exports.participants.documents import Document
from tracker.exports.participants.rows import Entry, Group, Part, Totals
from tracker.exports.participants.texts import Pair
from tracker.exports.xlsx import Book, Cell, Column, Layout, Style

_SECTION, _DELEGATION = Pair("Section", "Section"), Pair("Delegation", "Délégation")
_FUNCTION, _ROLE = Pair("Function", "Fonction"), Pair("Role", "Rôle")
_TITLE, _GIVEN, _FAMILY = Pair("Title", "Titre"), Pair("Given name", "Prénom"), Pair("Family name", "Nom")
_POSITION, _DEPARTMENT = Pair("Position", "Poste"), Pair("Department", "Service")
_ORGANIZATION, _ATTENDS = Pair("Organization", "Organisation"), Pair("Attends", "Participation")
_EMAIL, _PHONE, _NATIVE = Pair("E-mail", "Courriel"), Pair("Phone", "Téléphone"), Pair("Native name", "Nom d’origine")
_FILTER = 5  # characters that the button of a filter takes
_CATEGORY, _STATE = Pair("Category", "Catégorie"), Pair("State", "État")


def write(document: Document) -> bytes:
    """The file."""
    target = BytesIO()
    with Book(title=document.title) as book:
        _people(book, document)
        _summary(book, document)
        book.save(target)
    return target.getvalue()


def _layout(document: Document, *, frozen_columns: int = 0, landscape: bool = True) -> Layout:
    order = document.order
    head = (document.status, document.basis, document.made)
    lines = (
        texts.TITLE.capitals().joined(order),
        f"{document.symbol} · {document.meeting.joined(order)}",
        " · ".join(words.joined(order) for words in head),
        *(note.joined(order) for note in document.notes if note is not texts.OFFICERS_NOTE),
    )
    return Layout(lines, frozen_columns, landscape=landscape)


def _people(book: Book, document: Document) -> None:
    columns = _columns(document)
    with book.sheet(texts.TITLE.first(document.order), columns, _layout(document, frozen_columns=3)) as sheet:
        for part, group, entry in document.listing.entries:
            if entry.is_counted:
                sheet.write(_cells(part, group, entry, document))


def _columns(document: Document) -> list[Column]:
    widths = [
        (_TITLE, 8),
        (_GIVEN, 20),
        (_FAMILY, 22),
        (_SECTION, 40),
        (_DELEGATION, 34),
        (_ROLE, 22),
        (_FUNCTION, 22),
        (_POSITION, 30),
        (_DEPARTMENT, 30),
        (_ORGANIZATION, 30),
        (_ATTENDS, 15),
        (_EMAIL, 34),
    ]
    widths += [(_NATIVE, 20), (_PHONE, 18), (_CATEGORY, 26), (_STATE, 14)] if document.is_internal else []
    return [_column(words.joined(document.order), width) for words, width in widths]


def _column(title: str, width: int, style: Style = Style.TEXT) -> Column:
    """Wide enough for the title in both languages on one line."""
    return Column(title, max(width, len(title) + _FILTER), style)


def _cells(part: Part, group: Group, entry: Entry, document: Document) -> list[Cell]:
    order, internals = document.order, entry.internals
    cells: list[Cell] = [
        entry.title,
        entry.given_name,
        entry.family_name,
        texts.SECTIONS[part.section].joined(order),
        entry.represents.joined(order),
        entry.role.joined(order),
        (entry.function or (group.heading if entry.shows_represents else Pair("", ""))).joined(order),
        entry.position,
        entry.department,
        entry.organization,
        texts.ATTENDS[entry.attends].first(order),
        entry.email,
    ]
    if internals:
        category, state = document.categories[internals.category], texts.STATES[internals.state]
        cells += [internals.native_name, internals.phone, category.joined(order), state.joined(order)]
    return cells


def _summary(book: Book, document: Document) -> None:
    order = document.order
    section, *figures = (words.joined(order) for words in texts.COLUMNS)
    columns = [Column(section, 72), *(_column(title, 10, Style.NUMBER) for title in figures)]
    with book.sheet(texts.SUMMARY.joined(order), columns, _layout(document)) as sheet:
        for line in (*document.listing.totals, document.listing.total):
            sheet.write(_figures(line, document))


def _figures(totals: Totals, document: Document) -> list[Cell]:
    return [totals.heading.joined(document.order), totals.delegations, *totals.by_door, totals.people]
