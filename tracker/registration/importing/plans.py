"""What a list would do, row by row, before it does it. Pure."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum, auto

from tracker.registration.details import Details
from tracker.registration.importing.columns import Field
from tracker.registration.models import Mode


class Fate(StrEnum):
    """What becomes of a row."""

    NEW = auto()
    UPDATED = auto()
    UNCHANGED = auto()
    REFUSED = auto()


@dataclass(frozen=True, slots=True)
class Change:
    """A field that a row changes, before and after in words."""

    field: Field
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A row and its fate."""

    number: int
    name: str
    sender: str = ""  # delegation or organization, in words
    notes: tuple[str, ...] = ()  # what somebody new is to be, in words
    fate: Fate
    changes: tuple[Change, ...] = ()
    reasons: tuple[str, ...] = ()  # why it is refused


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPerson(Planned):
    """What is to be written of a person: a new registration, or the details of one that is there."""

    details: Details | None = None
    registration_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedDelegation(Planned):
    """What is to be written of a delegation: limits of seats by mode, and a focal point."""

    delegation_id: int | None = None
    seats: tuple[tuple[Mode, int], ...] = ()
    focal_point_name: str = ""
    focal_point_email: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """The fates of all rows, in the order of the list."""

    rows: tuple[Planned, ...]
    counts: Counter[Fate] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "counts", Counter(row.fate for row in self.rows))

    @property
    def refused(self) -> tuple[Planned, ...]:
        return self.of(Fate.REFUSED)

    @property
    def does_something(self) -> bool:
        return bool(self.counts[Fate.NEW] + self.counts[Fate.UPDATED])

    def of(self, fate: Fate | None) -> tuple[Planned, ...]:
        """The rows of one fate, or all."""
        return tuple(row for row in self.rows if fate is None or row.fate is fate)

    @property
    def digest(self) -> str:
        """What tells whether a plan made later does the same."""
        return hashlib.sha256("\n".join(_signs(self.rows)).encode()).hexdigest()


def _signs(rows: Iterable[Planned]) -> Iterable[str]:
    return (f"{row.number} {row.fate} {row.changes}" for row in rows)
