"""What follows from every change of a state: approvals that no longer hold, and news for the delegation."""

from collections.abc import MutableMapping
from weakref import WeakKeyDictionary

from sqlalchemy import delete
from sqlalchemy.orm import SessionTransaction

from tracker.audit.models import Actor
from tracker.db import db
from tracker.outbox.models import Message
from tracker.outbox.posting import post
from tracker.registration.focal import queries
from tracker.registration.focal.models import Approval
from tracker.registration.models import Registration, State, StateChange

KIND = "delegation_news"
# Whoever comes back from these is looked at anew.
UNAPPROVED = frozenset({State.RETURNED, State.DECLINED, State.WITHDRAWN, State.SUBSTITUTED})

_Posted = dict[tuple[int, int], Message]  # by the registration's and the focal point's id
_posted: MutableMapping[SessionTransaction, _Posted] = WeakKeyDictionary()


def follow(registration: Registration, change: StateChange, by: Actor) -> None:
    """Do what follows from a change that has just been made. Moving is the one place that calls it."""
    if change.after in UNAPPROVED:
        forget_approvals(registration)
    _announce(registration, change, by)


def forget_approvals(registration: Registration) -> None:
    """Whoever approved something else has not approved this."""
    db.session.execute(delete(Approval).where(Approval.registration_id == registration.id))


def _announce(registration: Registration, change: StateChange, by: Actor) -> None:
    """Mail the delegation's focal points, except who did it and whose registration it is.

    One mail says what a transaction did to a person: of several changes in it the last is told.
    """
    delegation = registration.delegation
    told = {by.name, registration.email}
    for one in queries.active(registration.meeting.id, delegation.id if delegation else None):
        if one.email in told:
            continue
        db.session.flush()  # the change has its number then
        about: dict[str, str | int] = {
            "registration_id": registration.id,
            "focal_point_id": one.id,
            "change_id": change.id,
        }
        earlier = _of_this_transaction().get((registration.id, one.id))
        if earlier is None:
            _of_this_transaction()[registration.id, one.id] = post(KIND, one.email, one.language, **about)
        else:
            earlier.about = about


def _of_this_transaction() -> _Posted:
    transaction = db.session().get_transaction()
    if transaction is None:
        message = "news is told inside of a transaction"
        raise RuntimeError(message)
    return _posted.setdefault(transaction, {})
