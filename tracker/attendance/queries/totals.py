"""How many attended, by session, delegation and category."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, case, func, literal, select

from tracker.attendance.queries.evidence import pairs, takes_part
from tracker.db import db, values
from tracker.meetings.models import MeetingSession
from tracker.people.models import Category, Delegation
from tracker.registration.models import Mode, Registration


@dataclass(frozen=True, slots=True)
class Totals:
    """How many persons, by mark; of a session, a delegation or a category."""

    in_person: int
    online: int
    absent: int

    @property
    def registered(self) -> int:
        return self.in_person + self.online + self.absent


@dataclass(frozen=True, slots=True)
class GroupTotals:
    """A delegation or category: persons who were seen at any door, or else are registered for the screen, or absent."""

    name_en: str
    name_fr: str
    category: Category
    totals: Totals

    def name(self, language: str) -> str:
        """Its name in the reader's language; empty where the category says all."""
        return self.name_fr if language == "fr" else self.name_en


def session_totals(meeting_id: int) -> dict[int, Totals]:
    """The figures of every session, by its id (1 statement)."""
    found = pairs(MeetingSession.meeting_id == meeting_id)
    here, screen = found.c.first_seen.is_not(None), found.c.mode == Mode.ONLINE
    rows = db.session.execute(
        select(found.c.session_id, *_sums(here, and_(~here, screen), and_(~here, ~screen)))
        .join(Registration, Registration.id == found.c.registration_id)
        .where(takes_part(meeting_id))
        .group_by(found.c.session_id)
    )
    return {row[0]: Totals(*values(row)[1:]) for row in rows}


def delegation_totals(meeting_id: int) -> list[GroupTotals]:
    """The figures of every delegation or organization, by category and English name (1 statement)."""
    english = func.coalesce(Delegation.name_en, Registration.organization)
    french = func.coalesce(Delegation.name_fr, Registration.organization)
    return _group_totals(meeting_id, english, french)


def category_totals(meeting_id: int) -> list[GroupTotals]:
    """The figures of every participant category (1 statement)."""
    return _group_totals(meeting_id, literal(""), literal(""))


def _group_totals(meeting_id: int, english: ColumnElement[str], french: ColumnElement[str]) -> list[GroupTotals]:
    found = pairs(MeetingSession.meeting_id == meeting_id)
    person = (
        select(
            found.c.registration_id,
            func.max(case((found.c.first_seen.is_not(None), 1), else_=0)).label("here"),
            func.max(case((found.c.mode == Mode.ONLINE, 1), else_=0)).label("screen"),
        )
        .group_by(found.c.registration_id)
        .subquery()
    )
    here, screen = person.c.here == 1, person.c.screen == 1
    keys = (english.label("english"), french.label("french"), Registration.category)
    rows = db.session.execute(
        select(*keys, *_sums(here, and_(~here, screen), and_(~here, ~screen)))
        .join(Registration, Registration.id == person.c.registration_id)
        .outerjoin(Delegation, Delegation.id == Registration.delegation_id)
        .where(takes_part(meeting_id))
        .group_by(*keys)
        .order_by(Registration.category, "english")
    )
    return [GroupTotals(row[0], row[1], row[2], Totals(*values(row)[3:])) for row in rows]


def _sums(*conditions: ColumnElement[bool]) -> list[ColumnElement[int]]:
    return [func.coalesce(func.sum(case((condition, 1), else_=0)), 0) for condition in conditions]
