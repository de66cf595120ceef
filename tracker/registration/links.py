"""Signed links: what a delegate has instead of a password.

A link names a registration by its uid and is good for one purpose only. Nothing of it is stored.
"""

from hashlib import sha256
from uuid import UUID

from flask_babel import gettext as _
from itsdangerous import BadSignature, SignatureExpired, Signer, TimestampSigner

from tracker import clock, config
from tracker.errors import Gone, NotFound

CONFIRM_DAYS = 7
AGAIN_DAYS = 2
_DAY_SECONDS = 86_400


class LinkNotValid(NotFound):
    """The address was not signed here, or for another purpose."""


class LinkExpired(Gone):
    """The address was signed here, too long ago."""

    def __init__(self, uid: UUID) -> None:
        super().__init__(_("This link could be used for %(days)s days.", days=CONFIRM_DAYS))
        self.uid = uid


class _WatchedSigner(TimestampSigner):
    """Signs with the time of the tracker's clock."""

    def get_timestamp(self) -> int:
        return int(clock.now().timestamp())


def confirming(uid: UUID) -> str:
    """A token that confirms the e-mail address of a draft, for seven days."""
    return _confirmation().sign(uid.hex).decode()


def confirmed(token: str) -> UUID:
    """The draft that a token confirms; LinkExpired or LinkNotValid."""
    try:
        return _uid(_confirmation().unsign(token, max_age=CONFIRM_DAYS * _DAY_SECONDS))
    except SignatureExpired as error:
        raise LinkExpired(_uid(error.payload)) from error
    except BadSignature as error:
        raise LinkNotValid(_incomplete()) from error


def personal(uid: UUID) -> str:
    """A token for somebody's personal page. The page decides how long it is there."""
    return _personal().sign(uid.hex).decode()


def person(token: str) -> UUID:
    """Whose personal page a token opens; LinkNotValid."""
    try:
        return _uid(_personal().unsign(token))
    except BadSignature as error:
        raise LinkNotValid(_incomplete()) from error


def keeping_badge(badge_id: UUID) -> str:
    """A token with which a phone asks how one badge stands, and nothing else."""
    return _phone().sign(badge_id.hex).decode()


def badge_on_phone(token: str) -> UUID:
    """The badge that a phone asks about; LinkNotValid."""
    try:
        return _uid(_phone().unsign(token))
    except BadSignature as error:
        raise LinkNotValid(_incomplete()) from error


def starting_again(meeting_id: int, uid: UUID) -> str:
    """A token that opens a meeting's form with what the owner of an earlier registration said there, for two days."""
    return _again().sign(f"{meeting_id}.{uid.hex}").decode()


def started_again(meeting_id: int, token: str) -> UUID:
    """The earlier registration; LinkNotValid where the token is too old, or for another meeting."""
    try:
        payload = _again().unsign(token, max_age=AGAIN_DAYS * _DAY_SECONDS).decode()
    except SignatureExpired as error:
        raise LinkNotValid(
            _("This link could be used for %(days)s days. Ask for another one.", days=AGAIN_DAYS)
        ) from error
    except BadSignature as error:
        raise LinkNotValid(_incomplete()) from error
    meeting, _dot, uid = payload.partition(".")
    if meeting != str(meeting_id):
        raise LinkNotValid(_("This link is for another meeting."))
    return _uid(uid.encode())


def _again() -> TimestampSigner:
    return _WatchedSigner(_key(), salt="start from the last registration", digest_method=sha256)


def _confirmation() -> TimestampSigner:
    return _WatchedSigner(_key(), salt="confirm e-mail", digest_method=sha256)


def _personal() -> Signer:
    return Signer(_key(), salt="personal page", digest_method=sha256)


def _phone() -> Signer:
    return Signer(_key(), salt="badge on a phone", digest_method=sha256)


def _key() -> str:
    return config.settings().session_secret


def _uid(payload: bytes | None) -> UUID:
    try:
        return UUID(hex=(payload or b"").decode())
    except ValueError as error:
        raise LinkNotValid(_incomplete()) from error


def _incomplete() -> str:
    return _("This link is not complete. Copy the whole of it from the e-mail.")
