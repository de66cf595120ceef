"""What a desk may send: checked by hand into values, for this is the hot path."""

from datetime import datetime
from uuid import UUID

from flask import Request
from flask_babel import gettext as _

from tracker import clock
from tracker.checkin.models import Method
from tracker.checkin.sightings import Sighting
from tracker.checkin.verdicts import Direction
from tracker.errors import Invalid

BATCH = 50  # scans in one request
DESK = 60


class UnreadableScan(Invalid):
    """A scan that lacks something or has it in the wrong form."""


def sightings(request: Request, session: str) -> list[Sighting]:
    """The scans of a request, in their order; UnreadableScan says which field of which scan is wrong.

    Body: {"device": uuid, "desk": name, "scans": [{"id": uuid, "at": ISO 8601 with zone, "direction": "in"|"out",
    "method": "camera"|"wedge"|"typed"|"name", "code": text | "person": uuid}]}, 1 to BATCH of them.
    """
    body = request.get_json(silent=True)
    scans = body.get("scans") if isinstance(body, dict) else None
    if not isinstance(body, dict) or not isinstance(scans, list) or not 1 <= len(scans) <= BATCH:
        raise UnreadableScan(_("Send 1 to %(most)s scans at a time.", most=BATCH))
    device, desk = _uuid(body, "device", 0), str(body.get("desk", ""))[:DESK]
    return [_sighting(scan, number, device, desk, session) for number, scan in enumerate(scans, 1)]


def _sighting(scan: object, number: int, device: UUID, desk: str, session: str) -> Sighting:
    if not isinstance(scan, dict):
        raise UnreadableScan(_("Scan %(number)s cannot be read.", number=number))
    try:
        return Sighting(
            id=_uuid(scan, "id", number),
            device=device,
            desk=desk,
            session=session,
            at=clock.as_utc(datetime.fromisoformat(scan["at"])),
            direction=Direction(scan.get("direction", "in")),
            method=Method(scan["method"]),
            code=str(scan.get("code", ""))[:256],
            person=_uuid(scan, "person", number) if scan.get("person") else None,
        )
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise UnreadableScan(_("Scan %(number)s cannot be read.", number=number)) from error


def _uuid(values: dict[str, object], key: str, number: int) -> UUID:
    try:
        return UUID(str(values[key]))
    except (KeyError, ValueError) as error:
        raise UnreadableScan(_("Scan %(number)s has no valid %(key)s.", number=number, key=key)) from error


def undo(request: Request) -> tuple[UUID, UUID]:
    """The scan to take back and the device that asks: {"scan": uuid, "device": uuid}."""
    body = request.get_json(silent=True)
    if not isinstance(body, dict):
        raise UnreadableScan(_("Say which scan to undo."))
    return _uuid(body, "scan", 1), _uuid(body, "device", 1)
