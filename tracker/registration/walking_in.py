"""Registering somebody who stands at a desk: a name, a delegation and a category have to do."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from tracker.audit.models import Actor
from tracker.badges import issuing
from tracker.db import db
from tracker.errors import Conflict
from tracker.i18n import current_language
from tracker.meetings.admission import may_enter
from tracker.meetings.models import Meeting, WalkInRule
from tracker.people import aliases, names
from tracker.people.models import Category, Delegation
from tracker.registration import entering, queries, reviewing
from tracker.registration.details import Details
from tracker.registration.models import NOT_IN_DELEGATION, Mode, Registration, State, WalkIn


class NoWalkIns(Conflict):
    """The meeting takes nobody at the desk."""


class IsRegistered(Conflict):
    """Somebody of that name and delegation is registered: they need a badge, not a registration."""


@dataclass(frozen=True, slots=True)
class Stranger:
    """What was typed at the desk. `uid` is made there, so that sending twice registers once."""

    uid: UUID
    name: str
    delegation: str
    category: Category


def register(meeting: Meeting, who: Stranger, desk: str, by: Actor, *, at: datetime) -> Registration:
    """Register them, with a badge to be printed at once; approved if the meeting leaves that to its desks.

    Else the badge opens no door before the organizer approves, and then does so without being printed again. Without
    a seat they are on the waiting list, and have no badge. NoWalkIns, IsRegistered, SeatsFull.
    """
    if meeting.walk_ins is WalkInRule.OFF:
        raise NoWalkIns(_("This meeting registers nobody at the desk. Send the person to the organizer."))
    if before := db.session.scalar(select(WalkIn).where(WalkIn.uid == who.uid)):
        return db.session.get_one(Registration, before.registration_id)
    details = _details(meeting, who, at)
    _refuse_registered(meeting, details)
    made = entering.enter(meeting, details, by, approved=False)
    db.session.add(WalkIn(registration_id=made.id, uid=who.uid, desk=desk, at=at))
    if made.state is State.SUBMITTED and meeting.walk_ins is WalkInRule.DESK:
        reviewing.approve(made, by, on_behalf=True, all_the_same=True)
    elif made.state is State.SUBMITTED:
        issuing.issue(made.id)
    return made


def _details(meeting: Meeting, who: Stranger, at: datetime) -> Details:
    given, family = names.parted(who.name)
    sender = aliases.index(db.session.scalars(select(Delegation))).get(names.fold(who.delegation))
    still = [one for one in meeting.sessions if one.in_person and at < one.ends_at]
    return Details(
        title="",
        given_name=given,
        family_name=family,
        email=None,
        delegation_id=sender.id if sender else None,
        organization="" if sender else who.delegation,
        category=who.category,
        choices={
            one.id: Mode.IN_PERSON for one in still if may_enter(who.category, queries.categories_admitted(one), None)
        },
        language=current_language(),
    )


def _refuse_registered(meeting: Meeting, details: Details) -> None:
    sender = details.delegation_id, names.fold(details.organization)
    name = f"{details.given_name} {details.family_name}".strip()
    same = select(Registration).where(
        Registration.meeting_id == meeting.id,
        Registration.sort_key == names.sort_key(details.family_name, details.given_name),
        Registration.state.not_in(NOT_IN_DELEGATION),
    )
    for other in db.session.scalars(same):
        if (other.delegation_id, names.fold(other.organization)) == sender:
            raise IsRegistered(_("%(name)s is registered already. Look for the name instead.", name=name))
