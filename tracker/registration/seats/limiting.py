"""Setting limits of seats. Whoever holds a seat keeps it; what becomes free is offered at once."""

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select

from tracker.audit import recording
from tracker.audit.models import Actor
from tracker.db import db
from tracker.errors import Conflict, NotFound
from tracker.meetings.models import Meeting
from tracker.people.models import Category
from tracker.registration.models import Mode
from tracker.registration.seats import offering, taking
from tracker.registration.seats.models import Level, SeatLimit, WhenFull


class SameLimit(Conflict):
    """There is a limit of just this already."""


class NoSuchLimit(NotFound):
    """The limit was removed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A limit as an organizer describes it."""

    level: Level
    mode: Mode
    seats: int
    when_full: WhenFull
    delegation_id: int | None = None
    category: Category | None = None
    session_id: int | None = None


def add(meeting: Meeting, wanted: Wanted, by: Actor) -> SeatLimit:
    """Limit something from now on; SameLimit where it is limited already."""
    taking.lock(meeting.id)
    same = (
        SeatLimit.meeting_id == meeting.id,
        SeatLimit.level == wanted.level,
        SeatLimit.mode == wanted.mode,
        SeatLimit.delegation_id.is_not_distinct_from(wanted.delegation_id),
        SeatLimit.category.is_not_distinct_from(wanted.category),
        SeatLimit.session_id.is_not_distinct_from(wanted.session_id),
    )
    if db.session.scalar(select(SeatLimit.id).where(*same)):
        raise SameLimit(_("There is a limit of this already. Change its number of seats instead."))
    made = SeatLimit(
        meeting_id=meeting.id,
        level=wanted.level,
        mode=wanted.mode,
        seats=wanted.seats,
        when_full=wanted.when_full,
        delegation_id=wanted.delegation_id,
        category=wanted.category,
        session_id=wanted.session_id,
    )
    db.session.add(made)
    db.session.flush()
    _record(meeting, made, "seats.limit_added", by)
    # A delegation's own limit may allow more than the one for every delegation.
    offering.offer_next(meeting)
    return made


def change(meeting: Meeting, limit_id: int, seats: int, when_full: WhenFull, by: Actor) -> int:
    """Another number of seats, or another answer when they are gone; how many people got an offer by it."""
    taking.lock(meeting.id)
    limit = _limit(meeting, limit_id)
    limit.seats, limit.when_full = seats, when_full
    _record(meeting, limit, "seats.limit_changed", by)
    return len(offering.offer_next(meeting))


def remove(meeting: Meeting, limit_id: int, by: Actor) -> int:
    """Limit it no more; how many people got an offer by it."""
    taking.lock(meeting.id)
    limit = _limit(meeting, limit_id)
    _record(meeting, limit, "seats.limit_removed", by)
    db.session.delete(limit)
    return len(offering.offer_next(meeting))


def _limit(meeting: Meeting, limit_id: int) -> SeatLimit:
    found = db.session.scalar(select(SeatLimit).where(SeatLimit.meeting_id == meeting.id, SeatLimit.id == limit_id))
    if found is None:
        raise NoSuchLimit(_("This limit was removed meanwhile."))
    return found


def _record(meeting: Meeting, limit: SeatLimit, action: str, by: Actor) -> None:
    recording.record(
        by,
        action,
        f"seat limit {limit.id}",
        meeting=meeting.slug,
        level=limit.level.value,
        mode=limit.mode.value,
        seats=limit.seats,
        when_full=limit.when_full.value,
        delegation=limit.delegation_id,
        category=limit.category.value if limit.category else None,
        session=limit.session_id,
    )
