"""Finding out who was let in under a typed name, and reading in what a device could not send."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from flask import json
from flask_babel import gettext as _
from sqlalchemy import select

from tracker import clock
from tracker.audit import recording
from tracker.audit.models import Actor
from tracker.checkin.devices.enrolling import NoSuchDevice
from tracker.checkin.devices.models import DeskDevice
from tracker.checkin.devices.recognizing import Desk
from tracker.checkin.models import Method, Provisional, Resolution, Scan, ScanUndo
from tracker.checkin.scanning import Answer
from tracker.checkin.syncing import payloads, receiving
from tracker.checkin.verdicts import Direction, Verdict
from tracker.db import db
from tracker.errors import Conflict, NotFound
from tracker.meetings.models import Meeting, MeetingSession
from tracker.registration import queries as registrations
from tracker.registration.following import follow
from tracker.registration.models import Registration, WalkIn

SCANS_AT_MOST = 20_000  # in one file


class AlreadyResolved(Conflict):
    """Somebody has found out before who that was."""


class NobodyThere(NotFound):
    """The meeting has no such person, or no such provisional admission."""


def link(meeting: Meeting, scan_id: UUID, registration_uid: UUID, by: Actor, *, at: datetime) -> str:
    """Count a provisional admission for a registered person; their name. NobodyThere, AlreadyResolved.

    The scan stays as it is; another one, of the person and at the same time, is added to the ledger.
    """
    seen = _open(meeting, scan_id)
    person = registrations.of_meeting(meeting.id, registration_uid)
    if person is None:
        raise NobodyThere(_("This meeting has no such registration."))
    is_coming = seen.direction is Direction.IN
    made = Scan(
        id=uuid4(),
        device=seen.device,
        desk=seen.desk,
        session_id=seen.session_id,
        registration_id=person.id,
        direction=seen.direction,
        method=Method.PROVISIONAL,
        verdict=Verdict.WELCOME if is_coming else Verdict.GOODBYE,
        scanned_at=seen.scanned_at,
        received_at=at,
        at=seen.at,
        user_id=by.id,
    )
    db.session.add(made)
    db.session.flush()
    db.session.add(Resolution(scan_id=scan_id, linked_scan_id=made.id, at=at, user_id=by.id))
    subject = f"registration {person.id}"
    recording.record(by, "provisional.linked", subject, meeting=meeting.slug, scan=str(scan_id))
    return f"{person.given_name} {person.family_name}"


@follow
def link_walk_in(registration: Registration, by: Actor) -> None:
    """Whoever was let in while their approval was awaited was there: the device gives both the same number."""
    scan_id = db.session.scalar(
        select(Provisional.scan_id)
        .join(WalkIn, WalkIn.uid == Provisional.scan_id)
        .outerjoin(Resolution, Resolution.scan_id == Provisional.scan_id)
        .outerjoin(ScanUndo, ScanUndo.scan_id == Provisional.scan_id)
        .where(WalkIn.registration_id == registration.id, Resolution.scan_id.is_(None), ScanUndo.scan_id.is_(None))
    )
    if scan_id is not None:
        link(registration.meeting, scan_id, registration.uid, by, at=clock.now())


def leave(meeting: Meeting, scan_id: UUID, by: Actor, *, at: datetime) -> None:
    """Write down that a provisional admission belongs to nobody who is registered; it stays counted as one."""
    _open(meeting, scan_id)
    db.session.add(Resolution(scan_id=scan_id, at=at, user_id=by.id))
    recording.record(by, "provisional.left", f"scan {scan_id}", meeting=meeting.slug)


def reopen(meeting: Meeting, scan_id: UUID, by: Actor, *, at: datetime) -> None:
    """Take such a finding back: what was counted for somebody counts no more."""
    seen = _scan(meeting, scan_id)
    found = db.session.get(Resolution, seen.id)
    if found is None:
        return
    if found.linked_scan_id:
        db.session.add(ScanUndo(scan_id=found.linked_scan_id, device=seen.device, at=at, user_id=by.id))
    db.session.delete(found)
    recording.record(by, "provisional.reopened", f"scan {scan_id}", meeting=meeting.slug)


def _open(meeting: Meeting, scan_id: UUID) -> Scan:
    seen = _scan(meeting, scan_id)
    if db.session.get(Resolution, scan_id) is not None:
        raise AlreadyResolved(_("Somebody has settled this before."))
    return seen


def _scan(meeting: Meeting, scan_id: UUID) -> Scan:
    seen = db.session.scalar(
        select(Scan)
        .join(Provisional, Provisional.scan_id == Scan.id)
        .join(MeetingSession, MeetingSession.id == Scan.session_id)
        .where(Scan.id == scan_id, MeetingSession.meeting_id == meeting.id)
    )
    if seen is None:
        raise NobodyThere(_("Nobody was let in provisionally by that scan."))
    return seen


@dataclass(frozen=True, slots=True)
class ReadIn:
    """What a file brought."""

    desk: str
    new: int
    known: int
    refused: tuple[str, ...]  # why, of each


def read_in(meeting: Meeting, file: bytes, by: Actor, *, at: datetime) -> ReadIn:
    """Record the scans of a file that a device has saved, as if it had sent them; once more changes nothing.

    {"device": uuid, "scans": [as the device sends them]}. UnreadableFrame, NoSuchDevice.
    """
    try:
        frame = payloads.body(json.loads(file))
    except ValueError as error:
        raise payloads.UnreadableFrame(_("This is not a file that a desk has saved.")) from error
    desk = _desk(meeting, frame.get("device"))
    arrived = payloads.scans(frame, desk, received=at, most=SCANS_AT_MOST)
    told: list[Answer | payloads.Refused] = []
    for first in range(0, len(arrived), payloads.BATCH):
        told += receiving.record(receiving.judge(desk, arrived[first : first + payloads.BATCH], received=at))
    answers = [one for one in told if isinstance(one, Answer)]
    refused = tuple(one.problem for one in told if isinstance(one, payloads.Refused))
    known = sum(answer.again for answer in answers)
    found = ReadIn(desk.name, len(answers) - known, known, refused)
    recording.record(
        by,
        "scans.read_in",
        f"desk {desk.name}",
        meeting=meeting.slug,
        new=found.new,
        known=found.known,
        refused=len(refused),
    )
    return found


def _desk(meeting: Meeting, device: object) -> Desk:
    try:
        found = db.session.get(DeskDevice, UUID(str(device)))
    except ValueError:
        found = None
    if found is None or found.meeting_id != meeting.id:
        raise NoSuchDevice(_("This meeting has no such desk device."))
    return Desk(
        found.id,
        found.name,
        meeting.id,
        meeting.slug,
        found.token_hash,
        found.enrolled_at,
        found.enrolled_by_id,
        found.expires_at,
        found.revoked_at,
        found.seen_at,
    )
