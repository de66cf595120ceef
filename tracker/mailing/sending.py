"""Sending a message to all whom its filter finds, once."""

from dataclasses import dataclass
from enum import StrEnum, auto

from sqlalchemy import insert, literal, select

from tracker import clock
from tracker.audit import recording
from tracker.audit.models import Actor
from tracker.db import db
from tracker.mailing import queries
from tracker.mailing.filters import kept
from tracker.mailing.mails import MESSAGE
from tracker.mailing.models import Mailing, MailingRecipient
from tracker.mailing.queries import Audience, Recipient
from tracker.outbox.models import Message
from tracker.outbox.posting import Mail, post_all


class Outcome(StrEnum):
    """What became of the wish to send."""

    SENT = auto()
    SENT_BEFORE = auto()  # the button was pressed twice, or a colleague was faster
    TEXT_CHANGED = auto()  # since the sender looked at it
    COUNT_CHANGED = auto()  # since the sender was told how many would get it
    NOBODY = auto()


@dataclass(frozen=True, slots=True)
class Seen:
    """What the sender saw: the version of the message, and how many people would get it."""

    version: int
    count: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The outcome, and how many people it is about now."""

    outcome: Outcome
    count: int


def send(mailing: Mailing, seen: Seen, by: Actor) -> Answer:
    """Post the message to everybody, if nothing has changed since it was looked at. `mailing` is read to be changed.

    The people are counted again here, in the transaction that sends. NoSuchSession.
    """
    if mailing.sent_at is not None:
        return Answer(Outcome.SENT_BEFORE, mailing.recipients)
    found = queries.audience(mailing.meeting_id, kept(mailing.filter))
    count = len(found.reachable)
    if mailing.version != seen.version:
        return Answer(Outcome.TEXT_CHANGED, count)
    if count != seen.count:
        return Answer(Outcome.COUNT_CHANGED, count)
    if not count:
        return Answer(Outcome.NOBODY, 0)
    _post(mailing, found.reachable)
    _close(mailing, found, by)
    return Answer(Outcome.SENT, count)


def _post(mailing: Mailing, people: list[Recipient]) -> None:
    """The mails, and who gets them, in two statements."""
    about = [{"mailing_id": mailing.id, "registration_id": one.id} for one in people]
    post_all(Mail(MESSAGE, one.email or "", one.language, what) for one, what in zip(people, about, strict=True))
    posted = select(literal(mailing.id), Message.registration_id, Message.id).where(
        Message.kind == MESSAGE, Message.about["mailing_id"].as_integer() == mailing.id
    )
    columns = ("mailing_id", "registration_id", "message_id")
    db.session.execute(insert(MailingRecipient).from_select(columns, posted))


def _close(mailing: Mailing, found: Audience, by: Actor) -> None:
    mailing.sent_at, mailing.sent_by = clock.now(), by.name
    mailing.recipients, mailing.unreachable = len(found.reachable), len(found.unreachable)
    recording.record(
        by,
        "message.sent",
        f"message {mailing.id}",
        meeting=mailing.meeting.slug,
        recipients=mailing.recipients,
        unreachable=mailing.unreachable,
        filter=", ".join(f"{name} {value}" for name, value in mailing.filter.items() if value),
    )
