"""The people who work for the demo meetings.

Their passwords are made by the first load and stand in the instance folder.
"""

import os
import secrets
import tomllib
from dataclasses import dataclass
from pathlib import Path

from tracker import clock
from tracker.access import Role
from tracker.accounts import passwords
from tracker.accounts.models import Grant, User
from tracker.db import db

STAFF = (
    (Role.ADMIN, "admin@tracker.example", "Ada Admin"),
    (Role.ORGANIZER, "organizer@tracker.example", "Otto Organizer"),
    (Role.DESK, "desk@tracker.example", "Dora Desk"),
    (Role.VIEWER, "viewer@tracker.example", "Viola Viewer"),
)


@dataclass(frozen=True, slots=True)
class Account:
    """A demo account as it is printed."""

    role: str
    email: str
    password: str


def known(instance: Path) -> list[Account]:
    """The demo accounts of this installation; none where the demo was never loaded."""
    file = _file(instance)
    kept = tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return [Account(role.value, email, kept[role.value]) for role, email, _ in STAFF if role.value in kept]


def create(instance: Path, slugs: list[str]) -> None:
    """Create those accounts that do not exist yet, with their roles in these meetings."""
    words = {account.email: account.password for account in known(instance)} or _invent(instance)
    for role, email, name in STAFF:
        user = db.session.scalar(db.select(User).filter_by(email=email)) or User(
            email=email,
            name=name,
            password_hash=passwords.hashed(words[email]),
            is_admin=role is Role.ADMIN,
            created_at=clock.now(),
        )
        db.session.add(user)
        held = {grant.meeting_slug for grant in user.grants}
        if role is not Role.ADMIN:
            user.grants.extend(Grant(meeting_slug=slug, role=role) for slug in slugs if slug not in held)


def _invent(instance: Path) -> dict[str, str]:
    words = {email: f"{role.value}-{secrets.token_hex(4)}" for role, email, _ in STAFF}
    lines = [f'{role.value} = "{words[email]}"\n' for role, email, _ in STAFF]
    descriptor = os.open(_file(instance), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.writelines(lines)
    return words


def _file(instance: Path) -> Path:
    return instance / "demo-accounts.toml"
