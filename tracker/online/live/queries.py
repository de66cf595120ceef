"""Reads of visits: what a page asks about, what organizers see, and the stays that count."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, literal, null, or_, select
from sqlalchemy.orm import aliased

from tracker import clock
from tracker.db import UtcDateTime, db, values
from tracker.meetings.models import MeetingSession
from tracker.online.live.models import ProofAttempt, ScreenSpan, ScreenVisit
from tracker.online.live.places import Open, Twice, at_once
from tracker.online.live.stays import HALF, PATIENCE, Span
from tracker.people.models import Delegation
from tracker.registration.models import ADMITTED, Choice, Mode, Registration

PAGE = 100


def last_span(visit_id: UUID) -> ScreenSpan | None:
    """The latest span of a visit (1 statement)."""
    chosen = select(ScreenSpan).where(ScreenSpan.visit_id == visit_id)
    return db.session.scalar(chosen.order_by(ScreenSpan.id.desc()).limit(1))


def as_span(row: ScreenSpan | None) -> Span | None:
    """The span as the rules know it."""
    return Span(row.since, row.seen_at, row.ends_at) if row else None


def has_joined(registration_id: int, session_id: int) -> UUID | None:
    """The latest visit of somebody to a session (1 statement)."""
    chosen = (ScreenVisit.registration_id == registration_id, ScreenVisit.session_id == session_id)
    return db.session.scalar(select(ScreenVisit.id).where(*chosen).order_by(ScreenVisit.at.desc()).limit(1))


def visits_of(registration_id: int, session_id: int) -> int:
    """How many visits of somebody to a session are recorded (1 statement)."""
    chosen = (ScreenVisit.registration_id == registration_id, ScreenVisit.session_id == session_id)
    return db.session.scalar(select(func.count()).select_from(ScreenVisit).where(*chosen)) or 0


def wrong_codes(registration_id: int, session_id: int, since: datetime) -> int:
    """How many wrong codes somebody has typed since then (1 statement)."""
    found = (
        select(func.count())
        .select_from(ProofAttempt)
        .join(ScreenVisit, ScreenVisit.id == ProofAttempt.visit_id)
        .where(
            ScreenVisit.registration_id == registration_id,
            ScreenVisit.session_id == session_id,
            ProofAttempt.at > since,
            ProofAttempt.is_right.is_(False),
        )
    )
    return db.session.scalar(found) or 0


def _is_on(now: datetime) -> ColumnElement[bool]:
    """Whether a page is open now, as a condition on a visit and one of its spans, or none."""
    lately = now - PATIENCE
    gives_signs = and_(ScreenSpan.seen_at > lately, ScreenSpan.ends_at > ScreenSpan.seen_at)
    return or_(gives_signs, and_(ScreenSpan.id.is_(None), ScreenVisit.at > lately))


def is_elsewhere(visit: ScreenVisit, now: datetime) -> bool:
    """Whether the person's page is open in another browser too (1 statement)."""
    found = (
        select(ScreenVisit.id)
        .outerjoin(ScreenSpan, ScreenSpan.visit_id == ScreenVisit.id)
        .where(
            ScreenVisit.registration_id == visit.registration_id,
            ScreenVisit.session_id == visit.session_id,
            ScreenVisit.browser.not_in(["", visit.browser]),
            _is_on(now),
        )
        .limit(1)
    )
    return db.session.scalar(found) is not None


@dataclass(frozen=True, slots=True)
class Figures:
    """How many persons, of one session."""

    expected: int = 0  # approved and registered for the screen
    joined: int = 0
    here: int = 0  # now
    proved: int = 0


