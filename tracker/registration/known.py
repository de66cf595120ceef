"""What a meeting's public form is made of, read once and kept until a setting changes.

Its objects belong to no database session: everybody reads them, nobody changes them.
"""

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from tracker.db import db
from tracker.keeping import Kept
from tracker.meetings.models import Meeting
from tracker.meetings.queries import NoSuchMeeting, apart
from tracker.people import categories
from tracker.people.categories import Rules
from tracker.people.queries import Entry
from tracker.registration import queries
from tracker.registration.questions import fitting
from tracker.registration.questions.fitting import Fitting
from tracker.registration.seats import queries as seats
from tracker.registration.seats.rules import Limit

_MEETINGS = 64  # as many as are likely to be open at once, by name and by number


@dataclass(frozen=True, slots=True)
class Known:
    """A meeting with the settings of its form."""

    meeting: Meeting
    delegations: tuple[Entry, ...]
    rules: Rules
    fitting: Fitting
    limits: tuple[Limit, ...]


_kept: Kept[Known] = Kept(_MEETINGS)


def of_slug(slug: str) -> Known:
    """A meeting by its name (1 statement where it is known, else 9); NoSuchMeeting."""
    return _kept.get(slug, lambda: _read(Meeting.slug == slug, slug))


def of_id(meeting_id: int) -> Known:
    """The meeting of a registration (1 statement where it is known, else 9)."""
    return _kept.get(meeting_id, lambda: _read(Meeting.id == meeting_id, str(meeting_id)))


def _read(which: ColumnElement[bool], name: str) -> Known:
    with Session(db.session.connection()) as own:
        meeting = apart(which, own)
        if meeting is None:
            raise NoSuchMeeting(_("There is no meeting “%(slug)s”.", slug=name))
        return Known(
            meeting,
            queries.delegations(),
            categories.of(meeting.id),
            fitting.of(meeting.id, own),
            seats.limits(meeting.id),
        )
