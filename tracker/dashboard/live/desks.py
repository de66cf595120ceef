"""The desks of a meeting as they were last heard of."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import or_, select

from tracker.checkin.devices.models import DeskDevice
from tracker.db import db, values
from tracker.meetings.models import Meeting, MeetingSession

QUIET_AFTER = timedelta(minutes=2)  # an open desk is heard of every few seconds


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk device, to the minute."""

    name: str
    door: str | None  # a session's code; None: every door
    seen_at: datetime | None
    waiting: int | None  # scans that it has not sent yet
    roster_at: datetime | None  # when its list was made
    is_quiet: bool = False  # not heard of for a while


def desks(slug: str, now: datetime) -> tuple[Desk, ...]:
    """The devices that are desks now, in the order of their names (1 statement)."""
    rows = db.session.execute(
        select(DeskDevice.name, MeetingSession.code, DeskDevice.seen_at, DeskDevice.waiting, DeskDevice.roster_at)
        .join(Meeting, Meeting.id == DeskDevice.meeting_id)
        .outerjoin(MeetingSession, MeetingSession.id == DeskDevice.session_id)
        .where(
            Meeting.slug == slug,
            DeskDevice.expires_at > now,
            or_(DeskDevice.revoked_at.is_(None), DeskDevice.revoked_at > now),
        )
        .order_by(DeskDevice.name, DeskDevice.id)
    )
    return tuple(_as_shown(Desk(*values(row)), now) for row in rows)


def _as_shown(desk: Desk, now: datetime) -> Desk:
    seen = _minute(desk.seen_at)
    is_quiet = seen is None or now.replace(second=0, microsecond=0) - seen > QUIET_AFTER
    return replace(desk, seen_at=seen, roster_at=_minute(desk.roster_at), is_quiet=is_quiet)


def _minute(moment: datetime | None) -> datetime | None:
    return moment and moment.replace(second=0, microsecond=0)
