"""What the list is made from. Read in columns, for ten thousand people."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select

from tracker.audit.models import Entry as Line
from tracker.badges.models import Badge
from tracker.checkin.queries import FIRST_OFFICE
from tracker.db import db, values
from tracker.i18n import Texts
from tracker.meetings.models import Meeting, MeetingSession
from tracker.people.models import Category, CategorySetting, Delegation
from tracker.registration.focal.models import Admission, Officer, OfficerFunction
from tracker.registration.models import Choice, Mode, Registration, State


@dataclass(frozen=True, slots=True)
class Holder:
    """A badge with its holder."""

    badge_id: UUID
    revoked: bool
    registration_id: int
    uid: UUID
    state: State
    category: Category
    title: str
    given_name: str
    family_name: str
    native_name: str
    organization: str
    delegation_id: int | None
    function: OfficerFunction | None
    function_title: Texts | None


def holders(meeting_id: int) -> list[Holder]:
    """Every badge that was ever issued for a meeting, the void ones too (1 statement)."""
    rows = db.session.execute(
        select(
            Badge.id,
            Badge.revoked_at.is_not(None),
            Registration.id,
            Registration.uid,
            Registration.state,
            Registration.category,
            Registration.title,
            Registration.given_name,
            Registration.family_name,
            Registration.native_name,
            Registration.organization,
            Registration.delegation_id,
            Officer.function,
            Officer.title,
        )
        .join(Registration, Registration.id == Badge.registration_id)
        .outerjoin(Officer, Officer.id == FIRST_OFFICE)
        .where(Registration.meeting_id == meeting_id)
        .order_by(Badge.id)
    )
    return [Holder(*values(row)) for row in rows]


def modes(meeting_id: int) -> dict[int, dict[int, Mode]]:
    """How each registered person attends each session (1 statement)."""
    rows = db.session.execute(
        select(Choice.registration_id, Choice.session_id, Choice.mode)
        .join(MeetingSession, MeetingSession.id == Choice.session_id)
        .where(MeetingSession.meeting_id == meeting_id)
    )
    found: dict[int, dict[int, Mode]] = defaultdict(dict)
    for registration, session, mode in rows:
        found[registration][session] = mode
    return found


def exceptions(meeting_id: int) -> dict[int, dict[int, bool]]:
    """Whom a name admits to a session, or keeps out (1 statement)."""
    rows = db.session.execute(
        select(Admission.registration_id, Admission.session_id, Admission.is_admitted)
        .join(MeetingSession, MeetingSession.id == Admission.session_id)
        .where(MeetingSession.meeting_id == meeting_id)
    )
    found: dict[int, dict[int, bool]] = defaultdict(dict)
    for registration, session, is_admitted in rows:
        found[registration][session] = is_admitted
    return found


def delegations(meeting_id: int) -> dict[int, tuple[str, str]]:
    """The English and French names of the delegations that come, by their ids, in order (1 statement)."""
    coming = select(Registration.delegation_id).where(Registration.meeting_id == meeting_id)
    rows = db.session.execute(
        select(Delegation.id, Delegation.name_en, Delegation.name_fr)
        .where(Delegation.id.in_(coming))
        .order_by(Delegation.id)
    )
    return {row.id: (row.name_en, row.name_fr) for row in rows}


def stamp(meeting_id: int) -> tuple[Any, ...]:
    """What changes whenever something that the list shows does (1 statement, over indexes).

    Every write to what a list shows adds a line to the journal in the same transaction. Lines are counted as well as
    numbered, for on PostgreSQL a line may appear after one with a higher number. Badges and states are counted too.
    """
    slug = select(Meeting.slug).where(Meeting.id == meeting_id).scalar_subquery()
    lines = or_(Line.meeting_slug == slug, Line.meeting_slug.is_(None))
    people = Registration.meeting_id == meeting_id
    badges = select(Badge.id).join(Registration, Registration.id == Badge.registration_id).where(people)
    states = (
        select(func.count()).where(people, Registration.state == state).scalar_subquery().label(state)
        for state in State
    )
    row = db.session.execute(
        select(
            select(func.count()).where(lines).scalar_subquery(),
            select(func.max(Line.id)).where(lines).scalar_subquery(),
            select(func.count()).select_from(badges.subquery()).scalar_subquery(),
            select(func.count()).select_from(badges.where(Badge.revoked_at.is_not(None)).subquery()).scalar_subquery(),
            select(func.count(CategorySetting.id)).where(CategorySetting.meeting_id == meeting_id).scalar_subquery(),
            *states,
        )
    ).one()
    return values(row)
