"""QR codes by the hundred: the symbols of the qrcode library, bit for bit, at a small part of their cost.

The library draws a symbol nine times, module by module, to choose among the eight masks. Here the library
is asked once per version and level where every bit goes; from then on a symbol is one permutation of its
bits, and the penalties of all eight masks are counted at once, in the bits of one large integer.
`bench/qr.py` measures the difference.

The rules are those of ISO/IEC 18004 as the library reads them: the mask is chosen while the format
information is still blank.
"""

import re
import struct
import zlib
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from html import escape
from itertools import accumulate, pairwise, zip_longest
from math import isqrt
from operator import itemgetter, mul
from typing import TYPE_CHECKING, Any, Final

import qrcode
from qrcode import util
from qrcode.base import Polynomial, RSBlock, gexp, glog, rs_blocks
from qrcode.constants import ERROR_CORRECT_L, ERROR_CORRECT_Q
from qrcode.exceptions import DataOverflowError

from tracker.badges.masks import MASKS, Ruler, as_trial

if TYPE_CHECKING:
    from qrcode.image.pil import PilImage  # noqa: F401
    from qrcode.image.pure import PyPNGImage  # noqa: F401

QUIET: Final = 4
"""Width in modules of the light border that ISO/IEC 18004 asks for."""

_PADDING = b"\xec\x11"
_LAST_VERSION = 40
_LIT = re.compile("1+")
_TO_BOOL = bytes.maketrans(b"01", b"\0\1")
_PAIRS = {
    **{bytes([one]): f"{value:06b}" for value, one in enumerate(util.ALPHA_NUM)},
    **{
        bytes([one, two]): f"{45 * high + low:011b}"
        for high, one in enumerate(util.ALPHA_NUM)
        for low, two in enumerate(util.ALPHA_NUM)
    },
}


def svg(text: str, *, label: str, module: int = 4, on_screen: bool = False) -> str:
    """Return the text as inline SVG of `module` CSS pixels a module, black on white in all themes.

    Level Q; L for what is never printed, soiled or torn. It carries no style and no script, so a strict
    content security policy lets it pass. A screen reader says `label`.
    """
    rows = _symbol(text, ERROR_CORRECT_L if on_screen else ERROR_CORRECT_Q).rows()
    side = len(rows) + 2 * QUIET
    path = "".join(
        f"M{run.start() + QUIET} {y}h{len(run[0])}v1H{run.start() + QUIET}z"
        for y, row in enumerate(rows, QUIET)
        for run in _LIT.finditer(row)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" width="{side * module}" '
        f'height="{side * module}" role="img" aria-label="{escape(label)}" shape-rendering="crispEdges">'
        f'<rect width="{side}" height="{side}" fill="#fff"/><path d="{path}"/></svg>'
    )


