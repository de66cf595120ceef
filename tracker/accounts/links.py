"""Signed links by which somebody chooses a password. They go by mail, hold for a time, and once."""

from datetime import timedelta
from enum import StrEnum, auto

from itsdangerous import BadData, TimestampSigner, URLSafeTimedSerializer

from tracker import clock
from tracker.accounts import passwords
from tracker.accounts.models import User
from tracker.config import settings
from tracker.db import db


class Purpose(StrEnum):
    """Why somebody gets a link."""

    RESET = auto()
    INVITATION = auto()


LIFETIMES = {Purpose.RESET: timedelta(hours=2), Purpose.INVITATION: timedelta(days=14)}


class _Signer(TimestampSigner):
    """Signs with the time of the tracker's clock."""

    def get_timestamp(self) -> int:
        return int(clock.now().timestamp())


def token(purpose: Purpose, user: User) -> str:
    """What proves that its bearer reads the mail of this user."""
    return _serializer().dumps([purpose.value, user.id, passwords.stamp(user.password_hash)])


def holder(signed: str, *, locked: bool = False) -> User | None:
    """Whom the token belongs to; None if it is forged, too old, or the password has changed since.

    `locked` lets nobody else change the user until the transaction ends.
    """
    try:
        (purpose, user_id, stamp), made_at = _serializer().loads(signed, return_timestamp=True)
    except BadData:
        return None
    if clock.now() - made_at > LIFETIMES[Purpose(purpose)]:
        return None
    user = db.session.get(User, user_id, with_for_update=locked)
    if user is None or user.deactivated_at or passwords.stamp(user.password_hash) != stamp:
        return None
    return user


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(settings().session_secret, salt="accounts.password", signer=_Signer)
