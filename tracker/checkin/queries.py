"""What the desk reads. The hot path is Core with statements built once: it runs for every badge at every door."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, cast
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, and_, bindparam, case, func, literal, or_, select
from sqlalchemy.orm import aliased

from tracker import clock
from tracker.badges.models import Badge
from tracker.checkin.models import Resolution, Scan, ScanUndo
from tracker.checkin.verdicts import COUNTING, REFUSING, Direction, Door, Verdict
from tracker.db import db, values
from tracker.errors import NotFound
from tracker.i18n import Texts
from tracker.meetings.admission import admits
from tracker.meetings.models import Meeting, MeetingSession, Room
from tracker.people.models import Category, CategorySetting, Delegation
from tracker.people.names import is_enough, search_terms
from tracker.people.queries import found_by
from tracker.registration.focal.models import Admission, Officer, OfficerFunction
from tracker.registration.models import ADMITTED, Choice, Mode, Registration, State


class NoSuchSession(NotFound):
    """The meeting has no session of that code."""


# The order of a person's scans at a door, whatever way and whenever they arrived; `Seen.order` says the same.
IN_ORDER = (Scan.at, func.coalesce(Scan.seq, 0), Scan.id)


@dataclass(frozen=True, slots=True)
class Gate:
    """A session's door and the session behind it."""

    session_id: int
    code: str
    door: Door


@dataclass(frozen=True, slots=True)
class Known:
    """Whom a badge belongs to, for one session."""

    badge_id: UUID
    registration_id: int
    uid: UUID
    meeting_id: int
    revoked: bool
    state: State
    category: Category
    mode: Mode | None
    title: str
    given_name: str
    family_name: str
    native_name: str
    organization: str
    name_en: str | None
    name_fr: str | None
    exception: bool | None  # admitted to this session, or not, by name
    function: OfficerFunction | None
    function_title: Texts | None
    category_label: Texts | None  # where the meeting has its own


@dataclass(frozen=True, slots=True)
class Seen:
    """A counting scan of a person at a session's door."""

    scan_id: UUID
    direction: Direction
    at: datetime
    desk: str
    seq: int = 0

    @property
    def order(self) -> tuple[datetime, int, UUID]:
        """Its place among the scans of that person."""
        return self.at, self.seq, self.scan_id


@dataclass(frozen=True, slots=True)
class Counts:
    """A session as its door sees it now."""

    inside: int  # persons whose last counting scan is coming in
    came: int  # persons who came in at least once
    expected: int  # approved and registered in person
    refused: int  # scans that let nobody in
    capacity: int | None
    provisional: int  # let in under a typed name, and not yet matched with anybody


_GATES = (
    select(
        MeetingSession.id,
        MeetingSession.code,
        MeetingSession.meeting_id,
        MeetingSession.kind,
        MeetingSession.categories,
        MeetingSession.starts_at,
        MeetingSession.ends_at,
        Meeting.access,
        Meeting.doors_open_minutes,
    )
    .join(Meeting, Meeting.id == MeetingSession.meeting_id)
    .where(Meeting.slug == bindparam("slug"), MeetingSession.code.in_(bindparam("codes", expanding=True)))
)


def session_of(meeting: Meeting, code: object) -> MeetingSession | None:
    """The session of that code, of a meeting that has been read; None for no code. NoSuchSession."""
    if not code:
        return None
    found = next((session for session in meeting.sessions if session.code == code), None)
    if found is None:
        raise NoSuchSession(_("This meeting has no session %(code)s.", code=code))
    return found


def gate(slug: str, code: str) -> Gate:
    """The door of a session (1 statement); NoSuchSession if there is none."""
    found = gates(slug, {code})
    if code not in found:
        raise NoSuchSession(_("This meeting has no session %(code)s.", code=code))
    return found[code]


