"""Texts in boxes of a badge: as large as they fit, on more lines rather than illegibly small, and never cut. Pure.

Sizes are points, boxes millimetres. Lines are broken here and not by the typesetter, so what fits here fits on paper.
"""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from tracker.badges.layouts import Box

POINT: Final = 25.4 / 72  # millimetres
LEGIBLE: Final = 6.5  # points: nothing on a badge is smaller
ROOM: Final = 0.985  # of a line's width is used: what hinting and joined letters may add
_FINER: Final = 0.955  # from one size to the next smaller one
# With that many lines a text is tried down to that part of its size, before it may have more lines.
_PLANS: Final = ((1, 0.62), (2, 0.45), (3, 0.34), (None, 0.0))

_ENDINGS: Final = frozenset("-‐/")  # a line may end after them,
_SHORT: Final = 3  # but not after "e-" alone
_MARKS: Final = frozenset({"Mn", "Mc", "Me", "Cf"})
_VIRAMA: Final = 9  # the combining class of what joins two consonants
_WITHOUT_SPACES: Final = (("\u3040", "\u30ff"), ("\u3400", "\u9fff"), ("\U00020000", "\U000323af"))

Measure = Callable[[str, bool], float]
"""The width of a text in em, in bold letters or not."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text as it should stand. `gap` is the space above it in parts of its size."""

    text: str
    size: float  # points, if there is room
    least: float = LEGIBLE
    bold: bool = False
    language: str = ""
    leading: float = 1.18  # the height of a line in parts of the size
    gap: float = 0.0
    extra_lines: int = 0  # more than the plan gives to a name
    is_soft: bool = False  # in a lighter ink
    may_go: int = 0  # what goes first, if all cannot stay: 1 before 2; 0 stays


@dataclass(frozen=True, slots=True)
class Line:
    """A line where it stands; its letters are in the middle of its box."""

    box: Box
    text: str
    size: float
    bold: bool
    language: str
    is_soft: bool
    width: float  # of the letters, in millimetres


def fit(paragraphs: Sequence[Paragraph], box: Box, measure: Measure) -> tuple[Line, ...] | None:
    """The lines of the paragraphs, one under the other, in the middle of the box; None if they cannot be.

    What may go is left out, one after the other, where the rest would be illegible with it.
    """
    kept = [one for one in paragraphs if one.text.strip()]
    while kept:
        if lines := _fitted(kept, box, measure):
            return lines
        going = min((one.may_go for one in kept if one.may_go), default=0)
        if not going:
            return None
        kept = [one for one in kept if one.may_go != going]
    return ()


def _fitted(paragraphs: Sequence[Paragraph], box: Box, measure: Measure) -> tuple[Line, ...] | None:
    words = [_Words.of(one, measure) for one in paragraphs]
    for most, smallest in _PLANS:
        for scale in _scales(paragraphs, smallest):
            scaled = [replace(one, size=max(one.least, one.size * scale)) for one in paragraphs]
            broken = _broken(scaled, words, box.width, most)
            if broken is not None and _height(scaled, broken) <= box.height:
                return tuple(_placed(scaled, broken, box, measure))
    return None


def _scales(paragraphs: Sequence[Paragraph], smallest: float) -> Iterator[float]:
    """Parts of the wanted sizes, down to the smallest one or to where nothing becomes smaller any more."""
    end = max(smallest, min(one.least / one.size for one in paragraphs))
    scale = 1.0
    while scale > end:
        yield scale
        scale *= _FINER
    yield min(1.0, end)


def _broken(
    paragraphs: Sequence[Paragraph], words: Sequence["_Words"], width: float, most: int | None
) -> list[list[str]] | None:
    found = []
    for one, parts in zip(paragraphs, words, strict=True):
        limit = None if most is None else most + one.extra_lines
        lines = parts.lines(width * ROOM / (one.size * POINT), limit, at_least=one.size <= one.least)
        if lines is None:
            return None
        found.append(lines)
    return found


def _height(paragraphs: Sequence[Paragraph], broken: Sequence[Sequence[str]]) -> float:
    """Millimetres of all lines and of the gaps between paragraphs."""
    points = sum(
        one.size * (len(lines) * one.leading + (one.gap if place else 0.0))
        for place, (one, lines) in enumerate(zip(paragraphs, broken, strict=True))
    )
    return points * POINT


def _placed(
    paragraphs: Sequence[Paragraph], broken: Sequence[Sequence[str]], box: Box, measure: Measure
) -> Iterator[Line]:
    y = box.y + (box.height - _height(paragraphs, broken)) / 2
    for place, (one, lines) in enumerate(zip(paragraphs, broken, strict=True)):
        y += one.size * one.gap * POINT if place else 0.0
        height = one.size * one.leading * POINT
        for text in lines:
            wide = measure(text, one.bold) * one.size * POINT
            yield Line(
                Box(box.x, y, box.width, height), text, round(one.size, 2), one.bold, one.language, one.is_soft, wide
            )
            y += height


@dataclass(frozen=True, slots=True)
class _Words:
    """A text taken apart where a line may end, with the width of each part in em."""

    parts: tuple[tuple[str, float], ...]
    measure: Callable[[str], float]
    space: float

    @classmethod
    def of(cls, paragraph: Paragraph, measure: Measure) -> "_Words":
        def wide(text: str) -> float:
            return measure(text, paragraph.bold)

        return cls(tuple((part, wide(part)) for part in _parts(paragraph.text)), wide, wide(" "))

    def lines(self, width: float, most: int | None, *, at_least: bool) -> list[str] | None:
        """The text in lines no wider than `width` em, or None if they are more than `most` or a word is too wide.

        At its least size a word that is wider than the box is broken, for there is no other way left.
        """
        lines, used = [""], 0.0
        for part, wide in self._fitting(width) if at_least else self.parts:
            shown = wide - self.space if part.endswith(" ") else wide
            if shown > width:
                return None
            if used + shown > width and lines[-1]:
                lines.append("")
                used = 0.0
            lines[-1] += part
            used += wide
        if most is not None and len(lines) > most:
            return None
        return [line.strip(" ") for line in lines]

    def _fitting(self, width: float) -> Iterator[tuple[str, float]]:
        for part, wide in self.parts:
            if wide - self.space <= width:
                yield part, wide
            else:
                yield from ((letters, self.measure(letters)) for letters in _clusters(part))


def _parts(text: str) -> Iterator[str]:
    """Words with the space or the hyphen after them; letters of scripts that are written without spaces one by one."""
    word = ""
    for cluster in _clusters(" ".join(filter(None, text.split(" ")))):
        if word and _stands_alone(cluster):
            yield word
            word = ""
        word += cluster
        if cluster == " " or (cluster in _ENDINGS and len(word) > _SHORT) or _stands_alone(cluster):
            yield word
            word = ""
    if word:
        yield word


def _stands_alone(cluster: str) -> bool:
    """Whether a line may end on both sides: kana and Han letters."""
    return any(first <= cluster[0] <= last for first, last in _WITHOUT_SPACES)


def _clusters(text: str) -> Iterator[str]:
    """Letters with the marks that belong to them."""
    cluster = ""
    for letter in text:
        belongs = unicodedata.category(letter) in _MARKS or (cluster and unicodedata.combining(cluster[-1]) == _VIRAMA)
        if cluster and not belongs:
            yield cluster
            cluster = ""
        cluster += letter
    if cluster:
        yield cluster
