"""The front desk for those who are signed in: they make their browser one."""

from flask import Blueprint, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker import clock
from tracker.access import Permission, require
from tracker.accounts.signing_in import signed_in
from tracker.checkin import answers as told
from tracker.checkin import payloads, queries, scanning
from tracker.checkin.scanning import Sender
from tracker.db import transaction
from tracker.meetings import queries as meetings
from tracker.security import limiter

bp = Blueprint("checkin", __name__)


@bp.get("/meetings/<slug>/checkin")
@require(Permission.SCAN)
def desk(slug: str) -> ResponseReturnValue:
    """Where somebody who may scan makes their own browser a desk."""
    meeting, chosen = meetings.by_slug(slug), request.args.get("session", "")
    if chosen and chosen not in {session.code for session in meeting.sessions}:
        raise queries.NoSuchSession(_("This meeting has no session %(code)s.", code=chosen))
    return render_template("checkin/become.html", meeting=meeting, chosen=chosen, name=signed_in().name)


@bp.post("/meetings/<slug>/checkin/<code>/scans")
@limiter.exempt
@require(Permission.SCAN)
def create_scans(slug: str, code: str) -> ResponseReturnValue:
    sightings = payloads.sightings(request, code)
    gate = queries.gate(slug, code)
    judged = scanning.judge_all({code: gate}, sightings, Sender(signed_in().id), received=clock.now())
    with transaction():
        answers = scanning.record(judged)
    return jsonify(answers=[told.answer(one) for one in answers]), 201


@bp.post("/meetings/<slug>/checkin/<code>/undos")
@require(Permission.SCAN)
def create_undo(slug: str, code: str) -> ResponseReturnValue:
    scan, device = payloads.undo(request)
    gate = queries.gate(slug, code)
    with transaction():
        scanning.undo(gate, scan, device, signed_in().id, at=clock.now())
    return jsonify(counts=told.counts(queries.counts(gate.session_id))), 201


@bp.get("/meetings/<slug>/checkin/<code>/counts")
@require(Permission.SCAN)
def show_counts(slug: str, code: str) -> ResponseReturnValue:
    return jsonify(counts=told.counts(queries.counts(queries.gate(slug, code).session_id)))


@bp.get("/meetings/<slug>/checkin/people")
@require(Permission.SCAN)
def find_people(slug: str) -> ResponseReturnValue:
    found = queries.find(slug, request.args.get("q", ""))
    return jsonify(people=[told.found(one) for one in found])
