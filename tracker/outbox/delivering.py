"""The worker: takes mails out of the outbox one at a time, has them written, sends them, and keeps at it.

Taking a mail is a short transaction that puts its `due_at` a lease ahead, so that no other worker takes it; writing and
sending happen outside of any transaction; what became of it is another short one. A worker that dies in between leaves
the mail to be taken again when the lease is over: a mail is sent at least once, under the same Message-ID.
"""

import logging
import random
import re
import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import parseaddr
from enum import StrEnum
from typing import Any

from flask import Flask
from sqlalchemy import and_, delete, or_, select, update

from tracker import clock
from tracker.config import Settings
from tracker.db import db, transaction
from tracker.outbox import letters, patience
from tracker.outbox.composing import Unwritable, ascii_domain, compose
from tracker.outbox.models import Message
from tracker.outbox.transports import Away, Never, NotNow, Parcel, Transport, transport

log = logging.getLogger(__name__)

_HOUSEKEEPING = timedelta(hours=1)
_MINUTE = timedelta(minutes=1)
_ERROR_LENGTH = 500
_SUBJECT_LENGTH = 400
_NOT_IN_A_FILE_NAME = re.compile(r"[^A-Za-z0-9@._-]+")


class Outcome(StrEnum):
    """What became of a mail that was taken out."""

    SENT = "sent"
    DROPPED = "dropped"  # its writer found nothing to send any more
    PUT_OFF = "put off"
    GIVEN_UP = "given up"


@dataclass(frozen=True, slots=True)
class Taken:
    """A mail that belongs to this worker until its lease is over."""

    id: int
    message_id: str
    kind: str
    recipient: str
    language: str
    about: Mapping[str, Any]
    created_at: datetime
    attempt: int
    subject: str  # as it was written last

    @property
    def file_name(self) -> str:
        """Sorts by time, and is the same at every attempt: "20261121-190501-000012-approved-amina@ministry.example"."""
        name = f"{self.created_at:%Y%m%d-%H%M%S}-{self.id:06}-{self.kind}-{self.recipient}"
        return _NOT_IN_A_FILE_NAME.sub("_", name)[:120]


Chore = Callable[[], object]


def run(  # noqa: PLR0913 (all but two by their names)
    app: Flask,
    stop: threading.Event,
    *,
    chores: Sequence[Chore] = (),
    minutely: Sequence[Chore] = (),
    every: float = 1.0,
    patience_when_away: float = 30.0,
) -> None:
    """Deliver what becomes due until `stop` is set, finishing the mail in hand; looks for it `every` so many seconds.

    Once an hour it clears out old mail and does the chores of other areas, each in a transaction of its own; those that
    cannot wait so long are `minutely`. Neither a mail server nor a database that is away ends it: it looks again after
    `patience_when_away` seconds.
    """
    tidied, looked = None, None
    while not stop.is_set():
        pause = every
        try:
            if tidied is None or clock.now() - tidied >= _HOUSEKEEPING:
                tidied = _tidy(app, (clear_out, *chores))
            if looked is None or clock.now() - looked >= _MINUTE:
                looked = _tidy(app, minutely)
            deliver_due(app, stop)
        except Away as error:
            log.warning("The mail server is away, mail waits: %s", error)
            pause = patience_when_away
        except Exception:
            log.exception("The outbox could not be worked on; trying again")
            pause = patience_when_away
        stop.wait(pause)


def _tidy(app: Flask, chores: Sequence[Chore]) -> datetime:
    """Do each chore; one that fails keeps neither the others nor the mail waiting. The present time."""
    for chore in chores:
        try:
            with app.app_context(), transaction():
                chore()
        except Exception:
            log.exception("%s failed; trying again later", chore.__name__)
    return clock.now()


def deliver_due(app: Flask, stop: threading.Event | None = None) -> Counter[Outcome]:
    """Deliver all that is due, or until `stop` is set, and count the outcomes. Away where no server is reached."""
    stop = stop or threading.Event()
    settings: Settings = app.extensions["settings"]
    carrier, outcomes = transport(settings), Counter[Outcome]()
    try:
        while not stop.is_set() and _anything_due(app):
            carrier.ready()
            if taken := _take(app, patience.lease(settings.smtp_timeout)):
                outcomes[_deliver(app, carrier, taken)] += 1
    finally:
        carrier.close()
    return outcomes


