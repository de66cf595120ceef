"""Which desk device asks: by the token in the header, without a session, a cookie or an account.

A device that was withdrawn, or whose time is over, learns nothing any more. For some days it may still hand in what it
had seen while it was a desk, for that happened.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum, auto
from functools import wraps
from uuid import UUID

from flask import Response, g, jsonify, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import bindparam, select

from tracker import clock
from tracker.access import View, public
from tracker.checkin.devices import codes
from tracker.checkin.devices.models import DeskDevice
from tracker.db import db, values
from tracker.meetings.models import Meeting

HANDS_IN_FOR = timedelta(days=14)  # after it was a desk


class Reason(StrEnum):
    """Why a device is turned away."""

    UNKNOWN = auto()
    REVOKED = auto()
    EXPIRED = auto()


@dataclass(frozen=True, slots=True)
class Desk:
    """The device that asks, read in one statement at the beginning of a request."""

    id: UUID
    name: str
    meeting_id: int
    slug: str  # of its meeting
    token_hash: bytes
    enrolled_at: datetime
    enrolled_by_id: int | None
    expires_at: datetime
    revoked_at: datetime | None
    seen_at: datetime | None

    @property
    def until(self) -> datetime:
        """When it ceases to be a desk."""
        return min(self.expires_at, self.revoked_at or self.expires_at)

    def turned_away(self, now: datetime) -> Reason | None:
        """Why it is a desk no longer; None if it is one."""
        if now < self.until:
            return None
        return Reason.REVOKED if self.revoked_at else Reason.EXPIRED


_DESK = (
    select(
        DeskDevice.id,
        DeskDevice.name,
        DeskDevice.meeting_id,
        Meeting.slug,
        DeskDevice.token_hash,
        DeskDevice.enrolled_at,
        DeskDevice.enrolled_by_id,
        DeskDevice.expires_at,
        DeskDevice.revoked_at,
        DeskDevice.seen_at,
    )
    .join(Meeting, Meeting.id == DeskDevice.meeting_id)
    .where(DeskDevice.id == bindparam("device"))
)


def by_device(view: View) -> View:
    """Only for desk devices, by their token; `this_desk()` says which one asks."""
    return _guarded(view, hands_in=False)


def by_device_or_former(view: View) -> View:
    """For what has happened and must not be lost: also for devices that were desks until some days ago."""
    return _guarded(view, hands_in=True)


def this_desk() -> Desk:
    """The device that asks, in views that are for devices."""
    desk: Desk = g.desk
    return desk


def recognized(header: str) -> Desk | None:
    """The device with the token of that header (1 statement)."""
    token = codes.read_token(header)
    if token is None:
        return None
    row = db.session.connection().execute(_DESK, {"device": token.device}).one_or_none()
    desk = Desk(*values(row)) if row else None
    return desk if desk and token.opens(desk.token_hash) else None


def _guarded(view: View, *, hands_in: bool) -> View:
    @wraps(view)
    def guarded(**arguments: object) -> ResponseReturnValue:
        desk, now = recognized(request.headers.get("Authorization", "")), clock.now()
        if desk is None:
            return _turn_away(Reason.UNKNOWN)
        reason = desk.turned_away(now)
        if reason and not (hands_in and now < desk.until + HANDS_IN_FOR):
            return _turn_away(reason)
        g.desk = desk
        return view(**arguments)

    return public(guarded)


def _turn_away(reason: Reason) -> Response:
    sentences = {
        Reason.UNKNOWN: _("This device is not a desk. Ask the organizer to enrol it."),
        Reason.REVOKED: _("The organizer has withdrawn this device. Hand in what waits, then ask to enrol it again."),
        Reason.EXPIRED: _("The time of this desk is over. Ask the organizer to extend it or to enrol it again."),
    }
    answer = jsonify(error="Unauthorized", reason=reason, detail=sentences[reason])
    answer.status_code = 401
    answer.headers["WWW-Authenticate"] = "Bearer"
    return answer
