"""What a meeting file says, as values. All times are wall times of the meeting's zone, so they are naive here."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from tracker.errors import Invalid
from tracker.i18n import Texts
from tracker.meetings.admission import DEFAULT_ACCESS
from tracker.meetings.models import PhaseKind, SessionKind

NOTHING = Texts({})


class MeetingFileWrong(Invalid):
    """A meeting file that cannot be taken; `problems` holds every reason as a sentence, each with its place."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseFile:
    """A part of the meeting, in writing or live."""

    kind: PhaseKind
    opens: datetime
    closes: datetime
    title: Texts = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomFile:
    """A room; without a capacity its seats are not counted."""

    name: str
    capacity: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionFile:
    """A session; `categories` holds codes where its door differs from the rule for its kind."""

    code: str
    title: Texts
    kind: SessionKind
    starts: datetime
    ends: datetime
    room: str | None = None
    in_person: bool = True
    online: bool = True
    description: Texts = NOTHING
    categories: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingFile:
    """A whole meeting. Phases stand in the order of their opening, rooms by name, sessions by start."""

    slug: str
    body: str  # code of the body
    number: int
    title: Texts
    timezone: str
    place: Texts
    body_name: Texts | None = None  # None: leave the name that the body has
    address: str = ""
    description: Texts = NOTHING
    contact: str = ""
    registration_opens: datetime | None = None
    registration_closes: datetime | None = None
    change_deadline: datetime | None = None
    doors_open_minutes: int = 60
    access: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: dict(DEFAULT_ACCESS))
    phases: tuple[PhaseFile, ...] = ()
    rooms: tuple[RoomFile, ...] = ()
    sessions: tuple[SessionFile, ...] = ()


def in_order(file: MeetingFile) -> MeetingFile:
    """The same meeting with its parts in the order that every reader and writer keeps."""
    return replace(
        file,
        phases=tuple(sorted(file.phases, key=lambda p: (p.opens, p.closes, p.kind))),
        rooms=tuple(sorted(file.rooms, key=lambda r: r.name)),
        sessions=tuple(sorted(file.sessions, key=lambda s: (s.starts, s.code))),
    )


def moved(file: MeetingFile, by: timedelta) -> MeetingFile:
    """The same programme on other days: every clock time stays, so `by` is a number of days."""

    def to(wall: datetime | None) -> datetime | None:
        return wall and wall + by

    return replace(
        file,
        registration_opens=to(file.registration_opens),
        registration_closes=to(file.registration_closes),
        change_deadline=to(file.change_deadline),
        phases=tuple(replace(p, opens=p.opens + by, closes=p.closes + by) for p in file.phases),
        sessions=tuple(replace(s, starts=s.starts + by, ends=s.ends + by) for s in file.sessions),
    )
