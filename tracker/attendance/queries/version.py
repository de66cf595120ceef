"""Whether anything was seen since: asked by every screen every few seconds, so it is one statement over indexes.

Nothing is kept as a counter. Scans are only added and undone, so their numbers tell of every change; whatever else a
screen shows changes with a line in the journal, or with the stamp of the settings, in the same transaction.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import bindparam, func, select

from tracker.audit.models import Entry
from tracker.checkin.models import Scan, ScanUndo
from tracker.db import db, values
from tracker.keeping import SettingsStamp
from tracker.meetings.models import Meeting, MeetingSession
from tracker.meetings.queries import NoSuchMeeting
from tracker.online.live.models import ScreenSpan, ScreenVisit

_LOOKS_BACK = timedelta(hours=1)  # longer than any transaction takes

_SESSIONS = select(MeetingSession.id).where(MeetingSession.meeting_id == Meeting.id).correlate(Meeting)
_SIGNS = (
    select(ScreenSpan.seen_at)
    .join(ScreenVisit, ScreenVisit.id == ScreenSpan.visit_id)
    .where(ScreenVisit.session_id.in_(_SESSIONS.where(MeetingSession.ends_at >= bindparam("since"))))
)
_VERSION = select(
    Meeting.id,
    select(func.count()).select_from(Scan).where(Scan.session_id.in_(_SESSIONS)).scalar_subquery(),
    select(func.count()).select_from(ScanUndo).scalar_subquery(),
    _SIGNS.with_only_columns(func.count()).scalar_subquery(),
    _SIGNS.with_only_columns(func.max(ScreenSpan.seen_at)).scalar_subquery(),
    select(func.count()).select_from(Entry).where(Entry.at >= bindparam("since")).scalar_subquery(),
    select(SettingsStamp.stamp).where(SettingsStamp.id == 1).scalar_subquery(),
).where(Meeting.slug == bindparam("slug"))


@dataclass(frozen=True, slots=True)
class Version:
    """Of all that screens show of a meeting: another one where something may have changed."""

    minute: datetime  # sessions begin and end, and visits lapse, without anybody doing anything
    facts: tuple[Any, ...]


def version(slug: str, now: datetime) -> Version:
    """The version of the evidence (1 statement); NoSuchMeeting.

    The journal is counted from the beginning of the hour before this one: a line that is written now bears a time after
    that, even if its transaction ends after others that began later.
    """
    since = now.replace(minute=0, second=0, microsecond=0) - _LOOKS_BACK
    row = db.session.connection().execute(_VERSION, {"slug": slug, "since": since}).one_or_none()
    if row is None:
        raise NoSuchMeeting(_("There is no meeting “%(slug)s”.", slug=slug))
    return Version(now.replace(second=0, microsecond=0), (since, *values(row)))