def figures(meeting_id: int, now: datetime) -> Mapping[int, Figures]:
    """The figures of every session of a meeting, by its id (3 statements)."""
    of_meeting = select(MeetingSession.id).where(MeetingSession.meeting_id == meeting_id)
    person = ScreenVisit.registration_id
    counted = (
        select(
            ScreenVisit.session_id,
            func.count(person.distinct()),
            func.count(case((_is_on(now), person)).distinct()),
        )
        .outerjoin(ScreenSpan, ScreenSpan.visit_id == ScreenVisit.id)
        .where(ScreenVisit.session_id.in_(of_meeting))
        .group_by(ScreenVisit.session_id)
    )
    proved = (
        select(ScreenVisit.session_id, func.count(person.distinct()))
        .join(ProofAttempt, ProofAttempt.visit_id == ScreenVisit.id)
        .where(ScreenVisit.session_id.in_(of_meeting), ProofAttempt.is_right.is_(True))
        .group_by(ScreenVisit.session_id)
    )
    expected = (
        select(Choice.session_id, func.count())
        .join(Registration, Registration.id == Choice.registration_id)
        .where(Choice.session_id.in_(of_meeting), Choice.mode == Mode.ONLINE, Registration.state.in_(ADMITTED))
        .group_by(Choice.session_id)
    )
    awaited = {row[0]: row[1] for row in db.session.execute(expected)}
    proofs = {row[0]: row[1] for row in db.session.execute(proved)}
    seen = {row[0]: (row[1], row[2]) for row in db.session.execute(counted)}
    return {
        id_: Figures(awaited.get(id_, 0), *seen.get(id_, (0, 0)), proofs.get(id_, 0))
        for id_ in awaited.keys() | seen.keys()
    }


@dataclass(frozen=True, slots=True)
class Watcher:
    """Somebody who joined a session by their link."""

    proofs: tuple[tuple[datetime, bool], ...]  # when a code was typed, and whether it was right
    id: int  # of the registration
    given_name: str
    family_name: str
    native_name: str
    name_en: str | None
    name_fr: str | None
    organization: str
    mode: Mode | None  # as registered for the session
    joined_at: datetime  # first
    seen_at: datetime | None  # last sign of the page; None: it never gave one
    is_here: int  # 1: a page is open now


@dataclass(frozen=True, slots=True)
class WatcherPage:
    """Some of them."""

    rows: tuple[Watcher, ...]
    page: int
    pages: int
    total: int


_NAMES = (
    Registration.id,
    Registration.given_name,
    Registration.family_name,
    Registration.native_name,
    Delegation.name_en,
    Delegation.name_fr,
    Registration.organization,
)


def watchers(session_id: int, now: datetime, page: int) -> WatcherPage:
    """Who joined a session, in alphabetical order (3 statements)."""
    joined = select(func.count(ScreenVisit.registration_id.distinct())).where(ScreenVisit.session_id == session_id)
    total = db.session.scalar(joined) or 0
    pages = max(1, ceil(total / PAGE))
    page = min(max(1, page), pages)
    seen = (
        select(
            ScreenVisit.registration_id,
            func.min(ScreenVisit.at).label("joined_at"),
            func.max(ScreenSpan.seen_at).label("seen_at"),
            func.max(case((_is_on(now), 1), else_=0)).label("is_here"),
        )
        .outerjoin(ScreenSpan, ScreenSpan.visit_id == ScreenVisit.id)
        .where(ScreenVisit.session_id == session_id)
        .group_by(ScreenVisit.registration_id)
        .subquery()
    )
    chosen = and_(Choice.registration_id == Registration.id, Choice.session_id == session_id)
    rows = db.session.execute(
        select(*_NAMES, Choice.mode, seen.c.joined_at, seen.c.seen_at, seen.c.is_here)
        .join(seen, seen.c.registration_id == Registration.id)
        .outerjoin(Delegation, Delegation.id == Registration.delegation_id)
        .outerjoin(Choice, chosen)
        .order_by(Registration.sort_key, Registration.id)
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    ).all()
    proofs = _proofs(session_id, [row[0] for row in rows])
    found = (Watcher(tuple(proofs.get(row[0], ())), *values(row)) for row in rows)
    return WatcherPage(tuple(found), page, pages, total)


def _proofs(session_id: int, people: Sequence[int]) -> dict[int, list[tuple[datetime, bool]]]:
    rows = db.session.execute(
        select(ScreenVisit.registration_id, ProofAttempt.at, ProofAttempt.is_right)
        .join(ProofAttempt, ProofAttempt.visit_id == ScreenVisit.id)
        .where(ScreenVisit.session_id == session_id, ScreenVisit.registration_id.in_(people))
        .order_by(ProofAttempt.at, ProofAttempt.id)
    )
    found: dict[int, list[tuple[datetime, bool]]] = {}
    for person, at, is_right in rows:
        found.setdefault(person, []).append((at, is_right))
    return found


