"""What a file says of itself before anybody opens it: whether it is a PDF, and one that does nothing. Pure.

A paper is opened by people who trust whoever sent it. So a PDF that runs scripts, starts programs or holds other files
is refused; printing the document to a new PDF takes all of that out. The names of ISO 32000-1 are looked for where
readers find them: in the open, written with escapes (7.3.5), and in compressed object streams (7.5.7).
"""

import re
import zlib
from enum import StrEnum, auto

LARGEST = 5 * 1024 * 1024  # bytes
_TAIL = 1024  # bytes in which readers look for the end (ISO 32000-1, annex H, note 18)
_LARGEST_INFLATED = 32 * 1024 * 1024  # bytes, all object streams together


class Flaw(StrEnum):
    """Why a file is refused."""

    EMPTY = auto()
    TOO_LARGE = auto()
    NO_PDF = auto()
    CUT_SHORT = auto()
    SCRIPTS = auto()
    PROGRAMS = auto()
    FILES = auto()
    LOCKED = auto()
    UNREADABLE = auto()  # what it holds cannot be seen, so nobody can say that it does nothing


# A name ends at white space or a delimiter (7.2.2), so that /JS is not found in /JSample.
_END = rb"(?=[\x00\t\n\x0c\r ()<>\[\]{}/%]|$)"
# Long names do not come about by chance in a picture; /JS does, and is looked for outside of streams only.
_ANYWHERE = (
    (Flaw.SCRIPTS, re.compile(rb"/JavaScript" + _END)),
    (Flaw.PROGRAMS, re.compile(rb"/Launch" + _END)),
    (Flaw.FILES, re.compile(rb"/EmbeddedFiles?" + _END)),
)
_SCRIPT = re.compile(rb"/JS" + _END)
_LOCK = re.compile(rb"/Encrypt" + _END)
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_STREAM_END = b"endstream"
_OBJECTS = re.compile(rb"/ObjStm" + _END)
_FILTER = re.compile(rb"/Filter\s*(?:\[\s*)?((?:/[A-Za-z0-9]+\s*)+)")


def flaw(content: bytes, largest: int = LARGEST) -> Flaw | None:
    """Why the content of a file cannot be taken as a paper, or None; `largest` is in bytes.

    >>> flaw(b"<html>"), flaw(b"%PDF-1.7 ...")
    (<Flaw.NO_PDF: 'no_pdf'>, <Flaw.CUT_SHORT: 'cut_short'>)
    """
    if not content:
        return Flaw.EMPTY
    if len(content) > largest:
        return Flaw.TOO_LARGE
    if not content.startswith(b"%PDF-"):
        return Flaw.NO_PDF
    if b"%%EOF" not in content[-_TAIL:]:
        return Flaw.CUT_SHORT
    return _active(content)


def _active(content: bytes) -> Flaw | None:
    outside, streams = _parts(content)
    structure = _unescaped(b" ".join(outside))
    if _LOCK.search(structure):
        return Flaw.LOCKED
    packed = _object_streams(streams)
    if packed is None:
        return Flaw.UNREADABLE
    visible = structure + b"\n" + _unescaped(packed)
    everywhere = visible + b"\n" + _unescaped(content)
    found = next((flaw for flaw, name in _ANYWHERE if name.search(everywhere)), None)
    return found or (Flaw.SCRIPTS if _SCRIPT.search(visible) else None)


def _unescaped(content: bytes) -> bytes:
    return _ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), content)


def _parts(content: bytes) -> tuple[list[bytes], list[tuple[bytes, bytes]]]:
    """What stands outside of streams, and each stream after its dictionary; in linear time."""
    outside, streams, start = [], [], 0
    while begins := _STREAM.search(content, start):
        ends = content.find(_STREAM_END, begins.end())
        if ends < 0:
            break
        outside.append(content[start : begins.start()])
        streams.append((outside[-1].rpartition(b" obj")[2], content[begins.end() : ends]))
        start = ends + len(_STREAM_END)
    return [*outside, content[start:]], streams


def _object_streams(streams: list[tuple[bytes, bytes]]) -> bytes | None:
    """All objects that are kept in compressed streams; None where there is one that cannot be opened."""
    inflated, left = [], _LARGEST_INFLATED
    for said, data in ((_unescaped(dictionary), data) for dictionary, data in streams):
        if not _OBJECTS.search(said):
            continue
        objects = _opened(said, data, left)
        if objects is None:
            return None
        left -= len(objects)
        inflated.append(objects)
    return b"\n".join(inflated)


def _opened(said: bytes, data: bytes, most: int) -> bytes | None:
    """The content of a stream whose dictionary is `said`, unless it is longer than `most` bytes or no plain deflate."""
    filters = [name for found in _FILTER.findall(said) for name in found.split()]
    if not filters:
        return data
    if filters not in ([b"/FlateDecode"], [b"/Fl"]) or most <= 0:
        return None
    packer = zlib.decompressobj()
    try:
        objects = packer.decompress(data, most)
    except zlib.error:
        return None
    return None if packer.unconsumed_tail else objects
