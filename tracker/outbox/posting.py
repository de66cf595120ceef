"""Putting a mail into the outbox, as a row of the transaction that causes it."""

from email.utils import parseaddr
from uuid import uuid4

from tracker import clock
from tracker.config import settings
from tracker.db import db
from tracker.outbox.models import Message


def post(kind: str, recipient: str, language: str, **about: str | int) -> Message:
    """Have the mail `kind` written to `recipient` about what the rest names, e.g. `registration_id=17`."""
    now = clock.now()
    posted = Message(
        message_id=f"<{uuid4()}@{_domain()}>",
        kind=kind,
        recipient=recipient,
        language=language,
        about=about,
        created_at=now,
        due_at=now,
    )
    db.session.add(posted)
    return posted


def _domain() -> str:
    """The sender's: a Message-ID of a domain that does not exist looks like spam."""
    return parseaddr(settings().mail_from)[1].rpartition("@")[2]
