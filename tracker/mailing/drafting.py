"""Writing a message, changing it, taking it as the beginning of another one."""

from dataclasses import dataclass

from flask_babel import gettext as _

from tracker import clock
from tracker.audit import recording
from tracker.audit.models import Actor
from tracker.db import db
from tracker.errors import Conflict
from tracker.i18n import Texts
from tracker.mailing.filters import Filter
from tracker.mailing.models import Mailing
from tracker.meetings.models import Meeting


class AlreadySent(Conflict):
    """The message has gone out: it is on record, and cannot be another one."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a message says, and to whom."""

    subject: Texts
    text: Texts
    filter: Filter


def create(meeting: Meeting, wanted: Wanted, by: Actor) -> Mailing:
    """A draft."""
    made = Mailing(meeting=meeting, created_at=clock.now(), created_by=by.name)
    _fill(made, wanted)
    db.session.add(made)
    db.session.flush()
    _record(by, "message.drafted", made)
    return made


def change(mailing: Mailing, wanted: Wanted, by: Actor) -> None:
    """Let a draft be what is wanted. AlreadySent."""
    check_draft(mailing)
    _fill(mailing, wanted)
    mailing.version += 1
    _record(by, "message.changed", mailing)


def copy(mailing: Mailing, by: Actor) -> Mailing:
    """A new draft that says the same to the same filter."""
    made = Mailing(
        meeting=mailing.meeting,
        subject=mailing.subject,
        text=mailing.text,
        filter=mailing.filter,
        created_at=clock.now(),
        created_by=by.name,
    )
    db.session.add(made)
    db.session.flush()
    _record(by, "message.drafted", made)
    return made


def discard(mailing: Mailing, by: Actor) -> None:
    """Throw a draft away. AlreadySent."""
    check_draft(mailing)
    _record(by, "message.discarded", mailing)
    db.session.delete(mailing)


def check_draft(mailing: Mailing) -> None:
    """Raise AlreadySent where the message has gone out."""
    if mailing.sent_at is not None:
        raise AlreadySent(_("This message was sent already. Nothing was changed."))


def _fill(mailing: Mailing, wanted: Wanted) -> None:
    mailing.subject, mailing.text, mailing.filter = wanted.subject, wanted.text, wanted.filter.as_json


def _record(by: Actor, action: str, mailing: Mailing) -> None:
    recording.record(by, action, f"message {mailing.id}", meeting=mailing.meeting.slug)
