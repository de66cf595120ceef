"""Appointing and ending focal points, and sending them their link again."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from flask_babel import gettext as _
from sqlalchemy import select

from tracker import clock
from tracker.audit import recording
from tracker.audit.models import Actor
from tracker.db import db
from tracker.errors import Conflict
from tracker.meetings.models import Meeting
from tracker.outbox.models import Message
from tracker.people.models import Delegation
from tracker.registration.focal import mails, queries
from tracker.registration.focal.models import FocalPoint

LINKS_AN_HOUR = 5


class AlreadyFocalPoint(Conflict):
    """The address speaks for this delegation already."""


@dataclass(frozen=True, slots=True)
class Named:
    """Whom an organizer appoints."""

    name: str
    email: str  # lower-case
    language: str


def appoint(meeting: Meeting, delegation: Delegation, who: Named, by: Actor) -> FocalPoint:
    """Let somebody speak for a delegation at a meeting, and mail them their link; AlreadyFocalPoint.

    Whoever has ended before gets another link; the earlier one stays void.
    """
    known = _known(meeting, delegation, who.email)
    if known and known.ended_at is None:
        raise AlreadyFocalPoint(_("%(email)s is a focal point of this delegation already.", email=who.email))
    made = known or FocalPoint(meeting=meeting, delegation=delegation, email=who.email, created_at=clock.now())
    made.uid, made.name, made.language, made.ended_at = uuid4(), who.name, who.language, None
    db.session.add(made)
    db.session.flush()
    _record(made, by, "focal_point.appointed")
    mails.tell(made)
    return made


def end(focal_point: FocalPoint, by: Actor) -> None:
    """Their link opens nothing any more. Doing it twice changes nothing."""
    if focal_point.ended_at is None:
        focal_point.ended_at = clock.now()
        _record(focal_point, by, "focal_point.ended")


def send_links(meeting: Meeting, email: str) -> None:
    """Mail an address the links of all delegations that it speaks for, at most five an hour; strangers get nothing."""
    since = clock.now() - timedelta(hours=1)
    speakers = queries.by_email(meeting.id, email)
    sent = select(Message.id).where(
        Message.recipient == email, Message.kind == "focal_point", Message.created_at > since
    )
    room = LINKS_AN_HOUR - len(db.session.scalars(sent.limit(LINKS_AN_HOUR)).all())
    for one in speakers[: max(room, 0)]:
        mails.tell(one)


def _known(meeting: Meeting, delegation: Delegation, email: str) -> FocalPoint | None:
    return db.session.scalar(
        select(FocalPoint).where(
            FocalPoint.meeting_id == meeting.id,
            FocalPoint.delegation_id == delegation.id,
            FocalPoint.email == email,
        )
    )


def _record(focal_point: FocalPoint, by: Actor, action: str) -> None:
    recording.record(
        by,
        action,
        f"focal point {focal_point.id}",
        meeting=focal_point.meeting.slug,
        email=focal_point.email,
        delegation=focal_point.delegation.code,
    )
