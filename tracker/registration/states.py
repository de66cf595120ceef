"""What may become of a registration: the one table of allowed transitions."""

from enum import StrEnum, auto

from tracker.registration.models import State


class Step(StrEnum):
    """What somebody does to a registration."""

    CONFIRM = auto()  # the delegate confirms the e-mail address
    APPROVE = auto()
    DECLINE = auto()
    WITHDRAW = auto()
    RESUBMIT = auto()  # the delegate asks again


ALLOWED: dict[Step, dict[State, State]] = {
    Step.CONFIRM: {State.DRAFT: State.SUBMITTED},
    Step.APPROVE: {State.SUBMITTED: State.APPROVED, State.DECLINED: State.APPROVED},
    Step.DECLINE: {State.SUBMITTED: State.DECLINED, State.APPROVED: State.DECLINED},
    Step.WITHDRAW: {State.SUBMITTED: State.WITHDRAWN, State.APPROVED: State.WITHDRAWN},
    Step.RESUBMIT: {State.WITHDRAWN: State.SUBMITTED},
}


def after(step: Step, state: State) -> State | None:
    """The state that a step leads to from `state`, or None where the step is not allowed."""
    return ALLOWED[step].get(state)


def steps_from(state: State) -> frozenset[Step]:
    """What may be done to a registration in that state."""
    return frozenset(step for step, table in ALLOWED.items() if state in table)
