"""What the organizer reads: the list of registrations, page by page, and one of them with its mails and badges."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto
from math import ceil
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select, case, exists, func, select
from sqlalchemy.orm import joinedload, selectinload

from tracker.badges.models import Badge
from tracker.db import db
from tracker.errors import NotFound
from tracker.meetings.models import Meeting
from tracker.outbox.models import Message
from tracker.people.models import Category, Delegation
from tracker.people.names import fold, search_terms
from tracker.registration.focal.following import KIND as FOCAL_NEWS
from tracker.registration.models import DelegateRole, Mode, Registration, State, WalkIn
from tracker.registration.review_filter import Filter, Sort
from tracker.registration.seats import taking

PAGE_SIZE = 50  # people
COUNTING = tuple(state for state in State if state is not State.DRAFT)


class NoSuchRegistration(NotFound):
    """The meeting has no registration of that number."""


@dataclass(frozen=True, slots=True)
class Line:
    """One person in the list."""

    id: int
    state: State
    title: str
    given_name: str
    family_name: str
    native_name: str
    organization: str
    delegation_en: str | None
    delegation_fr: str | None
    category: Category
    role: DelegateRole
    mode: Mode
    submitted_at: datetime
    is_walk_in: bool

    def delegation(self, language: str) -> str:
        """The delegation's name for a reader of that language, or nothing."""
        return (self.delegation_fr if language == "fr" else self.delegation_en) or ""


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of the list, and what stands around it."""

    lines: Sequence[Line]
    page: int
    pages: int
    total: int  # people that the filter finds, on all pages
    by_state: Mapping[State, int]  # the same for every status, whichever is chosen
    delegations: Sequence[Delegation]  # of the whole meeting, as the reader's language is sorted

    @property
    def everybody(self) -> int:
        """All that the filter finds whatever their status, drafts left out."""
        return sum(self.by_state.get(state, 0) for state in COUNTING)


class MailState(StrEnum):
    """What became of a mail."""

    WAITING = auto()
    SENT = auto()
    FAILED = auto()  # given up
    DROPPED = auto()  # overtaken by events: there was nothing to say any more


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail to the person about their registration."""

    id: int
    kind: str
    subject: str  # empty until it was written
    recipient: str
    posted_at: datetime
    done_at: datetime | None
    sent_at: datetime | None
    error: str | None

    @property
    def state(self) -> MailState:
        return mail_state(self.done_at, self.sent_at, self.error)


def mail_state(done_at: datetime | None, sent_at: datetime | None, error: str | None) -> MailState:
    """What the row of a mail says about it."""
    if done_at is None:
        return MailState.WAITING
    if sent_at is not None:
        return MailState.SENT
    return MailState.FAILED if error else MailState.DROPPED


def meeting(slug: str) -> Meeting:
    """The meeting by itself (1 statement), or NotFound."""
    found = db.session.scalar(select(Meeting).where(Meeting.slug == slug))
    if found is None:
        raise NotFound(_("There is no such meeting."))
    return found


def listing(meeting_id: int, wanted: Filter, language: str) -> Listing:
    """The page that the filter asks for, or the last one if there are fewer (3 statements)."""
    senders = _senders(meeting_id, language)
    by_state = _by_state(meeting_id, wanted)
    total = sum(by_state.get(state, 0) for state in _states(wanted))
    pages = max(1, ceil(total / PAGE_SIZE))
    page = min(wanted.page, pages)
    lines = _lines(meeting_id, wanted, senders, page) if total else []
    return Listing(lines, page, pages, total, by_state, senders)


def _senders(meeting_id: int, language: str) -> list[Delegation]:
    sends_somebody = exists().where(Registration.delegation_id == Delegation.id, Registration.meeting_id == meeting_id)
    found = db.session.scalars(select(Delegation).where(sends_somebody))
    return sorted(found, key=lambda one: fold(one.name(language)))


def _by_state(meeting_id: int, wanted: Filter) -> dict[State, int]:
    counted = (
        select(Registration.state, func.count()).where(*_conditions(meeting_id, wanted)).group_by(Registration.state)
    )
    return dict(iter(db.session.execute(counted)))


def _lines(meeting_id: int, wanted: Filter, senders: Sequence[Delegation], page: int) -> list[Line]:
    order = _order(wanted.sort, senders)
    chosen = (
        select(Registration.id)  # by itself, so that an index answers it
        .where(*_conditions(meeting_id, wanted), Registration.state.in_(_states(wanted)))
        .order_by(*order)
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
        .subquery()
    )
    rows = db.session.execute(_LINE.join(chosen, chosen.c.id == Registration.id).order_by(*order))
    return [Line(*row) for row in rows]


_LINE: Select[*tuple[Any, ...]] = select(
    Registration.id,
    Registration.state,
    Registration.title,
    Registration.given_name,
    Registration.family_name,
    Registration.native_name,
    Registration.organization,
    Delegation.name_en,
    Delegation.name_fr,
    Registration.category,
    Registration.role,
    Registration.mode,
    Registration.created_at,
    exists().where(WalkIn.registration_id == Registration.id),
).outerjoin(Delegation, Delegation.id == Registration.delegation_id)


