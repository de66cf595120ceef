"""Names as people show them on a screen: what they hold besides a name, and who is nobody's delegate."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum, auto

from tracker.people.names import fold

# What platforms put behind a name.
_SUFFIX = re.compile(
    r"\s*\((?:guest|external|unverified|invité|externe|gast|extern|invitado|externo|host|co-host|me)\)\s*$",
    re.IGNORECASE,
)
_COMPANY = re.compile(r"^\s*\[[^\]]*\]\s*")
_BRACKETS = re.compile(r"^(.*?)\s*\(([^()]*)\)\s*$")
# "CIV - Adjoua KOUASSI", "Fatima Al Hassan - KSA", "DEL_GBR_John Smith", "RILO | Kim"
_PARTS = re.compile(r"\s+[-–—|/:]\s+|_|\s*\|\s*|:\s+")
_PHONE = re.compile(r"^[+\d][\d\s().*-]{5,}$")

_MACHINES = re.compile(
    r"\b(bot|notetaker|note taker|otter ?ai|fireflies|read ?ai|fathom|tl ?dv|meetgeek|copilot|recorder|recording|"
    r"transcription|transcriber|captions?|livestream|streaming)\b"
)
_INTERPRETERS = re.compile(
    r"\b(interpreters?|interpretes?|interpretation|interpretacion|dolmetscher\w*|cabine|booth|traduc\w+)\b"
)
_ROOMS = re.compile(
    r"\b(meeting room|conference room|zoom room|salle|room \w+|board ?room|webex board|rally bar|sala)\b"
)


class Aside(StrEnum):
    """Why a name is no participant by itself."""

    MACHINE = auto()  # takes notes, records
    INTERPRETER = auto()
    ROOM = auto()  # a device in a room full of people
    PHONE = auto()  # a number, of nobody knows whom


@dataclass(frozen=True, slots=True)
class Shown:
    """A name as shown, taken apart."""

    keys: tuple[str, ...]  # sorted, folded words of each name that it may hold, the most likely first
    hints: frozenset[str]  # folded words beside the name that may name a delegation


def aside(name: str) -> Aside | None:
    """Why this is nobody who attends; None for what may be a person."""
    plain = _bare(name)
    if _PHONE.match(plain):
        return Aside.PHONE
    folded = fold(plain)
    if _MACHINES.search(folded):
        return Aside.MACHINE
    if _INTERPRETERS.search(folded):
        return Aside.INTERPRETER
    return Aside.ROOM if _ROOMS.search(folded) else None


def shown(name: str) -> Shown:
    """What a shown name may mean.

    >>> shown("CIV - KOUASSI Adjoua (Adjoua KOUASSI)")
    Shown(keys=('adjoua kouassi civ', 'adjoua kouassi'), hints=frozenset({'civ'}))
    """
    texts = list(_texts(_bare(name)))
    parts = [part for text in texts for part in _PARTS.split(text) if part.strip()]
    keys = dict.fromkeys(key(text) for text in (*texts, *parts))
    hints = {fold(part) for part in parts if len(part.split()) == 1 or part not in texts}
    return Shown(tuple(one for one in keys if one), frozenset(hint for hint in hints if hint))


def key(*names: str) -> str:
    """Words of a name in an order of their own, so that family name first or last is the same.

    >>> key("KOUASSI", "Adjoua") == key("Adjoua Kouassi")
    True
    """
    return " ".join(sorted(fold(" ".join(names)).split()))


def _bare(name: str) -> str:
    plain = " ".join(_COMPANY.sub("", name).split())
    while (shorter := _SUFFIX.sub("", plain)) != plain:
        plain = shorter
    return plain


def _texts(plain: str) -> Iterator[str]:
    """The whole without its brackets, then what is in them: the name from before it was changed."""
    if found := _BRACKETS.match(plain):
        yield found[1]
        yield found[2]
    else:
        yield plain
