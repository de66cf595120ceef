"""Routes of the badge on a phone: a page without any person in it, its service worker, and what it asks the server.

The page is the same for everybody and needs no cookie, so it can be kept; who shows it, it learns from the fragment of
the link, which no server and no cache sees.
"""

import json
import re
from hashlib import sha256
from pathlib import Path

from flask import Blueprint, Response, current_app, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker import clock
from tracker.access import public
from tracker.i18n import current_language, direction
from tracker.meetings import wording
from tracker.registration import cards, links, phone
from tracker.registration.phone import Kept
from tracker.registration.queries import Attendance
from tracker.templating import iso, text_language, wall_day, wall_time

bp = Blueprint("phone", __name__, url_prefix="/badge")

_OWN = re.compile(r'(?:href|src)="(/static/[^"]+)"')
_MODULES = ("base/http.js", "base/menu.js", "registration/phone.js", "registration/phone-store.js")
_WORKER = "registration/phone-service-worker.js"
_BEARER = "Bearer "


@bp.get("/")
@public
def shell() -> ResponseReturnValue:
    return render_template("registration/phone.html")


@bp.get("/sw.js")
@public
def worker() -> ResponseReturnValue:
    """The service worker, with the files that make the page; it changes when any of them does."""
    page = render_template("registration/phone.html")
    modules = [url_for("static", filename=name) for name in _MODULES]
    contents = b"".join(_static(name) for name in (*_MODULES, _WORKER))
    kept = {
        "version": sha256(page.encode() + contents).hexdigest()[:16],
        "page": url_for(".shell"),
        "files": [*dict.fromkeys(_OWN.findall(page)), *modules],
    }
    script = f"self.kept = {json.dumps(kept)};\n".encode() + _static(_WORKER)
    return Response(script, mimetype="text/javascript", headers={"Cache-Control": "no-cache"})


@bp.get("/app.webmanifest")
@public
def manifest() -> ResponseReturnValue:
    """How a phone names the page among its applications."""
    icon = url_for("static", filename="favicon.svg")
    answer = jsonify(
        name=_("My badge"),
        short_name=_("Badge"),
        start_url=url_for(".shell"),
        scope=url_for(".shell"),
        display="standalone",
        lang=current_language(),
        dir=direction(current_language()),
        background_color="#f4f6f8",
        theme_color="#0b4a82",
        icons=[{"src": icon, "sizes": "any", "type": "image/svg+xml", "purpose": "any"}],
    )
    answer.mimetype = "application/manifest+json"
    return answer


@bp.get("/kept")
@public
def card() -> ResponseReturnValue:
    """What the phone with this token shows: 200, or 410 once the badge is no longer valid."""
    token = request.headers.get("Authorization", "").removeprefix(_BEARER)
    return jsonify(_json(phone.kept(links.badge_on_phone(token), clock.now())))


def _json(kept: Kept) -> dict[str, object]:
    return {
        **cards.as_json(kept.card),
        "id": kept.badge_id.hex,
        "sessions": [_stop(one, kept.zone) for one in kept.programme],
        "erase_at": iso(kept.erase_at) if kept.erase_at else None,
    }


def _stop(one: Attendance, zone: str) -> dict[str, str]:
    session = one.session
    times = f"{wall_time(session.starts_at, zone)}–{wall_time(session.ends_at, zone)}"
    room = session.room.name if session.room and one.mode == "in_person" else ""
    door = wording.door_words(in_person=one.mode == "in_person", online=one.mode == "online")
    return {
        "title": str(session.title),
        "lang": text_language(session.title),
        "when": f"{wall_day(session.starts_at, zone)}, {times}",
        "where": " · ".join(part for part in (door, room) if part),
    }


def _static(name: str) -> bytes:
    return (Path(current_app.static_folder or "static") / name).read_bytes()
