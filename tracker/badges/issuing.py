"""Issuing and revoking badges."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select, update

from tracker import clock, config
from tracker.badges import codes
from tracker.badges.models import Badge
from tracker.db import db


def issue(registration_id: int, *, reason: str = "") -> Badge:
    """A new badge for a registration; every earlier one of it stops working."""
    revoke(registration_id, reason or "replaced by a new badge")
    badge_id = uuid4()
    code = codes.derive(badge_id, _key())
    badge = Badge(id=badge_id, registration_id=registration_id, code_hash=codes.digest(code), issued_at=clock.now())
    db.session.add(badge)
    return badge


def revoke(registration_id: int, reason: str, *, at: datetime | None = None) -> None:
    """Make all badges of a registration void."""
    db.session.execute(
        update(Badge)
        .where(Badge.registration_id == registration_id, Badge.revoked_at.is_(None))
        .values(revoked_at=at or clock.now(), revoked_reason=reason)
    )


def valid(registration_id: int) -> Badge | None:
    """The badge that opens doors for a registration, if it has one."""
    return db.session.scalar(
        select(Badge).where(Badge.registration_id == registration_id, Badge.revoked_at.is_(None)).limit(1)
    )


def code_of(badge: Badge) -> str:
    """The code that is printed on a badge: 16 characters, derived again each time."""
    return code_for(badge.id)


def code_for(badge_id: UUID) -> str:
    """The same for a badge of which only the id is at hand."""
    return codes.derive(badge_id, _key())


def _key() -> bytes:
    return config.settings().badge_secret.encode()
