"""Deciding on many registrations at once, each by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum, auto

from tracker.audit.models import Actor
from tracker.people.names import printed
from tracker.registration import reviewing
from tracker.registration.models import Registration
from tracker.registration.states import Step, after


class Decision(StrEnum):
    """What an organizer decides."""

    APPROVE = auto()
    DECLINE = auto()

    @property
    def step(self) -> Step:
        return Step(self.value)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a decision on many; names as in a list of participants."""

    decided: Sequence[str]
    skipped: Sequence[str]  # their state does not allow it: mostly somebody was faster


def fits(decision: Decision, registration: Registration) -> bool:
    """Whether the registration's state allows the decision."""
    return after(decision.step, registration.state) is not None


def decide(decision: Decision, registrations: Sequence[Registration], by: Actor, reason: str = "") -> Outcome:
    """Decide on all whose state allows it; nothing happens to the others. Declining takes a reason."""
    fitting = [one for one in registrations if fits(decision, one)]
    skipped = [_name(one) for one in registrations if one not in fitting]
    for one in fitting:
        if decision is Decision.APPROVE:
            reviewing.approve(one, by)
        else:
            reviewing.decline(one, by, reason)
    return Outcome([_name(one) for one in fitting], skipped)


def _name(registration: Registration) -> str:
    return printed(registration.title, registration.given_name, registration.family_name)
