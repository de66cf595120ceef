"""Moving a registration from state to state: the one place that does."""

from flask_babel import gettext as _

from tracker import clock
from tracker.audit import recording
from tracker.audit.models import Actor
from tracker.db import db
from tracker.errors import Conflict
from tracker.registration.focal import following, heads
from tracker.registration.models import Registration, State, StateChange
from tracker.registration.seats import holding
from tracker.registration.states import Step, after


class StepNotAllowed(Conflict):
    """The registration is in a state from which this cannot be done."""


def move(registration: Registration, step: Step, by: Actor, reason: str = "") -> State:
    """Take the step, record who took it and why, and answer the state before.

    Raises StepNotAllowed where the table of states has no such step.
    """
    before, to = registration.state, check_allowed(registration, step)
    heads.yield_to_head(registration, to, by)
    registration.state = to
    holding.moved(registration, before)
    change = StateChange(before=before, after=to, at=clock.now(), actor_kind=by.kind, actor=by.name, reason=reason)
    change.registration = registration  # not appended, which would read all the earlier ones
    db.session.add(change)
    recording.record(
        by,
        f"registration.{step.value}",
        f"registration {registration.id}",
        meeting=registration.meeting.slug,
        reason=reason,
    )
    following.follow(registration, change, by)
    return before


def check_allowed(registration: Registration, step: Step) -> State:
    """The state that the step leads to; StepNotAllowed where there is none."""
    to = after(step, registration.state)
    if to is None:
        raise StepNotAllowed(_("This registration has changed meanwhile. Look at its current state first."))
    return to
