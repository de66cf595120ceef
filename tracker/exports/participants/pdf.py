"""The list as PDF."""

from typing import Any

from tracker import typesetting
from tracker.exports.participants import texts
from tracker.exports.participants.documents import Document
from tracker.exports.participants.options import Order
from tracker.exports.participants.rows import Entry, Group, Part
from tracker.exports.participants.texts import Pair, Section
from tracker.people import scripts
from tracker.typesetting import glyphs

_Json = dict[str, Any]


def write(document: Document) -> bytes:
    """The file; one page takes milliseconds, 1,000 people some seconds."""
    content = glyphs.settable_all(_content(document))
    return typesetting.pdf("exports/participants.typ", content, made_at=document.made_on)


def left_out(document: Document) -> list[tuple[str, str]]:
    """Of whom the file leaves something out, and what: a name in its own script, or letters that no font has."""
    found = dict[tuple[str, str], None]()
    for _part, _group, entry in document.listing.entries:
        native = entry.internals.native_name if entry.internals else ""
        if native and not glyphs.in_own_script(native):
            found[entry.name, native] = None
        words = (entry.name, entry.position, entry.department, entry.organization)
        if letters := glyphs.missing("".join(words)):
            found[entry.name, ", ".join(glyphs.named(letters))] = None
    return list(found)


def _content(document: Document) -> _Json:
    order, listing = document.order, document.listing
    return {
        "languages": [order.value, "en" if order is Order.FR else "fr"],
        "name": document.title,
        "symbol": document.symbol,
        "head": [
            _pair(words, order)
            for words in (document.body, document.meeting, document.place, document.status, document.basis)
        ],
        "made": _pair(document.made, order),
        "title": _pair(texts.TITLE.capitals(), order),
        "notes": [_pair(note, order) for note in document.notes],
        "parts": [_part(part, document) for part in listing.parts],
        "summary": {
            "title": _pair(texts.SUMMARY.capitals(), order),
            "columns": [_pair(words, order) for words in texts.COLUMNS],
            "lines": [line.cells(order) for line in (*listing.totals, listing.total)],
        },
        "page": texts.PAGE.first(order),
    }


def _pair(words: Pair, order: Order) -> list[str]:
    return [words.first(order), words.second(order)]


def _part(part: Part, document: Document) -> _Json:
    order = document.order
    note = texts.ALPHABET[order] if part.section is Section.MEMBERS else Pair("", "")
    return {
        "title": _pair(texts.SECTIONS[part.section].capitals(), order),
        "note": _pair(note, order),
        "groups": [_group(group, document) for group in part.groups],
    }


def _group(group: Group, document: Document) -> _Json:
    return {
        "title": _pair(group.heading.capitals(), document.order),
        "entries": [_entry(entry, document) for entry in group.entries],
    }


def _entry(entry: Entry, document: Document) -> _Json:
    order, internals = document.order, entry.internals
    native = glyphs.in_own_script(internals.native_name) if internals else ""
    return {
        "title": entry.title,
        "given": entry.given_name,
        "family": entry.family_name,
        "native": native,
        "script": scripts.language(native, entry.represents_code),
        "described": [_pair(words, order) for words in entry.described],
        "mode": texts.ATTENDS[entry.attends].first(order),
        "details": entry.details(order),
        "contacts": [part for part in (entry.email, internals.phone if internals else "") if part],
        "internals": [document.categories[internals.category].first(order), texts.STATES[internals.state].first(order)]
        if internals
        else [],
    }