def gates(slug: str, codes: Collection[str]) -> dict[str, Gate]:
    """The doors of those sessions that exist, by their codes (1 statement)."""
    rows = db.session.connection().execute(_GATES, {"slug": slug, "codes": list(codes)})
    found = {}
    for row in rows:
        found[row.code] = Gate(row.id, row.code, _door(cast("_Rules", row), cast("MeetingSession", row)))
    return found


def door(meeting: Meeting, session: MeetingSession) -> Door:
    """The door of a session that has been read with its meeting."""
    return _door(meeting, session)


class _Rules(Protocol):
    """What a meeting says of all its doors."""

    @property
    def doors_open_minutes(self) -> int: ...
    @property
    def access(self) -> dict[str, list[str]]: ...


def _door(rules: _Rules, session: MeetingSession) -> Door:
    opens = session.starts_at - timedelta(minutes=rules.doors_open_minutes)
    admitted = admits(session.kind.value, session.categories, rules.access)
    return Door(session.meeting_id, opens, session.ends_at, frozenset(admitted))


_OTHER_OFFICE = aliased(Officer)
FIRST_OFFICE = (
    select(func.min(_OTHER_OFFICE.id)).where(_OTHER_OFFICE.registration_id == Registration.id).scalar_subquery()
)
_OWN_WORDS = and_(CategorySetting.meeting_id == Registration.meeting_id, CategorySetting.code == Registration.category)
_KNOWN = (
    select(
        Badge.id.label("badge_id"),
        Registration.id.label("registration_id"),
        Registration.uid,
        Registration.meeting_id,
        Badge.revoked_at.is_not(None).label("revoked"),
        Registration.state,
        Registration.category,
        Choice.mode,
        Registration.title,
        Registration.given_name,
        Registration.family_name,
        Registration.native_name,
        Registration.organization,
        Delegation.name_en,
        Delegation.name_fr,
        Admission.is_admitted,
        Officer.function,
        Officer.title.label("function_title"),
        CategorySetting.label.label("category_label"),
    )
    .join(Registration, Registration.id == Badge.registration_id)
    .outerjoin(Delegation, Delegation.id == Registration.delegation_id)
    .join(MeetingSession, MeetingSession.id.in_(bindparam("sessions", expanding=True)))
    .outerjoin(Choice, and_(Choice.registration_id == Registration.id, Choice.session_id == MeetingSession.id))
    .outerjoin(Admission, and_(Admission.registration_id == Registration.id, Admission.session_id == MeetingSession.id))
    .outerjoin(Officer, Officer.id == FIRST_OFFICE)
    .outerjoin(CategorySetting, _OWN_WORDS)
)
_SESSION = MeetingSession.id.label("session_id")
_BY_HASH = _KNOWN.add_columns(_SESSION, Badge.code_hash).where(Badge.code_hash.in_(bindparam("hashes", expanding=True)))
_BY_PERSON = _KNOWN.add_columns(_SESSION).where(
    Registration.uid.in_(bindparam("uids", expanding=True)), Badge.revoked_at.is_(None)
)


def by_hash(sessions: Collection[int], hashes: Collection[bytes]) -> dict[tuple[int, bytes], Known]:
    """The holders of the badges with these code hashes, for each of these sessions (1 statement)."""
    asked = {"sessions": list(sessions), "hashes": list(hashes)}
    rows = db.session.connection().execute(_BY_HASH, asked) if hashes else ()
    return {(row.session_id, row.code_hash): Known(*values(row)[:-2]) for row in rows}


def by_person(sessions: Collection[int], uids: Collection[UUID]) -> dict[tuple[int, UUID], Known]:
    """The holders of valid badges among these registrations, for each of these sessions (1 statement)."""
    asked = {"sessions": list(sessions), "uids": list(uids)}
    rows = db.session.connection().execute(_BY_PERSON, asked) if uids else ()
    return {(row.session_id, row.uid): Known(*values(row)[:-1]) for row in rows}


