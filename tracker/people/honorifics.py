"""How people are addressed on official papers in English and in French. Pure.

People say it in the language of their form; a paper in the other language prints what that one writes.
"""

from collections.abc import Mapping
from typing import Final

_FRENCH: Final[Mapping[str, str]] = {
    "Ms": "Mme",
    "Mrs": "Mme",
    "Miss": "Mme",
    "Mr": "M.",
    "Messrs": "MM.",
    "Sir": "Sir",
    "Dr": "Dr",
    "Prof": "Pr",
    "Professor": "Pr",
    "H.E": "S.E.",
}
_ENGLISH: Final[Mapping[str, str]] = {
    "Mme": "Ms",
    "Mlle": "Ms",
    "Madame": "Ms",
    "M": "Mr",
    "Monsieur": "Mr",
    "MM": "Messrs",
    "Dr": "Dr",
    "Dre": "Dr",
    "Pr": "Prof.",
    "Pre": "Prof.",
    "S.E": "H.E.",
}
_TOLD: Final[Mapping[str, Mapping[str, str]]] = {"fr": _FRENCH, "en": _ENGLISH}


def in_language(title: str, language: str) -> str:
    """A title as that language writes it; words that it does not know stay as they were said.

    >>> in_language("Ms", "fr"), in_language("H.E. Mr", "fr"), in_language("M.", "en"), in_language("Ms", "ar")
    ('Mme', 'S.E. M.', 'Mr', 'Ms')
    >>> in_language("Colonel", "fr"), in_language("Dr", "fr"), in_language("Mr.", "fr")
    ('Colonel', 'Dr', 'M.')
    """
    known = _TOLD.get(language, {})
    return " ".join(known.get(word.rstrip("."), word) for word in title.split())
