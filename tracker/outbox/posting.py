"""Putting a mail into the outbox, as a row of the transaction that causes it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from typing import Any
from uuid import uuid4

from sqlalchemy import insert

from tracker import clock
from tracker.config import settings
from tracker.db import db
from tracker.outbox.models import Message


def post(kind: str, recipient: str, language: str, **about: str | int) -> Message:
    """Have the mail `kind` written to `recipient` about what the rest names, e.g. `registration_id=17`."""
    posted = Message(**_row(Mail(kind, recipient, language, about), clock.now()))
    db.session.add(posted)
    return posted


@dataclass(frozen=True, slots=True)
class Mail:
    """One of many mails: what `post` takes."""

    kind: str
    recipient: str
    language: str
    about: Mapping[str, str | int]


def post_all(mails: Iterable[Mail]) -> list[str]:
    """Have many mails written, in one statement; the Message-ID of each."""
    now = clock.now()
    rows = [_row(mail, now) for mail in mails]
    if rows:
        db.session.execute(insert(Message), rows)
    return [row["message_id"] for row in rows]


def _row(mail: Mail, now: datetime) -> dict[str, Any]:
    person = mail.about.get("registration_id")
    return {
        "message_id": f"<{uuid4()}@{_domain()}>",
        "kind": mail.kind,
        "recipient": mail.recipient,
        "registration_id": person if isinstance(person, int) else None,
        "language": mail.language,
        "about": dict(mail.about),
        "created_at": now,
        "due_at": now,
    }


def _domain() -> str:
    """The sender's: a Message-ID of a domain that does not exist looks like spam."""
    return parseaddr(settings().mail_from)[1].rpartition("@")[2]
