"""Reads of messages and of whom they find."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select, func, select

from tracker.attendance.queries import was_at
from tracker.badges.models import Badge
from tracker.db import db, values
from tracker.errors import Conflict, NotFound
from tracker.mailing import filters
from tracker.mailing.filters import Filter, Seen
from tracker.mailing.models import Mailing, MailingRecipient
from tracker.meetings.models import Meeting, MeetingSession
from tracker.outbox.models import Message
from tracker.people.models import Delegation
from tracker.people.names import fold
from tracker.registration.models import ADMITTED, Choice, Mode, Registration, State
from tracker.registration.review_queries import MailState, mail_state


class NoSuchMailing(NotFound):
    """The meeting has no message of that number."""


class NoSuchSession(Conflict):
    """A message asks for a session that was taken out of the programme."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody whom a filter finds."""

    id: int
    title: str
    given_name: str
    family_name: str
    email: str | None
    language: str
    state: State
    has_badge: bool


@dataclass(frozen=True)
class Audience:
    """All whom a filter finds at this moment, by name."""

    everybody: Sequence[Recipient]

    @cached_property
    def reachable(self) -> list[Recipient]:
        """Those who get the message."""
        return [one for one in self.everybody if one.email]

    @cached_property
    def unreachable(self) -> list[Recipient]:
        """Those without an e-mail address."""
        return [one for one in self.everybody if not one.email]

    @cached_property
    def by_language(self) -> Counter[str]:
        """How many get it, by their language."""
        return Counter(one.language for one in self.reachable)

    @cached_property
    def without_badge(self) -> int:
        """How many of those who get it have no badge yet."""
        return sum(not one.has_badge for one in self.reachable)


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of the mails of one message."""

    waiting: int
    delivered: int
    failed: int


@dataclass(frozen=True, slots=True)
class Failure:
    """A mail of a message that was given up, and what the mail server said."""

    registration_id: int
    given_name: str
    family_name: str
    recipient: str
    error: str


def mailings(meeting_id: int) -> Sequence[Mailing]:
    """The messages of a meeting, the latest first (1 statement)."""
    return db.session.scalars(select(Mailing).where(Mailing.meeting_id == meeting_id).order_by(Mailing.id.desc())).all()


def mailing(slug: str, mailing_id: int, *, to_change: bool = False) -> Mailing:
    """One message of a meeting, or NoSuchMailing; `to_change` keeps others from it until the end of the transaction."""
    chosen = select(Mailing).join(Meeting).where(Meeting.slug == slug, Mailing.id == mailing_id)
    found = db.session.scalar(chosen.with_for_update(of=Mailing) if to_change else chosen)
    if found is None:
        raise NoSuchMailing(_("This meeting has no message %(number)s.", number=mailing_id))
    return found


def audience(meeting_id: int, wanted: Filter) -> Audience:
    """Whom the filter finds now, by name (2 statements). NoSuchSession."""
    codes = db.session.scalars(select(MeetingSession.code).where(MeetingSession.meeting_id == meeting_id)).all()
    if missing := wanted.missing(codes):
        raise NoSuchSession(_("The programme has no session %(code)s any more. Choose another one.", code=missing))
    rows = db.session.execute(_RECIPIENT.where(*_conditions(meeting_id, wanted)).order_by(*_BY_NAME))
    return Audience([Recipient(*values(row)) for row in rows])


def registrations(ids: Collection[int]) -> Sequence[Registration]:
    """These people by number (1 statement)."""
    return db.session.scalars(select(Registration).where(Registration.id.in_(ids))).unique().all()


def senders(meeting_id: int, language: str) -> list[Delegation]:
    """The delegations that have people at the meeting, as the reader's language is sorted (1 statement)."""
    sends = select(Registration.delegation_id).where(Registration.meeting_id == meeting_id)
    found = db.session.scalars(select(Delegation).where(Delegation.id.in_(sends)))
    return sorted(found, key=lambda one: fold(one.name(language)))


def delegation(code: str) -> Delegation | None:
    """The delegation of that code (1 statement)."""
    return db.session.scalar(select(Delegation).where(Delegation.code == code))


def delivery(of: Mailing) -> Delivery:
    """How many of the mails wait, have been handed over, were given up (1 statement).

    Mails that the outbox has forgotten, a year after, were delivered or are not to be mended any more.
    """
    is_done, is_sent = Message.done_at.is_not(None), Message.sent_at.is_not(None)
    row = db.session.execute(
        select(
            func.count(Message.id).filter(~is_done),
            func.count(Message.id).filter(is_sent),
            func.count(Message.id).filter(is_done & ~is_sent & Message.last_error.is_not(None)),
        )
        .select_from(MailingRecipient)
        .join(Message, Message.id == MailingRecipient.message_id)
        .where(MailingRecipient.mailing_id == of.id)
    ).one()
    return Delivery(*values(row))


