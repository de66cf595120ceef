"""Recording what somebody on the screen does: joining, being there, leaving, typing the code of the shared screen."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum, auto
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.dialects import postgresql, sqlite

from tracker import config
from tracker.db import Base, db
from tracker.errors import Conflict, NotFound
from tracker.online.live import codes, queries, stays
from tracker.online.live.entering import Here, Standing, Ticket
from tracker.online.live.models import ProofAttempt, ScreenSpan, ScreenVisit
from tracker.online.live.places import network

MOST_VISITS = 200  # of one person at one session; what comes after joins, and adds no evidence
WRONG_CODES = 5
WRONG_WITHIN = timedelta(minutes=1)


class NotOpenNow(Conflict):
    """It is too early or too late, or nobody has said where the platform is."""


class NoSuchVisit(NotFound):
    """The page has not joined this session as this person."""


class Proof(StrEnum):
    """What becomes of a code."""

    RIGHT = auto()
    WRONG = auto()
    WAIT = auto()  # too many wrong ones; it was not looked at


@dataclass(frozen=True, slots=True)
class Arrival:
    """What a page says of itself as its person joins."""

    visit: UUID
    browser: UUID | None  # None without scripts
    address: str


@dataclass(frozen=True, slots=True)
class Sign:
    """What the page is told when it gives a sign."""

    is_elsewhere: bool
    is_over: bool


def join(ticket: Ticket, arrival: Arrival, now: datetime) -> str:
    """Record that somebody joins, once for each page, and give the platform's address; NotOpenNow."""
    if ticket.standing is not Standing.OPEN:
        raise NotOpenNow(_refusal(ticket.standing))
    here = ticket.here
    if queries.visits_of(here.registration_id, here.session_id) < MOST_VISITS:
        row = {
            "id": arrival.visit,
            "registration_id": here.registration_id,
            "session_id": here.session_id,
            "at": now,
            "browser": str(arrival.browser or ""),
            "network": network(arrival.address, config.settings().session_secret),
        }
        _add(_VISITS, row)
        visit(here, arrival.visit)
    return ticket.session.join_url


def _refusal(standing: Standing) -> str:
    if standing is Standing.WAITING:
        return _("The session cannot be joined yet. Keep the page open: it says when.")
    if standing is Standing.OVER:
        return _("The session is over.")
    return _("The address of this session is not known yet. Keep the page open: it looks again every minute.")


def visit(here: Here, visit_id: UUID) -> ScreenVisit:
    """The visit of this person to this session (1 statement); NoSuchVisit."""
    found = db.session.get(ScreenVisit, visit_id)
    if found is None or (found.registration_id, found.session_id) != (here.registration_id, here.session_id):
        raise NoSuchVisit(_("This page has not joined the session. Reload it and press the button."))
    return found


def give_sign(here: Here, visit_id: UUID, now: datetime, *, leaving: bool = False) -> Sign:
    """Record that the page is still open, or that it closes (5 statements at most, for there are many signs)."""
    held = visit(here, visit_id)
    if here.standing is Standing.OVER:
        return Sign(is_elsewhere=False, is_over=True)
    last = queries.last_span(visit_id)
    made = stays.after(queries.as_span(last), held.at, now, leaving=leaving)
    if made and last and made.since == last.since:
        last.seen_at, last.ends_at = made.seen_at, made.ends_at
    elif made:
        db.session.add(ScreenSpan(visit_id=visit_id, since=made.since, seen_at=made.seen_at, ends_at=made.ends_at))
    return Sign(is_elsewhere=not leaving and queries.is_elsewhere(held, now), is_over=False)


def prove(here: Here, attempt: UUID, visit_id: UUID, typed: str, now: datetime) -> Proof:
    """Record the code that somebody types; sent again, it gets its first answer."""
    held = visit(here, visit_id)
    if before := db.session.get(ProofAttempt, attempt):
        return Proof.RIGHT if before.is_right and before.visit_id == held.id else Proof.WRONG
    if here.standing is not Standing.OPEN or not here.asks_proof:
        raise NotOpenNow(_("No code is asked for now."))
    if queries.wrong_codes(held.registration_id, held.session_id, now - WRONG_WITHIN) >= WRONG_CODES:
        return Proof.WAIT
    is_right = codes.is_right(config.settings().session_secret, held.session_id, typed, now)
    _add(_PROOFS, {"id": attempt, "visit_id": held.id, "at": now, "is_right": is_right})
    return Proof.RIGHT if is_right else Proof.WRONG


_VISITS = Base.metadata.tables[ScreenVisit.__tablename__]
_PROOFS = Base.metadata.tables[ProofAttempt.__tablename__]


def _add(table: object, row: dict[str, object]) -> None:
    """Add the row if it is new; the same words in both dialects, which SQLAlchemy spells in two classes."""
    insert = sqlite.insert if db.session.get_bind().dialect.name == "sqlite" else postgresql.insert
    db.session.execute(insert(table).on_conflict_do_nothing(), row)  # type: ignore[arg-type]
