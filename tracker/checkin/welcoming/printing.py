"""Badges that desks have printed: what a device tells of it, put into the print log once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum, auto
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from tracker.audit.models import Actor
from tracker.badges import codes
from tracker.badges.codes import Misread
from tracker.badges.layouts import SINGLE, Layout
from tracker.checkin.devices.recognizing import Desk
from tracker.checkin.syncing.payloads import BATCH, CODE, Unreadable, UnreadableFrame, instant, number, offset
from tracker.checkin.verdicts import counted_time
from tracker.registration.badges import printing, queries
from tracker.registration.badges.printing import DeskPrint


class Stored(StrEnum):
    """What became of a print that a device told."""

    STORED = auto()
    DUPLICATE = auto()  # it had been told before
    REFUSED = auto()  # unreadable, of another meeting, or done after the device had ceased to be a desk


@dataclass(frozen=True, slots=True)
class Told:
    """A badge that was printed, as the device tells it."""

    uid: UUID  # made by the device
    code_hash: bytes
    paper: Layout
    at: datetime | None  # by the device's clock; None: that showed what cannot be
    offset: timedelta | None


def told(frame: Mapping[str, Any]) -> list[tuple[str, Told | None]]:
    """The prints of a frame with the ids they came under, None for one that cannot be read; UnreadableFrame.

    {"prints": [{"id": uuid, "code": text, "paper": a layout of one badge, "at": ISO 8601, "offset_ms": number|null}]}
    """
    found = frame.get("prints")
    if not isinstance(found, list) or not 1 <= len(found) <= BATCH:
        raise UnreadableFrame(_("Send 1 to %(most)s prints at a time.", most=BATCH))
    return [(number(one), _one(one)) for one in found]


def _one(sent: object) -> Told | None:
    if not isinstance(sent, dict):
        return None
    try:
        paper, code = Layout(sent["paper"]), codes.read(str(sent["code"])[:CODE])
        if paper not in SINGLE or isinstance(code, Misread):
            return None
        lacks, at = offset(sent.get("offset_ms")), instant(sent, "at")
        return Told(UUID(str(sent["id"])), codes.digest(code), paper, at, lacks)
    except (KeyError, TypeError, ValueError, Unreadable):
        return None


def record(desk: Desk, done: Sequence[Told | None], by: Actor, *, received: datetime) -> list[Stored]:
    """Write down what is new among them; how each was taken, in their order (2 statements, and 3 for each new one)."""
    readable = [one for one in done if one]
    if not readable:
        return [Stored.REFUSED] * len(done)
    badges = queries.badges_of(desk.meeting_id, {one.code_hash for one in readable})
    known = queries.recorded({one.uid for one in readable})
    taken = []
    for one in done:
        at = counted_time(one.at, received, offset=one.offset, since=desk.enrolled_at).at if one else received
        badge_id = badges.get(one.code_hash) if one else None
        if one is None or badge_id is None or at > desk.until:
            taken.append(Stored.REFUSED)
        elif one.uid in known:
            taken.append(Stored.DUPLICATE)
        else:
            printing.log_at_desk(desk.meeting_id, desk.slug, DeskPrint(one.uid, badge_id, one.paper, at, desk.id), by)
            known.add(one.uid)
            taken.append(Stored.STORED)
    return taken
