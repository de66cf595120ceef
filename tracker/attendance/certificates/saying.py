"""What a certificate says, and who may have one by the rule alone: pure.

A paper says which sessions somebody attended, for how long and how, in English and French; that is frozen
when it is issued. A certificate is given for a share of the minutes of all sessions that were open to the person.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Both:
    """A text in the two languages of the paper."""

    en: str
    fr: str

    def in_(self, language: str) -> str:
        """In French or, for everybody else, in English."""
        return self.fr if language == "fr" else self.en


@dataclass(frozen=True, slots=True)
class Attended:
    """A session on the paper."""

    code: str
    title: Both
    starts: str  # local time, ISO 8601: "2026-11-17T09:30"
    ends: str
    way: str  # of presence.Way
    minutes: int | None  # None: attended, time unknown
    whole: int  # minutes of the session less its breaks


@dataclass(frozen=True, slots=True)
class Paper:
    """All that a certificate says."""

    title: str
    given_name: str
    family_name: str
    native_name: str
    represents: Both
    script: str  # of the native name, see people.scripts
    body: Both
    meeting: Both
    place: Both
    first_day: str  # ISO 8601
    last_day: str
    zone: str
    sessions: tuple[Attended, ...]
    minutes: int
    whole: int  # of all sessions that were open to the person
    percent: int
    accreditation: str = ""  # of the meeting, where it is one of continuing education

    @property
    def as_json(self) -> dict[str, Any]:
        """As the database keeps it."""
        return asdict(self) | {"sessions": [asdict(one) for one in self.sessions]}


def read(kept: Mapping[str, Any]) -> Paper:
    """What the database has kept, as it was."""
    texts = {name: Both(**kept[name]) for name in ("represents", "body", "meeting", "place")}
    sessions = tuple(Attended(**{**one, "title": Both(**one["title"])}) for one in kept["sessions"])
    return Paper(**{**kept, **texts, "sessions": sessions})


def percent_of(share: float) -> int:
    """Whole per cent, never rounded up: 79.9 is 79.

    >>> percent_of(0.7999), percent_of(0.8), percent_of(0.29), percent_of(1)
    (79, 80, 29, 100)
    """
    return min(100, int(share * 100 + 1e-9))
