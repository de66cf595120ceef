"""Reads of the links of screens."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from tracker.accounts.models import User
from tracker.dashboard.wall.looks import Speech, Theme
from tracker.dashboard.wall.models import WallLink
from tracker.db import db, values


@dataclass(frozen=True, slots=True)
class Listed:
    """A link as an organizer sees it."""

    id: int
    name: str
    speech: Speech
    theme: Theme
    created_at: datetime
    created_by: str | None
    revoked_at: datetime | None


def links(meeting_id: int) -> list[Listed]:
    """The links of a meeting, those that hold first (1 statement)."""
    rows = db.session.execute(
        select(
            WallLink.id,
            WallLink.name,
            WallLink.speech,
            WallLink.theme,
            WallLink.created_at,
            User.name,
            WallLink.revoked_at,
        )
        .outerjoin(User, User.id == WallLink.created_by_id)
        .where(WallLink.meeting_id == meeting_id)
        .order_by(WallLink.revoked_at.is_not(None), WallLink.id.desc())
    )
    return [Listed(*values(row)) for row in rows]
