"""Sixty-four people in eight processes ask for the last seats at once; afterwards the books balance."""

from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest
from flask import Flask
from sqlalchemy import select

from tests import world
from tests.registration import crowd
from tests.registration.audit import audit
from tests.watch import Watch
from tracker import clock
from tracker.config import Settings
from tracker.db import db, transaction
from tracker.registration.models import State, StateChange
from tracker.registration.seats import offering
from tracker.registration.seats.models import Answer, SeatOffer

PROCESSES, THREADS, STEPS = 8, 8, 5


@pytest.mark.slow
def test_no_seat_is_sold_twice(context: Flask, watch: Watch, settings: Settings) -> None:
    watch.says("2026-11-02 10:00")
    meeting = world.meeting()
    crowd.limits(meeting)
    people = crowd.drafts(meeting, PROCESSES * THREADS)
    meeting_id = meeting.id
    db.session.rollback()
    orders = [
        crowd.Orders(settings, clock.now(), tuple(people[at : at + THREADS]), STEPS)
        for at in range(0, len(people), THREADS)
    ]
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as processes:
        wrong = [error for errors in processes.map(crowd.run, orders) for error in errors]
    assert wrong == []
    assert audit(meeting_id) == []
    with transaction():
        assert offering.offer_next(db.session.merge(meeting, load=True)) == []

    # It was crowded indeed: people were sent to the waiting list, and some of them moved up from it.
    steps = Counter(db.session.scalars(select(StateChange.after)))
    answers = Counter(db.session.scalars(select(SeatOffer.answer)))
    assert min(steps[State.WAITLISTED], steps[State.WITHDRAWN], answers[Answer.ACCEPTED]) > 0