def clear_out() -> None:
    """Delete what was done long ago."""
    now, own = clock.now(), letters.kept()
    by_kind = [and_(Message.kind == kind, Message.done_at < now - life) for kind, life in own.items()]
    others = and_(Message.kind.not_in(list(own)), Message.done_at < now - patience.KEPT)
    db.session.execute(delete(Message).where(or_(others, *by_kind)))


def _anything_due(app: Flask) -> bool:
    """A plain read, so that an idle worker never takes the place of a writer."""
    with app.app_context():
        return db.session.scalar(select(Message.id).where(*_due(clock.now())).limit(1)) is not None


def _take(app: Flask, lease: timedelta) -> Taken | None:
    now = clock.now()
    next_due = select(Message).where(*_due(now)).order_by(Message.due_at, Message.id).limit(1)
    with app.app_context(), transaction():
        message = db.session.scalar(next_due.with_for_update(skip_locked=True))
        if message is None:
            return None
        message.attempts += 1
        message.due_at = now + lease
        return Taken(
            message.id,
            message.message_id,
            message.kind,
            message.recipient,
            message.language,
            message.about,
            message.created_at,
            message.attempts,
            message.subject,
        )


def _due(now: datetime) -> tuple[Any, ...]:
    return Message.done_at.is_(None), Message.due_at <= now


def _deliver(app: Flask, carrier: Transport, taken: Taken) -> Outcome:
    if taken.attempt > patience.ATTEMPTS:
        return _give_up(app, taken, "every attempt ended without an answer")
    try:
        mail = _written(app, taken)
        if mail is not None:
            taken = replace(taken, subject=str(mail["Subject"])[:_SUBJECT_LENGTH])
            carrier.send(_parcel(app, taken, mail))
    except NotNow as error:
        return _put_off(app, taken, str(error))
    except (Never, Unwritable) as error:
        return _give_up(app, taken, str(error))
    except Exception as error:  # whatever a writer may raise is this mail's failure alone
        log.exception("Mail %d (%s) could not be written", taken.id, taken.kind)
        return _put_off(app, taken, f"{type(error).__name__}: {error}")
    return _done(app, taken, Outcome.SENT if mail is not None else Outcome.DROPPED)


def _written(app: Flask, taken: Taken) -> EmailMessage | None:
    settings: Settings = app.extensions["settings"]
    with app.app_context():
        letter = letters.write_in(taken.language, lambda: letters.write(taken.kind, taken.about))
    if letter is None:
        return None
    return compose(
        letter,
        sender=settings.mail_from,
        recipient=taken.recipient,
        message_id=taken.message_id,
        date=clock.now(),
    )


def _parcel(app: Flask, taken: Taken, mail: EmailMessage) -> Parcel:
    settings: Settings = app.extensions["settings"]
    return Parcel(parseaddr(settings.mail_from)[1], ascii_domain(taken.recipient), taken.file_name, mail)


def _done(app: Flask, taken: Taken, outcome: Outcome) -> Outcome:
    now = clock.now()
    sent_at = now if outcome is Outcome.SENT else None
    with app.app_context(), transaction():
        this = update(Message).where(Message.id == taken.id)  # whoever has it now: it is sent
        db.session.execute(this.values(done_at=now, sent_at=sent_at, last_error=None, subject=taken.subject))
    return outcome


def _put_off(app: Flask, taken: Taken, error: str) -> Outcome:
    if taken.attempt >= patience.ATTEMPTS:
        return _give_up(app, taken, error)
    wait = patience.wait_after(taken.attempt, random.random())  # noqa: S311 (spreads, protects nothing)
    _mark_failure(app, taken, error, due_at=clock.now() + wait)
    return Outcome.PUT_OFF


def _give_up(app: Flask, taken: Taken, error: str) -> Outcome:
    log.error("Mail %d (%s) is given up: %s", taken.id, taken.kind, error)
    _mark_failure(app, taken, error, done_at=clock.now())
    return Outcome.GIVEN_UP


def _mark_failure(app: Flask, taken: Taken, error: str, **times: datetime) -> None:
    """Only where no other worker has taken the mail over since."""
    with app.app_context(), transaction():
        mine = (Message.id == taken.id, Message.attempts == taken.attempt, Message.done_at.is_(None))
        db.session.execute(
            update(Message).where(*mine).values(last_error=error[:_ERROR_LENGTH], subject=taken.subject, **times)
        )
