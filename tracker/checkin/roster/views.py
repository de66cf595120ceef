"""The list that a desk keeps."""

import gzip

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.checkin.devices.recognizing import by_device, this_desk
from tracker.checkin.roster import making
from tracker.meetings import queries as meetings
from tracker.security import limiter

bp = Blueprint("roster", __name__)
limiter.exempt(bp)


@bp.get("/desk/api/roster")
@by_device
def show() -> ResponseReturnValue:
    meeting, now = meetings.by_slug(this_desk().slug), clock.now()
    roster = making.current(meeting, now)
    answer = Response(status=304) if roster.version in request.if_none_match else _sent(roster.compressed())
    answer.set_etag(roster.version)
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["Vary"] = "Accept-Encoding"
    return answer


def _sent(compressed: bytes) -> Response:
    if request.accept_encodings["gzip"] > 0:
        return Response(compressed, mimetype="application/json", headers={"Content-Encoding": "gzip"})
    return Response(gzip.decompress(compressed), mimetype="application/json")
