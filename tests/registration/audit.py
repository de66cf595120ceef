"""Whether the books of seats balance: recounted from states, choices and offers, without the product's own counting."""

from collections import Counter
from collections.abc import Iterable, Sequence

from sqlalchemy import select

from tracker.db import db
from tracker.registration.models import SEATED, Registration, State
from tracker.registration.seats.models import Level, SeatLimit, SeatOffer
from tracker.registration.states import ALLOWED

_STEPS = {(before, after) for table in ALLOWED.values() for before, after in table.items()}


def audit(meeting_id: int) -> list[str]:
    """What is wrong, in sentences; hopefully nothing."""
    db.session.rollback()
    people = db.session.scalars(select(Registration).where(Registration.meeting_id == meeting_id)).unique().all()
    limits = db.session.scalars(select(SeatLimit).where(SeatLimit.meeting_id == meeting_id)).all()
    offers = db.session.scalars(select(SeatOffer).where(SeatOffer.answered_at.is_(None))).all()
    offered = Counter(offer.registration_id for offer in offers)
    holders = [one for one in people if one.state in SEATED or (one.state is State.WAITLISTED and offered[one.id])]
    wrong = [f"oversold: {limit.level} {limit.mode}" for limit in limits if not _holds(limit, limits, holders)]
    for one in people:
        wrong += [f"{one.email}: {word}" for word in _wrong(one, is_holder=one in holders, offers=offered[one.id])]
        if one.state is State.WAITLISTED and one not in holders:
            seated = [*holders, one]
            if all(_holds(limit, limits, seated) for limit in limits):
                wrong.append(f"{one.email}: waits although there are seats")
    return wrong


def _wrong(one: Registration, *, is_holder: bool, offers: int) -> Iterable[str]:
    modes = {choice.mode.value for choice in one.choices} if is_holder else set()
    if (one.seat_in_person, one.seat_online) != ("in_person" in modes, "online" in modes):
        yield "its flags are not its state and choices"
    if any(choice.holds_seat is not is_holder for choice in one.choices):
        yield "its sessions are not counted as it is"
    if (one.waitlisted_at is None) == (one.state is State.WAITLISTED):
        yield "its place in the list is not its state"
    if offers > (one.state is State.WAITLISTED):
        yield "has more offers than it can take"
    states = [State.DRAFT, *(change.after for change in one.changes)]
    if states[-1] is not one.state or [change.before for change in one.changes] != states[:-1]:
        yield "its history is not one chain"
    if any((change.before, change.after) not in _STEPS for change in one.changes):
        yield "its history has a step that nobody may take"


def _holds(limit: SeatLimit, limits: Sequence[SeatLimit], holders: Sequence[Registration]) -> bool:
    """Whether no more people than the limit allows hold what it counts."""
    counted = [one for one in holders if _concerns(limit, one)]
    if limit.level is not Level.DELEGATION or limit.delegation_id is not None:
        return len(counted) <= limit.seats
    own = {other.delegation_id for other in limits if (other.mode, other.category) == (limit.mode, limit.category)}
    by_delegation = Counter(one.delegation_id for one in counted if one.delegation_id not in own)
    return all(number <= limit.seats for number in by_delegation.values())


def _concerns(limit: SeatLimit, one: Registration) -> bool:
    chosen = [choice for choice in one.choices if choice.mode == limit.mode]
    if limit.level is Level.SESSION:
        return any(choice.session_id == limit.session_id for choice in chosen)
    if limit.category is not None and one.category != limit.category:
        return False
    if limit.level is Level.DELEGATION:
        is_theirs = limit.delegation_id in {None, one.delegation_id}
        return bool(chosen) and one.delegation_id is not None and is_theirs
    return bool(chosen)
