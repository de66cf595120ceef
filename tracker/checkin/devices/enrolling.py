"""Making a device a desk, and ending that."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from flask_babel import gettext as _
from sqlalchemy import select, update

from tracker.audit import recording
from tracker.audit.models import Actor, ActorKind
from tracker.checkin.devices import codes
from tracker.checkin.devices.codes import Token
from tracker.checkin.devices.models import DeskDevice, Enrolment
from tracker.db import db
from tracker.errors import Conflict, Gone, NotFound
from tracker.meetings.models import Meeting, MeetingSession
from tracker.people.names import clean

CODE_LIVES = timedelta(minutes=10)
HOURS = 72  # a device is a desk for so long, unless said otherwise
HOURS_AT_MOST = 24 * 14
NAME = 60  # characters


class NoSuchCode(NotFound):
    """No device can be enrolled with this code."""


class CodeUsedUp(Gone):
    """The code has made a device a desk before, or its minutes are over."""


class NoSuchDevice(NotFound):
    """The meeting has no such desk device."""


class AlreadyWithdrawn(Conflict):
    """The device is a desk no longer."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What an organizer says of a device to be enrolled."""

    door: MeetingSession | None = None  # None: any door of the meeting
    name: str = ""
    hours: int = HOURS


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A device that has become a desk, with the token that it is told once."""

    device: DeskDevice
    token: Token
    meeting: Meeting
    door: MeetingSession | None


def invite(meeting: Meeting, wish: Wish, by: Actor, *, at: datetime) -> tuple[Enrolment, str]:
    """A one-time code for one device. It is nowhere but here."""
    code = codes.new_code()
    made = Enrolment(
        meeting_id=meeting.id,
        session_id=wish.door.id if wish.door else None,
        name=wish.name[:NAME],
        hours=wish.hours,
        code_hash=codes.code_hash(code) or b"",
        created_at=at,
        created_by_id=by.id,
        expires_at=at + CODE_LIVES,
    )
    db.session.add(made)
    db.session.flush()
    door = wish.door.code if wish.door else None
    recording.record(by, "desk_code.shown", f"desk code {made.id}", meeting=meeting.slug, door=door)
    return made, code


def redeem(code: str, device: UUID, name: str, *, at: datetime) -> Enrolled:
    """Make the device with that code a desk; NoSuchCode, CodeUsedUp.

    The same device may ask again while the code lives, for the answer may have been lost: it gets another token.
    """
    found = db.session.scalar(select(Enrolment).where(Enrolment.code_hash == (codes.code_hash(code) or b"")))
    if found is None:
        raise NoSuchCode(_("This code is not known. Ask the organizer to show the code once more."))
    is_again = found.used_at is not None and found.device_id == device
    if found.expires_at <= at or not (is_again or _taken(found, at)):
        raise CodeUsedUp(_("This code has been used or is too old. Ask the organizer for a new one."))
    door = db.session.get(MeetingSession, found.session_id) if found.session_id else None
    wish = Wish(door, found.name or name, found.hours)
    meeting = db.session.get_one(Meeting, found.meeting_id)
    code_of = Actor(ActorKind.SYSTEM, f"desk code {found.id}", found.created_by_id)
    enrolled = enrol(meeting, device, wish, code_of, at=at)
    found.device_id = enrolled.device.id
    return enrolled


def _taken(enrolment: Enrolment, at: datetime) -> bool:
    """Use the code up; False if another device was quicker, whatever the database."""
    taken = db.session.execute(
        update(Enrolment)
        .where(Enrolment.id == enrolment.id, Enrolment.used_at.is_(None))
        .values(used_at=at)
        .returning(Enrolment.id)
        .execution_options(synchronize_session=False)
    )
    return taken.one_or_none() is not None


def enrol(meeting: Meeting, device: UUID, wish: Wish, by: Actor, *, at: datetime) -> Enrolled:
    """Make a browser a desk of the meeting, anew if it was one; its earlier token is void.

    A browser that serves another meeting gets another number, so that no device stands for two meetings.
    """
    known = db.session.get(DeskDevice, device)
    if known is not None and known.meeting_id != meeting.id:
        known, device = None, uuid4()
    token = codes.new_token(device)
    desk = known or DeskDevice(id=device, meeting_id=meeting.id, enrolled_at=at)
    desk.name = (" ".join(clean(wish.name).split()) or _("Desk"))[:NAME]
    desk.session_id = wish.door.id if wish.door else None
    desk.token_hash, desk.enrolled_by_id = token.hash, by.id
    desk.expires_at = at + timedelta(hours=wish.hours)
    desk.revoked_at = desk.revoked_by_id = None
    db.session.add(desk)
    db.session.flush()
    door = wish.door.code if wish.door else None
    recording.record(by, "desk.enrolled", f"desk {desk.name}", meeting=meeting.slug, device=str(device), door=door)
    return Enrolled(desk, token, meeting, wish.door)


def withdraw(meeting: Meeting, device: UUID, by: Actor, *, at: datetime) -> DeskDevice:
    """The device is a desk no longer, from its next contact on; NoSuchDevice, AlreadyWithdrawn."""
    desk = _of(meeting, device)
    if desk.revoked_at is not None:
        raise AlreadyWithdrawn(_("%(name)s was withdrawn before.", name=desk.name))
    desk.revoked_at, desk.revoked_by_id = at, by.id
    recording.record(by, "desk.withdrawn", f"desk {desk.name}", meeting=meeting.slug, device=str(device))
    return desk


def extend(meeting: Meeting, device: UUID, hours: int, by: Actor, *, at: datetime) -> DeskDevice:
    """Let the device be a desk for so many hours from now; NoSuchDevice, AlreadyWithdrawn."""
    desk = _of(meeting, device)
    if desk.revoked_at is not None:
        raise AlreadyWithdrawn(_("%(name)s was withdrawn. Enrol it again.", name=desk.name))
    desk.expires_at = at + timedelta(hours=hours)
    recording.record(by, "desk.extended", f"desk {desk.name}", meeting=meeting.slug, device=str(device), hours=hours)
    return desk


def _of(meeting: Meeting, device: UUID) -> DeskDevice:
    desk = db.session.get(DeskDevice, device)
    if desk is None or desk.meeting_id != meeting.id:
        raise NoSuchDevice(_("This meeting has no such desk device."))
    return desk