_DOOR, _PLACE = aliased(MeetingSession), aliased(MeetingSession)
# The place of the scan is elsewhere than that door: see doors.is_elsewhere.
_AWAY = or_(
    _PLACE.room_id != _DOOR.room_id,
    and_(
        or_(_PLACE.room_id.is_(None), _DOOR.room_id.is_(None)),
        _PLACE.starts_at < _DOOR.ends_at,
        _DOOR.starts_at < _PLACE.ends_at,
    ),
)
_SEEN = (
    select(
        _DOOR.id.label("session_id"),
        Scan.registration_id,
        Scan.id,
        case(
            (Scan.session_id == _DOOR.id, Scan.direction), else_=literal(Direction.OUT, type_=Scan.direction.type)
        ).label("direction"),
        Scan.at,
        Scan.desk,
        Scan.seq,
        (Scan.session_id == _DOOR.id).label("is_own"),
    )
    .join(_PLACE, _PLACE.id == Scan.session_id)
    .join(_DOOR, _DOOR.meeting_id == _PLACE.meeting_id)
    .outerjoin(ScanUndo, ScanUndo.scan_id == Scan.id)
    .where(
        _DOOR.id.in_(bindparam("sessions", expanding=True)),
        Scan.registration_id.in_(bindparam("people", expanding=True)),
        or_(_PLACE.id == _DOOR.id, and_(Scan.direction == Direction.IN, _PLACE.id != _DOOR.id, _AWAY)),
        Scan.verdict.in_(list(COUNTING)),
        ScanUndo.scan_id.is_(None),
    )
    .order_by(*IN_ORDER)
)


def seen(sessions: Collection[int], people: Iterable[int]) -> dict[tuple[int, int], list[Seen]]:
    """The counting scans of these registrations at those sessions, each list in order (1 statement).

    Who entered elsewhere has left here since they were last seen here: that scan is in the list as a going.
    """
    rows = db.session.connection().execute(_SEEN, {"sessions": list(sessions), "people": list(people)})
    found: dict[tuple[int, int], list[Seen]] = defaultdict(list)
    for row in rows:
        one = Seen(row.id, row.direction, row.at, row.desk, row.seq or 0)
        if row.is_own or found.get((row.session_id, row.registration_id)):
            found[row.session_id, row.registration_id].append(one)
    return found


def counts(session_id: int) -> Counts:
    """The figures of a session, counted from the ledger (3 statements)."""
    inside, came = db.session.execute(_PRESENT, {"session_id": session_id}).one()
    refused, provisional = db.session.execute(_NOBODY, {"session_id": session_id}).one()
    expected, capacity, ends = db.session.execute(_EXPECTED, {"session_id": session_id}).one()
    inside = inside if ends is not None and clock.now() <= ends else 0  # nobody stays, though few are scanned out
    return Counts(inside or 0, came or 0, expected, refused or 0, capacity, provisional or 0)


