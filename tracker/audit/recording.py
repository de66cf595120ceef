"""Writing the journal."""

from tracker import clock
from tracker.audit.models import Actor, Entry
from tracker.db import db

Detail = str | int | bool | None


def record(by: Actor, action: str, subject: str, *, meeting: str | None = None, **details: Detail) -> None:
    """Add a line: `record(actor, "registration.approved", "registration 17", meeting="cap-23")`."""
    db.session.add(
        Entry(
            at=clock.now(),
            actor_kind=by.kind,
            actor=by.name,
            action=action,
            meeting_slug=meeting,
            subject=subject,
            details=details,
        )
    )
