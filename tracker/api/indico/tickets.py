"""The secret of a badge in the form that the app reads: a UUID in a ticket's QR code. Pure.

The UUID is the badge's own random number, enciphered with a key of the installation. So nothing is stored for it, it
ends with its badge, and whoever has the database, but not the key, can make none.
"""

import base64
import hashlib
import json
from uuid import UUID

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import ECB

VERSION = 2


def of_badge(badge_id: UUID, secret: bytes) -> UUID:
    """The UUID in the ticket of a badge."""
    sealing = _cipher(secret).encryptor()
    return UUID(bytes=sealing.update(badge_id.bytes) + sealing.finalize())


def badge_of(ticket: UUID, secret: bytes) -> UUID:
    """The badge that a ticket is of; of an invented one a number that no badge has."""
    opening = _cipher(secret).decryptor()
    return UUID(bytes=opening.update(ticket.bytes) + opening.finalize())


def content(ticket: UUID, server: str) -> dict[str, list[object]]:
    """What a ticket's QR code says; `server` is that of `addresses.in_ticket`."""
    return {"i": [VERSION, server, base64.b64encode(ticket.bytes).decode()]}


def text(ticket: UUID, server: str) -> str:
    """The same as it stands in the symbol."""
    return json.dumps(content(ticket, server), separators=(",", ":"))


def _cipher(secret: bytes) -> Cipher[ECB]:
    """AES of one block: a permutation of all UUIDs, which is what ECB is good for."""
    return Cipher(AES(hashlib.sha256(b"indico ticket" + secret).digest()), ECB())  # noqa: S305 (one block only)
