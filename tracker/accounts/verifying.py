"""Whether a password is right, and what follows when it is wrong too often.

Hashing takes tens of milliseconds, so `try_password` goes before the transaction and `settle` into it.
"""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from tracker import clock
from tracker.accounts import passwords
from tracker.accounts.models import User
from tracker.audit.models import SYSTEM
from tracker.audit.recording import record
from tracker.db import db

MOST_FAILURES = 8  # wrong passwords in a row
LOCKED_FOR = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Trial:
    """A password that somebody tried for an account that may not exist."""

    user_id: int | None
    is_right: bool
    tried_hash: str = ""  # the hash that it was compared with
    new_hash: str | None = None  # the same password hashed with the parameters of today, where they have changed


def try_password(email: str, password: str) -> Trial:
    """Compare; takes equally long whether or not there is such an account. Reads only."""
    found = db.session.execute(
        select(User.id, User.password_hash).where(User.email == email, User.deactivated_at.is_(None))
    ).one_or_none()
    is_right = passwords.matches(found.password_hash if found else None, password)
    if found is None:
        return Trial(None, is_right=False)
    outdated = is_right and passwords.is_outdated(found.password_hash)
    return Trial(found.id, is_right, found.password_hash, passwords.hashed(password) if outdated else None)


def settle(trial: Trial) -> User | None:
    """Count, lock or welcome; the user if they may come in. Writes."""
    user = db.session.get(User, trial.user_id, with_for_update=True) if trial.user_id else None
    if user is None or user.deactivated_at or _is_locked(user):
        return None
    if not trial.is_right or user.password_hash != trial.tried_hash:
        _count(user)
        return None
    user.failed_sign_ins, user.locked_until = 0, None
    user.password_hash = trial.new_hash or user.password_hash
    record(user.actor, "account.signed_in", user.email)
    return user


def _is_locked(user: User) -> bool:
    return user.locked_until is not None and clock.now() < user.locked_until


def _count(user: User) -> None:
    user.failed_sign_ins += 1
    if user.failed_sign_ins >= MOST_FAILURES:
        user.failed_sign_ins, user.locked_until = 0, clock.now() + LOCKED_FOR
        record(SYSTEM, "account.locked", user.email, minutes=int(LOCKED_FOR.total_seconds() // 60))
