"""What the app reads. Its statements are built once: it asks five times for every badge."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Integer, Select, and_, bindparam, case, func, or_, select

from tracker.badges.models import Badge
from tracker.checkin.models import Scan, ScanUndo
from tracker.checkin.queries import IN_ORDER
from tracker.checkin.verdicts import COUNTING, Direction
from tracker.db import db, values
from tracker.errors import NotFound
from tracker.i18n import Texts
from tracker.meetings.admission import admits
from tracker.meetings.models import Meeting, MeetingSession, SessionKind
from tracker.people.models import Category, CategorySetting, Delegation
from tracker.registration.focal.models import Admission
from tracker.registration.models import ADMITTED, Choice, Mode, Registration, State


class NoSuchEvent(NotFound):
    """No meeting has this number."""


class NoSuchForm(NotFound):
    """The meeting has no session of this number."""


class NoSuchPerson(NotFound):
    """Nobody has this number at the session."""


@dataclass(frozen=True, slots=True)
class Form:
    """A session."""

    id: int
    code: str
    title: Texts
    description: Texts
    starts_at: datetime
    ends_at: datetime
    categories: frozenset[str]  # who may enter


@dataclass(frozen=True, slots=True)
class Event:
    """A meeting with its sessions in their order."""

    id: int
    slug: str
    title: Texts
    description: Texts
    doors_open_minutes: int
    forms: tuple[Form, ...]

    def form(self, form_id: int) -> Form:
        """The session of that number; NoSuchForm."""
        found = next((form for form in self.forms if form.id == form_id), None)
        if found is None:
            raise NoSuchForm(_("This meeting has no such session."))
        return found


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at a session."""

    registration_id: int
    uid: UUID
    state: State
    title: str
    given_name: str
    family_name: str
    native_name: str
    organization: str
    created_at: datetime
    category: Category
    name_en: str | None
    name_fr: str | None
    category_label: Texts | None  # where the meeting has its own
    mode: Mode | None
    exception: bool | None  # admitted to this session, or not, by name
    last_way: Direction | None  # of what was last seen of them at the door
    last_at: datetime | None

    @property
    def inside(self) -> bool:
        return self.last_way is Direction.IN


@dataclass(frozen=True, slots=True)
class Figures:
    """Of a session."""

    people: int  # expected in the room, and who came besides
    inside: int


@dataclass(frozen=True, slots=True)
class Ticket:
    """A badge, and where it is of."""

    registration_id: int
    meeting_id: int
    revoked: bool


_EVENT = (
    select(
        Meeting.id,
        Meeting.slug,
        Meeting.title,
        Meeting.description,
        Meeting.doors_open_minutes,
        Meeting.access,
        MeetingSession.id.label("form_id"),
        MeetingSession.code,
        MeetingSession.title.label("form_title"),
        MeetingSession.description.label("form_description"),
        MeetingSession.kind,
        MeetingSession.categories,
        MeetingSession.starts_at,
        MeetingSession.ends_at,
    )
    .outerjoin(MeetingSession, MeetingSession.meeting_id == Meeting.id)
    .where(Meeting.id == bindparam("event_id"))
    .order_by(MeetingSession.starts_at, MeetingSession.code)
)


def event(event_id: int) -> Event:
    """A meeting (1 statement); NoSuchEvent."""
    rows = db.session.connection().execute(_EVENT, {"event_id": event_id}).all()
    if not rows:
        raise NoSuchEvent(_("There is no such meeting."))
    forms = tuple(
        Form(
            row.form_id,
            row.code,
            row.form_title,
            row.form_description,
            row.starts_at,
            row.ends_at,
            frozenset(admits(SessionKind(row.kind).value, row.categories, row.access)),
        )
        for row in rows
        if row.form_id
    )
    first = rows[0]
    return Event(first.id, first.slug, first.title, first.description, first.doors_open_minutes, forms)


def _last_seen(*which: ColumnElement[bool]) -> Select[int, int, Direction, datetime, int]:
    """The counting scans of people at sessions, the last of each as number 1."""
    latest = [part.desc() for part in IN_ORDER]
    rank = func.row_number().over(partition_by=(Scan.session_id, Scan.registration_id), order_by=latest)
    return (
        select(Scan.session_id, Scan.registration_id, Scan.direction, Scan.at, rank.label("rank"))
        .outerjoin(ScanUndo, ScanUndo.scan_id == Scan.id)
        .where(Scan.verdict.in_(list(COUNTING)), ScanUndo.scan_id.is_(None), *which)
    )


def _people(*which: ColumnElement[bool]) -> Select[*tuple[object, ...]]:
    session_id = bindparam("form_id", type_=Integer)
    seen = _last_seen(Scan.session_id == session_id, *which).subquery()
    of_session = and_(Choice.registration_id == Registration.id, Choice.session_id == session_id)
    by_name = and_(Admission.registration_id == Registration.id, Admission.session_id == session_id)
    own_words = and_(
        CategorySetting.meeting_id == Registration.meeting_id, CategorySetting.code == Registration.category
    )
    return (
        select(
            Registration.id,
            Registration.uid,
            Registration.state,
            Registration.title,
            Registration.given_name,
            Registration.family_name,
            Registration.native_name,
            Registration.organization,
            Registration.created_at,
            Registration.category,
            Delegation.name_en,
            Delegation.name_fr,
            CategorySetting.label.label("category_label"),
            Choice.mode,
            Admission.is_admitted,
            seen.c.direction,
            seen.c.at,
        )
        .outerjoin(Delegation, Delegation.id == Registration.delegation_id)
        .outerjoin(CategorySetting, own_words)
        .outerjoin(Choice, of_session)
        .outerjoin(Admission, by_name)
        .outerjoin(seen, and_(seen.c.registration_id == Registration.id, seen.c.rank == 1))
        .where(Registration.meeting_id == bindparam("event_id"), Registration.state != State.DRAFT)
    )


