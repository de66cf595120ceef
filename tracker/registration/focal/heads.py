"""At most one head of each delegation at a meeting. A unique index holds it; this keeps people from running into it."""

from sqlalchemy import select

from tracker.audit import recording
from tracker.audit.models import Actor
from tracker.db import db
from tracker.outbox.posting import post
from tracker.registration.models import NOT_IN_DELEGATION, DelegateRole, Registration, State

NEWS = "role_changed"


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

    Who was named to replace that very head does so; the other one becomes alternate. Both can read why.
    Called before the state, the role or the delegation is written to the database.
    """
    if registration.role is not DelegateRole.HEAD or to in NOT_IN_DELEGATION or registration.delegation is None:
        return
    with db.session.no_autoflush:
        head = head_of(registration.meeting.id, registration.delegation.id)
    if head is None or head is registration:
        return
    if registration.other_head_id == head.id:
        _unseat(head, registration, by)
        registration.other_head_id = None
    else:
        give(registration, DelegateRole.ALTERNATE, by, head)


def name_head(registration: Registration, by: Actor) -> None:
    """Make somebody head; who was it becomes alternate."""
    former = head_of(registration.meeting_id, registration.delegation_id)
    if former is registration:
        return
    if former is not None:
        _unseat(former, registration, by)
    give(registration, DelegateRole.HEAD, by)


def gave_way_to(registration: Registration) -> Registration | None:
    """The head for whom an alternate gave way, and who leads their delegation still (1 statement, or none)."""
    if registration.role is not DelegateRole.ALTERNATE or registration.other_head_id is None:
        return None
    head = db.session.get(Registration, registration.other_head_id)
    leads = head and head.role is DelegateRole.HEAD and head.state not in NOT_IN_DELEGATION
    return head if head and leads and head.delegation_id == registration.delegation_id else None


def give(registration: Registration, role: DelegateRole, by: Actor, head: Registration | None = None) -> None:
    """Change somebody's place in the delegation, and record it; `head` is whom they give way to."""
    registration.role = role
    registration.other_head_id = head.id if head else None
    slug, subject = registration.meeting.slug, f"registration {registration.id}"
    recording.record(by, "registration.role", subject, meeting=slug, role=role.value)


def _unseat(former: Registration, head: Registration, by: Actor) -> None:
    """Make the head an alternate, and tell them."""
    give(former, DelegateRole.ALTERNATE, by, head)
    db.session.flush()  # the place is free before it is taken
    if former.email:
        post(NEWS, former.email, former.language, registration_id=former.id)
