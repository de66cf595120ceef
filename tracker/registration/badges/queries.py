"""Who has a badge to print, what stands on it, and what was printed before."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, func, select

from tracker.badges.layouts import Layout
from tracker.badges.models import Badge
from tracker.db import db
from tracker.people.models import Delegation
from tracker.people.names import search_terms
from tracker.registration.badges.looks import Choice, Who
from tracker.registration.badges.models import BadgePrint, BadgeRun
from tracker.registration.models import ADMITTED, Mode, Registration
from tracker.registration.models import Choice as Attendance

_LATEST = 20


@dataclass(frozen=True, slots=True)
class Run:
    """One line of the print log."""

    id: int
    layout: Layout
    two_sided: bool
    people: int
    held_back: int
    made_at: datetime
    made_by: str
    copy_of: int | None
    valid: int  # badges of it that are still valid

    @property
    def replaced(self) -> int:
        """How many would not be printed again."""
        return self.people - self.valid


@dataclass(frozen=True, slots=True)
class AtDesk:
    """A badge that was printed at a desk."""

    made_at: datetime
    made_by: str  # the desk or the person
    layout: Layout
    registration_id: int
    name: str
    is_valid: bool


HOLDER: Select[*tuple[Any, ...]] = (
    select(Registration, Badge.id)
    .join(Badge, (Badge.registration_id == Registration.id) & Badge.revoked_at.is_(None))
    .where(Registration.state.in_(ADMITTED))
)


def holders(meeting_id: int, wanted: Choice) -> Sequence[tuple[Registration, UUID]]:
    """Everybody of the choice with their valid badge, by name (1 statement); the order is not yet that of printing."""
    chosen = HOLDER.where(*_conditions(meeting_id, wanted)).order_by(Registration.sort_key, Registration.id)
    return [(row[0], row[1]) for row in db.session.execute(chosen)]


def count(meeting_id: int, wanted: Choice) -> int:
    """How many they are (1 statement)."""
    chosen = HOLDER.where(*_conditions(meeting_id, wanted)).with_only_columns(func.count())
    return db.session.scalar(chosen) or 0


def _conditions(meeting_id: int, wanted: Choice) -> list[ColumnElement[bool]]:
    asked: list[ColumnElement[bool]] = [Registration.meeting_id == meeting_id]
    if wanted.who is Who.NOT_PRINTED:
        asked.append(~exists().where(BadgePrint.badge_id == Badge.id))
    if wanted.in_room:
        asked.append(Registration.mode != Mode.ONLINE)
    if wanted.category:
        asked.append(Registration.category == wanted.category)
    if wanted.delegation:
        sender = select(Delegation.id).where(Delegation.code == wanted.delegation).scalar_subquery()
        asked.append(Registration.delegation_id == sender)
    return asked


def of_run(run_id: int) -> Sequence[tuple[Registration, UUID]]:
    """The people of a run whose badge is still valid, in its order (1 statement)."""
    chosen = HOLDER.join(BadgePrint, BadgePrint.badge_id == Badge.id).where(BadgePrint.run_id == run_id)
    return [(row[0], row[1]) for row in db.session.execute(chosen.order_by(BadgePrint.position))]


def of_person(registration_id: int) -> Sequence[tuple[Registration, UUID]]:
    """One person with their valid badge, or nobody (1 statement)."""
    return [(row[0], row[1]) for row in db.session.execute(HOLDER.where(Registration.id == registration_id).limit(1))]


def found(meeting_id: int, text: str) -> Sequence[tuple[Registration, UUID]]:
    """The first person by that name, or nobody (1 statement)."""
    terms = search_terms(text)
    if not terms:
        return []
    matches = [Registration.search_key.contains(term, autoescape=True) for term in terms]
    chosen = HOLDER.where(Registration.meeting_id == meeting_id, *matches)
    return [(row[0], row[1]) for row in db.session.execute(chosen.order_by(Registration.sort_key).limit(1))]


def attendances(registration_ids: Collection[int]) -> Mapping[int, dict[int, Mode]]:
    """How these people attend which sessions (1 statement)."""
    there: dict[int, dict[int, Mode]] = defaultdict(dict)
    columns = (Attendance.registration_id, Attendance.session_id, Attendance.mode)
    for registration_id, session_id, mode in db.session.execute(
        select(*columns).where(Attendance.registration_id.in_(registration_ids))
    ):
        there[registration_id][session_id] = mode
    return there


def valid(badge_ids: Collection[UUID]) -> int:
    """How many of these badges open doors (1 statement)."""
    chosen = select(func.count()).where(Badge.id.in_(badge_ids), Badge.revoked_at.is_(None))
    return db.session.scalar(chosen) or 0


def runs(meeting_id: int) -> list[Run]:
    """The latest runs but those at the desk, the last one first (1 statement)."""
    still_valid = (
        select(func.count())
        .select_from(BadgePrint)
        .join(Badge, Badge.id == BadgePrint.badge_id)
        .join(Registration, Registration.id == Badge.registration_id)
        .where(BadgePrint.run_id == BadgeRun.id, Badge.revoked_at.is_(None), Registration.state.in_(ADMITTED))
        .scalar_subquery()
    )
    chosen = select(BadgeRun, still_valid).where(BadgeRun.meeting_id == meeting_id, ~BadgeRun.at_desk)
    return [
        Run(
            row.id,
            Layout(row.layout),
            row.two_sided,
            row.people,
            row.held_back,
            row.made_at,
            row.made_by,
            row.copy_of_id,
            count,
        )
        for row, count in db.session.execute(chosen.order_by(BadgeRun.id.desc()).limit(_LATEST))
    ]


def senders(meeting_id: int) -> Sequence[Delegation]:
    """The delegations of those who have a badge (1 statement)."""
    has_badge = HOLDER.with_only_columns(Registration.delegation_id).where(Registration.meeting_id == meeting_id)
    return db.session.scalars(select(Delegation).where(Delegation.id.in_(has_badge))).all()


def at_desk(meeting_id: int) -> int:
    """How many badges were printed at the desk (1 statement)."""
    chosen = select(func.count()).select_from(BadgeRun).where(BadgeRun.meeting_id == meeting_id, BadgeRun.at_desk)
    return db.session.scalar(chosen) or 0


def latest_at_desk(meeting_id: int) -> list[AtDesk]:
    """The latest of them, the last one first (1 statement)."""
    chosen = (
        select(BadgeRun, Registration.id, Registration.given_name, Registration.family_name, Badge.revoked_at)
        .join(BadgePrint, BadgePrint.run_id == BadgeRun.id)
        .join(Badge, Badge.id == BadgePrint.badge_id)
        .join(Registration, Registration.id == Badge.registration_id)
        .where(BadgeRun.meeting_id == meeting_id, BadgeRun.at_desk)
        .order_by(BadgeRun.made_at.desc(), BadgeRun.id.desc())
        .limit(_LATEST)
    )
    return [
        AtDesk(run.made_at, run.made_by, Layout(run.layout), person, f"{given} {family}".strip(), revoked is None)
        for run, person, given, family, revoked in db.session.execute(chosen)
    ]


def badges_of(meeting_id: int, code_hashes: Collection[bytes]) -> Mapping[bytes, UUID]:
    """The badges of a meeting by the hashes of their codes, void ones too (1 statement)."""
    chosen = (
        select(Badge.code_hash, Badge.id)
        .join(Registration, Registration.id == Badge.registration_id)
        .where(Registration.meeting_id == meeting_id, Badge.code_hash.in_(code_hashes))
    )
    return {row.code_hash: row.id for row in db.session.execute(chosen)}


def recorded(uids: Collection[UUID]) -> set[UUID]:
    """Which prints of desks are on record already (1 statement)."""
    return set(db.session.scalars(select(BadgeRun.uid).where(BadgeRun.uid.in_(uids))))
