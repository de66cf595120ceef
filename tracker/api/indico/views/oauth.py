"""Signing in for the app (OAuth 2, RFC 6749 and 7636): the app sends the browser here, and a person lets it in."""

from urllib.parse import urlencode

from flask import Blueprint, Response, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker import clock
from tracker.access import Permission, require
from tracker.accounts.signing_in import signed_in
from tracker.api.indico import addresses, identity, pairing, proofs
from tracker.api.indico.pairing import NAME, CannotPair, Wish
from tracker.config import settings
from tracker.db import transaction
from tracker.errors import Invalid
from tracker.security import PAGE_POLICY, limiter

bp = Blueprint("indico_oauth", __name__, url_prefix=f"{addresses.PATH}oauth")


class UnknownApp(Invalid):
    """Whoever sends the browser here is no app that this installation trusts."""


@bp.get("/authorize")
@require(Permission.SIGNED_IN)
def authorize() -> ResponseReturnValue:
    """Ask whether the app may scan in the name of whoever is signed in on this phone."""
    back = _way_back()
    try:
        _wish(back)
    except CannotPair as error:
        return _return(back, error=error.error, error_description=str(error))
    answer = make_response(render_template("api/indico/allow.html", app=addresses.origin(back), longest=NAME))
    # A browser asks the policy of this page, whether its form may lead there.
    policy = PAGE_POLICY.replace("form-action 'self'", f"form-action 'self' {addresses.origin(back)}")
    answer.headers["Content-Security-Policy"] = policy
    return answer


@bp.post("/authorize")
@limiter.limit("20/minute;100/hour")
@require(Permission.SIGNED_IN)
def allow() -> ResponseReturnValue:
    back = _way_back()
    try:
        wish = _wish(back)
    except CannotPair as error:
        return _return(back, error=error.error, error_description=str(error))
    if request.form.get("answer") != "allow":
        return _return(back, error="access_denied", error_description=_("The phone was not paired."))
    with transaction():
        code = pairing.allow(signed_in(), wish, request.form.get("name", ""), at=clock.now())
    return _return(back, code=code)


def _way_back() -> str:
    """Where the app waits; UnknownApp. Nobody is sent anywhere else, not even with an error."""
    back = request.args.get("redirect_uri", "")
    if request.args.get("client_id") != str(identity.client_id(settings())):
        raise UnknownApp(_("This QR code is of another installation. Scan one of this meeting’s page."))
    if len(back) > identity.LONGEST_ADDRESS or not addresses.may_return_to(back, identity.apps(settings())):
        raise UnknownApp(_("This app may not be paired here. The administrator can allow its address."))
    return back


def _wish(back: str) -> Wish:
    """What the app asks for; CannotPair."""
    asked = request.args
    if not signed_in().may(Permission.SCAN, None):
        raise CannotPair("access_denied", _("Your account may not scan at any meeting. Ask the organizer."))
    if asked.get("response_type") != "code":
        raise CannotPair("unsupported_response_type", _("This app asks for something that is not given here."))
    if asked.get("scope", identity.SCOPE) != identity.SCOPE:
        raise CannotPair("invalid_scope", _("This app asks for something that is not given here."))
    challenge = asked.get("code_challenge", "")
    if asked.get("code_challenge_method") != proofs.METHOD or not proofs.is_challenge(challenge):
        raise CannotPair("invalid_request", _("This app does not prove who it is. Use a newer one."))
    return Wish(back, challenge)


def _return(back: str, **told: str) -> Response:
    if "state" in request.args:
        told["state"] = request.args["state"]
    return redirect(f"{back}{'&' if '?' in back else '?'}{urlencode(told)}", 303)  # type: ignore[return-value]
