"""What somebody who works for a meeting does next. Pure."""

from datetime import datetime
from enum import StrEnum, auto

from tracker.access import Role


class NextStep(StrEnum):
    """Where the work is, in the order of the job."""

    REVIEW = auto()  # somebody waits for an answer
    PREPARE = auto()  # nobody waits; the meeting is to come
    DESK = auto()  # it is on
    SHEET = auto()  # it is over: who attended?
    FIGURES = auto()  # for those who may only look


def next_step(role: Role, *, waiting: int, starts: datetime | None, ends: datetime | None, now: datetime) -> NextStep:
    """The next step for that role, with `waiting` registrations to review, for a meeting from `starts` to `ends`."""
    if role is Role.DESK:
        return NextStep.DESK
    if role is Role.VIEWER:
        return NextStep.FIGURES
    if ends is not None and now >= ends:
        return NextStep.SHEET
    if waiting:
        return NextStep.REVIEW
    return NextStep.DESK if starts is not None and now >= starts else NextStep.PREPARE