_ONE = _people(Scan.registration_id == bindparam("registration_id")).where(
    Registration.id == bindparam("registration_id")
)
_ALL = _people()
_ALL = _ALL.where(or_(Choice.mode.is_not(None), _ALL.selected_columns.direction.is_not(None))).order_by(
    Registration.sort_key, Registration.id
)


def person(event_id: int, form_id: int, registration_id: int) -> Person:
    """Somebody at a session, whether or not they registered for it (1 statement); NoSuchPerson."""
    asked = {"event_id": event_id, "form_id": form_id, "registration_id": registration_id}
    row = db.session.connection().execute(_ONE, asked).one_or_none()
    if row is None:
        raise NoSuchPerson(_("Nobody has this number at the session."))
    return Person(*values(row))


def people(event_id: int, form_id: int) -> list[Person]:
    """All who registered for a session, in the room or on the screen, or were seen at its door (1 statement)."""
    rows = db.session.connection().execute(_ALL, {"event_id": event_id, "form_id": form_id})
    return [Person(*values(row)) for row in rows]


_OF_SESSIONS = bindparam("forms", type_=Integer, expanding=True)
_EXPECTED = (
    select(Choice.session_id, func.count())
    .join(Registration, Registration.id == Choice.registration_id)
    .where(Choice.session_id.in_(_OF_SESSIONS), Choice.mode == Mode.IN_PERSON, Registration.state.in_(ADMITTED))
    .group_by(Choice.session_id)
)
_CAME = _last_seen(Scan.session_id.in_(_OF_SESSIONS)).subquery()
_IS_EXPECTED = and_(Choice.mode == Mode.IN_PERSON, Registration.state.in_(ADMITTED))
_SEEN = (
    select(
        _CAME.c.session_id,
        func.sum(case((_CAME.c.direction == Direction.IN, 1), else_=0)),
        func.sum(case((_IS_EXPECTED, 0), else_=1)),
    )
    .join(Registration, Registration.id == _CAME.c.registration_id)
    .outerjoin(Choice, and_(Choice.registration_id == _CAME.c.registration_id, Choice.session_id == _CAME.c.session_id))
    .where(_CAME.c.rank == 1)
    .group_by(_CAME.c.session_id)
)


def figures(forms: Collection[int]) -> dict[int, Figures]:
    """The figures of sessions, counted from the ledger (2 statements)."""
    connection = db.session.connection()
    expected = {row[0]: row[1] for row in connection.execute(_EXPECTED, {"forms": list(forms)})}
    seen = {row[0]: (row[1], row[2]) for row in connection.execute(_SEEN, {"forms": list(forms)})}
    nobody = (0, 0)
    return {
        form: Figures(expected.get(form, 0) + seen.get(form, nobody)[1], seen.get(form, nobody)[0]) for form in forms
    }


_TICKET = select(Badge.registration_id, Registration.meeting_id, Badge.revoked_at.is_not(None)).join(
    Registration, Registration.id == Badge.registration_id
)
_BY_BADGE = _TICKET.where(Badge.id == bindparam("badge"))
_BY_CODE = _TICKET.add_columns(Badge.id).where(Badge.code_hash == bindparam("hash"))


def ticket(badge: UUID) -> Ticket | None:
    """The badge of that number, if there is one (1 statement)."""
    row = db.session.connection().execute(_BY_BADGE, {"badge": badge}).one_or_none()
    return Ticket(*values(row)) if row else None


def by_code(code_hash: bytes) -> tuple[UUID, Ticket] | None:
    """The badge with a code of that hash, and its number (1 statement)."""
    row = db.session.connection().execute(_BY_CODE, {"hash": code_hash}).one_or_none()
    return (row[3], Ticket(*values(row)[:3])) if row else None


@dataclass(frozen=True, slots=True)
class Entry:
    """A scan of a person that counts."""

    scan_id: UUID
    device: UUID
    desk: str
    direction: Direction
    at: datetime
    received_at: datetime


_ENTRIES = (
    select(Scan.id, Scan.device, Scan.desk, Scan.direction, Scan.at, Scan.received_at)
    .outerjoin(ScanUndo, ScanUndo.scan_id == Scan.id)
    .where(
        Scan.session_id == bindparam("form_id"),
        Scan.registration_id == bindparam("registration_id"),
        Scan.verdict.in_(list(COUNTING)),
        ScanUndo.scan_id.is_(None),
    )
    .order_by(*(part.desc() for part in IN_ORDER))
)


def entries(form_id: int, registration_id: int) -> list[Entry]:
    """What was seen of a person at a session's door, the last first (1 statement)."""
    asked = {"form_id": form_id, "registration_id": registration_id}
    return [Entry(*values(row)) for row in db.session.connection().execute(_ENTRIES, asked)]
