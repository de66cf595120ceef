"""Reads of focal points, approvals and delegations at a meeting."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from tracker import clock
from tracker.db import db, values
from tracker.errors import NotFound
from tracker.people.models import Delegation
from tracker.registration.focal import links
from tracker.registration.focal.models import Approval, Approver, FocalPoint
from tracker.registration.models import NOT_IN_DELEGATION, DelegateRole, Mode, Registration, State


class NotInDelegation(NotFound):
    """The delegation of this focal point has no such person."""


def speaker(token: str, *, to_change: bool = False) -> FocalPoint:
    """Who holds the link: LinkNotValid, or LinkEnded once ended or 30 days after the meeting.

    `to_change` keeps the organizer from ending them until the end of the transaction.
    """
    chosen = select(FocalPoint).where(FocalPoint.uid == links.speaker(token))
    whole = (joinedload(FocalPoint.meeting, innerjoin=True), joinedload(FocalPoint.delegation, innerjoin=True))
    found = db.session.scalar((chosen.with_for_update(of=FocalPoint) if to_change else chosen).options(*whole))
    if found is None or found.ended_at is not None:
        raise links.LinkEnded(_("You no longer speak for a delegation by this link. Ask the organizer if you should."))
    links.check_kept(found.meeting, clock.now())
    return found


def active(meeting_id: int, delegation_id: int | None) -> Sequence[FocalPoint]:
    """Those who speak for a delegation now, the first appointed first (1 statement, or none without a delegation)."""
    if delegation_id is None:
        return ()
    chosen = select(FocalPoint).where(
        FocalPoint.meeting_id == meeting_id,
        FocalPoint.delegation_id == delegation_id,
        FocalPoint.ended_at.is_(None),
    )
    return db.session.scalars(chosen.order_by(FocalPoint.id)).all()


def by_email(meeting_id: int, email: str) -> Sequence[FocalPoint]:
    """All delegations that an address speaks for at a meeting."""
    chosen = select(FocalPoint).where(
        FocalPoint.meeting_id == meeting_id, FocalPoint.email == email, FocalPoint.ended_at.is_(None)
    )
    return db.session.scalars(chosen.order_by(FocalPoint.id)).all()


def focal_point(meeting_id: int, focal_point_id: int) -> FocalPoint:
    """One focal point of a meeting, or NotFound."""
    found = db.session.get(FocalPoint, focal_point_id)
    if found is None or found.meeting_id != meeting_id:
        raise NotFound(_("This meeting has no such focal point."))
    return found


def approvals(registration_id: int) -> Sequence[Approval]:
    """What was approved already, the first first (1 statement)."""
    chosen = select(Approval).where(Approval.registration_id == registration_id)
    return db.session.scalars(chosen.order_by(Approval.id)).all()


def people(of: FocalPoint) -> Sequence[Registration]:
    """The delegation as its focal points see it: all who count, and those whom they nominated (1 statement)."""
    return db.session.scalars(
        select(Registration).where(*_own(of)).order_by(Registration.sort_key, Registration.id)
    ).all()


def person(of: FocalPoint, registration_id: int, *, to_change: bool = False) -> Registration:
    """One of them with choices and history, or NotInDelegation; `to_change` keeps others from changing it."""
    chosen = select(Registration).where(*_own(of), Registration.id == registration_id)
    parts = (
        selectinload(Registration.choices),
        selectinload(Registration.changes),
        joinedload(Registration.meeting, innerjoin=True),
    )
    locked = chosen.with_for_update(of=Registration) if to_change else chosen
    found = db.session.scalar(locked.options(*parts))
    if found is None:
        raise NotInDelegation(_("Your delegation has no such person."))
    return found


def nominated(meeting_id: int, delegation_id: int, email: str) -> Registration | None:
    """The nomination of an address that waits for the person to confirm."""
    return db.session.scalar(
        select(Registration).where(
            Registration.meeting_id == meeting_id,
            Registration.delegation_id == delegation_id,
            Registration.email == email,
            Registration.state == State.DRAFT,
            Registration.nominated_by_id.is_not(None),
        )
    )


def by_uid(uid: UUID) -> Registration | None:
    """The registration that a nominated person's link names, with its choices."""
    parts = (selectinload(Registration.choices), selectinload(Registration.changes))
    return db.session.scalar(select(Registration).where(Registration.uid == uid).options(*parts))


@dataclass(frozen=True, slots=True)
class Count:
    """How many people of a delegation are in one state and come through one door."""

    delegation_id: int
    state: State
    mode: Mode
    people: int


def counts(meeting_id: int) -> Sequence[Count]:
    """The people of every delegation at the meeting by state and mode, drafts left out (1 statement)."""
    grouped = (Registration.delegation_id, Registration.state, Registration.mode)
    rows = db.session.execute(
        select(*grouped, func.count())
        .where(
            Registration.meeting_id == meeting_id,
            Registration.delegation_id.is_not(None),
            Registration.state != State.DRAFT,
        )
        .group_by(*grouped)
    )
    return [Count(*values(row)) for row in rows]


def taking_part(meeting_id: int) -> Sequence[Delegation]:
    """The delegations that have people or focal points at the meeting, unsorted (1 statement)."""
    sends = select(Registration.delegation_id).where(
        Registration.meeting_id == meeting_id, Registration.state != State.DRAFT
    )
    speaks = select(FocalPoint.delegation_id).where(FocalPoint.meeting_id == meeting_id, FocalPoint.ended_at.is_(None))
    return db.session.scalars(select(Delegation).where(or_(Delegation.id.in_(sends), Delegation.id.in_(speaks)))).all()


def of_meeting(meeting_id: int) -> Sequence[FocalPoint]:
    """All who speak for a delegation at the meeting now (1 statement)."""
    chosen = select(FocalPoint).where(FocalPoint.meeting_id == meeting_id, FocalPoint.ended_at.is_(None))
    return db.session.scalars(chosen.order_by(FocalPoint.id)).all()


def _own(of: FocalPoint) -> tuple[ColumnElement[bool], ...]:
    return (
        Registration.meeting_id == of.meeting_id,
        Registration.delegation_id == of.delegation_id,
        or_(
            Registration.state != State.DRAFT,
            and_(Registration.state == State.DRAFT, Registration.nominated_by_id.is_not(None)),
        ),
    )


def approvers(registration_ids: Collection[int]) -> dict[int, set[Approver]]:
    """Who has approved each of the registrations (1 statement)."""
    rows = select(Approval.registration_id, Approval.approver).where(Approval.registration_id.in_(registration_ids))
    found: dict[int, set[Approver]] = {id_: set() for id_ in registration_ids}
    for registration_id, approver in db.session.execute(rows):
        found[registration_id].add(approver)
    return found


def heads(meeting_id: int) -> dict[int, Registration]:
    """Who leads each delegation at the meeting (1 statement)."""
    led = (
        Registration.meeting_id == meeting_id,
        Registration.delegation_id.is_not(None),
        Registration.role == DelegateRole.HEAD,
        Registration.state.not_in(NOT_IN_DELEGATION),
    )
    found = db.session.scalars(select(Registration).where(*led))
    return {one.delegation_id: one for one in found if one.delegation_id is not None}


def all_delegations() -> Sequence[Delegation]:
    """Every delegation, the companies that came once included, unsorted (1 statement)."""
    return db.session.scalars(select(Delegation)).all()
