"""The secrets of desk devices: one-time codes that enrol them, and the tokens by which they are recognized.

A code is shown once on a screen: 16 letters and digits of base32, 80 random bits, good for minutes. A token stays in
the device: the number of the device and 256 random bits. Of both, the database keeps SHA-256 only.
"""

import base64
import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from uuid import UUID

_SEPARATORS = re.compile(r"[\s-]")
_CODE = re.compile("[A-Z2-7]{16}")
_TOKEN = re.compile(r"([0-9a-f]{32})\.([\w-]{43})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Token:
    """What a device shows: which one it says it is, and its secret."""

    device: UUID
    secret: str

    def __str__(self) -> str:
        return f"{self.device.hex}.{self.secret}"

    @property
    def hash(self) -> bytes:
        """What is kept of it."""
        return hashlib.sha256(str(self).encode()).digest()

    def opens(self, kept: bytes) -> bool:
        """Whether it is the token that this hash was kept of."""
        return hmac.compare_digest(self.hash, kept)


def new_token(device: UUID) -> Token:
    """A token for a device."""
    return Token(device, secrets.token_urlsafe(32))


def read_token(header: str) -> Token | None:
    """The token of an Authorization header, if there is one: "Bearer 0f3a….x7Kq…"."""
    scheme, _, value = header.partition(" ")
    found = _TOKEN.fullmatch(value.strip()) if scheme.lower() == "bearer" else None
    return Token(UUID(found[1]), found[2]) if found else None


def new_code() -> str:
    """A one-time code: "MFRGGZDFMZTWQ2LK"."""
    return base64.b32encode(secrets.token_bytes(10)).decode()


def code_hash(text: str) -> bytes | None:
    """The hash of a code, however it was typed; None if it cannot be one."""
    plain = _SEPARATORS.sub("", text).upper()
    return hashlib.sha256(plain.encode()).digest() if _CODE.fullmatch(plain) else None


def grouped(code: str) -> str:
    """The code in four groups of four, to be typed."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))
