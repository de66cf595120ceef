"""What the app calls: JSON by the phone's token, from whatever site the app was loaded from, errors too."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker import clock, errors
from tracker.api.indico import addresses, checking_in, identity, numbers, payloads, queries, tickets
from tracker.api.indico.queries import Event, Form, NoSuchPerson
from tracker.api.indico.recognizing import by_phone, limit_key, this_phone
from tracker.api.indico.wording import refusal
from tracker.badges import codes
from tracker.badges.codes import Misread
from tracker.checkin import scanning
from tracker.checkin.scanning import Judged
from tracker.checkin.verdicts import Verdict
from tracker.config import settings
from tracker.db import transaction
from tracker.errors import Conflict, Gone, Invalid, NotFound
from tracker.security import csrf, limiter

bp = Blueprint("indico_app", __name__, url_prefix=f"{addresses.PATH}api/checkin")
csrf.exempt(bp)
SHARED = tuple(addresses.PATH + part for part in ("api/", "oauth/token", ".well-known/"))
errors.for_programs(*SHARED)
limiter.limit("600/minute", key_func=limit_key)(bp)

ONE = "/event/<int:event_id>/forms/<int:form_id>/registrations/<int:number>"


class NoSuchBadge(NotFound):
    """Nobody ever got a badge of this kind."""


class BadgeVoid(Gone):
    """The badge was replaced or withdrawn."""


class CannotRead(Invalid):
    """The app has sent something else than what it sends."""


class NoFees(Conflict):
    """Nobody pays here."""


@bp.get("/event/<int:event_id>/")
@by_phone
def show_event(event_id: int) -> ResponseReturnValue:
    return jsonify(payloads.event(_event(event_id)))


@bp.get("/event/<int:event_id>/forms/")
@by_phone
def list_forms(event_id: int) -> ResponseReturnValue:
    event, now = _event(event_id), clock.now()
    counted = queries.figures([form.id for form in event.forms])
    return jsonify([payloads.form(form, event, counted[form.id], now) for form in event.forms])


@bp.get("/event/<int:event_id>/forms/<int:form_id>/")
@by_phone
def show_form(event_id: int, form_id: int) -> ResponseReturnValue:
    event = _event(event_id)
    form = event.form(form_id)
    return jsonify(payloads.form(form, event, queries.figures([form.id])[form.id], clock.now()))


@bp.get("/event/<int:event_id>/forms/<int:form_id>/registrations/")
@by_phone
def list_people(event_id: int, form_id: int) -> ResponseReturnValue:
    event = _event(event_id)
    form = event.form(form_id)
    return jsonify([payloads.listed(one, form, event) for one in queries.people(event.id, form.id)])


@bp.get(ONE)
@by_phone
def show_person(event_id: int, form_id: int, number: int) -> ResponseReturnValue:
    event, form, registration_id = _place(event_id, form_id, number)
    return jsonify(payloads.person(queries.person(event.id, form.id, registration_id), form, event))


@bp.patch(ONE)
@by_phone
def change_person(event_id: int, form_id: int, number: int) -> ResponseReturnValue:
    """`checked_in` says that the person comes in, or that it was a mistake to say so."""
    event, form, registration_id = _place(event_id, form_id, number)
    now = clock.now()
    if _wants_in():
        uid = queries.person(event.id, form.id, registration_id).uid
        judged = checking_in.judge(this_phone(), event, form, uid, at=now)
        verdict = _recorded(judged)
        if not verdict.lets_in:
            return _refused(verdict)
    else:
        with transaction():
            checking_in.take_back(this_phone(), form, registration_id, at=now)
    return jsonify(payloads.person(queries.person(event.id, form.id, registration_id), form, event))


def _wants_in() -> bool:
    body = _body()
    if "paid" in body:
        raise NoFees(_("Nobody pays for this meeting."))
    wish = body.get("checked_in")
    if not isinstance(wish, bool):
        raise CannotRead(_("Say whether the person comes in."))
    return wish


def _recorded(judged: list[Judged]) -> Verdict:
    with transaction():
        (answer,) = scanning.record(judged)
    return answer.verdict


def _refused(verdict: Verdict) -> Response:
    """The scan is in the ledger all the same, as at any desk. The app shows the number only."""
    answer = jsonify(error="Conflict", verdict=verdict, detail=refusal(verdict))
    answer.status_code = 409
    return answer


@bp.get("/ticket/<uuid:ticket>")
@by_phone
def show_ticket(ticket: UUID) -> ResponseReturnValue:
    """Whose ticket it is, at the session that the phone stands at; the ticket itself knows no session."""
    found = queries.ticket(tickets.badge_of(ticket, identity.secret(settings())))
    if found is None:
        raise NoSuchBadge(refusal(Verdict.UNKNOWN_CODE))
    event = _event(found.meeting_id)
    if found.revoked:
        raise BadgeVoid(refusal(Verdict.REVOKED))
    form = checking_in.form_for(this_phone(), event, at=clock.now())
    one = queries.person(event.id, form.id, found.registration_id)
    return jsonify(payloads.person(one, form, event, secret=ticket))


@bp.post("/ticket/custom-qr-code")
@by_phone
def read_badge() -> ResponseReturnValue:
    """The ticket of one of our ordinary badges. That somebody showed a void one is written down, as at any desk."""
    body = _body()
    if body.get("qr_name") != identity.handler(settings()):
        return _unknown_handler()
    code = codes.read(str(body.get("data", "")))
    found = None if isinstance(code, Misread) else queries.by_code(codes.digest(code))
    if found is None or isinstance(code, Misread):
        raise NoSuchBadge(refusal(Verdict.UNKNOWN_CODE))
    badge_id, known = found
    event, now = _event(known.meeting_id), clock.now()
    if known.revoked:
        form = checking_in.form_for(this_phone(), event, at=now)
        _recorded(checking_in.judge(this_phone(), event, form, code, at=now))
        raise BadgeVoid(refusal(Verdict.REVOKED))
    return jsonify(_ticket(badge_id))


def _ticket(badge_id: UUID) -> dict[str, list[object]]:
    ticket = tickets.of_badge(badge_id, identity.secret(settings()))
    return tickets.content(ticket, addresses.in_ticket(identity.base_url(settings())))


def _unknown_handler() -> Response:
    answer = jsonify(error="Bad Request", detail=_("This server does not read such codes."))
    answer.status_code = 400
    return answer


def _event(event_id: int) -> Event:
    event = queries.event(event_id)
    this_phone().needs(event.slug)
    return event


def _place(event_id: int, form_id: int, number: int) -> tuple[Event, Form, int]:
    event = _event(event_id)
    form = event.form(form_id)
    registration_id, session_id = numbers.parted(number)
    if session_id != form.id:
        raise NoSuchPerson(_("Nobody has this number at the session."))
    return event, form, registration_id


def _body() -> dict[str, Any]:
    body = request.get_json(silent=True)
    if not isinstance(body, dict):
        raise CannotRead(_("This cannot be read."))
    return body


@bp.after_app_request
def _share(response: Response) -> Response:
    """Let the app read every answer, whatever it is and from wherever the app was loaded; no answer hangs on a cookie.

    A browser asks beforehand whether it may, and is told yes for addresses, too, at which there is nothing.
    """
    if request.path.startswith(SHARED):
        if request.method == "OPTIONS":
            response = Response(status=204)
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Allow-Headers"] = "Authorization, Content-Type"
        response.headers["Access-Control-Allow-Methods"] = "GET, POST, PATCH"
        response.headers["Access-Control-Max-Age"] = "7200"  # seconds; browsers believe no more
    return response
