"""What may become of a registration: the one table of allowed transitions."""

from enum import StrEnum, auto

from tracker.registration.models import State


class Step(StrEnum):
    """What somebody does to a registration."""

    CONFIRM = auto()  # the delegate confirms the e-mail address
    QUEUE = auto()  # the same, but there is no seat: to the waiting list
    MOVE_UP = auto()  # accepts a seat that became free
    RETURN = auto()  # sent back to be corrected
    CORRECT = auto()  # sent again after that
    APPROVE = auto()
    ACCEPT = auto()  # the delegate says that they come
    DECLINE = auto()
    WITHDRAW = auto()
    RESUBMIT = auto()  # the delegate asks again
    SUBSTITUTE = auto()  # somebody else takes the seat


_S = State
ALLOWED: dict[Step, dict[State, State]] = {
    Step.CONFIRM: {_S.DRAFT: _S.SUBMITTED},
    Step.QUEUE: {_S.DRAFT: _S.WAITLISTED, _S.WITHDRAWN: _S.WAITLISTED, _S.DECLINED: _S.WAITLISTED},
    Step.MOVE_UP: {_S.WAITLISTED: _S.SUBMITTED},
    Step.RETURN: {_S.SUBMITTED: _S.RETURNED},
    Step.CORRECT: {_S.RETURNED: _S.SUBMITTED},
    Step.APPROVE: {_S.SUBMITTED: _S.APPROVED, _S.DECLINED: _S.APPROVED},
    Step.ACCEPT: {_S.APPROVED: _S.CONFIRMED},
    Step.DECLINE: dict.fromkeys((_S.SUBMITTED, _S.RETURNED, _S.WAITLISTED, _S.APPROVED, _S.CONFIRMED), _S.DECLINED),
    Step.WITHDRAW: dict.fromkeys((_S.SUBMITTED, _S.RETURNED, _S.WAITLISTED, _S.APPROVED, _S.CONFIRMED), _S.WITHDRAWN),
    Step.RESUBMIT: {_S.WITHDRAWN: _S.SUBMITTED},
    Step.SUBSTITUTE: dict.fromkeys((_S.SUBMITTED, _S.RETURNED, _S.APPROVED, _S.CONFIRMED), _S.SUBSTITUTED),
}


def after(step: Step, state: State) -> State | None:
    """The state that a step leads to from `state`, or None where the step is not allowed."""
    return ALLOWED[step].get(state)


def steps_from(state: State) -> frozenset[Step]:
    """What may be done to a registration in that state."""
    return frozenset(step for step, table in ALLOWED.items() if state in table)
