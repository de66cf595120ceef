"""What desk devices call at a checkpoint."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker import clock
from tracker.checkin import answers
from tracker.checkin.checkpoints import reading
from tracker.checkin.checkpoints.reading import Reading
from tracker.checkin.devices.recognizing import by_device, this_desk
from tracker.checkin.syncing.payloads import CODE, Unreadable, body, instant, legible, offset, said
from tracker.db import transaction
from tracker.errors import Invalid
from tracker.meetings import queries as meetings
from tracker.meetings.models import CheckpointKind
from tracker.security import csrf, limiter

bp = Blueprint("checkpoints", __name__, url_prefix="/desk/api")
csrf.exempt(bp)
limiter.exempt(bp)


class UnreadableReading(Invalid):
    """A reading that lacks something."""


@bp.get("/checkpoints")
@by_device
def show() -> ResponseReturnValue:
    """The checkpoints of the desk's meeting, with what each counts for besides itself."""
    meeting = meetings.by_slug(this_desk().slug)
    listed = [one for one in meeting.checkpoints if one.kind is not CheckpointKind.SESSION]
    return jsonify(checkpoints=[{"kind": one.kind, "counts_for": one.counts_for} for one in listed])


@bp.post("/checkpoints")
@by_device
def create() -> ResponseReturnValue:
    """{"id": uuid, "kind", "code", "at": ISO 8601 with zone, "offset_ms": number|null} -> verdict, person, session."""
    desk, now = this_desk(), clock.now()
    read = _reading(body(request.get_json(silent=True)), now)
    with transaction():
        told = reading.record(meetings.by_slug(desk.slug), read, desk, received=now)
        person = told.person and answers.person(told.person)
    return jsonify(id=str(read.id), verdict=told.verdict, person=person, session=told.session), 201


def _reading(frame: Mapping[str, object], received: datetime) -> Reading:
    try:
        at = instant(frame, "at")
        return Reading(
            id=UUID(str(frame["id"])),
            kind=CheckpointKind(str(frame["kind"])),
            code=legible(str(frame["code"]))[:CODE],
            at=at or received,
            said="" if at else said(frame, "at"),
            offset=offset(frame.get("offset_ms")),
        )
    except (KeyError, ValueError, Unreadable) as error:
        raise UnreadableReading(_("This reading cannot be read.")) from error
