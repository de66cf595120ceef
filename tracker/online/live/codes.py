"""The code that is shown on the shared screen: pure. It is made of the session and the time, and stored nowhere.

Letters that are taken for others are left out, and vowels, which make words.
"""

import hmac
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

LETTERS = "23456789BCDFGHJKMNPQRTVWXYZ"
LENGTH = 4
PERIOD = timedelta(minutes=5)  # it changes so often; the one before is still good


@dataclass(frozen=True, slots=True)
class Shown:
    """A code and when the next one follows."""

    code: str
    until: datetime


def shown(secret: str, session_id: int, at: datetime) -> Shown:
    """The code of that session at that time."""
    number = _number(at)
    return Shown(_code(secret, session_id, number), datetime.fromtimestamp(0, UTC) + (number + 1) * PERIOD)


def is_right(secret: str, session_id: int, typed: str, at: datetime) -> bool:
    """Whether it is the code of now, or that before it; spaces, hyphens and small letters are no mistakes."""
    given, number = plain(typed), _number(at)
    good = (_code(secret, session_id, one) for one in (number, number - 1))
    return any(hmac.compare_digest(given.encode(), code.encode()) for code in good)


def plain(typed: str) -> str:
    """What was typed as codes are written; digits of any script are digits.

    >>> plain(" k٧-q3 ")
    'K7Q3'
    """
    letters = unicodedata.normalize("NFKC", typed).upper()
    found = (str(unicodedata.digit(one)) if one.isdecimal() else one for one in letters)
    return "".join(one for one in found if one not in " -\u200f\u200e")


def _number(at: datetime) -> int:
    return int(at.timestamp() // PERIOD.total_seconds())


def _code(secret: str, session_id: int, number: int) -> str:
    made = hmac.digest(secret.encode(), f"proof:{session_id}:{number}".encode(), "sha256")
    value, code = int.from_bytes(made), ""
    for _place in range(LENGTH):
        value, letter = divmod(value, len(LETTERS))
        code += LETTERS[letter]
    return code
