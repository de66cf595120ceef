"""What Members are called in the languages that the reference list itself lacks.

`reference/names/<language>.csv` names them by their code; its lines stand in the order in which the language sorts
them, which for Chinese and Arabic no rule of ours knows. Offices and organizations keep their English names.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tracker.people.names import fold

FOLDER = Path(__file__).parent / "reference" / "names"


@dataclass(frozen=True, slots=True)
class Named:
    """One Member in one language."""

    name: str
    place: int  # among all of them


@cache
def names(language: str) -> Mapping[str, Named]:
    """The Members in that language by their codes; nothing for a language without a list, such as English."""
    path = FOLDER / f"{language}.csv"
    if not path.exists():
        return {}
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    return {row["code"]: Named(row["name"], place) for place, row in enumerate(rows)}


def name(code: str, english: str, french: str, language: str) -> str:
    """The name of a delegation: in the language if it is known in it, else in English."""
    if language == "fr":
        return french
    known = names(language).get(code)
    return known.name if known else english


def sort_key(code: str, shown: str, language: str) -> tuple[int, str, str]:
    """Where a name stands in a list for readers of the language; names in English come after those in its own."""
    known = names(language)
    return (known[code].place if code in known else len(known), fold(shown), code)
