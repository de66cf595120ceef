"""Doors and checkpoints: what a passage at one means for the others. Pure rules over the one ledger of scans."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto

from tracker.checkin.verdicts import Direction
from tracker.meetings.models import CheckpointKind


@dataclass(frozen=True, slots=True)
class Place:
    """A session as a place where somebody can be; `room` is None where nobody said."""

    session_id: int
    room: int | None
    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Seen:
    """Somebody at the door of a session."""

    place: Place
    at: datetime
    direction: Direction


def is_elsewhere(here: Place, other: Place) -> bool:
    """Whether who enters there has left here: it is another room, or, where a room is not known, held meanwhile.

    Two sessions in one room follow each other: who is scanned for the afternoon at noon has not left the morning.
    """
    if here.session_id == other.session_id:
        return False
    if here.room is None or other.room is None:
        return here.starts < other.ends and other.starts < here.ends
    return here.room != other.room


class Fullness(StrEnum):
    """How a room fills."""

    FREE = auto()
    NEARLY = auto()
    FULL = auto()


NEARLY_FROM = 0.9  # of the seats


def fullness(inside: int, capacity: int | None) -> Fullness | None:
    """Whether a room is full, or soon will be; None where nobody knows its seats.

    A full room refuses nobody by itself: a scan is a fact, and the desk decides.
    """
    if capacity is None:
        return None
    if inside >= capacity:
        return Fullness.FULL
    return Fullness.NEARLY if inside >= NEARLY_FROM * capacity else Fullness.FREE


def counts_for(kind: CheckpointKind, rules: Mapping[CheckpointKind, Sequence[str]]) -> frozenset[CheckpointKind]:
    """All that a reading at a checkpoint counts for: itself, and what the meeting's rule adds."""
    return frozenset({kind, *(CheckpointKind(other) for other in rules.get(kind, ()))})


def session_counted(open_to: Sequence[tuple[Place, bool]], at: datetime) -> int | None:
    """The session that a reading elsewhere counts for, of those that the person may enter; None if none is on.

    `open_to` says of each whether the person registered for it in person. Of several that are on, it is the one so
    registered for; where that does not decide, none, for nobody can be in two rooms.
    """
    on = [(place, registered) for place, registered in open_to if place.starts <= at < place.ends]
    wanted = [place for place, registered in on if registered] or [place for place, _ in on]
    return wanted[0].session_id if len(wanted) == 1 else None