def png(text: str, *, scale: int) -> bytes:
    """Return the text at level Q as a 1-bit PNG of `scale` pixels a module, with its quiet zone."""
    rows = _symbol(text).rows()
    width = len(rows) + 2 * QUIET
    margin = ["0" * width] * QUIET
    lines = [*margin, *(row.center(width, "0") for row in rows), *margin]
    pixels = b"".join(_scan_line(line, scale) * scale for line in lines)
    header = struct.pack(">IIBBBBB", width * scale, width * scale, 1, 0, 0, 0, 0)
    chunks = (b"IHDR", header), (b"IDAT", zlib.compress(pixels)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(_png_chunk(kind, content) for kind, content in chunks)


def matrix(text: str) -> list[list[bool]]:
    """Return the modules of the text's symbol at level Q, row by row, True for dark, without a quiet zone."""
    return [[module == "1" for module in row] for row in _symbol(text).rows()]


def _symbol(text: str, level: int = ERROR_CORRECT_Q) -> "FastQRCode":
    symbol = FastQRCode(error_correction=level)
    symbol.add_data(text, optimize=0)
    symbol.make()
    return symbol


def _scan_line(line: str, scale: int) -> bytes:
    """Return one line of pixels: no filter, then a bit a pixel, 0 for black."""
    pixels = line.replace("1", "#").replace("0", "1" * scale).replace("#", "0" * scale)
    size = -(-len(pixels) // 8)
    return b"\0" + int(pixels.ljust(8 * size, "0"), 2).to_bytes(size)


def _png_chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


class FastQRCode(qrcode.QRCode["PilImage | PyPNGImage"]):
    """The library's QRCode, with `make` and `best_fit` done fast; all else, and every module, is as there."""

    _version: int | None
    _bits: str

    def make(self, fit: bool = True) -> None:  # noqa: FBT001, FBT002 (the library's signature)
        """Compile the data; see the library. Raises DataOverflowError if it does not fit."""
        if fit or self._version is None:
            self.best_fit(self._version)
        plan = _plan(self.version, self.error_correction)
        codewords = plan.codewords(_stream(self.data_list, self.version))
        lane = plan.place(codewords)
        mask = plan.best_mask(lane) if self.mask_pattern is None else self.mask_pattern
        self._bits = plan.symbol(lane, mask)
        self.data_cache = list(codewords)
        self.modules_count = side = plan.ruler.side
        modules: list[Any] = memoryview(self._bits.encode().translate(_TO_BOOL)).cast("?", (side, side)).tolist()
        self.modules = modules

    def best_fit(self, start: int | None = None) -> int:
        """Set and return the smallest version from `start` on that holds the data; see the library."""
        first = 1 if start is None else start
        sizes = util.mode_sizes_for_version(first)
        needed = sum(4 + sizes[chunk.mode] + _width(chunk) for chunk in self.data_list)
        version = bisect_left(util.BIT_LIMIT_TABLE[self.error_correction], needed, first)
        if version > _LAST_VERSION:
            message = f"{needed} bits are too many for any QR code of this level."
            raise DataOverflowError(message)
        self.version = version
        return version if util.mode_sizes_for_version(version) is sizes else self.best_fit(version)

    def rows(self) -> list[str]:
        """Return the made symbol as one string of 0 and 1 a row, without a quiet zone."""
        side = self.modules_count
        return [self._bits[at : at + side] for at in range(0, side * side, side)]


# Data to codewords


def _width(chunk: util.QRData) -> int:
    size = len(chunk)
    if chunk.mode == util.MODE_NUMBER:
        return 10 * (size // 3) + (0, 4, 7)[size % 3]
    return 11 * (size // 2) + 6 * (size % 2) if chunk.mode == util.MODE_ALPHA_NUM else 8 * size


def _stream(chunks: Iterable[util.QRData], version: int) -> str:
    sizes = util.mode_sizes_for_version(version)
    return "".join(f"{chunk.mode:04b}{len(chunk):0{sizes[chunk.mode]}b}{_content(chunk)}" for chunk in chunks)


def _content(chunk: util.QRData) -> str:
    data = chunk.data
    if chunk.mode == util.MODE_NUMBER:
        groups = (data[at : at + 3] for at in range(0, len(data), 3))
        return "".join(f"{int(group):0{util.NUMBER_LENGTH[len(group)]}b}" for group in groups)
    if chunk.mode == util.MODE_ALPHA_NUM:
        return "".join([_PAIRS[data[at : at + 2]] for at in range(0, len(data), 2)])
    return "".join([f"{byte:08b}" for byte in data])


@cache
def _remainders(count: int) -> tuple[int, ...]:
    """Return the remainder, of `count` bytes, that each byte leaves in the Reed-Solomon division."""
    generator = reduce(mul, (Polynomial([1, gexp(power)], 0) for power in range(count)))
    logs = [glog(factor) for factor in list(generator)[1:]]
    return 0, *(int.from_bytes(gexp(glog(byte) + log) for log in logs) for byte in range(1, 256))


def _check_bytes(data: bytes, count: int) -> bytes:
    table = _remainders(count)
    top = 8 * (count - 1)
    low = (1 << top) - 1
    rest = 0
    for byte in data:
        rest = (rest & low) << 8 ^ table[rest >> top ^ byte]
    return rest.to_bytes(count)


# Codewords to modules


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where the library puts every bit of one version and level."""

    blocks: tuple[RSBlock, ...]
    interleave: Callable[[bytes], Iterable[int]]
    spread: Callable[[str], Iterable[str]]
    frames: tuple[int, ...]
    blank_frames: int
    ruler: Ruler

    def codewords(self, bits: str) -> bytes:
        """Return the interleaved codewords: the data, its terminator and padding, and the check bytes."""
        capacity = sum(block.data_count for block in self.blocks)
        if len(bits) > 8 * capacity:
            message = f"{len(bits)} bits do not fit into the {8 * capacity} of this QR code."
            raise DataOverflowError(message)
        size = -(-min(len(bits) + 4, 8 * capacity) // 8)
        data = int(bits.ljust(8 * size, "0"), 2).to_bytes(size) + (_PADDING * capacity)[: capacity - size]
        checks = b""
        start = 0
        for total, count in self.blocks:
            checks += _check_bytes(data[start : start + count], total - count)
            start += count
        return bytes(self.interleave(data + checks))

    def place(self, codewords: bytes) -> int:
        """Return the lane with the codewords' bits in their places, unmasked, and 0 everywhere else."""
        bits = f"0{int.from_bytes(codewords):0{8 * len(codewords)}b}"
        return int("".join(self.spread(bits)), 2)

    def best_mask(self, lane: int) -> int:
        """Return the mask with the lowest penalty, the first one among equals."""
        lanes = int.from_bytes(lane.to_bytes(self.ruler.lane_bytes) * MASKS)
        scores = self.ruler.penalties(lanes ^ self.blank_frames)
        return scores.index(min(scores))

    def symbol(self, lane: int, mask: int) -> str:
        cells = self.ruler.side**2
        return f"{lane >> cells ^ self.frames[mask]:0{cells}b}"


@cache
def _plan(version: int, level: int) -> _Plan:
    blocks = tuple(rs_blocks(version, level))
    size = sum(block.total_count for block in blocks)
    blanks = [_drawn(version, level, mask, bytes(size), test=True) for mask in range(MASKS)]
    frames = [_drawn(version, level, mask, bytes(size)) for mask in range(MASKS)]
    sources = _sources(version, level, size)
    ruler = Ruler.of(isqrt(len(sources)))
    across = itemgetter(*_transposed(ruler.side))
    return _Plan(
        blocks=blocks,
        interleave=itemgetter(*_interleaved(blocks)),
        spread=itemgetter(*sources, *across(sources)),
        frames=tuple(int(frame, 2) for frame in frames),
        blank_frames=as_trial(["".join((*blank, *across(blank))) for blank in blanks]),
        ruler=ruler,
    )


def _drawn(version: int, level: int, mask: int, codewords: bytes, *, test: bool = False) -> str:
    """Return the modules, as 0 and 1, of a symbol of the library; with `test`, without format information."""
    symbol = qrcode.QRCode(version=version, error_correction=level)
    symbol.data_cache = list(codewords)
    symbol.makeImpl(test, mask)
    return "".join("1" if module else "0" for row in symbol.modules for module in row)


def _sources(version: int, level: int, size: int) -> list[int]:
    """Return for every module the number, from 1, of the codewords' bit that it shows, or 0 if it shows none.

    The library draws as many symbols as such a number has binary digits, each with one digit of them all.
    """
    blank = int(_drawn(version, level, 0, bytes(size)), 2)
    digits = [
        int(_drawn(version, level, 0, _digit_of_every_number(place, size)), 2) ^ blank
        for place in reversed(range((8 * size).bit_length()))
    ]
    cells = (4 * version + 17) ** 2
    planes = [f"{digit:0{cells}b}" for digit in digits]
    return [int("".join(column), 2) for column in zip(*planes, strict=True)]


def _digit_of_every_number(place: int, size: int) -> bytes:
    return int("".join(str(number >> place & 1) for number in range(1, 8 * size + 1)), 2).to_bytes(size)


def _transposed(side: int) -> list[int]:
    return [row * side + column for column in range(side) for row in range(side)]


def _interleaved(blocks: Sequence[RSBlock]) -> Iterator[int]:
    """Return the order in which the codewords stand: the first of every block, the second ones, and so on."""
    data = [block.data_count for block in blocks]
    checks = [block.total_count - block.data_count for block in blocks]
    start = 0
    for counts in (data, checks):
        ends = [*accumulate(counts, initial=start)]
        turns = zip_longest(*(range(first, end) for first, end in pairwise(ends)))
        yield from (place for turn in turns for place in turn if place is not None)
        start = ends[-1]