def _states(wanted: Filter) -> tuple[State, ...]:
    return COUNTING if wanted.status is None else (wanted.status,)


def _conditions(meeting_id: int, wanted: Filter) -> list[ColumnElement[bool]]:
    """All that the filter asks for except the status."""
    asked = [Registration.meeting_id == meeting_id]
    asked += [Registration.search_key.contains(term, autoescape=True) for term in search_terms(wanted.q)]
    if wanted.delegation:
        sender = select(Delegation.id).where(Delegation.code == wanted.delegation).scalar_subquery()
        asked.append(Registration.delegation_id == sender)
    if wanted.category:
        asked.append(Registration.category == wanted.category)
    if wanted.mode:
        asked.append(Registration.mode == wanted.mode)
    return asked


def _order(sort: Sort, senders: Sequence[Delegation]) -> tuple[ColumnElement[Any], ...]:
    by_name = (Registration.sort_key.asc(), Registration.id.asc())
    if sort.key == Sort.NAME:
        first: ColumnElement[Any] = Registration.sort_key.expression
    elif sort.key == Sort.SUBMITTED:
        first = Registration.created_at.expression
    else:
        first = _rank(senders)
    return (first.desc() if sort.is_descending else first.asc(), *by_name)


def _rank(senders: Sequence[Delegation]) -> ColumnElement[Any]:
    """Where a person's delegation stands in the sorted list; databases would put Égypte behind Zambie."""
    places = {sender.id: place for place, sender in enumerate(senders)}
    if not places:
        return Registration.organization.expression
    return case(places, value=Registration.delegation_id, else_=len(places))


def registration(slug: str, registration_id: int, *, to_change: bool = False) -> Registration:
    """One registration of that meeting with its choices, history and programme (4 statements), or NoSuchRegistration.

    `to_change` keeps others from changing it until the end of the transaction.
    """
    parts = (
        selectinload(Registration.choices),
        selectinload(Registration.changes),
        joinedload(Registration.walk_in),
        joinedload(Registration.meeting, innerjoin=True).selectinload(Meeting.sessions),
    )
    chosen = select(Registration).join(Meeting).where(Meeting.slug == slug, Registration.id == registration_id)
    if to_change:
        taking.lock_named(slug)
        chosen = chosen.with_for_update(of=Registration)
    found = db.session.scalar(chosen.options(*parts))
    if found is None:
        raise NoSuchRegistration(_("This meeting has no registration %(number)s.", number=registration_id))
    return found


def several(slug: str, ids: Collection[int], *, to_change: bool = False) -> Sequence[Registration]:
    """Those of the registrations that belong to the meeting, by name (2 statements); `to_change` as above."""
    if to_change:
        taking.lock_named(slug)
    chosen = (
        select(Registration)
        .join(Meeting)
        .where(Meeting.slug == slug, Registration.id.in_(ids))
        .options(joinedload(Registration.meeting, innerjoin=True), selectinload(Registration.changes))
        .order_by(Registration.sort_key, Registration.id)
    )
    return db.session.scalars(chosen.with_for_update(of=Registration) if to_change else chosen).all()


def mails(to: Registration) -> list[Mail]:
    """The mails to the person about this registration, to earlier addresses too, the latest first (1 statement)."""
    rows = db.session.execute(_MAIL.where(Message.registration_id == to.id).order_by(Message.id.desc()))
    return [Mail(*row) for row in rows]


_MAIL: Select[*tuple[Any, ...]] = select(
    Message.id,
    Message.kind,
    Message.subject,
    Message.recipient,
    Message.created_at,
    Message.done_at,
    Message.sent_at,
    Message.last_error,
).where(Message.kind != FOCAL_NEWS)  # goes to who speaks for the delegation


def badges(registration_id: int) -> Sequence[Badge]:
    """The badges of a registration, the latest first (1 statement)."""
    chosen = select(Badge).where(Badge.registration_id == registration_id)
    return db.session.scalars(chosen.order_by(Badge.issued_at.desc(), Badge.revoked_at.is_not(None))).all()


@dataclass(frozen=True, slots=True)
class Next:
    """Whose registration to look at next."""

    id: int
    given_name: str
    family_name: str


def next_waiting(after: Registration) -> Next | None:
    """Who waits for review, the next in the alphabet or else the first (1 statement)."""
    is_behind = (Registration.sort_key > after.sort_key) | (
        (Registration.sort_key == after.sort_key) & (Registration.id > after.id)
    )
    row = db.session.execute(
        select(Registration.id, Registration.given_name, Registration.family_name)
        .where(Registration.meeting_id == after.meeting_id, Registration.state == State.SUBMITTED)
        .where(Registration.id != after.id)
        .order_by(case((is_behind, 0), else_=1), Registration.sort_key, Registration.id)
        .limit(1)
    ).one_or_none()
    return Next(*row) if row else None
