"""Where the app finds its way to sign in, and fetches its token; to be read from other sites."""

from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker import clock
from tracker.access import public
from tracker.api.indico import addresses, identity, pairing, proofs
from tracker.api.indico.pairing import CannotPair
from tracker.config import settings
from tracker.db import transaction
from tracker.security import csrf, limiter

bp = Blueprint("indico_token", __name__, url_prefix=addresses.PATH.rstrip("/"))
csrf.exempt(bp)


@bp.get("/.well-known/oauth-authorization-server")
@public
def show_server() -> ResponseReturnValue:
    """What RFC 8414 calls the metadata of an authorization server."""
    base = identity.base_url(settings())
    return jsonify(
        issuer=base,
        authorization_endpoint=f"{base}oauth/authorize",
        token_endpoint=f"{base}oauth/token",
        response_types_supported=["code"],
        grant_types_supported=["authorization_code"],
        scopes_supported=[identity.SCOPE],
        code_challenge_methods_supported=[proofs.METHOD],
        token_endpoint_auth_methods_supported=["none"],
    )


@bp.post("/oauth/token")
@limiter.limit("30/minute;300/hour")
@public
def create_token() -> ResponseReturnValue:
    """A code against a token, once; the app has no secret, but the verifier of its challenge."""
    try:
        token = _token()
    except CannotPair as error:
        return _refused(error)
    if token is None:
        return _refused(CannotPair("invalid_grant", _("This code was used before. The phone is not paired any more.")))
    return jsonify(
        access_token=token,
        token_type="Bearer",  # noqa: S106 (a kind of token)
        scope=identity.SCOPE,
        expires_in=int(pairing.TOKEN_LIVES.total_seconds()),
    )


def _token() -> str | None:
    sent = request.form
    if sent.get("grant_type") != "authorization_code":
        raise CannotPair("unsupported_grant_type", _("This app asks for something that is not given here."))
    if sent.get("client_id") != str(identity.client_id(settings())):
        raise CannotPair(
            "invalid_client", _("This QR code is of another installation. Scan one of this meeting’s page.")
        )
    with transaction():
        return pairing.redeem(
            sent.get("code", ""), sent.get("redirect_uri", ""), sent.get("code_verifier", ""), at=clock.now()
        )


def _refused(error: CannotPair) -> Response:
    answer = jsonify(error=error.error, error_description=str(error))
    answer.status_code = 400
    return answer
