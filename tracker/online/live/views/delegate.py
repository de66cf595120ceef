"""Routes of the personal link to a session on the screen: the page before and beside the platform."""

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from http import HTTPStatus
from uuid import UUID, uuid4

from flask import Blueprint, Response, flash, jsonify, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from tracker import clock
from tracker.access import public
from tracker.db import transaction
from tracker.errors import Invalid
from tracker.i18n import COOKIE, LANGUAGES
from tracker.online.live import entering, joining, queries
from tracker.online.live.entering import Standing, Ticket
from tracker.online.live.joining import Arrival, Proof
from tracker.registration import links, pages
from tracker.registration import queries as registrations
from tracker.security import limiter

bp = Blueprint("joining", __name__)

_TYPED = 40  # characters of a code that are looked at


class UnreadableSign(Invalid):
    """What a page says cannot be read."""


def _link() -> str:
    """Limits are counted by link: a delegation behind one address is many people."""
    return f"{request.endpoint} {request.path}"


@bp.get("/my/<token>/sessions/<code>/join")
@public
@limiter.limit("60/minute", key_func=_link)
def page(token: str, code: str) -> ResponseReturnValue:
    """What the link opens. It writes nothing, for mail scanners open links too."""
    ticket = _ticket(token, code)
    joined = queries.has_joined(ticket.registration.id, ticket.session.id)
    with _in_their_language(ticket):
        return render_template(
            "online/live/join.html",
            ticket=ticket,
            meeting=ticket.registration.meeting,
            session=ticket.session,
            token=token,
            visit=uuid4(),
            attempt=uuid4(),
            joined=joined,
            wait=_seconds_to_wait(ticket),
        )


@bp.post("/my/<token>/sessions/<code>/join")
@public
@limiter.limit("20/minute", key_func=_link)
def join(token: str, code: str) -> ResponseReturnValue:
    """The button was pressed. The answer leads on to the platform by itself: a form may not, by the content policy."""
    arrival = Arrival(_uuid("visit"), _uuid_or_none("browser"), request.remote_addr or "")
    with transaction():
        ticket = _ticket(token, code)
        address = joining.join(ticket, arrival, clock.now())
    answer = make_response(render_template("online/live/way_out.html", address=address))
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


@bp.post("/my/<token>/sessions/<code>/beats")
@public
@limiter.limit("20/minute", key_func=_link)
def create_beat(token: str, code: str) -> ResponseReturnValue:
    visit, here = _uuid("visit"), _ticket(token, code).here  # read before: writers wait for one another
    with transaction():
        sign = joining.give_sign(here, visit, clock.now())
    return jsonify(elsewhere=sign.is_elsewhere, over=sign.is_over), HTTPStatus.CREATED


@bp.post("/my/<token>/sessions/<code>/leave")
@public
@limiter.limit("20/minute", key_func=_link)
def leave(token: str, code: str) -> ResponseReturnValue:
    visit, here = _uuid("visit"), _ticket(token, code).here
    with transaction():
        joining.give_sign(here, visit, clock.now(), leaving=True)
    return Response(status=HTTPStatus.NO_CONTENT)


@bp.post("/my/<token>/sessions/<code>/proof")
@public
@limiter.limit("20/minute", key_func=_link)
def create_proof(token: str, code: str) -> ResponseReturnValue:
    """A code was typed, on the page with a script or on that without."""
    attempt, visit, typed = _uuid("id"), _uuid("visit"), _sent("code")[:_TYPED]
    here = _ticket(token, code).here
    with transaction():
        found = joining.prove(here, attempt, visit, typed, clock.now())
    if request.is_json:
        return jsonify(proof=found), HTTPStatus.CREATED
    words = {
        Proof.RIGHT: (_("Thank you. Your presence is recorded."), "good"),
        Proof.WRONG: (_("This is not the code. Look at the shared screen again."), "warn"),
        Proof.WAIT: (_("Too many wrong codes. Wait a minute, then try again."), "warn"),
    }
    flash(*words[found])
    return redirect(url_for(".page", token=token, code=code), HTTPStatus.SEE_OTHER)


def _ticket(token: str, code: str) -> Ticket:
    registration = registrations.registration(links.person(token))
    pages.check_kept(registration, clock.now())
    return entering.ticket(registration, code, clock.now())


def _in_their_language(ticket: Ticket) -> AbstractContextManager[object]:
    """That of our e-mails to them, unless they have chosen another."""
    chosen = request.args.get(COOKIE) or request.cookies.get(COOKIE)
    own = ticket.registration.language
    return nullcontext() if chosen in LANGUAGES or own not in LANGUAGES else force_locale(own)


def _seconds_to_wait(ticket: Ticket) -> int:
    """Until the page has something new to say; 0 where it has not."""
    if ticket.standing is Standing.UNSET:
        return 60
    if ticket.standing is not Standing.WAITING:
        return 0
    return int((ticket.opens_at - clock.now()).total_seconds()) + 1


def _sent(name: str) -> str:
    body = request.get_json(silent=True) if request.is_json else request.form
    said = str(body.get(name) or "") if isinstance(body, Mapping) else ""
    return said.encode(errors="replace").decode()  # half a letter, which only a program sends, can be written nowhere


def _uuid(name: str) -> UUID:
    found = _uuid_or_none(name)
    if found is None:
        raise UnreadableSign(_("The page did not say who it is. Reload it and try again."))
    return found


def _uuid_or_none(name: str) -> UUID | None:
    try:
        return UUID(_sent(name))
    except ValueError:
        return None
