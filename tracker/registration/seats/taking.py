"""Taking seats, one person after another.

Whoever may take or free seats of a meeting first locks it, then looks: of two who ask for the last seat at once, the
second looks after the first has taken it.
"""

from collections.abc import MutableMapping
from weakref import WeakKeyDictionary

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import SessionTransaction

from tracker.audit.models import Actor
from tracker.db import db
from tracker.errors import Conflict
from tracker.meetings.models import Meeting
from tracker.registration.models import Registration
from tracker.registration.moving import move
from tracker.registration.seats import holding, queries, wording
from tracker.registration.seats.models import WhenFull
from tracker.registration.seats.rules import NOTHING, Demand, Fit, Full, judge, keys
from tracker.registration.states import Step

_LOCKED: MutableMapping[SessionTransaction, set[int]] = WeakKeyDictionary()  # meetings, by who has locked them


class SeatsFull(Conflict):
    """There is no seat; nothing was changed."""


def lock(meeting_id: int) -> None:
    """Let nobody else take or free seats of the meeting until the end of the transaction.

    On SQLite the transaction is the only writer already. On PostgreSQL it may wait here; what was read before is then
    read anew. Lock before any registration is locked by itself, else two wait for one another.
    """
    if db.session.get_bind().dialect.name == "sqlite" or meeting_id in _locked():
        return
    db.session.flush()
    db.session.execute(select(Meeting.id).where(Meeting.id == meeting_id).with_for_update())
    _locked().add(meeting_id)
    db.session.expire_all()


def lock_named(slug: str) -> None:
    """The same by the meeting's name, before anything of it is read."""
    if db.session.get_bind().dialect.name != "sqlite":
        lock(db.session.scalar(select(Meeting.id).where(Meeting.slug == slug)) or 0)


def check_or_queue(registration: Registration, by: Actor, reason: str = "") -> bool:
    """Whether the person, who holds no seat, may take the step that gives them one.

    False: there is none, and they are in the waiting list now; the caller tells them ("waitlisted"). SeatsFull where a
    limit lets nobody wait. Locks the meeting.
    """
    lock(registration.meeting_id)
    db.session.flush()
    found = look(registration.meeting_id, holding.wanted(registration))
    if isinstance(found, Fit):
        return True
    if found.when_full is WhenFull.REFUSE:
        raise SeatsFull(_refusal(registration.meeting_id, found))
    move(registration, Step.QUEUE, by, reason)
    return False


def check_change(registration: Registration, wish: Demand) -> None:
    """Raise SeatsFull if somebody who holds seats cannot have these in place of them. Locks the meeting."""
    lock(registration.meeting_id)
    held = holding.held(registration)
    if held in {NOTHING, wish}:
        return
    found = look(registration.meeting_id, wish, held)
    if isinstance(found, Full):
        raise SeatsFull(_refusal(registration.meeting_id, found))


def look(meeting_id: int, wish: Demand, held: Demand = NOTHING) -> Fit | Full:
    """Whether there are seats at this moment (2 statements)."""
    limits = queries.limits(meeting_id)
    return judge(wish, limits, queries.taken(meeting_id, keys(wish, limits)), held)


def _refusal(meeting_id: int, full: Full) -> str:
    what = wording.several(full.limits, wording.sessions(meeting_id))
    return _("No seat is left %(what)s. Nothing was changed. Choose another way to attend.", what=what)


def _locked() -> set[int]:
    """The meetings that this very transaction has locked."""
    transaction = db.session().get_transaction()
    if transaction is None:
        raise RuntimeError("seats are locked inside of a transaction")
    return _LOCKED.setdefault(transaction, set())
