"""What waits in the outbox and what never arrived."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from tracker.db import db
from tracker.outbox.models import Message

_WAITING = Message.done_at.is_(None)
_FAILED = Message.done_at.is_not(None) & Message.sent_at.is_(None) & Message.last_error.is_not(None)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many mails wait, since when the oldest of them does, and how many were given up in the last 30 days."""

    waiting: int
    waiting_since: datetime | None
    failed: int


@dataclass(frozen=True, slots=True)
class Failure:
    """A mail that was given up, with what the mail server said last."""

    id: int
    kind: str
    recipient: str
    error: str
    posted_at: datetime
    given_up_at: datetime


def counts() -> Counts:
    """The state of the outbox, in one statement."""
    row = db.session.execute(
        select(
            func.count().filter(_WAITING),
            func.min(Message.created_at).filter(_WAITING),
            func.count().filter(_FAILED),
        )
    ).one()
    return Counts(*row)


def failures(limit: int = 50) -> tuple[Failure, ...]:
    """The mails given up, the latest first, in one statement."""
    rows = db.session.execute(
        select(
            Message.id,
            Message.kind,
            Message.recipient,
            Message.last_error,
            Message.created_at,
            Message.done_at,
        )
        .where(_FAILED)
        .order_by(Message.done_at.desc(), Message.id.desc())
        .limit(limit)
    )
    return tuple(Failure(row.id, row.kind, row.recipient, row.last_error, row.created_at, row.done_at) for row in rows)