_HERE = aliased(MeetingSession)
# Sessions in other rooms (see doors.is_elsewhere) that were not over before this one: who enters there has left here.
_ELSEWHERE = (
    select(MeetingSession.id)
    .join(_HERE, _HERE.meeting_id == MeetingSession.meeting_id)
    .where(
        _HERE.id == bindparam("session_id"),
        MeetingSession.id != _HERE.id,
        MeetingSession.ends_at > _HERE.starts_at,
        or_(
            MeetingSession.room_id != _HERE.room_id,
            and_(
                or_(MeetingSession.room_id.is_(None), _HERE.room_id.is_(None)),
                MeetingSession.starts_at < _HERE.ends_at,
            ),
        ),
    )
)
_COMES_HERE = and_(Scan.session_id == bindparam("session_id"), Scan.direction == Direction.IN)
_RANKED = (
    select(
        Scan.registration_id,
        case((_COMES_HERE, 1), else_=0).label("is_inside"),
        func.row_number()
        .over(
            partition_by=Scan.registration_id,
            order_by=[part.desc() for part in IN_ORDER],
        )
        .label("rank"),
        func.max(case((_COMES_HERE, 1), else_=0)).over(partition_by=Scan.registration_id).label("came"),
    )
    .outerjoin(ScanUndo, ScanUndo.scan_id == Scan.id)
    .where(
        or_(
            Scan.session_id == bindparam("session_id"),
            and_(Scan.direction == Direction.IN, Scan.session_id.in_(_ELSEWHERE)),
        ),
        Scan.verdict.in_(list(COUNTING)),
        ScanUndo.scan_id.is_(None),
    )
    .subquery()
)
_PRESENT = select(func.sum(_RANKED.c.is_inside), func.sum(_RANKED.c.came)).where(_RANKED.c.rank == 1)
_OPEN = and_(Scan.verdict == Verdict.PROVISIONAL, Resolution.linked_scan_id.is_(None))
_NOBODY = (
    select(
        func.sum(case((Scan.verdict.in_(list(REFUSING)), 1), else_=0)),
        func.sum(case((_OPEN, 1), else_=0)),
    )
    .outerjoin(ScanUndo, ScanUndo.scan_id == Scan.id)
    .outerjoin(Resolution, Resolution.scan_id == Scan.id)
    .where(
        Scan.session_id == bindparam("session_id"),
        Scan.verdict.not_in(list(COUNTING)),
        ScanUndo.scan_id.is_(None),
    )
)
_EXPECTED = select(
    select(func.count())
    .select_from(Choice)
    .join(Registration, Registration.id == Choice.registration_id)
    .where(
        Choice.session_id == bindparam("session_id"),
        Choice.mode == Mode.IN_PERSON,
        Registration.state.in_(ADMITTED),
    )
    .scalar_subquery(),
    select(Room.capacity)
    .join(MeetingSession, MeetingSession.room_id == Room.id)
    .where(MeetingSession.id == bindparam("session_id"))
    .scalar_subquery(),
    select(MeetingSession.ends_at).where(MeetingSession.id == bindparam("session_id")).scalar_subquery(),
)


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody found by name at the desk."""

    uid: UUID
    title: str
    given_name: str
    family_name: str
    native_name: str
    organization: str
    name_en: str | None
    name_fr: str | None
    state: State
    category: Category
    function: OfficerFunction | None
    function_title: Texts | None
    category_label: Texts | None


FOUND_AT_MOST = 20


def find(meeting_slug: str, query: str) -> list[Found]:
    """People of a meeting whose name or delegation has all words of the query, in any order (2 statements).

    A delegation is found by what it is called in any language. Drafts are nobody yet. At most FOUND_AT_MOST: first
    those whose family name begins with the first word, each group in alphabetical order.
    """
    if not is_enough(query):
        return []
    terms = search_terms(query)
    rows = db.session.execute(
        select(
            Registration.uid,
            Registration.title,
            Registration.given_name,
            Registration.family_name,
            Registration.native_name,
            Registration.organization,
            Delegation.name_en,
            Delegation.name_fr,
            Registration.state,
            Registration.category,
            Officer.function,
            Officer.title.label("function_title"),
            CategorySetting.label.label("category_label"),
        )
        .join(Meeting, Meeting.id == Registration.meeting_id)
        .outerjoin(Delegation, Delegation.id == Registration.delegation_id)
        .outerjoin(Officer, Officer.id == FIRST_OFFICE)
        .outerjoin(CategorySetting, _OWN_WORDS)
        .where(Meeting.slug == meeting_slug, Registration.state != State.DRAFT)
        .where(*(_finds(term, senders) for term, senders in zip(terms, found_by(terms), strict=True)))
        .order_by(case((Registration.sort_key.startswith(terms[0].strip(), autoescape=True), 0), else_=1))
        .order_by(Registration.sort_key, Registration.id)
        .limit(FOUND_AT_MOST)
    )
    return [Found(*values(row)) for row in rows]


def _finds(term: str, senders: set[int]) -> ColumnElement[bool]:
    by_name = Registration.search_key.contains(term, autoescape=True)
    return or_(by_name, Registration.delegation_id.in_(senders)) if senders else by_name