@dataclass(frozen=True, slots=True)
class Doubled:
    """Somebody whose page was open in two places at once."""

    twice: Twice
    id: int
    given_name: str
    family_name: str
    native_name: str
    name_en: str | None
    name_fr: str | None
    organization: str


def doubled(session_id: int) -> list[Doubled]:
    """Everybody whose page was open in two places at once, in order of time (2 statements)."""
    other = aliased(ScreenVisit)
    has_other = exists().where(
        other.registration_id == ScreenVisit.registration_id,
        other.session_id == session_id,
        other.browser != ScreenVisit.browser,
    )
    rows = db.session.execute(
        select(
            ScreenVisit.registration_id,
            ScreenVisit.browser,
            ScreenVisit.network,
            ScreenSpan.since,
            ScreenSpan.ends_at,
        )
        .join(ScreenSpan, ScreenSpan.visit_id == ScreenVisit.id)
        .where(ScreenVisit.session_id == session_id, has_other)
    )
    found = at_once(Open(*values(row)) for row in rows)
    who = (
        select(*_NAMES)
        .outerjoin(Delegation, Delegation.id == Registration.delegation_id)
        .where(Registration.id.in_([one.person for one in found]))
    )
    people = {row[0]: values(row) for row in db.session.execute(who)}
    return [Doubled(one, *people[one.person]) for one in found]


def counting_stays(meeting_id: int) -> Select[*tuple[Any, ...]]:
    """What visits say of time on the screen, with the columns of ScreenStay.

    A page that never gave a sign tells that its person joined, not for how long; it says so only of who has no other.
    Whose page is open counts as there now, between two signs too: else the quorum of this instant would miss half.
    """
    now = clock.now()
    is_open = and_(ScreenSpan.ends_at > ScreenSpan.seen_at, ScreenSpan.seen_at > now - PATIENCE)
    timed = exists().where(
        _OTHER.registration_id == ScreenVisit.registration_id,
        _OTHER.session_id == ScreenVisit.session_id,
        _SIGNS.visit_id == _OTHER.id,
    )
    touches = and_(ScreenSpan.since < MeetingSession.ends_at, ScreenSpan.ends_at > MeetingSession.starts_at)
    return (
        select(
            ScreenVisit.registration_id,
            ScreenVisit.session_id,
            func.coalesce(ScreenSpan.since, ScreenVisit.at).label("joined_at"),
            case((is_open, literal(now + HALF, UtcDateTime())), else_=ScreenSpan.ends_at).label("left_at"),
            null().label("minutes"),
            null().label("report_id"),
            literal("").label("report_name"),
            literal(0).label("line"),
        )
        .join(MeetingSession, MeetingSession.id == ScreenVisit.session_id)
        .outerjoin(ScreenSpan, ScreenSpan.visit_id == ScreenVisit.id)
        .where(MeetingSession.meeting_id == meeting_id, or_(touches, and_(ScreenSpan.id.is_(None), ~timed)))
    )


_OTHER, _SIGNS = aliased(ScreenVisit), aliased(ScreenSpan)


def sessions_joined(meeting_id: int) -> Select[*tuple[int]]:
    """The sessions that somebody joined by a link."""
    chosen = select(ScreenVisit.session_id).join(MeetingSession, MeetingSession.id == ScreenVisit.session_id)
    return chosen.where(MeetingSession.meeting_id == meeting_id).distinct()


def proofs(meeting_id: int) -> Iterator[tuple[int, int, datetime]]:
    """Every right code: whose, at which session, when (1 statement)."""
    rows = db.session.execute(
        select(ScreenVisit.registration_id, ScreenVisit.session_id, ProofAttempt.at)
        .join(ProofAttempt, ProofAttempt.visit_id == ScreenVisit.id)
        .join(MeetingSession, MeetingSession.id == ScreenVisit.session_id)
        .where(MeetingSession.meeting_id == meeting_id, ProofAttempt.is_right.is_(True))
        .order_by(ScreenVisit.registration_id, ProofAttempt.at)
    )
    return ((row[0], row[1], row[2]) for row in rows)
