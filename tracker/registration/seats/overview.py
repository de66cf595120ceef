"""What an organizer sees of the seats of a meeting: every limit with what is taken of it, and the waiting list."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import and_, select

from tracker.db import db, values
from tracker.i18n import current_language
from tracker.meetings.models import Meeting, MeetingSession
from tracker.people import categories
from tracker.people.models import Category, Delegation
from tracker.people.names import fold
from tracker.registration.models import Mode, Registration, State
from tracker.registration.seats import queries
from tracker.registration.seats.models import Level, SeatOffer, WhenFull
from tracker.registration.seats.rules import Key, Limit

# From the whole to the parts, as the levels are listed.
_LEVELS = tuple(Level)


@dataclass(frozen=True, slots=True)
class Bar:
    """One thing that is limited, and how full it is."""

    name: str
    taken: int
    seats: int

    @property
    def left(self) -> int:
        return max(self.seats - self.taken, 0)


@dataclass(frozen=True, slots=True)
class Limited:
    """A limit in words. That for every delegation has a bar for each that holds a seat, the fullest first."""

    id: int
    mode: Mode
    when_full: WhenFull
    seats: int
    name: str
    bars: tuple[Bar, ...]
    is_of_each: bool

    @property
    def full(self) -> int:
        """How many of the bars have no seat left."""
        return sum(bar.left == 0 for bar in self.bars)


@dataclass(frozen=True, slots=True)
class OpenRoom:
    """A session in a room of known capacity that nothing limits."""

    session: MeetingSession
    room: str
    seats: int


@dataclass(frozen=True, slots=True)
class InLine:
    """Somebody of the waiting list."""

    id: int
    title: str
    given_name: str
    family_name: str
    organization: str
    delegation_en: str | None
    delegation_fr: str | None
    mode: Mode
    since: datetime
    offered_until: datetime | None

    @property
    def represents(self) -> str:
        own = (self.delegation_fr if current_language() == "fr" else self.delegation_en) or ""
        return own or self.organization


def limited(meeting: Meeting) -> list[Limited]:
    """Every limit of the meeting, with what is taken of it (6 statements, however many limits and people)."""
    limits = queries.limits(meeting.id)
    books = queries.books(meeting.id)
    names = _delegations(limits, books)
    labels = categories.labels(categories.of(meeting.id))
    ordered = sorted(limits, key=lambda one: (_LEVELS.index(one.level), one.mode.value, one.id))
    return [_limited(one, limits, books, _words(one, meeting, names, labels), names) for one in ordered]


def open_rooms(meeting: Meeting) -> list[OpenRoom]:
    """The sessions that could be limited to what their room holds, in the order of time (1 statement)."""
    limited_already = {
        limit.session_id
        for limit in queries.limits(meeting.id)
        if limit.level is Level.SESSION and limit.mode is Mode.IN_PERSON
    }
    return [
        OpenRoom(one, one.room.name, one.room.capacity)
        for one in meeting.sessions
        if one.in_person and one.room and one.room.capacity and one.id not in limited_already
    ]


def waiting(meeting_id: int) -> Sequence[InLine]:
    """The waiting list in its order (1 statement)."""
    is_open = and_(SeatOffer.registration_id == Registration.id, queries.OPEN_OFFER)
    rows = db.session.execute(
        select(
            Registration.id,
            Registration.title,
            Registration.given_name,
            Registration.family_name,
            Registration.organization,
            Delegation.name_en,
            Delegation.name_fr,
            Registration.mode,
            Registration.waitlisted_at,
            SeatOffer.accept_by,
        )
        .outerjoin(Delegation, Delegation.id == Registration.delegation_id)
        .outerjoin(SeatOffer, is_open)
        .where(Registration.meeting_id == meeting_id, Registration.state == State.WAITLISTED)
        .order_by(Registration.waitlisted_at, Registration.id)
    )
    return [InLine(*values(row)) for row in rows]


def _limited(one: Limit, limits: Sequence[Limit], books: Counter[Key], name: str, names: Mapping[int, str]) -> Limited:
    is_of_each = one.level is Level.DELEGATION and one.delegation_id is None
    if is_of_each:
        bars = [Bar(names[sender], number, one.seats) for sender, number in _by_delegation(one, limits, books).items()]
    else:
        key = Key(one.level, one.mode, one.delegation_id, one.category, one.session_id)
        bars = [Bar(name, books[key], one.seats)]
    ordered = tuple(sorted(bars, key=lambda bar: (-bar.taken, fold(bar.name))))
    return Limited(one.id, one.mode, one.when_full, one.seats, name, ordered, is_of_each)


def _by_delegation(one: Limit, limits: Sequence[Limit], books: Counter[Key]) -> dict[int, int]:
    """What each delegation holds under the limit for all, without those that have their own."""
    own = {
        other.delegation_id
        for other in limits
        if other.level is Level.DELEGATION and (other.mode, other.category) == (one.mode, one.category)
    }
    return {
        key.delegation_id: number
        for key, number in books.items()
        if key.level is Level.DELEGATION
        and (key.mode, key.category) == (one.mode, one.category)
        and key.delegation_id is not None
        and key.delegation_id not in own
    }


def _delegations(limits: Sequence[Limit], books: Counter[Key]) -> dict[int, str]:
    wanted = {key.delegation_id for key in books} | {limit.delegation_id for limit in limits}
    found = db.session.scalars(select(Delegation).where(Delegation.id.in_(wanted - {None})))
    return {one.id: one.name(current_language()) for one in found}


def _words(limit: Limit, meeting: Meeting, names: Mapping[int, str], labels: Mapping[Category, str]) -> str:
    if limit.level is Level.SESSION:
        return next((str(s.title) for s in meeting.sessions if s.id == limit.session_id), "")
    if limit.level is Level.CATEGORY and limit.category:
        return str(labels[limit.category])
    if limit.level is Level.MEETING:
        return _("The whole meeting")
    if limit.delegation_id:
        return names[limit.delegation_id]
    if limit.category:
        return _("Each delegation of the category “%(category)s”", category=labels[limit.category])
    return _("Each delegation")
