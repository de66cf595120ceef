"""What a desk device may send, checked by hand into values: this is the hot path.

A frame that cannot be read is refused whole. A scan in it that cannot be read is refused alone, by its id.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from tracker import clock
from tracker.checkin.devices.recognizing import Desk
from tracker.checkin.models import Method
from tracker.checkin.sightings import Sighting, Typed
from tracker.checkin.verdicts import Direction
from tracker.errors import Invalid
from tracker.meetings.models import CheckpointKind
from tracker.people.names import clean

BATCH = 50  # scans in one request
CODE, NAME, DELEGATION, CLIENT, VERDICT = 256, 160, 200, 40, 24  # characters that are kept
NUMBERS = 2**31 - 1
OFFSET = timedelta(days=366 * 100)  # a device that thinks it is 1970


class UnreadableFrame(Invalid):
    """The request as a whole cannot be read."""


class Unreadable(Exception):
    """A scan that cannot be read; `str()` of it says why."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A scan that is not recorded."""

    id: str  # as it was sent
    problem: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a device says of itself."""

    waiting: int | None  # scans that it has not sent yet
    offset_ms: int | None
    roster: datetime | None
    client: str


def body(sent: object) -> dict[str, Any]:
    """The request's JSON object; UnreadableFrame."""
    if not isinstance(sent, dict):
        raise UnreadableFrame(_("Send a JSON object."))
    return sent


def scans(frame: Mapping[str, Any], desk: Desk, *, most: int = BATCH) -> list[Sighting | Refused]:
    """The scans of a frame, in their order; UnreadableFrame.

    {"scans": [{"id": uuid, "seq": number, "session": code | "checkpoint": kind, "at": ISO 8601 with zone,
    "offset_ms": number|null, "direction": "in"|"out", "method": "camera"|"wedge"|"typed"|"name"|"provisional",
    "code": text | "person": uid | "typed": {"name", "delegation"}, "shown": verdict|null, "roster": ISO 8601|null,
    "client": text}]}
    """
    found = frame.get("scans")
    if not isinstance(found, list) or not 1 <= len(found) <= most:
        raise UnreadableFrame(_("Send 1 to %(most)s scans at a time.", most=most))
    return [_one(scan, desk) for scan in found]


def _one(scan: object, desk: Desk) -> Sighting | Refused:
    name = str(scan.get("id"))[:64] if isinstance(scan, dict) else ""
    if not isinstance(scan, dict):
        return Refused(name, _("This scan cannot be read."))
    try:
        return _sighting(scan, desk)
    except Unreadable as problem:
        return Refused(name, str(problem))
    except (KeyError, TypeError, ValueError, OverflowError):
        return Refused(name, _("This scan cannot be read."))


def _sighting(scan: dict[str, Any], desk: Desk) -> Sighting:
    made = Sighting(
        id=_uuid(scan, "id"),
        device=desk.id,
        desk=desk.name,
        session=_text(scan, "session", 20),
        at=instant(scan, "at"),
        direction=Direction(scan.get("direction") or "in"),
        method=Method(scan["method"]),
        code=_text(scan, "code", CODE),
        person=_uuid(scan, "person") if scan.get("person") else None,
        typed=_typed(scan.get("typed")),
        seq=_number(scan.get("seq"), 1),
        offset=offset(scan.get("offset_ms")),
        shown=_text(scan, "shown", VERDICT),
        roster=instant(scan, "roster") if scan.get("roster") else None,
        client=_text(scan, "client", CLIENT),
        checkpoint=_checkpoint(scan.get("checkpoint")),
    )
    _corrected = made.at + (made.offset or timedelta())  # a time that the calendar has, else OverflowError
    if not (made.code or made.person or made.typed):
        raise Unreadable(_("This scan says neither a code nor a person."))
    if made.method is Method.PROVISIONAL and not made.typed:
        raise Unreadable(_("This scan lacks the name that was typed."))
    return made


def _checkpoint(value: object) -> CheckpointKind | None:
    try:
        return CheckpointKind(str(value)) if value else None
    except ValueError as error:
        raise Unreadable(_("This meeting has no such checkpoint.")) from error


def _uuid(values: Mapping[str, Any], key: str) -> UUID:
    try:
        return UUID(str(values[key]))
    except (KeyError, ValueError) as error:
        raise Unreadable(_("This scan has no valid %(key)s.", key=key)) from error


def instant(values: Mapping[str, Any], key: str) -> datetime:
    """A time with its zone; Unreadable."""
    try:
        return clock.as_utc(datetime.fromisoformat(values[key]))
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise Unreadable(_("This scan has no valid %(key)s.", key=key)) from error


def _text(values: Mapping[str, Any], key: str, most: int) -> str:
    value = values.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Unreadable(_("This scan has no valid %(key)s.", key=key))
    return value.replace("\x00", "")[:most]


def _typed(value: object) -> Typed | None:
    if not isinstance(value, dict):
        return None
    name, delegation = clean(_text(value, "name", NAME)), clean(_text(value, "delegation", DELEGATION))
    return Typed(name, delegation) if name else None


def _number(value: object, least: int) -> int | None:
    """A whole number of some use; None for what is none: a fact is not refused for a number beside it."""
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return value if is_number and isinstance(value, int) and least <= value <= NUMBERS else None


def offset(value: object) -> timedelta | None:
    """What a device has measured its clock to lack, if it has."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    found = timedelta(milliseconds=round(value))
    return found if abs(found) <= OFFSET else None


def undo(frame: Mapping[str, Any]) -> UUID:
    """The scan to take back: {"scan": uuid}."""
    try:
        return UUID(str(frame["scan"]))
    except (KeyError, ValueError) as error:
        raise UnreadableFrame(_("Say which scan to undo.")) from error


def report(frame: Mapping[str, Any], now: datetime) -> Report:
    """What a device says of itself beside its scans; nothing of it is needed.

    {"sent_at": ISO 8601, "offset_ms": number|null, "waiting": number, "roster": ISO 8601|null, "client": text}
    """
    lacks = offset(frame.get("offset_ms"))
    sent = _instant_or_none(frame.get("sent_at"))
    if lacks is None and sent is not None:
        lacks = now - sent
    return Report(
        waiting=_number(frame.get("waiting"), 0),
        offset_ms=None if lacks is None else lacks // timedelta(milliseconds=1),
        roster=_instant_or_none(frame.get("roster")),
        client=str(frame.get("client") or "")[:CLIENT],
    )


def _instant_or_none(value: object) -> datetime | None:
    try:
        return clock.as_utc(datetime.fromisoformat(value)) if isinstance(value, str) else None
    except (ValueError, OverflowError):
        return None
