"""Limits and seats in words, in the reader's language."""

from collections.abc import Mapping, Sequence

from babel.lists import format_list
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from sqlalchemy import select

from tracker.db import db
from tracker.meetings.categories import LABELS
from tracker.meetings.models import MeetingSession
from tracker.registration.models import Mode
from tracker.registration.seats.models import Level, WhenFull
from tracker.registration.seats.rules import Left, Limit


def several(limits: Sequence[Limit], sessions: Mapping[int, str]) -> str:
    """Where seats are counted: "in person for your delegation and online at “Opening”"."""
    return format_list([where(limit, sessions) for limit in limits], locale=get_locale())


def where(limit: Limit, sessions: Mapping[int, str]) -> str:
    """What the limit counts, as a part of a sentence. `sessions` names them by id."""
    in_person = limit.mode is Mode.IN_PERSON
    if limit.level is Level.SESSION:
        name = sessions.get(limit.session_id or 0, "")
        text = _("in person at “%(name)s”", name=name) if in_person else _("online at “%(name)s”", name=name)
    elif limit.level is Level.DELEGATION:
        text = _("in person for your delegation") if in_person else _("online for your delegation")
    elif limit.level is Level.CATEGORY and limit.category:
        name = str(LABELS[limit.category])
        text = _("in person for “%(name)s”", name=name) if in_person else _("online for “%(name)s”", name=name)
    else:
        text = _("in person at the meeting") if in_person else _("online at the meeting")
    return text


def sessions(meeting_id: int) -> dict[int, str]:
    """The titles of a meeting's sessions by id (1 statement)."""
    rows = db.session.execute(
        select(MeetingSession.id, MeetingSession.title).where(MeetingSession.meeting_id == meeting_id)
    )
    return {id_: str(title) for id_, title in rows}


def left_words(left: Left) -> str:
    """What stands beside a way to attend: "12 seats left", "full: waiting list", "full"."""
    if left.seats:
        return ngettext("%(num)s seat left", "%(num)s seats left", left.seats)
    return _("full: waiting list") if left.when_full is WhenFull.WAIT else _("full")