def failures(of: Mailing, limit: int = 50) -> Sequence[Failure]:
    """The mails that were given up, by name (1 statement)."""
    rows = db.session.execute(
        select(
            Registration.id, Registration.given_name, Registration.family_name, Message.recipient, Message.last_error
        )
        .select_from(MailingRecipient)
        .join(Registration, Registration.id == MailingRecipient.registration_id)
        .join(Message, Message.id == MailingRecipient.message_id)
        .where(MailingRecipient.mailing_id == of.id, Message.done_at.is_not(None), Message.sent_at.is_(None))
        .where(Message.last_error.is_not(None))
        .order_by(*_BY_NAME)
        .limit(limit)
    )
    return [Failure(*values(row)) for row in rows]


def got(of: Mailing) -> Sequence[Recipient]:
    """Who got a message that was sent, by name (1 statement)."""
    rows = db.session.execute(
        _RECIPIENT.join(MailingRecipient, MailingRecipient.registration_id == Registration.id)
        .where(MailingRecipient.mailing_id == of.id)
        .order_by(*_BY_NAME)
    )
    return [Recipient(*values(row)) for row in rows]


@dataclass(frozen=True, slots=True)
class SentMail:
    """A mail of the outbox about one person."""

    id: int
    kind: str
    about: dict[str, Any]
    recipient: str
    language: str
    subject: str
    created_at: datetime
    done_at: datetime | None
    sent_at: datetime | None
    last_error: str | None
    attempts: int

    @property
    def state(self) -> MailState:
        return mail_state(self.done_at, self.sent_at, self.last_error)


def sent_mail(registration: Registration, message_id: int) -> SentMail:
    """One mail to a person (1 statement), or NotFound."""
    row = db.session.execute(
        select(*(getattr(Message, name) for name in SentMail.__slots__)).where(
            Message.id == message_id, Message.registration_id == registration.id
        )
    ).one_or_none()
    if row is None:
        raise NotFound(_("This person has no such e-mail. A year after they were sent, e-mails are forgotten."))
    return SentMail(*values(row))


_HAS_BADGE = (
    select(Badge.id).where(Badge.registration_id == Registration.id, Badge.revoked_at.is_(None)).exists()
) & Registration.state.in_(ADMITTED)
_BY_NAME = (Registration.sort_key, Registration.id)
_RECIPIENT: Select[*tuple[Any, ...]] = select(
    Registration.id,
    Registration.title,
    Registration.given_name,
    Registration.family_name,
    Registration.email,
    Registration.language,
    Registration.state,
    _HAS_BADGE,
)


def _conditions(meeting_id: int, wanted: Filter) -> list[ColumnElement[bool]]:
    asked = [
        Registration.meeting_id == meeting_id,
        Registration.state.in_(wanted.states or filters.STATES),
        Registration.state != State.DRAFT,
    ]
    if wanted.categories:
        asked.append(Registration.category.in_(wanted.categories))
    if wanted.delegation:
        sender = select(Delegation.id).where(Delegation.code == wanted.delegation).scalar_subquery()
        asked.append(Registration.delegation_id == sender)
    return [*asked, *_way(meeting_id, wanted), *_seen(meeting_id, wanted)]


def _way(meeting_id: int, wanted: Filter) -> list[ColumnElement[bool]]:
    """How they attend: the session that is named, or any."""
    if not wanted.session:
        return [Registration.mode.in_({*wanted.modes, Mode.MIXED})] if wanted.modes else []
    chosen = (
        select(Choice.registration_id)
        .join(MeetingSession, MeetingSession.id == Choice.session_id)
        .where(*_named(meeting_id, wanted.session), Choice.mode.in_(wanted.modes or filters.MODES))
    )
    return [Registration.id.in_(chosen)]


def _seen(meeting_id: int, wanted: Filter) -> list[ColumnElement[bool]]:
    if wanted.seen is Seen.ANY:
        return []
    doors = _named(meeting_id, wanted.door) if wanted.door else [MeetingSession.meeting_id == meeting_id]
    seen = was_at(*doors)
    return [seen if wanted.seen is Seen.SEEN else ~seen]


def _named(meeting_id: int, code: str) -> list[ColumnElement[bool]]:
    return [MeetingSession.meeting_id == meeting_id, MeetingSession.code == code]
