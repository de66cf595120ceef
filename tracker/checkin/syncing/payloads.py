"""What a desk device may send, checked by hand into values: this is the hot path.

A frame that cannot be read is refused whole. A scan in it that cannot be read is refused alone, by its id.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
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
# What a device's clock may show: one without a battery begins anew at 1970. Every page and sheet can show these years.
EARLIEST, LATEST = datetime(1970, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
SAID = 40  # characters that are kept of any other time
_YEARS = re.compile(r"(?:[+-]\d{6}|0000)-\d\d-\d\dT", re.ASCII)  # as browsers write what lies outside of our calendar
_GAPS = re.compile(r"[\t-\r]")
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")  # surrogates: halves of a letter
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


def scans(frame: Mapping[str, Any], desk: Desk, *, received: datetime, most: int = BATCH) -> list[Sighting | Refused]:
    """The scans of a frame, in their order; UnreadableFrame. A time that cannot be is told as the one of receipt.

    {"scans": [{"id": uuid, "seq": number, "session": code | "checkpoint": kind, "at": ISO 8601 with zone,
    "offset_ms": number|null, "direction": "in"|"out", "method": "camera"|"wedge"|"typed"|"name"|"provisional",
    "code": text | "person": uid | "typed": {"name", "delegation"}, "shown": verdict|null, "roster": ISO 8601|null,
    "client": text}]}
    """
    found = frame.get("scans")
    if not isinstance(found, list) or not 1 <= len(found) <= most:
        raise UnreadableFrame(_("Send 1 to %(most)s scans at a time.", most=most))
    return [_one(scan, desk, received) for scan in found]


def number(sent: object) -> str:
    """The id of something in a frame, as it was sent; empty where it has none."""
    found = sent.get("id") if isinstance(sent, dict) else None
    return found[:64] if isinstance(found, str) else ""


def _one(scan: object, desk: Desk, received: datetime) -> Sighting | Refused:
    name = number(scan)
    if not isinstance(scan, dict):
        return Refused(name, _("This scan cannot be read."))
    try:
        return _sighting(scan, desk, received)
    except Unreadable as problem:
        return Refused(name, str(problem))
    except (KeyError, TypeError, ValueError, OverflowError):
        return Refused(name, _("This scan cannot be read."))


def _sighting(scan: dict[str, Any], desk: Desk, received: datetime) -> Sighting:
    at = instant(scan, "at")
    made = Sighting(
        id=_uuid(scan, "id"),
        device=desk.id,
        desk=desk.name,
        session=_text(scan, "session", 20),
        at=at or received,
        said="" if at else said(scan, "at"),
        direction=Direction(scan.get("direction") or "in"),
        method=Method(scan["method"]),
        code=_text(scan, "code", CODE),
        person=_uuid(scan, "person") if scan.get("person") else None,
        typed=_typed(scan.get("typed")),
        seq=_number(scan.get("seq"), 1),
        offset=offset(scan.get("offset_ms")),
        shown=_text(scan, "shown", VERDICT),
        roster=_instant_or_none(scan, "roster"),
        client=_text(scan, "client", CLIENT),
        checkpoint=_checkpoint(scan.get("checkpoint")),
    )
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


def instant(values: Mapping[str, Any], key: str) -> datetime | None:
    """A time with its zone; None for one that no clock of these days can mean; Unreadable."""
    value = values.get(key)
    text = value if isinstance(value, str) else ""
    try:
        found = clock.as_utc(datetime.fromisoformat(text))
    except OverflowError:
        return None
    except ValueError as error:
        if _YEARS.match(text):
            return None
        raise Unreadable(_("This scan has no valid %(key)s.", key=key)) from error
    return found if EARLIEST <= found < LATEST else None


def said(values: Mapping[str, Any], key: str) -> str:
    """What was sent for a time, as text to be looked at."""
    return legible(str(values.get(key)))[:SAID]


def legible(text: str) -> str:
    """The text as it can be written everywhere; what no letter is, stands in it as one unknown letter."""
    return _UNPRINTABLE.sub("\ufffd", _GAPS.sub(" ", text))


def _text(values: Mapping[str, Any], key: str, most: int) -> str:
    value = values.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Unreadable(_("This scan has no valid %(key)s.", key=key))
    return legible(value)[:most]


def _typed(value: object) -> Typed | None:
    if not isinstance(value, dict):
        return None
    name, delegation = _line(value, "name")[:NAME], _line(value, "delegation")[:DELEGATION]
    return Typed(name.strip(), delegation.strip()) if name else None


def _line(values: Mapping[str, Any], key: str) -> str:
    value = values.get(key)
    return " ".join(clean(value).split()) if isinstance(value, str) else ""


def _number(value: object, least: int) -> int | None:
    """A whole number of some use; None for what is none: a fact is not refused for a number beside it."""
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return value if is_number and isinstance(value, int) and least <= value <= NUMBERS else None


def offset(value: object) -> timedelta | None:
    """What a device has measured its clock to lack, if it has."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if not abs(value) <= OFFSET / timedelta(milliseconds=1):  # nor for what is no number at all
        return None
    return timedelta(milliseconds=round(value))


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
    sent = _instant_or_none(frame, "sent_at")
    if lacks is None and sent is not None:
        lacks = now - sent
    return Report(
        waiting=_number(frame.get("waiting"), 0),
        offset_ms=None if lacks is None else lacks // timedelta(milliseconds=1),
        roster=_instant_or_none(frame, "roster"),
        client=legible(str(frame.get("client") or ""))[:CLIENT],
    )


def _instant_or_none(values: Mapping[str, Any], key: str) -> datetime | None:
    """A time of some use: a fact is not refused for what stands beside it."""
    try:
        return instant(values, key)
    except Unreadable:
        return None
