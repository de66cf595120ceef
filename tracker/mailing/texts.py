"""What an organizer writes: paragraphs, links, and placeholders for what differs from person to person. Pure.

A text is taken apart before anything is put in, so that nothing in a person's name is ever read as a link or as a
placeholder.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum, auto


class Slot(StrEnum):
    """A placeholder, as it is written between braces."""

    NAME = auto()
    MEETING = auto()
    DELEGATION = auto()
    PERSONAL_LINK = auto()
    BADGE = auto()


class Flaw(StrEnum):
    """What is wrong with a text."""

    UNKNOWN = auto()  # there is no such placeholder
    STRAY = auto()  # a brace without its other half
    NOT_ALONE = auto()  # a badge is a picture: it stands on a line of its own
    NOT_HERE = auto()  # a subject holds neither links nor pictures


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake, and what was written."""

    flaw: Flaw
    word: str


@dataclass(frozen=True, slots=True)
class Words:
    """Text as it stands."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """An address that can be opened."""

    url: str


Piece = Words | Link | Slot
Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph; or one placeholder that has a line to itself."""

    lines: tuple[Line, ...]

    @property
    def alone(self) -> Slot | None:
        """The placeholder that is all of it."""
        if len(self.lines) == 1 and len(self.lines[0]) == 1 and isinstance(self.lines[0][0], Slot):
            return self.lines[0][0]
        return None


IN_SUBJECT = frozenset({Slot.NAME, Slot.MEETING, Slot.DELEGATION})
_STANDS_ALONE = frozenset({Slot.PERSONAL_LINK, Slot.BADGE})
_TOKEN = re.compile(r"\{(?P<slot>[^{}\n]*)\}|(?P<url>https?://[^\s<>{}\"“”«»]+)|(?P<stray>[{}])")
_ENDS_A_SENTENCE = ".,;:!?'’…"


def parse(text: str) -> tuple[Block, ...]:
    r"""The paragraphs of a sound text; an empty line parts them, and so does a badge or a link on a line of its own.

    >>> [block.alone for block in parse("Dear {name},\n{badge}\nUntil then")]
    [None, <Slot.BADGE: 'badge'>, None]
    """
    return tuple(block for paragraph in re.split(r"\n\s*\n", text.strip()) for block in _blocks(paragraph))


def faults(text: str, *, is_subject: bool = False) -> list[Fault]:
    """All that is wrong with a text, in its order."""
    found = []
    for line in text.splitlines():
        tokens = list(_TOKEN.finditer(line))
        for token in tokens:
            fault = _fault(token, is_subject=is_subject, is_alone=line.strip() == token.group())
            found += [fault] if fault else []
    return found


def uses(text: str, slot: Slot) -> bool:
    """Whether the text holds the placeholder."""
    return any(token["slot"] is not None and _slot(token["slot"]) is slot for token in _TOKEN.finditer(text))


def filled(text: str, values: Mapping[Slot, str]) -> str:
    """A subject with its placeholders filled in; what is not one stays as it is written."""
    return "".join(_plain(piece, values) for piece in _pieces(text))


def plain(blocks: tuple[Block, ...], values: Mapping[Slot, str]) -> str:
    """The text of a mail for readers of plain text, each address where it was written."""
    paragraphs = ("\n".join("".join(_plain(p, values) for p in line) for line in block.lines) for block in blocks)
    return "\n\n".join(paragraphs)


def _fault(token: re.Match[str], *, is_subject: bool, is_alone: bool) -> Fault | None:
    if token["stray"]:
        return Fault(Flaw.STRAY, token["stray"])
    if token["slot"] is None:
        return None
    slot = _slot(token["slot"])
    if slot is None:
        return Fault(Flaw.UNKNOWN, token.group())
    if is_subject and slot not in IN_SUBJECT:
        return Fault(Flaw.NOT_HERE, token.group())
    return Fault(Flaw.NOT_ALONE, token.group()) if slot is Slot.BADGE and not is_alone else None


def _slot(word: str) -> Slot | None:
    """Forgiving as a reader is: "{ Name }" is meant well."""
    known = word.strip().lower()
    return Slot(known) if known in set(Slot) else None


def _blocks(paragraph: str) -> Iterator[Block]:
    gathered: list[Line] = []
    for text in paragraph.splitlines():
        line = tuple(_pieces(text.strip()))
        if len(line) == 1 and line[0] in _STANDS_ALONE:
            if gathered:
                yield Block(tuple(gathered))
            gathered = []
            yield Block((line,))
        elif line:
            gathered.append(line)
    if gathered:
        yield Block(tuple(gathered))


def _pieces(text: str) -> Iterator[Piece]:
    done = 0
    for token in _TOKEN.finditer(text):
        piece, length = _piece(token)
        if piece is None:
            continue
        if token.start() > done:
            yield Words(text[done : token.start()])
        yield piece
        done = token.start() + length
    if done < len(text):
        yield Words(text[done:])


def _piece(token: re.Match[str]) -> tuple[Piece | None, int]:
    """What a token stands for, and how many characters of the text it takes."""
    if token["slot"] is not None:
        return _slot(token["slot"]), len(token.group())
    if token["url"]:
        url = _without_the_sentence(token["url"])
        return Link(url), len(url)
    return None, 0


def _without_the_sentence(url: str) -> str:
    """The address without the signs that end the sentence it stands in, or the brackets around it."""
    while url[-1] in _ENDS_A_SENTENCE or _closes_nothing(url):
        url = url[:-1]
    return url


def _closes_nothing(url: str) -> bool:
    opening = {")": "(", "]": "["}.get(url[-1])
    return opening is not None and url.count(url[-1]) > url.count(opening)


def _plain(piece: Piece, values: Mapping[Slot, str]) -> str:
    if isinstance(piece, Slot):
        return values.get(piece, "")
    return piece.text if isinstance(piece, Words) else piece.url
