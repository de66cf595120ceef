"""Reads of desk devices."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import func, select

from tracker.accounts.models import User
from tracker.checkin.devices.models import DeskDevice, Enrolment
from tracker.checkin.models import Scan
from tracker.db import db, values
from tracker.errors import NotFound
from tracker.meetings.models import Meeting, MeetingSession


class NoSuchCode(NotFound):
    """The meeting has shown no such code."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A desk device as an organizer sees it."""

    id: UUID
    name: str
    door: str | None
    enrolled_by: str | None
    enrolled_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    seen_at: datetime | None
    waiting: int | None
    offset_ms: int | None
    roster_at: datetime | None
    client: str
    scans: int
    first_seq: int | None
    last_seq: int | None
    numbered: int

    @property
    def missing(self) -> int:
        """How many numbers are left out between the first and the last scan that arrived."""
        return self.last_seq - self.first_seq + 1 - self.numbered if self.last_seq and self.first_seq else 0

    @property
    def clock_seconds(self) -> int | None:
        """By how many seconds its clock is behind the server's; None if nobody knows."""
        return None if self.offset_ms is None else round(self.offset_ms / 1000)

    def is_over(self, now: datetime) -> bool:
        """Whether it is a desk no longer."""
        return self.revoked_at is not None or self.expires_at <= now


@dataclass(frozen=True, slots=True)
class Used:
    """What became of a one-time code."""

    at: datetime | None  # when a device took it
    name: str | None  # of that device
    until: datetime


def devices(meeting_id: int) -> list[Listed]:
    """The desk devices of a meeting, those that were last heard of first (1 statement)."""
    sent = (
        select(
            Scan.device,
            func.count().label("scans"),
            func.min(Scan.seq).label("first_seq"),
            func.max(Scan.seq).label("last_seq"),
            func.count(Scan.seq).label("numbered"),
        )
        .where(Scan.device.in_(select(DeskDevice.id).where(DeskDevice.meeting_id == meeting_id)))
        .group_by(Scan.device)
        .subquery()
    )
    rows = db.session.execute(
        select(
            DeskDevice.id,
            DeskDevice.name,
            MeetingSession.code,
            User.name,
            DeskDevice.enrolled_at,
            DeskDevice.expires_at,
            DeskDevice.revoked_at,
            DeskDevice.seen_at,
            DeskDevice.waiting,
            DeskDevice.offset_ms,
            DeskDevice.roster_at,
            DeskDevice.client,
            func.coalesce(sent.c.scans, 0),
            sent.c.first_seq,
            sent.c.last_seq,
            func.coalesce(sent.c.numbered, 0),
        )
        .outerjoin(MeetingSession, MeetingSession.id == DeskDevice.session_id)
        .outerjoin(User, User.id == DeskDevice.enrolled_by_id)
        .outerjoin(sent, sent.c.device == DeskDevice.id)
        .where(DeskDevice.meeting_id == meeting_id)
        .order_by(DeskDevice.revoked_at.is_not(None), func.coalesce(DeskDevice.seen_at, DeskDevice.enrolled_at).desc())
    )
    return [Listed(*values(row)) for row in rows]


def used(slug: str, code_id: int) -> Used:
    """What became of a one-time code of that meeting (1 statement); NoSuchCode."""
    row = db.session.execute(
        select(Enrolment.used_at, DeskDevice.name, Enrolment.expires_at)
        .join(Meeting, Meeting.id == Enrolment.meeting_id)
        .outerjoin(DeskDevice, DeskDevice.id == Enrolment.device_id)
        .where(Meeting.slug == slug, Enrolment.id == code_id)
    ).one_or_none()
    if row is None:
        raise NoSuchCode(_("This meeting has shown no such code."))
    return Used(*values(row))
