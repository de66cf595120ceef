"""A meeting file in, a MeetingFile out, or all that is wrong with it."""

import tomllib

from tracker.meetings.admission import DEFAULT_ACCESS
from tracker.meetings.categories import Colour, Pattern
from tracker.meetings.files.checking import problems_between
from tracker.meetings.files.fields import Fields
from tracker.meetings.files.parts import (
    CategoryFile,
    CheckpointFile,
    MeetingFile,
    MeetingFileWrong,
    PhaseFile,
    RoomFile,
    SessionFile,
    in_order,
)
from tracker.meetings.models import (
    ApprovalPolicy,
    CheckpointKind,
    DoorKind,
    PhaseKind,
    QuorumRule,
    SessionKind,
    WalkInRule,
)

MEETING_KEYS = (
    "slug",
    "body",
    "body_name",
    "number",
    "title",
    "place",
    "address",
    "timezone",
    "description",
    "contact",
    "registration_opens",
    "registration_closes",
    "change_deadline",
    "doors_open_minutes",
    "access",
    "phases",
    "rooms",
    "sessions",
    "checkpoints",
    "approval",
    "offer_hours",
    "remind_before_deadline",
    "remind_before_meeting",
    "walk_ins",
    "attended_minutes",
    "certificate_percent",
    "accreditation",
    "quorum",
    "quorum_percent",
    "quorum_number",
    "quorum_screen",
    "union_weight",
    "categories",
)
POLICY_KEYS = ("seats", "papers", "fields", "questions", "badges", "items")  # read by those who act on them
PHASE_KEYS = ("kind", "title", "opens", "closes")
ROOM_KEYS = ("name", "capacity")
SESSION_KEYS = (
    "code",
    "title",
    "kind",
    "starts",
    "ends",
    "room",
    "in_person",
    "online",
    "description",
    "categories",
    "door",
    "breaks",
    "join_url",
    "asks_proof",
)
CHECKPOINT_KEYS = ("kind", "counts_for")
CATEGORY_KEYS = (
    "code",
    "label",
    "votes",
    "counts_for_quorum",
    "listed",
    "colour",
    "pattern",
    "registration_closes",
)
_DAY = 24 * 60  # minutes
_LONGEST_OFFER = 30 * 24  # hours
LONGEST_REMINDER = 30  # days


def read(text: str) -> MeetingFile:
    """The meeting that the TOML text describes; MeetingFileWrong lists every problem at once."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise MeetingFileWrong((f"this is not TOML: {error}",)) from error
    problems: list[str] = []
    file = _meeting(Fields(table, "", MEETING_KEYS + POLICY_KEYS, problems))
    problems += problems_between(file)
    if problems:
        raise MeetingFileWrong(tuple(problems))
    return in_order(file)


def _meeting(top: Fields) -> MeetingFile:
    return MeetingFile(
        slug=top.code("slug", 80, r"[a-z0-9]+(-[a-z0-9]+)*", "cap-23"),
        body=top.text("body", 40),
        body_name=top.texts("body_name") if "body_name" in top.table else None,
        number=top.number("number", 1, 9999),
        title=top.texts("title"),
        place=top.texts("place"),
        address=top.text("address", 300, ""),
        timezone=top.text("timezone", 64),
        description=top.texts("description", required=False),
        contact=top.text("contact", 254, ""),
        registration_opens=top.optional_time("registration_opens"),
        registration_closes=top.optional_time("registration_closes"),
        change_deadline=top.optional_time("change_deadline"),
        doors_open_minutes=top.number("doors_open_minutes", 0, _DAY, 60),
        approval=top.one_of("approval", ApprovalPolicy, ApprovalPolicy.ORGANIZER),
        offer_hours=top.number("offer_hours", 1, _LONGEST_OFFER, 48),
        remind_before_deadline=_reminder(top, "remind_before_deadline"),
        remind_before_meeting=_reminder(top, "remind_before_meeting"),
        walk_ins=top.one_of("walk_ins", WalkInRule, WalkInRule.APPROVAL),
        attended_minutes=top.number("attended_minutes", 0, _DAY, 5),
        certificate_percent=top.number("certificate_percent", 0, 100, 80),
        accreditation=top.text("accreditation", 120, ""),
        quorum=top.one_of("quorum", QuorumRule, QuorumRule.NONE),
        quorum_percent=top.number("quorum_percent", 0, 99, 50),
        quorum_number=top.number("quorum_number", 1, 1000, 1),
        quorum_screen=top.flag("quorum_screen", default=True),
        union_weight=top.number("union_weight", 0, 100, 0),
        access=_access(top.table_of("access", tuple(DEFAULT_ACCESS))),
        phases=tuple(_phase(row) for row in top.rows("phases", PHASE_KEYS)),
        rooms=tuple(_room(row) for row in top.rows("rooms", ROOM_KEYS, "name")),
        sessions=tuple(_session(row) for row in top.rows("sessions", SESSION_KEYS, "code")),
        checkpoints=tuple(_checkpoint(row) for row in top.rows("checkpoints", CHECKPOINT_KEYS, "kind")),
        categories=_categories(top) if "categories" in top.table else None,
        policy={key: top.table[key] for key in POLICY_KEYS if key in top.table},
    )


def _reminder(top: Fields, key: str) -> int | None:
    return top.number(key, 0, LONGEST_REMINDER) if key in top.table else None


def _access(table: Fields) -> dict[str, tuple[str, ...]]:
    return {kind: table.categories(kind) or default for kind, default in DEFAULT_ACCESS.items()}


def _phase(row: Fields) -> PhaseFile:
    return PhaseFile(
        kind=row.one_of("kind", PhaseKind),
        title=row.texts("title", required=False),
        opens=row.time("opens"),
        closes=row.time("closes"),
    )


def _room(row: Fields) -> RoomFile:
    seats = row.number("capacity", 1, 100_000) if "capacity" in row.table else None
    return RoomFile(name=row.text("name", 120), capacity=seats)


def _session(row: Fields) -> SessionFile:
    return SessionFile(
        code=row.code("code", 20, r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*", "S1"),
        title=row.texts("title"),
        kind=row.one_of("kind", SessionKind),
        starts=row.time("starts"),
        ends=row.time("ends"),
        room=row.text("room", 120) if "room" in row.table else None,
        in_person=row.flag("in_person", default=True),
        online=row.flag("online", default=True),
        description=row.texts("description", required=False),
        categories=row.categories("categories"),
        door=row.one_of("door", DoorKind, DoorKind.IN),
        breaks=row.spans("breaks"),
        join_url=row.text("join_url", 500, ""),
        asks_proof=row.flag("asks_proof", default=False),
    )


def _checkpoint(row: Fields) -> CheckpointFile:
    return CheckpointFile(
        kind=row.one_of("kind", CheckpointKind), counts_for=row.several_of("counts_for", CheckpointKind)
    )


def _categories(top: Fields) -> tuple[CategoryFile, ...]:
    return tuple(_category(row) for row in top.rows("categories", CATEGORY_KEYS, "code"))


def _category(row: Fields) -> CategoryFile:
    return CategoryFile(
        code=row.category("code"),
        label=row.texts("label", required=False) or None,
        votes=row.optional_flag("votes"),
        counts_for_quorum=row.optional_flag("counts_for_quorum"),
        listed=row.optional_flag("listed"),
        colour=row.optional_one_of("colour", Colour),
        pattern=row.optional_one_of("pattern", Pattern),
        registration_closes=row.optional_time("registration_closes"),
    )
