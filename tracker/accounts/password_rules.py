"""Which passwords are accepted.

NIST SP 800-63B asks for a minimum length, for any character, for no rules about their composition, and for a list of
what is guessed first: common words, rows of the keyboard, repetitions, and what is known about the person.
"""

import re
import unicodedata
from enum import StrEnum, auto

SHORTEST = 12  # characters
LONGEST = 256  # far beyond any passphrase; a limit on the work that a stranger can cause
_ENOUGH = 8  # characters that must be left when everything guessable is taken away
_DISTINCT = 5  # different ones among them
_SHORTEST_NAME = 3  # shorter parts of a name are left alone: they occur in other words

# What the leaked passwords of 12 and more characters are made of, with words of the interface's second language.
# Longer ones first, so that none is broken by a shorter one inside it.
_COMMON = sorted(
    """
    password passwort passw0rd p4ssw0rd p4ssword motdepasse contrasena senha secret welcome bienvenue bonjour letmein
    admin administrator administrateur iloveyou jetaime sunshine princess football baseball dragon monkey master
    superman batman pokemon starwars trustno1 whatever computer internet charlie michael jordan access login changeme
    default guest test hello qwertyuiop qwerty qwertz azertyuiop azerty asdfghjkl asdfgh yxcvbnm zxcvbnm wxcvbn
    1qaz2wsx3edc 1qaz2wsx q1w2e3r4t5y6 q1w2e3r4 1q2w3e4r5t6y 1q2w3e4r zaq12wsx abc123 meeting reunion delegate delegue
    conference registration
    """.split(),  # noqa: SIM905 (a list of words is read more easily without their quotes)
    key=len,
    reverse=True,
)
_ROWS = ("0123456789" * 2, "9876543210" * 2, "abcdefghijklmnopqrstuvwxyz", "zyxwvutsrqponmlkjihgfedcba")
_RUN = 4  # characters of a row in their order


class Flaw(StrEnum):
    """Why a password is not accepted."""

    SHORT = auto()
    LONG = auto()
    PERSONAL = auto()
    COMMON = auto()


def normal(password: str) -> str:
    """The password as it is hashed: one form, whatever the keyboard composed its accents from."""
    return unicodedata.normalize("NFKC", password)


def flaw(password: str, *, email: str, name: str) -> Flaw | None:
    """What is wrong with a password that this person chose; None accepts it.

    >>> flaw("amina.diallo.2026", email="amina.diallo@secretariat.example", name="Amina Diallo")
    <Flaw.PERSONAL: 'personal'>
    """
    length = len(normal(password))
    if length < SHORTEST:
        return Flaw.SHORT
    if length > LONGEST:
        return Flaw.LONG
    folded, personal = _folded(password), _personal(email, name)
    uncommon = _without_runs(_without(folded, _COMMON))
    if _is_guessable(uncommon):
        return Flaw.COMMON
    is_personal = _is_guessable(_without(folded, personal)) or _is_guessable(_without(uncommon, personal))
    return Flaw.PERSONAL if is_personal else None


def _folded(text: str) -> str:
    """The text without accents, case, blanks, dots and dashes, which make nothing harder to guess."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return re.sub(r"[\s._-]", "", bare)


def _personal(email: str, name: str) -> list[str]:
    mailbox = email.partition("@")[0]
    parts = re.split(r"[\W_]+", f"{mailbox} {name}")
    known = {_folded(part) for part in (email, mailbox, name, *parts)}
    return sorted((part for part in known if len(part) >= _SHORTEST_NAME), key=len, reverse=True)


def _without(text: str, words: list[str]) -> str:
    for word in words:
        text = text.replace(word, "")
    return text


def _without_runs(text: str) -> str:
    """The text without "1234", "dcba" and the like; what is taken away leaves the rest apart."""
    left = ""
    while text:
        run = max(_run(text, row) for row in _ROWS)
        left += "" if run >= _RUN else text[0]
        text = text[run if run >= _RUN else 1 :]
    return left


def _run(text: str, row: str) -> int:
    """How many characters at the beginning of the text follow each other in the row."""
    size = 0
    while size < len(text) and text[: size + 1] in row:
        size += 1
    return size


def _is_guessable(text: str) -> bool:
    """Too little is left, or the same few characters again and again."""
    return len(text) < _ENOUGH or len(set(text)) < _DISTINCT
