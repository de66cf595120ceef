"""Who has something left to do before registration closes, and what."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import aliased

from tracker.db import db
from tracker.meetings.models import Meeting
from tracker.people.models import Category
from tracker.registration.focal import lacking
from tracker.registration.focal import queries as focal
from tracker.registration.focal.models import Approver, FocalPoint
from tracker.registration.models import ADMITTED, Registration, State, StateChange
from tracker.registration.papers import needs
from tracker.registration.seats.models import SeatOffer
from tracker.registration.seats.queries import OPEN_OFFER


@dataclass(frozen=True, slots=True)
class Waiting:
    """A focal point, and the people who wait for their approval."""

    focal_point: FocalPoint
    people: Sequence[Registration]


def people(meeting: Meeting, of: Collection[Category], now: datetime, before: datetime) -> list[Registration]:
    """Those who have something left to do since `before`, by name (8 statements at most).

    A draft to confirm, a correction, a seat to accept, a paper to send.
    """
    chosen = select(Registration).where(
        Registration.meeting_id == meeting.id,
        Registration.category.in_(of),
        Registration.email.is_not(None),
        or_(_is_draft(before), _is_returned(before), _has_offer(now, before)),
    )
    found = {one.id: one for one in db.session.scalars(chosen).unique()}
    for one in needs.lacking(meeting.id):
        is_rested = one.reminded_at is None or one.reminded_at <= before
        person = one.registration
        if is_rested and person.email and person.category in of and person.created_at <= before:
            found[person.id] = person
    return sorted(found.values(), key=lambda one: (one.sort_key, one.id))


def participants(meeting: Meeting, before: datetime) -> Sequence[Registration]:
    """Those who may come, and have known it since `before`, by name (1 statement)."""
    admitted = (
        Registration.meeting_id == meeting.id,
        Registration.state.in_(ADMITTED),
        Registration.email.is_not(None),
        _stands_since(before),
    )
    chosen = select(Registration).where(*admitted).order_by(Registration.sort_key, Registration.id)
    return db.session.scalars(chosen).unique().all()


def for_focal_points(meeting: Meeting, before: datetime) -> list[Waiting]:
    """The focal points whose approval somebody has waited for since `before` (3 statements)."""
    waiting = select(Registration).where(
        Registration.meeting_id == meeting.id,
        Registration.state == State.SUBMITTED,
        Registration.delegation_id.is_not(None),
        _stands_since(before),
    )
    found = db.session.scalars(waiting.order_by(Registration.sort_key, Registration.id)).unique().all()
    speakers, given = focal.of_meeting(meeting.id), focal.approvers([one.id for one in found])
    return [
        Waiting(speaker, theirs)
        for speaker in speakers
        if (theirs := [one for one in found if _waits_for(one, speaker, speakers, given[one.id])])
    ]


def _waits_for(
    one: Registration, speaker: FocalPoint, speakers: Sequence[FocalPoint], given: Collection[Approver]
) -> bool:
    if one.delegation_id != speaker.delegation_id:
        return False
    addresses = [other.email for other in speakers if other.delegation_id == one.delegation_id]
    return Approver.FOCAL_POINT in lacking.missing_of(one, given, addresses)


def _is_draft(before: datetime) -> ColumnElement[bool]:
    """The last draft of an address that has no registration: whoever typed it, its owner is asked once."""
    other = aliased(Registration)
    is_overtaken = (
        select(other.id)
        .where(
            other.meeting_id == Registration.meeting_id,
            other.email == Registration.email,
            or_(other.state != State.DRAFT, other.id > Registration.id),
        )
        .exists()
    )
    return and_(Registration.state == State.DRAFT, Registration.created_at <= before, ~is_overtaken)


def _is_returned(before: datetime) -> ColumnElement[bool]:
    return and_(Registration.state == State.RETURNED, _stands_since(before))


def _has_offer(now: datetime, before: datetime) -> ColumnElement[bool]:
    offered = (OPEN_OFFER, SeatOffer.offered_at <= before, SeatOffer.accept_by > now)
    ids = select(SeatOffer.registration_id).where(*offered)
    return and_(Registration.state == State.WAITLISTED, Registration.id.in_(ids))


def _stands_since(before: datetime) -> ColumnElement[bool]:
    """Nothing has changed with the person since then."""
    last = select(func.max(StateChange.at)).where(StateChange.registration_id == Registration.id).scalar_subquery()
    return func.coalesce(last, Registration.created_at) <= before
