"""The waiting list: seats that become free are offered in its order, for some hours each."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import select

from tracker import clock
from tracker.audit import recording
from tracker.audit.models import SYSTEM, Actor
from tracker.db import db
from tracker.errors import Conflict
from tracker.meetings.models import Meeting
from tracker.meetings.queries import live_span
from tracker.registration import mails
from tracker.registration.models import Registration, State
from tracker.registration.moving import move
from tracker.registration.seats import holding, queries, taking
from tracker.registration.seats.models import Answer, SeatOffer
from tracker.registration.seats.rules import Waiting, kept_until, next_in_line
from tracker.registration.states import Step


class OfferOver(Conflict):
    """The seat is no longer kept for this person."""


def offer_next(meeting: Meeting) -> list[SeatOffer]:
    """Offer the seats that are free now to the first of the waiting list who fit, and mail them.

    After everything that may have freed a seat, in its transaction. Offers that were not answered in time end first.
    """
    taking.lock(meeting.id)
    db.session.flush()
    _end_lapsed(meeting, clock.now())
    until = _of_use(meeting, queries.waiting(meeting.id), clock.now())
    if not until:
        return []
    chosen = next_in_line(until, queries.limits(meeting.id), queries.books(meeting.id))
    people = {waiting.registration_id: until[waiting] for waiting in chosen}
    found = {one.id: one for one in db.session.scalars(select(Registration).where(Registration.id.in_(people)))}
    return [_offer(found[id_], moment) for id_, moment in people.items()]


def accept(registration: Registration, by: Actor) -> None:
    """Take the seat that is kept. OfferOver where there is none, or too late."""
    taking.lock(registration.meeting_id)
    check_kept(registration, clock.now())
    move(registration, Step.MOVE_UP, by)


def lapse() -> int:
    """Move the waiting lists on where an offer was not answered in time; the number of offers made. The worker's."""
    made = 0
    for meeting_id in queries.meetings_with_a_queue():
        taking.lock(meeting_id)
        made += len(offer_next(db.session.get_one(Meeting, meeting_id)))
    return made


def kept(registration: Registration, now: datetime) -> SeatOffer | None:
    """The offer that the person can accept now."""
    if registration.state is not State.WAITLISTED:
        return None
    offer = queries.open_offer(registration.id)
    return offer if offer and now < offer.accept_by else None


def check_kept(registration: Registration, now: datetime) -> None:
    """Raise OfferOver where no seat is kept for the person."""
    if kept(registration, now) is None:
        raise OfferOver(_("No seat is kept for you any more. Your personal page shows where you stand."))


def _of_use(meeting: Meeting, queue: Sequence[Waiting], now: datetime) -> dict[Waiting, datetime]:
    """Who waits and could use a seat, in the order of the list, with the time until which it would be kept."""
    if not queue:
        return {}
    ends, held = {one.id: one.ends_at for one in meeting.sessions}, live_span(meeting)
    found = {}
    for waiting in queue:
        wanted = [ends[session] for session, _mode in waiting.demand.sessions if session in ends]
        until = kept_until(now, timedelta(hours=meeting.offer_hours), wanted, held.ends if held else None)
        if until:
            found[waiting] = until
    return found


def _offer(registration: Registration, until: datetime) -> SeatOffer:
    made = SeatOffer(registration_id=registration.id, offered_at=clock.now(), accept_by=until)
    db.session.add(made)
    db.session.flush()
    holding.refresh(registration)
    _record(registration, "registration.seat_offered")
    mails.tell(registration, "seat_offered")
    return made


def _end_lapsed(meeting: Meeting, now: datetime) -> None:
    """Who did not answer goes to the end of the list."""
    for offer in queries.lapsed(now, meeting.id):
        offer.answered_at, offer.answer = now, Answer.LAPSED
        registration = db.session.get_one(Registration, offer.registration_id)
        registration.waitlisted_at = now
        holding.refresh(registration)
        _record(registration, "registration.seat_lapsed")
        mails.tell(registration, "seat_lapsed")
    db.session.flush()


def _record(registration: Registration, action: str) -> None:
    recording.record(SYSTEM, action, f"registration {registration.id}", meeting=registration.meeting.slug)
