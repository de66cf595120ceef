"""How long a QR symbol takes: the qrcode library against ours, which gives the same modules."""

import random
import string
from collections.abc import Callable
from statistics import median
from time import process_time
from typing import Any

import qrcode
from qrcode.constants import ERROR_CORRECT_M, ERROR_CORRECT_Q

from tracker.badges.codes import ALPHABET
from tracker.badges.qr import FastQRCode, png, svg

ROUNDS = 7
SYMBOLS = 20

Draw = Callable[[str, int], object]


def main() -> None:
    """Print the median milliseconds of processor time a symbol, and the library's divided by ours."""
    print(f"ms a symbol, median of {ROUNDS} interleaved rounds of {SYMBOLS}")
    print(f"{'text':<26}{'library':>10}{'ours':>10}{'ratio':>8}")
    for name, texts, level in workloads(random.Random(2026)):
        theirs, ours = interleaved([library, fast], texts, level)
        print(f"{name:<26}{theirs:>10.3f}{ours:>10.3f}{theirs / ours:>7.1f}x")
    print()
    badges = workloads(random.Random(2026))[0][1]
    for name, draw in (("badge as SVG", svg_of), ("badge as PNG, 8 pixels", png_of)):
        print(f"{name:<26}{'':>10}{interleaved([draw], badges, ERROR_CORRECT_Q)[0]:>10.3f}")


def workloads(chance: random.Random) -> list[tuple[str, list[str], int]]:
    """Return named lists of texts, each with its level of error correction."""
    alphanumeric = string.digits + string.ascii_uppercase
    return [
        ("badge, 16, Q (v1)", texts(chance, "B" + ALPHABET, 16), ERROR_CORRECT_Q),
        ("alphanumeric, 30, M (v2)", texts(chance, alphanumeric, 30), ERROR_CORRECT_M),
        ("bytes, 60, M (v4)", texts(chance, string.ascii_lowercase, 60), ERROR_CORRECT_M),
        ("bytes, 120, Q (v9)", texts(chance, string.ascii_lowercase, 120), ERROR_CORRECT_Q),
    ]


def texts(chance: random.Random, letters: str, length: int) -> list[str]:
    """Return different texts of one length."""
    return ["".join(chance.choices(letters, k=length)) for _ in range(SYMBOLS)]


def interleaved(draws: list[Draw], texts: list[str], level: int) -> list[float]:
    """Return the median milliseconds a symbol of each way to draw; a load hits all, as rounds alternate."""
    for draw in draws:
        draw(texts[0], level)
    rounds = [[timed(draw, texts, level) for draw in draws] for _ in range(ROUNDS)]
    return [median(times) for times in zip(*rounds, strict=True)]


def timed(draw: Draw, texts: list[str], level: int) -> float:
    """Return the milliseconds of processor time that a symbol takes."""
    start = process_time()
    for text in texts:
        draw(text, level)
    return (process_time() - start) * 1000 / len(texts)


def library(text: str, level: int) -> object:
    """Draw as the library does."""
    return modules(qrcode.QRCode(error_correction=level), text)


def fast(text: str, level: int) -> object:
    """Draw as the badges do."""
    return modules(FastQRCode(error_correction=level), text)


def modules(symbol: "qrcode.QRCode[Any]", text: str) -> object:
    """Return the modules of the text."""
    symbol.add_data(text, optimize=0)
    symbol.make()
    return symbol.modules


def svg_of(text: str, _level: int) -> object:
    """Draw a whole SVG."""
    return svg(text, label="Badge")


def png_of(text: str, _level: int) -> object:
    """Draw a whole PNG."""
    return png(text, scale=8)


if __name__ == "__main__":
    main()
