"""What a meeting file says, as values. All times are wall times of the meeting's zone, so they are naive here."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from tracker.errors import Invalid
from tracker.i18n import Texts
from tracker.meetings.admission import CATEGORIES, DEFAULT_ACCESS
from tracker.meetings.categories import Colour, Pattern
from tracker.meetings.models import (
    ApprovalPolicy,
    CheckpointKind,
    DoorKind,
    PhaseKind,
    QuorumRule,
    SessionKind,
    WalkInRule,
)

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
    door: DoorKind = DoorKind.IN
    breaks: tuple[tuple[str, str], ...] = ()  # local times of day: ("10:45", "11:15")
    join_url: str = ""  # where the platform shows it
    asks_proof: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckpointFile:
    """A place where badges are read, and what a reading there counts for besides itself."""

    kind: CheckpointKind
    counts_for: tuple[CheckpointKind, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryFile:
    """What a meeting says of one category of participants; None leaves the default."""

    code: str
    label: Texts | None = None
    votes: bool | None = None
    counts_for_quorum: bool | None = None
    listed: bool | None = None  # in the list of participants
    colour: Colour | None = None
    pattern: Pattern | None = None
    registration_closes: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingFile:
    """A whole meeting. Phases stand in the order of their opening, rooms by name, sessions by start.

    Categories and policy belong to other areas, which read what is kept here: None, or a missing table of the policy,
    leaves them as they are. The policy is as TOML gives it: lists of tables, or tables, by name.
    """

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
    approval: ApprovalPolicy = ApprovalPolicy.ORGANIZER
    offer_hours: int = 48
    remind_before_deadline: int | None = None  # days; 0: nobody is reminded; None: leave what the meeting has
    remind_before_meeting: int | None = None
    walk_ins: WalkInRule = WalkInRule.APPROVAL
    attended_minutes: int = 5
    certificate_percent: int = 80
    accreditation: str = ""  # of continuing education, printed on certificates
    quorum: QuorumRule = QuorumRule.NONE
    quorum_percent: int = 50
    quorum_number: int = 1
    quorum_screen: bool = True
    union_weight: int = 0
    access: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: dict(DEFAULT_ACCESS))
    phases: tuple[PhaseFile, ...] = ()
    rooms: tuple[RoomFile, ...] = ()
    sessions: tuple[SessionFile, ...] = ()
    checkpoints: tuple[CheckpointFile, ...] = ()
    categories: tuple[CategoryFile, ...] | None = None
    policy: Mapping[str, object] = field(default_factory=dict)


def in_order(file: MeetingFile) -> MeetingFile:
    """The same meeting with its parts in the order that every reader and writer keeps."""
    return replace(
        file,
        phases=tuple(sorted(file.phases, key=lambda p: (p.opens, p.closes, p.kind))),
        rooms=tuple(sorted(file.rooms, key=lambda r: r.name)),
        sessions=tuple(sorted(file.sessions, key=lambda s: (s.starts, s.code))),
        checkpoints=tuple(sorted(file.checkpoints, key=lambda c: list(CheckpointKind).index(c.kind))),
        categories=None if file.categories is None else tuple(sorted(file.categories, key=_usual)),
    )


def _usual(category: CategoryFile) -> int:
    """Where a category stands in every list that people read."""
    return CATEGORIES.index(category.code) if category.code in CATEGORIES else len(CATEGORIES)


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
        categories=file.categories
        and tuple(replace(c, registration_closes=to(c.registration_closes)) for c in file.categories),
    )
