"""What the installed fonts can print, and how wide it is. Read from the fonts' own tables, each once and when needed.

The order of the families is the one in which the templates name them: a letter is printed with the first that has it.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final, NamedTuple, TypeVar, cast

from fontTools.ttLib import TTFont

from tracker.typesetting import FONTS

FAMILIES: Final = (
    "noto-sans",
    "noto-sans-arabic",
    "noto-sans-hebrew",
    "noto-sans-armenian",
    "noto-sans-georgian",
    "noto-sans-devanagari",
    "noto-sans-bengali",
    "noto-sans-sinhala",
    "noto-sans-thai",
    "noto-sans-lao",
    "noto-sans-khmer",
    "noto-sans-myanmar",
    "noto-sans-ethiopic",
    "noto-sans-sc",
    "noto-sans-jp",
    "noto-sans-kr",
)
_Json = TypeVar("_Json")
_ZERO_WIDTH: Final = frozenset({"Mn", "Me", "Cf"})
_UNSEEN: Final = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})  # steers the letters around it, or is a gap
_VARIATION_SELECTORS: Final = (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))
_UNKNOWN: Final = 1.0  # em
_BREAKING: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufeff]")  # a tagged page may not have them
LEFT_OUT: Final = "[…]"


class _Face(NamedTuple):
    """One font: which letters it has, and their widths in em."""

    widths: Mapping[int, float]


def missing(text: str) -> str:
    """The letters of a text that no font has, each once, in the order of the text.

    >>> missing("Zoë Łukasz"), missing("A\U00010348B")
    ('', '\U00010348')
    """
    return "".join(dict.fromkeys(letter for letter in text if not _is_printed(letter)))


def in_own_script(name: str) -> str:
    """A name to be printed below the Latin one, or nothing where no font has all its letters.

    >>> in_own_script("李伟"), in_own_script("A\U00010348B")
    ('李伟', '')
    """
    return "" if missing(name) else settable(name)


def settable(text: str) -> str:
    """The text without what breaks a page; "[…]" says where letters stood that no font has.

    >>> settable("Zoë\ufeff"), settable("Ulfila \U00010348\U00010348, Dr")
    ('Zoë', 'Ulfila […], Dr')
    """
    if text.isascii() and text.isprintable():
        return text
    kept = _BREAKING.sub("", text)
    return _run_of(missing(kept)).sub(LEFT_OUT, kept) if missing(kept) else kept


def settable_all(part: _Json) -> _Json:
    """The same for every text in what JSON can hold."""
    if isinstance(part, str):
        return cast("_Json", settable(part))
    if isinstance(part, dict):
        return cast("_Json", {key: settable_all(value) for key, value in part.items()})
    if isinstance(part, list | tuple):
        return cast("_Json", [settable_all(value) for value in part])
    return part


def named(letters: str) -> list[str]:
    """Letters as a person can look them up: "𐍈 (U+10348 GOTHIC LETTER HWAIR)"."""
    return [f"{letter} (U+{ord(letter):04X} {unicodedata.name(letter, '')})".replace(" )", ")") for letter in letters]


def width(text: str, *, bold: bool = False) -> float:
    """How wide a text is at most, in em. Shaping joins letters and draws them closer, never apart."""
    return sum(_width(letter, bold) for letter in text)


def _run_of(letters: str) -> re.Pattern[str]:
    one = f"[{re.escape(letters)}]"
    return re.compile(f"{one}(?:{one}|[\\s\\u200c\\u200d])*(?<!\\s)")  # words of a script together, no space after


@cache
def _is_printed(letter: str) -> bool:
    if unicodedata.category(letter) in _UNSEEN or ord(letter) in _VARIATION_SELECTORS:
        return True
    if any(ord(letter) in _face(family).widths for family in FAMILIES):
        return True
    parts = unicodedata.normalize("NFD", letter)
    return parts != letter and all(map(_is_printed, parts))


@cache
def _width(letter: str, bold: bool) -> float:  # noqa: FBT001 (a cache takes its arguments by place)
    if unicodedata.category(letter) in _ZERO_WIDTH:
        return 0.0
    code = ord(letter)
    found = (widths[code] for widths in _all_widths(bold=bold) if code in widths)
    return next(found, _UNKNOWN)


def _all_widths(*, bold: bool) -> Iterable[Mapping[int, float]]:
    for family in FAMILIES:
        yield _face(family, bold=bold and family == FAMILIES[0]).widths


@cache
def _face(family: str, *, bold: bool = False) -> _Face:
    name = "".join(word.upper() if len(word) == 2 else word.title() for word in family.split("-"))  # noqa: PLR2004 (SC, JP, KR)
    weight = "700Bold" if bold else "400Regular"
    with TTFont(FONTS / family / f"{name}_{weight}.ttf", lazy=True) as font:
        unit, advances = font["head"].unitsPerEm, font["hmtx"].metrics
        return _Face({code: advances[glyph][0] / unit for code, glyph in font.getBestCmap().items()})
