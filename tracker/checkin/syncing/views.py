"""What desk devices call: JSON, by the device's token; no session, no cookie, nothing from other sites."""

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from tracker import clock, errors
from tracker.checkin import answers, queries, scanning
from tracker.checkin.devices.recognizing import by_device, by_device_or_former, this_desk
from tracker.checkin.scanning import Answer
from tracker.checkin.syncing import payloads, receiving
from tracker.checkin.syncing.payloads import Refused
from tracker.db import transaction
from tracker.meetings import queries as meetings
from tracker.meetings.programme import running_session
from tracker.security import csrf, limiter
from tracker.templating import iso

bp = Blueprint("syncing", __name__, url_prefix="/desk/api")
csrf.exempt(bp)
limiter.exempt(bp)
errors.for_programs("/desk/api/", "/desk/enrolments")


@bp.post("/scans")
@by_device_or_former
def create_scans() -> ResponseReturnValue:
    desk, now = this_desk(), clock.now()
    frame = payloads.body(request.get_json(silent=True))
    batch = receiving.judge(desk, payloads.scans(frame, desk, received=now), received=now)
    with transaction():
        told = receiving.record(batch)
        if receiving.is_news(desk, now):
            receiving.note(desk, payloads.report(frame, now), at=now)
    is_desk = desk.turned_away(now) is None
    return jsonify(now=iso(now), answers=[_told(one, is_desk=is_desk) for one in told]), 201


def _told(one: Answer | Refused, *, is_desk: bool) -> dict[str, object]:
    """A device that is a desk no longer hears that its scan arrived, and about nobody."""
    if isinstance(one, Refused):
        nothing = {"verdict": None, "again": False, "person": None, "seen": None}
        return {"id": one.id, "stored": "refused", "problem": one.problem, **nothing}
    told = answers.answer(one) if is_desk else {"id": str(one.id), "again": one.again, **_NOBODY}
    return {"stored": "duplicate" if one.again else "stored", "problem": None, **told}


_NOBODY: dict[str, object] = {"verdict": None, "person": None, "seen": None}


@bp.post("/undos")
@by_device_or_former
def create_undo() -> ResponseReturnValue:
    desk, now = this_desk(), clock.now()
    scan = payloads.undo(payloads.body(request.get_json(silent=True)))
    with transaction():
        session = scanning.take_back(scan, desk.id, at=now)
    if session is None or desk.turned_away(now):
        return jsonify(counts=None), 201
    return jsonify(counts=answers.counts(queries.counts(session))), 201


@bp.post("/reports")
@by_device
def create_report() -> ResponseReturnValue:
    """A desk says now and then that it is there, how many scans wait in it and how old its list is."""
    now = clock.now()
    frame = payloads.body(request.get_json(silent=True))
    with transaction():
        receiving.note(this_desk(), payloads.report(frame, now), at=now)
    return jsonify(now=iso(now), expires_at=iso(this_desk().expires_at)), 201


@bp.get("/counts")
@by_device
def show_counts() -> ResponseReturnValue:
    """Of the session that is named, else of the one that is on."""
    slug = this_desk().slug
    gate = queries.gate(slug, request.args.get("session") or _running(slug))
    return jsonify(now=iso(clock.now()), counts=answers.counts(queries.counts(gate.session_id)))


def _running(slug: str) -> str:
    meeting = meetings.by_slug(slug)
    session = running_session(meeting.sessions, clock.now(), meeting.doors_open_minutes)
    return session.code if session else ""


@bp.get("/people")
@by_device
def find_people() -> ResponseReturnValue:
    found = queries.find(this_desk().slug, request.args.get("q", ""))
    return jsonify(people=[answers.found(one) for one in found])
