"""The code on a badge: how it is made, read back from whatever was scanned or typed, and remembered.

A code is 16 characters, for example ``BA8X VV32 QHGJ 9CSY``:

- the format letter, ``B`` for this one; another format will have another letter;
- 14 characters, 70 bits, that nobody can guess without the key: a truncated HMAC-SHA256 of the badge's id;
- a check character, which shows any one wrong character and any two characters in each other's place.

The alphabet leaves out 0, O, 1 and I. It is what a QR code holds in its alphanumeric mode, so that a badge
needs no more than the smallest symbol there is.

The code says nothing about its bearer. The server keeps only the SHA-256 digest, and derives the code anew
to print it.
"""

import hashlib
import hmac
import re
import unicodedata
from enum import StrEnum
from string import ascii_lowercase, ascii_uppercase
from typing import Final, NewType
from uuid import UUID

Code = NewType("Code", str)
"""Sixteen characters whose check is right: what `derive` and `read` return."""

ALPHABET: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
FORMAT: Final = "B"
LENGTH: Final = 16

_BITS = 5
_SECRET_LENGTH = LENGTH - 2
_MIN_KEY_BYTES = 16
_VALUES = {character: value for value, character in enumerate(ALPHABET)}
_TIMES_ALPHA = tuple(value << 1 ^ (0b100101 if value & 16 else 0) for value in range(32))

# Spaces, hyphens and dashes, and the invisible marks that come along when a code is copied out of a mail.
_SEPARATORS = re.compile(r"[\t\n\r \-\u2010-\u2015\u2212\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_LETTERS_AND_DIGITS = re.compile(r"[0-9A-Z]{14,18}")
_UPPER = str.maketrans(ascii_lowercase, ascii_uppercase)


class Misread(StrEnum):
    """Why a text is no badge code."""

    FOREIGN = "foreign"
    """Something else was scanned: another QR code, a link, a boarding pass."""
    MISTYPED = "mistyped"
    """One of our codes, but not as printed: try again."""


def derive(badge_id: UUID, key: bytes) -> Code:
    """Return the code of a badge, the same one for the same id and key.

    Raises ValueError for a key of fewer than 16 bytes.
    """
    if len(key) < _MIN_KEY_BYTES:
        message = f"The key of the badge codes needs {_MIN_KEY_BYTES} bytes or more, not {len(key)}."
        raise ValueError(message)
    seal = hmac.digest(key, b"badge code " + FORMAT.encode() + badge_id.bytes, "sha256")
    number = int.from_bytes(seal) >> 8 * len(seal) - _BITS * _SECRET_LENGTH
    shifts = range(_BITS * (_SECRET_LENGTH - 1), -1, -_BITS)
    body = FORMAT + "".join(ALPHABET[number >> shift & 31] for shift in shifts)
    return Code(body + ALPHABET[_TIMES_ALPHA[_syndrome(body)]])


def read(text: str) -> Code | Misread:
    """Return the code that a text holds, or why it holds none.

    Full-width forms, lower case, spaces, hyphens and invisible marks are evened out first (NFKC; only a to
    z are raised, so that the browser's version agrees to the letter). Then the text is

    - the code, if it has 16 characters of the alphabet, the format letter and a right check;
    - mistyped, if it is 14 to 18 ASCII letters and digits, and either the first is the format letter, or the
      format letter in place of the first would make it a code;
    - foreign in every other case.
    """
    plain = _SEPARATORS.sub("", unicodedata.normalize("NFKC", text)).translate(_UPPER)
    if _is_code(plain):
        return Code(plain)
    if _LETTERS_AND_DIGITS.fullmatch(plain) and (plain[0] == FORMAT or _is_code(FORMAT + plain[1:])):
        return Misread.MISTYPED
    return Misread.FOREIGN


def digest(code: Code) -> bytes:
    """Return the 32 bytes of SHA-256 by which a code is stored and looked up."""
    return hashlib.sha256(code.encode()).digest()


def grouped(code: Code) -> str:
    """Return the code in four groups of four, to be printed and read aloud."""
    return " ".join(code[at : at + 4] for at in range(0, LENGTH, 4))


def _is_code(plain: str) -> bool:
    return len(plain) == LENGTH and plain[0] == FORMAT and _VALUES.keys() >= set(plain) and _syndrome(plain) == 0


def _syndrome(characters: str) -> int:
    """Return the polynomial over GF(32) with these characters as coefficients, at a primitive element alpha.

    GF(32) is taken modulo x^5 + x^2 + 1. A code evaluates to 0. Every position has its own power of alpha
    as its weight (the first 31 differ, and none is 0). So one wrong character leaves its weight times the
    error, and a swap leaves the difference of two weights times the difference of two characters: neither
    is 0.
    """
    value = 0
    for character in characters:
        value = _TIMES_ALPHA[value] ^ _VALUES[character]
    return value
