"""What a seat costs the database, whoever is there already."""

import pytest
from flask import Flask

from tests import world
from tests.registration import crowd
from tests.statements import statements
from tests.watch import Watch
from tracker.db import db, transaction
from tracker.meetings.models import Meeting
from tracker.registration import queries, registering
from tracker.registration.models import Mode, State
from tracker.registration.seats import overview, showing

MOST = 30  # to confirm one registration: its parts, the lock, the limits, the seats, the state, the journal, the mail


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    watch.says("2026-11-02 10:00")
    made = world.meeting()
    crowd.limits(made)
    return made


def price_of_confirming(meeting: Meeting, name: str) -> int:
    draft = world.registration(meeting, name, state=State.DRAFT, modes={"S1": Mode.IN_PERSON, "S2": Mode.ONLINE})
    uid = draft.uid
    db.session.rollback()
    with statements() as said, transaction():
        confirmed = registering.confirm(queries.registration(uid))
    assert confirmed.state == State.SUBMITTED
    return len(said)


def test_a_seat_costs_the_same_in_a_full_house(meeting: Meeting) -> None:
    first = price_of_confirming(meeting, "Ada Adou")
    for number in range(6):
        world.registration(meeting, f"Person{number} Li", delegation="CN")
        world.registration(meeting, f"Waiting{number} Li", delegation="CN", state=State.WAITLISTED)
    assert price_of_confirming(meeting, "Ben Bamba") == first
    assert first <= MOST


def test_pages_about_seats_cost_the_same_for_everybody(meeting: Meeting) -> None:
    def price() -> tuple[int, int]:
        db.session.rollback()
        meeting.sessions  # noqa: B018 (read before it is counted)
        with statements() as form:
            showing.notes(meeting, None)
        with statements() as page:
            overview.limited(meeting)
            overview.waiting(meeting.id)
        return len(form), len(page)

    alone = price()
    for number in range(6):
        world.registration(meeting, f"Person{number} Li", delegation=("CN", "DE", "EG")[number % 3])
        world.registration(meeting, f"Waiting{number} Li", delegation="CN", state=State.WAITLISTED)
    assert price() == alone == (2, 7)
