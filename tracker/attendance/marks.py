"""How a person attended one session: one pure rule."""

from datetime import datetime
from enum import StrEnum, auto

from tracker.registration.models import Mode


class Mark(StrEnum):
    """What stands in the sheet for one person and one session."""

    IN_PERSON = auto()  # a badge was scanned at the door
    ONLINE = auto()  # registered for the screen and not seen at the door
    ABSENT = auto()  # registered for the room and not seen at the door
    NOT_REGISTERED = auto()  # neither registered nor seen


def mark(registered: Mode | None, first_seen: datetime | None) -> Mark:
    """Evidence from the door comes before what was registered."""
    if first_seen is not None:
        return Mark.IN_PERSON
    if registered is None:
        return Mark.NOT_REGISTERED
    return Mark.ONLINE if registered is Mode.ONLINE else Mark.ABSENT
