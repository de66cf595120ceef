"""Signed links of focal points, and of those whom they nominate. Nothing of them is stored."""

from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from flask_babel import gettext as _
from itsdangerous import BadSignature, Signer

from tracker import config
from tracker.errors import Gone, NotFound
from tracker.meetings.models import Meeting
from tracker.meetings.queries import live_span

KEPT = timedelta(days=30)  # after the meeting


class LinkNotValid(NotFound):
    """The address was not signed here, or for another purpose."""


class LinkEnded(Gone):
    """The focal point has ended, or the meeting has been over for long."""


def speaking(uid: UUID) -> str:
    """A token for the page of the delegation that a focal point speaks for."""
    return _signer("focal point").sign(uid.hex).decode()


def speaker(token: str) -> UUID:
    """Which focal point a token names; LinkNotValid."""
    return _read("focal point", token)


def nominating(uid: UUID) -> str:
    """A token by which a nominated person completes what the focal point said, and confirms."""
    return _signer("nomination").sign(uid.hex).decode()


def nominee(token: str) -> UUID:
    """Which registration a nominated person's token names; LinkNotValid."""
    return _read("nomination", token)


def check_kept(meeting: Meeting, now: datetime) -> None:
    """Refuse what led to a meeting that ended more than 30 days ago."""
    held = live_span(meeting)
    if held is not None and now >= held.ends + KEPT:
        raise LinkEnded(_("This page was available until %(days)s days after the meeting.", days=KEPT.days))


def _read(salt: str, token: str) -> UUID:
    try:
        return UUID(hex=_signer(salt).unsign(token).decode())
    except (BadSignature, ValueError) as error:
        raise LinkNotValid(_("This link is not complete. Copy the whole of it from the e-mail.")) from error


def _signer(salt: str) -> Signer:
    return Signer(config.settings().session_secret, salt=salt, digest_method=sha256)
