"""Reads of limits, of seats that are held, and of the waiting list. Seats are counted, never kept as a number."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    ScalarSelect,
    Select,
    String,
    TextClause,
    and_,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    text,
)

from tracker.db import db, values
from tracker.meetings.models import MeetingSession
from tracker.registration.models import Choice, Mode, Registration, State
from tracker.registration.seats.models import Level, SeatLimit, SeatOffer
from tracker.registration.seats.rules import Demand, Key, Limit, Waiting

_SEAT = {Mode.IN_PERSON: Registration.seat_in_person, Mode.ONLINE: Registration.seat_online}
_LIMIT = (
    SeatLimit.id,
    SeatLimit.level,
    SeatLimit.mode,
    SeatLimit.seats,
    SeatLimit.when_full,
    SeatLimit.delegation_id,
    SeatLimit.category,
    SeatLimit.session_id,
)
_CAST = re.compile(r":(\w+)::(\w+)")  # as PostgreSQL writes it; text() would not find the name
OPEN_OFFER = SeatOffer.answered_at.is_(None)


def limits(meeting_id: int) -> tuple[Limit, ...]:
    """The limits of a meeting in the order in which they were made (1 statement)."""
    rows = db.session.execute(select(*_LIMIT).where(SeatLimit.meeting_id == meeting_id).order_by(SeatLimit.id))
    return tuple(Limit(*row) for row in rows)


def taken(meeting_id: int, keys: Collection[Key]) -> dict[Key, int]:
    """The seats held under each of these keys, each counted by an index (1 statement, whatever their number)."""
    if not keys:
        return {}
    asked = tuple(keys)
    wanted: dict[str, object] = {"meeting": meeting_id}
    for place, key in enumerate(asked):
        category = key.category.value if key.category else None
        named = {"delegation": key.delegation_id, "category": category, "session": key.session_id}
        wanted |= {f"{name}_{place}": value for name, value in named.items() if value is not None}
    row = db.session.execute(_counting(tuple(map(_shape, asked)), db.session.get_bind().dialect.name), wanted).one()
    return dict(zip(asked, values(row), strict=True))


def books(meeting_id: int) -> Counter[Key]:
    """The seats held under every key that anybody holds one under (3 statements)."""
    found = Counter[Key]()
    for mode in _SEAT:
        _add_people(found, meeting_id, mode)
    held = (
        select(Choice.session_id, Choice.mode, func.count())
        .join(MeetingSession, MeetingSession.id == Choice.session_id)
        .where(MeetingSession.meeting_id == meeting_id, Choice.holds_seat)
        .group_by(Choice.session_id, Choice.mode)
    )
    for session_id, mode, number in db.session.execute(held):
        found[Key(Level.SESSION, mode, session_id=session_id)] += number
    return found


def waiting(meeting_id: int) -> list[Waiting]:
    """The waiting list in its order, without those who have been offered a seat (2 statements)."""
    has_offer = select(SeatOffer.id).where(SeatOffer.registration_id == Registration.id, OPEN_OFFER).exists()
    in_line = (Registration.meeting_id == meeting_id, Registration.state == State.WAITLISTED, ~has_offer)
    people = db.session.execute(
        select(Registration.id, Registration.delegation_id, Registration.category)
        .where(*in_line)
        .order_by(Registration.waitlisted_at, Registration.id)
    ).all()
    sessions = _sessions(select(Registration.id).where(*in_line)) if people else {}
    return [Waiting(id_, Demand(sender, category, sessions.get(id_, frozenset()))) for id_, sender, category in people]


def place(registration: Registration) -> int:
    """How many stand before the person in the waiting list, and one (1 statement)."""
    before = or_(
        Registration.waitlisted_at < registration.waitlisted_at,
        and_(Registration.waitlisted_at == registration.waitlisted_at, Registration.id < registration.id),
    )
    in_line = (Registration.meeting_id == registration.meeting_id, Registration.state == State.WAITLISTED)
    return 1 + (db.session.scalar(select(func.count()).select_from(Registration).where(*in_line, before)) or 0)


def open_offer(registration_id: int) -> SeatOffer | None:
    """The offer that the person has not answered yet, lapsed or not (1 statement)."""
    return db.session.scalar(select(SeatOffer).where(SeatOffer.registration_id == registration_id, OPEN_OFFER))


def lapsed(now: datetime, meeting_id: int) -> Sequence[SeatOffer]:
    """Offers of a meeting that were not answered in time, in the order of the list."""
    return db.session.scalars(
        select(SeatOffer)
        .join(Registration)
        .where(Registration.meeting_id == meeting_id, OPEN_OFFER, SeatOffer.accept_by <= now)
        .order_by(Registration.waitlisted_at, Registration.id)
    ).all()


def meetings_with_a_queue() -> Sequence[int]:
    """The meetings for which somebody waits."""
    return db.session.scalars(
        select(Registration.meeting_id).where(Registration.state == State.WAITLISTED).distinct().order_by("meeting_id")
    ).all()


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a count looks like, whatever numbers it asks for."""

    mode: Mode
    of_session: bool
    of_delegation: bool
    of_category: bool


