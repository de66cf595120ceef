"""Whatever people and organizers do with seats, in whatever order: after each step the books balance."""

from collections.abc import Callable
from itertools import count

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests import world
from tests.registration import crowd
from tests.registration.audit import audit
from tests.watch import Watch
from tracker.audit.models import COMMAND
from tracker.db import db, transaction
from tracker.errors import TrackerError
from tracker.meetings.models import Meeting
from tracker.people.models import Category
from tracker.registration import queries as registrations
from tracker.registration import registering, reviewing
from tracker.registration.models import Mode, Registration, State
from tracker.registration.seats import limiting, offering, queries
from tracker.registration.seats.limiting import Wanted
from tracker.registration.seats.models import Level, WhenFull

_numbers = count(100)
_people = st.integers(0, 5)
_modes = st.sampled_from((Mode.IN_PERSON, Mode.ONLINE))


class Office(RuleBasedStateMachine):
    """Six people from two delegations, few seats, one meeting of two weeks from now."""

    watch: Watch

    @initialize()
    def opens(self) -> None:
        self.watch.says("2026-11-02 10:00")
        number = next(_numbers)
        self.meeting_id = self.begins(world.meeting(f"cap-{number}", number=number))

    def begins(self, meeting: Meeting) -> int:
        self.sessions = [session.id for session in meeting.sessions]
        self.people = [
            world.registration(
                meeting,
                f"Person{number} Machine",
                delegation=("BE", "CI")[number % 2],
                category=(Category.MEM, Category.NGO)[number % 3 == 0],
                state=State.DRAFT,
                modes={"S1": Mode.IN_PERSON},
            ).uid
            for number in range(6)
        ]
        for level, mode, seats in (
            (Level.MEETING, Mode.IN_PERSON, 2),
            (Level.MEETING, Mode.ONLINE, 2),
            (Level.DELEGATION, Mode.IN_PERSON, 1),
        ):
            with transaction():
                limiting.add(meeting, Wanted(level=level, mode=mode, seats=seats, when_full=WhenFull.WAIT), COMMAND)
        return meeting.id

    def does(self, number: int, verb: Callable[[Registration], object]) -> None:
        """What the person does; a refusal changes nothing, which the invariant sees."""
        try:
            with transaction():
                verb(registrations.registration(self.people[number]))
        except TrackerError:
            db.session.rollback()

    @rule(number=_people)
    def confirms(self, number: int) -> None:
        self.does(number, registering.confirm)

    @rule(number=_people, modes=st.lists(_modes, min_size=1, max_size=3))
    def changes(self, number: int, modes: list[Mode]) -> None:
        wishes = dict(zip(self.sessions, modes, strict=False))
        self.does(number, lambda who: registering.change(who, crowd.as_registered(who, wishes), COMMAND))

    @rule(number=_people)
    def withdraws(self, number: int) -> None:
        self.does(number, registering.withdraw)

    @rule(number=_people)
    def asks_again(self, number: int) -> None:
        self.does(number, registering.resubmit)

    @rule(number=_people)
    def accepts(self, number: int) -> None:
        self.does(number, lambda who: registering.accept_seat(who, registering.delegate(who)))

    @rule(number=_people)
    def gives_up(self, number: int) -> None:
        self.does(number, registering.refuse_seat)

    @rule(number=_people)
    def is_approved(self, number: int) -> None:
        self.does(number, lambda who: reviewing.approve(who, COMMAND))

    @rule(number=_people)
    def is_declined(self, number: int) -> None:
        self.does(number, lambda who: reviewing.decline(who, COMMAND, "No room."))

    @rule(index=st.integers(0, 2), more=st.integers(0, 1))
    def is_raised(self, index: int, more: int) -> None:
        with transaction():
            meeting = db.session.get_one(Meeting, self.meeting_id)
            limit = queries.limits(self.meeting_id)[index]
            limiting.change(meeting, limit.id, limit.seats + more, limit.when_full, COMMAND)

    @rule(hours=st.sampled_from((1, 47, 48)))
    def time_passes(self, hours: int) -> None:
        self.watch.moves_on(hours=hours)
        with transaction():
            offering.lapse()

    @invariant()
    def balances(self) -> None:
        if hasattr(self, "meeting_id"):
            assert audit(self.meeting_id) == []


@pytest.mark.slow
def test_the_books_balance_after_every_step(context: Flask, watch: Watch) -> None:
    Office.watch = watch
    few = settings(
        max_examples=12, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    run_state_machine_as_test(Office, settings=few)
