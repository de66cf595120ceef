"""Who holds which seats: written beside the state, so that an index can count them."""

from tracker import clock
from tracker.registration.details import Details
from tracker.registration.models import SEATED, Mode, Registration, State
from tracker.registration.seats import queries
from tracker.registration.seats.models import Answer
from tracker.registration.seats.rules import NOTHING, Demand


def refresh(registration: Registration) -> None:
    """Bring what is counted in step with the state, an open offer, and the choices. After every change of them."""
    holds = _holds(registration)
    modes = {choice.mode for choice in registration.choices} if holds else set()
    registration.seat_in_person = Mode.IN_PERSON in modes
    registration.seat_online = Mode.ONLINE in modes
    for choice in registration.choices:
        choice.holds_seat = holds


def wanted(registration: Registration) -> Demand:
    """The seats that the person asks for, held or not."""
    chosen = frozenset((choice.session_id, choice.mode) for choice in registration.choices)
    return Demand(registration.delegation_id, registration.category, chosen)


def asked(details: Details) -> Demand:
    """The seats that a filled-in form asks for."""
    return Demand(details.delegation_id, details.category, frozenset(details.choices.items()))


def held(registration: Registration) -> Demand:
    """The seats that the person holds now."""
    return wanted(registration) if registration.seat_in_person or registration.seat_online else NOTHING


def moved(registration: Registration, before: State) -> None:
    """Follow a change of state: into the waiting list, out of it, into a seat, out of it."""
    if before is State.WAITLISTED:
        _end_offer(registration)
    registration.waitlisted_at = clock.now() if registration.state is State.WAITLISTED else None
    if not {before, registration.state} <= SEATED:
        refresh(registration)


def _holds(registration: Registration) -> bool:
    if registration.state is State.WAITLISTED and registration.id is not None:
        return queries.open_offer(registration.id) is not None
    return registration.state in SEATED


def _end_offer(registration: Registration) -> None:
    offer = queries.open_offer(registration.id)
    if offer:
        offer.answered_at = clock.now()
        offer.answer = Answer.ACCEPTED if registration.state in SEATED else Answer.REFUSED
