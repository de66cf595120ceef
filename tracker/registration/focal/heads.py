"""At most one head of each delegation at a meeting. A unique index holds it; this keeps people from running into it."""

from sqlalchemy import select

from tracker.audit import recording
from tracker.audit.models import Actor
from tracker.db import db
from tracker.registration.models import NOT_IN_DELEGATION, DelegateRole, Registration, State


def head_of(meeting_id: int, delegation_id: int | None) -> Registration | None:
    """The person who leads the delegation (1 statement, or none for who comes for no delegation)."""
    if delegation_id is None:
        return None
    return db.session.scalar(
        select(Registration).where(
            Registration.meeting_id == meeting_id,
            Registration.delegation_id == delegation_id,
            Registration.role == DelegateRole.HEAD,
            Registration.state.not_in(NOT_IN_DELEGATION),
        )
    )


def yield_to_head(registration: Registration, to: State, by: Actor) -> None:
    """Make who enters as a second head an alternate: the first is the head until somebody names another.

    Called before the state, the role or the delegation is written to the database.
    """
    if registration.role is not DelegateRole.HEAD or to in NOT_IN_DELEGATION or registration.delegation is None:
        return
    with db.session.no_autoflush:
        head = head_of(registration.meeting.id, registration.delegation.id)
    if head is not None and head is not registration:
        give(registration, DelegateRole.ALTERNATE, by)


def name_head(registration: Registration, by: Actor) -> None:
    """Make somebody head; who was it becomes alternate."""
    former = head_of(registration.meeting_id, registration.delegation_id)
    if former is registration:
        return
    if former is not None:
        give(former, DelegateRole.ALTERNATE, by)
        db.session.flush()  # the place is free before it is taken
    give(registration, DelegateRole.HEAD, by)


def give(registration: Registration, role: DelegateRole, by: Actor) -> None:
    """Change somebody's place in the delegation, and record it."""
    registration.role = role
    slug, subject = registration.meeting.slug, f"registration {registration.id}"
    recording.record(by, "registration.role", subject, meeting=slug, role=role.value)
