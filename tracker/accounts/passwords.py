"""Passwords as they are kept: argon2id with the parameters that OWASP recommends, 19 MiB and one lane.

Source: OWASP Password Storage Cheat Sheet. The number of passes is a setting of the installation.
"""

import hmac
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from tracker.accounts.password_rules import normal
from tracker.config import settings

NONE_YET = "!"  # the hash of an account whose owner has not chosen a password: it matches nothing
_MEMORY = 19 * 1024  # KiB


@cache
def _hasher(passes: int) -> PasswordHasher:
    return PasswordHasher(time_cost=passes, memory_cost=_MEMORY, parallelism=1)


@cache
def _decoy(passes: int) -> str:
    return _hasher(passes).hash("what is compared when there is no such account")


def hashed(password: str) -> str:
    """What the database keeps of a password."""
    return _hasher(settings().password_cost).hash(normal(password))


def matches(kept: str | None, password: str) -> bool:
    """Whether it is that password. None (no such account) takes as long as a wrong password and is never right."""
    passes = settings().password_cost
    exists = kept is not None and kept != NONE_YET
    try:
        _hasher(passes).verify(kept if kept and exists else _decoy(passes), normal(password))
    except (VerificationError, InvalidHashError):
        return False
    return exists


def is_outdated(kept: str) -> bool:
    """Whether the hash was made with other parameters than those of today."""
    return _hasher(settings().password_cost).check_needs_rehash(kept)


def stamp(kept: str) -> str:
    """What changes with the password and tells nothing about it; sessions and links that carry it end with it."""
    return hmac.digest(settings().session_secret.encode(), f"password:{kept}".encode(), "sha256").hex()[:16]
