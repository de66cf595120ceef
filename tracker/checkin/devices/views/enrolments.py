"""A browser becomes a desk: with a code that an organizer shows, or for somebody who is signed in and may scan."""

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker import clock
from tracker.access import Permission, public, require
from tracker.accounts.signing_in import signed_in
from tracker.checkin.devices import enrolling
from tracker.checkin.devices.enrolling import Enrolled, Wish
from tracker.checkin.queries import session_of
from tracker.checkin.syncing import payloads
from tracker.db import transaction
from tracker.errors import Invalid
from tracker.meetings import queries as meetings
from tracker.people.names import clean
from tracker.security import csrf, limiter
from tracker.templating import iso

bp = Blueprint("enrolments", __name__)


class UnreadableWish(Invalid):
    """What a browser says of itself cannot be read."""


@bp.post("/desk/enrolments")
@limiter.limit("30/minute;300/hour")
@public
def create_enrolment() -> ResponseReturnValue:
    """A device with a one-time code becomes a desk; it has no account, no session, no cookie."""
    body = payloads.body(request.get_json(silent=True))
    device, name, now = _device(body.get("device")), _text(body, "name"), clock.now()
    with transaction():
        answer = _told(enrolling.redeem(_text(body, "code"), device, name[: enrolling.NAME], at=now))
    return jsonify(answer), 201


csrf.exempt(create_enrolment)


@bp.post("/meetings/<slug>/devices")
@limiter.limit("30/minute;300/hour")
@require(Permission.SCAN)
def create_own(slug: str) -> ResponseReturnValue:
    """The browser of somebody who may scan becomes a desk: {"device": uuid, "name": text, "door": code|null}."""
    body, now = payloads.body(request.get_json(silent=True)), clock.now()
    device, name, door = _device(body.get("device")), _text(body, "name"), _text(body, "door")
    with transaction():
        meeting = meetings.by_slug(slug)
        wish = Wish(session_of(meeting, door), (name or signed_in().name)[: enrolling.NAME])
        answer = _told(enrolling.enrol(meeting, device, wish, signed_in().actor, at=now))
    return jsonify(answer), 201


def _device(sent: object) -> UUID:
    try:
        return UUID(str(sent))
    except ValueError as error:
        raise UnreadableWish(
            _("This browser did not say which device it is. Reload the page and try again.")
        ) from error


def _text(body: Mapping[str, object], key: str) -> str:
    """A line of text, empty if there is none."""
    value = body.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise UnreadableWish(_("This request has no valid %(key)s.", key=key))
    return " ".join(clean(value).split())


def _told(enrolled: Enrolled) -> dict[str, object]:
    """What the device is told once."""
    meeting = enrolled.meeting
    return {
        "token": str(enrolled.token),
        "device": str(enrolled.device.id),
        "name": enrolled.device.name,
        "meeting": {"slug": meeting.slug, "title": dict(meeting.title.by_language), "zone": meeting.timezone},
        "door": enrolled.door and enrolled.door.code,
        "expires_at": iso(enrolled.device.expires_at),
    }
