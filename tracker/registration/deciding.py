"""Deciding on many registrations at once, each by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum, auto

from tracker.audit.models import Actor
from tracker.people.names import printed
from tracker.registration import reviewing
from tracker.registration.models import Registration
from tracker.registration.papers import needs
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
    waiting: Sequence[str]  # approved by the organizer; the delegation's focal point has yet to
    lacking: Sequence[str]  # a required paper is missing
    skipped: Sequence[str]  # their state does not allow it: mostly somebody was faster


def fits(decision: Decision, registration: Registration) -> bool:
    """Whether the registration's state allows the decision."""
    return after(decision.step, registration.state) is not None


def decide(decision: Decision, registrations: Sequence[Registration], by: Actor, reason: str = "") -> Outcome:
    """Decide on all whose state allows it; nothing happens to the others. Declining takes a reason."""
    decided: list[str] = []
    waiting: list[str] = []
    lacking: list[str] = []
    skipped: list[str] = []
    incomplete = needs.missing_of(registrations) if decision is Decision.APPROVE else {}
    for one in registrations:
        if not fits(decision, one):
            skipped.append(_name(one))
        elif one.id in incomplete:
            lacking.append(_name(one))
        elif decision is Decision.DECLINE:
            reviewing.decline(one, by, reason)
            decided.append(_name(one))
        else:
            (decided if _approve(one, by) else waiting).append(_name(one))
    return Outcome(decided, waiting, lacking, skipped)


def _approve(registration: Registration, by: Actor) -> bool:
    try:
        return reviewing.approve(registration, by, all_the_same=True)  # who lacks a paper was left out
    except reviewing.StillMissing:
        return False


def _name(registration: Registration) -> str:
    return printed(registration.title, registration.given_name, registration.family_name)
