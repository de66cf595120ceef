"""What a device saw, as plain values."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from tracker.checkin.models import Method
from tracker.checkin.verdicts import Direction
from tracker.meetings.models import CheckpointKind


@dataclass(frozen=True, slots=True)
class Typed:
    """Who somebody said they were, where the device did not know them."""

    name: str
    delegation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A code, a person chosen by name, or somebody let in under a typed name."""

    id: UUID
    device: UUID
    desk: str
    session: str  # its code
    at: datetime  # by the device's clock; when it arrived, where that showed what cannot be
    said: str = ""  # then, what it showed
    direction: Direction
    method: Method
    code: str = ""
    person: UUID | None = None
    typed: Typed | None = None
    seq: int | None = None  # the device's own count of its scans
    offset: timedelta | None = None  # what the device has measured its clock to lack
    shown: str = ""  # the verdict that the device showed without the server
    roster: datetime | None = None  # when the list was made that it judged by
    client: str = ""  # the release of its page
    checkpoint: CheckpointKind | None = None  # where it was made, instead of at a session
