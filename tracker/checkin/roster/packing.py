"""One entry of the list that desks judge by: sealed so that only the badge it is about opens it.

A device that is lost tells nobody who comes to the meeting: an entry is found by a hash of the badge's code and opened
by a key that is derived from the code, which is on the badge and nowhere in the list. What is in it is a JSON array of
FIELDS, without what is empty at its end. `tests/checkin/roster_entry.json` holds examples that the page's scripts open
too.
"""

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FIELDS = ("uid", "name", "represents", "category", "modes", "native_name", "office", "exceptions", "state", "revoked")
KEY_LENGTH = 8
NONCE_LENGTH = 12


@dataclass(frozen=True, slots=True)
class Entry:
    """What a desk needs to know of the holder of one badge."""

    uid: UUID
    name: str
    represents: int | str  # the place in the list of delegations, or the name of an organization
    category: str
    modes: str  # a letter for each session, in the order of the list: p in person, o online, - not at all
    native_name: str = ""
    office: int | str = ""  # the place in the list of offices
    exceptions: str = ""  # a letter for each session: + admitted by name, - kept out by name, . as the category is
    state: str = ""  # of the registration, where it lets nobody in
    revoked: int = 0  # 1: the badge was replaced or withdrawn

    def plain(self) -> bytes:
        """As it is sealed."""
        parts: list[int | str] = [
            base64url(self.uid.bytes),
            self.name,
            self.represents,
            self.category,
            self.modes,
            self.native_name,
            self.office,
            self.exceptions,
            self.state,
            self.revoked,
        ]
        while parts[-1] in {"", 0} and len(parts) > _ALWAYS:
            parts.pop()
        return json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()


_ALWAYS = 5  # fields that every entry has


def seal(code: str, plain: bytes) -> tuple[str, str]:
    """Where the entry of a badge with that code is found, and the sealed entry.

    The nonce follows from key and content, so that the same entry is sealed the same, and another one never with the
    same nonce.
    """
    key = hashlib.sha256(b"roster-key:" + code.encode()).digest()
    nonce = hmac.digest(key, plain, "sha256")[:NONCE_LENGTH]
    return place(code), base64url(nonce + AESGCM(key).encrypt(nonce, plain, None))


def place(code: str) -> str:
    """Where the entry of a badge with that code is found."""
    return base64url(hashlib.sha256(b"roster:" + code.encode()).digest()[:KEY_LENGTH])


def unseal(code: str, sealed: str) -> dict[str, int | str]:
    """What a device reads in an entry with the badge before it, by the names of FIELDS."""
    key, packed = hashlib.sha256(b"roster-key:" + code.encode()).digest(), unbase64url(sealed)
    parts = json.loads(AESGCM(key).decrypt(packed[:NONCE_LENGTH], packed[NONCE_LENGTH:], None))
    empty: list[int | str] = ["", "", "", "", "", "", "", "", "", 0]
    return dict(zip(FIELDS, parts + empty[len(parts) :], strict=True))


def base64url(data: bytes) -> str:
    """Without padding."""
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def unbase64url(text: str) -> bytes:
    """The bytes of such a text."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
