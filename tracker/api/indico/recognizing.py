"""Which phone asks: by the token in the header, without a session or a cookie.

A phone works in its user's name: it may what the user may, and ends with the user's account or password.
"""

from dataclasses import dataclass
from functools import wraps
from uuid import UUID

from flask import Response, g, jsonify, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import bindparam, select

from tracker import clock
from tracker.access import Permission, View, public
from tracker.accounts.models import Grant, User
from tracker.accounts.signing_in import SignedIn, session_key
from tracker.api.indico import proofs
from tracker.api.indico.models import AppPhone
from tracker.db import db
from tracker.errors import Refused

_BEARER = "bearer "
_PHONE = (
    select(
        AppPhone.id.label("phone_id"),
        AppPhone.name.label("phone_name"),
        AppPhone.session_id,
        AppPhone.signed_in_as,
        AppPhone.expires_at,
        User.id,
        User.name,
        User.email,
        User.language,
        User.is_admin,
        User.password_hash,
        Grant.meeting_slug,
        Grant.role,
    )
    .join(User, User.id == AppPhone.user_id)
    .outerjoin(Grant, Grant.user_id == User.id)
    .where(AppPhone.token_hash == bindparam("hash"), AppPhone.revoked_at.is_(None), User.deactivated_at.is_(None))
)


@dataclass(frozen=True, slots=True)
class Phone:
    """The phone that asks, with its user and their roles; read in one statement."""

    id: UUID
    name: str
    session_id: int | None  # the door that it stands at
    user: SignedIn

    def needs(self, slug: str) -> None:
        """Refused, unless its user may scan at that meeting."""
        if not self.user.may(Permission.SCAN, slug):
            raise Refused(_("Your account has no permission for this."))


def by_phone(view: View) -> View:
    """Only for paired phones; `this_phone()` says which one asks."""

    @wraps(view)
    def guarded(**arguments: object) -> ResponseReturnValue:
        return _turn_away() if _asking() is None else view(**arguments)

    return public(guarded)


def this_phone() -> Phone:
    """The phone that asks, in views that are for phones."""
    phone: Phone = g.phone
    return phone


def limit_key() -> str:
    """Whose requests are counted together: a phone's; those of strangers by their address."""
    phone = _asking()
    return f"phone {phone.id}" if phone else request.remote_addr or ""


def _asking() -> Phone | None:
    if "phone" not in g:
        g.phone = recognized(request.headers.get("Authorization", ""))
    phone: Phone | None = g.phone
    return phone


def recognized(header: str) -> Phone | None:
    """The phone with the token of that header, if its time is not over (1 statement)."""
    if not header.lower().startswith(_BEARER):
        return None
    asked = {"hash": proofs.kept(header[len(_BEARER) :].strip())}
    rows = db.session.connection().execute(_PHONE, asked).all()
    if not rows:
        return None
    first = rows[0]
    key = session_key(first.id, first.password_hash)
    if key != first.signed_in_as or clock.now() >= first.expires_at:
        return None
    roles = {row.meeting_slug: row.role for row in rows if row.meeting_slug}
    user = SignedIn(first.id, first.name, first.email, first.language, first.is_admin, roles, key)
    return Phone(first.phone_id, first.phone_name, first.session_id, user)


def _turn_away() -> Response:
    sentence = _("This phone is not paired any more. In the app: Settings, Reset; then scan the QR code of a session.")
    answer = jsonify(error="Unauthorized", detail=sentence)
    answer.status_code = 401
    answer.headers["WWW-Authenticate"] = "Bearer"
    return answer