def _shape(key: Key) -> _Shape:
    return _Shape(key.mode, key.level is Level.SESSION, key.delegation_id is not None, key.category is not None)


@lru_cache(maxsize=256)
def _counting(shapes: tuple[_Shape, ...], _database: str) -> TextClause:
    """All counts in one statement, written once: a form asks for them four times, and building them cost more."""
    counts = select(*(_count(shape, place) for place, shape in enumerate(shapes)))
    named = type(db.session.get_bind().dialect)(paramstyle="named")  # type: ignore[call-arg]  # every dialect takes it
    return text(_CAST.sub(r"CAST(:\1 AS \2)", str(counts.compile(dialect=named))))


def _count(shape: _Shape, place: int) -> ScalarSelect[int]:
    if shape.of_session:
        held = (Choice.session_id == _asked("session", place), Choice.mode == literal_column(f"'{shape.mode.value}'"))
        return select(func.count()).select_from(Choice).where(*held, Choice.holds_seat).scalar_subquery()
    conditions: list[ColumnElement[bool]] = [
        Registration.meeting_id == bindparam("meeting", type_=Integer),
        _SEAT[shape.mode].expression,
    ]
    if shape.of_delegation:
        conditions.append(Registration.delegation_id == _asked("delegation", place))
    if shape.of_category:
        conditions.append(Registration.category == bindparam(f"category_{place}", type_=String))
    return select(func.count()).select_from(Registration).where(*conditions).scalar_subquery()


def _asked(name: str, place: int) -> BindParameter[int]:
    return bindparam(f"{name}_{place}", type_=Integer)


def _add_people(found: Counter[Key], meeting_id: int, mode: Mode) -> None:
    by = (Registration.delegation_id, Registration.category)
    rows = db.session.execute(
        select(*by, func.count()).where(Registration.meeting_id == meeting_id, _SEAT[mode]).group_by(*by)
    )
    for sender, category, number in rows:
        found[Key(Level.MEETING, mode)] += number
        found[Key(Level.CATEGORY, mode, category=category)] += number
        if sender is not None:
            found[Key(Level.DELEGATION, mode, sender)] += number
            found[Key(Level.DELEGATION, mode, sender, category)] += number


def _sessions(of: Select[Any]) -> dict[int, frozenset[tuple[int, Mode]]]:
    chosen: dict[int, set[tuple[int, Mode]]] = defaultdict(set)
    rows = db.session.execute(
        select(Choice.registration_id, Choice.session_id, Choice.mode).where(Choice.registration_id.in_(of))
    )
    for person, session, mode in rows:
        chosen[person].add((session, mode))
    return {person: frozenset(sessions) for person, sessions in chosen.items()}
