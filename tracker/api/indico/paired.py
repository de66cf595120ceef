"""The phones, as those who pair them see them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, or_, select

from tracker.access import Role
from tracker.accounts.models import Grant, User
from tracker.api.indico.models import AppPhone
from tracker.checkin.models import Scan
from tracker.db import db, values
from tracker.i18n import Texts
from tracker.meetings.models import Meeting, MeetingSession


@dataclass(frozen=True, slots=True)
class Paired:
    """A phone as the page lists it."""

    id: UUID
    name: str
    user_id: int
    user: str
    app: str  # where it is from
    paired_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    session_id: int | None
    session_title: Texts | None
    elsewhere: bool  # it stands at the door of another meeting
    last_scan: datetime | None
    scans: int  # in this meeting

    def is_over(self, now: datetime) -> bool:
        """Whether it may do nothing any more."""
        return self.revoked_at is not None or now >= self.expires_at


def phones(meeting: Meeting, permitted: Collection[Role]) -> list[Paired]:
    """The phones of those who hold one of these roles in the meeting, of administrators, and those that scanned in it.

    One statement; the newest first.
    """
    scanned = (
        select(Scan.device, func.max(Scan.received_at).label("last"), func.count().label("scans"))
        .join(MeetingSession, MeetingSession.id == Scan.session_id)
        .where(MeetingSession.meeting_id == meeting.id)
        .group_by(Scan.device)
        .subquery()
    )
    works_here = select(Grant.user_id).where(Grant.meeting_slug == meeting.slug, Grant.role.in_(permitted))
    rows = db.session.execute(
        select(
            AppPhone.id,
            AppPhone.name,
            AppPhone.user_id,
            User.name.label("user"),
            AppPhone.redirect_uri,
            AppPhone.paired_at,
            AppPhone.expires_at,
            AppPhone.revoked_at,
            AppPhone.session_id,
            MeetingSession.title,
            func.coalesce(MeetingSession.meeting_id != meeting.id, False),
            scanned.c.last,
            func.coalesce(scanned.c.scans, 0),
        )
        .join(User, User.id == AppPhone.user_id)
        .outerjoin(MeetingSession, MeetingSession.id == AppPhone.session_id)
        .outerjoin(scanned, scanned.c.device == AppPhone.id)
        .where(AppPhone.token_hash.is_not(None))
        .where(or_(AppPhone.user_id.in_(works_here), User.is_admin, scanned.c.scans > 0))
        .order_by(AppPhone.paired_at.desc(), AppPhone.id)
    )
    return [Paired(*values(row)) for row in rows]
