"""Every step of a registration is in its history, and told to its person and to who speaks for the delegation."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from tests import world
from tests.registration.delegate import Delegate, text_of
from tests.registration.focal.delegation import focal_point, kinds_to
from tests.watch import Watch
from tracker.audit.models import Actor, ActorKind
from tracker.db import db, transaction
from tracker.meetings.models import Meeting
from tracker.registration import registering, reviewing
from tracker.registration.details import Details
from tracker.registration.focal import substituting
from tracker.registration.focal.models import FocalPoint
from tracker.registration.models import Mode, Registration, State, StateChange
from tracker.registration.seats import limiting, offering
from tracker.registration.seats.limiting import Wanted
from tracker.registration.seats.models import Level, WhenFull
from tracker.registration.states import Step

ORGANIZER = Actor(ActorKind.USER, "amara@secretariat.example")
AYA = "aya.toure@customs.example"


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    watch.says("2026-11-02 10:00")
    world.delegations()
    made = world.meeting()
    focal_point(made, "Aya Toure")
    with transaction():
        db.session.scalars(select(FocalPoint)).one().language = "fr"
    return made


def nobody_fits(person: Registration) -> None:
    """There are no seats in the room."""
    wanted = Wanted(level=Level.MEETING, mode=Mode.IN_PERSON, seats=0, when_full=WhenFull.WAIT)
    limiting.add(person.meeting, wanted, ORGANIZER)


def queue(person: Registration) -> None:
    nobody_fits(person)
    registering.confirm(person)


def move_up(person: Registration) -> None:
    offering.offer_next(person.meeting)
    registering.accept_seat(person, registering.delegate(person))


def substitute(person: Registration) -> None:
    coming = Details(
        title="Mr",
        family_name="Kone",
        given_name="Ibrahim",
        email="ibrahim.kone@customs.example",
        delegation_id=person.delegation_id,
        category=person.category,
    )
    substituting.substitute(person, db.session.scalars(select(FocalPoint)).one(), coming)


def correct(person: Registration) -> None:
    details = Details(
        title="Ms",
        family_name="Kouassi",
        given_name="Adjoua",
        email=person.email,
        delegation_id=person.delegation_id,
        category=person.category,
        choices={choice.session_id: choice.mode for choice in person.choices},
    )
    registering.correct(person, details)


STEPS: dict[Step, tuple[State, Callable[[Registration], object], State, str]] = {
    Step.CONFIRM: (State.DRAFT, registering.confirm, State.SUBMITTED, "submitted"),
    Step.QUEUE: (State.DRAFT, queue, State.WAITLISTED, "waitlisted"),
    Step.MOVE_UP: (State.WAITLISTED, move_up, State.SUBMITTED, "submitted"),
    Step.RETURN: (
        State.SUBMITTED,
        lambda one: reviewing.send_back(one, ORGANIZER, "Which post?"),
        State.RETURNED,
        "returned",
    ),
    Step.CORRECT: (State.RETURNED, correct, State.SUBMITTED, "submitted"),
    Step.APPROVE: (State.SUBMITTED, lambda one: reviewing.approve(one, ORGANIZER), State.APPROVED, "approved"),
    Step.ACCEPT: (State.APPROVED, registering.will_come, State.CONFIRMED, "confirmed"),
    Step.DECLINE: (
        State.SUBMITTED,
        lambda one: reviewing.decline(one, ORGANIZER, "No seat."),
        State.DECLINED,
        "declined",
    ),
    Step.WITHDRAW: (State.CONFIRMED, registering.withdraw, State.WITHDRAWN, "withdrawn"),
    Step.RESUBMIT: (State.WITHDRAWN, registering.resubmit, State.SUBMITTED, "submitted"),
    Step.SUBSTITUTE: (State.APPROVED, substitute, State.SUBSTITUTED, "released"),
}


def test_no_step_is_left_out() -> None:
    assert set(STEPS) == set(Step)


@pytest.mark.parametrize("step", Step)
def test_a_step(context: Flask, meeting: Meeting, outbox: Path, step: Step) -> None:
    before, takes, after, kind = STEPS[step]
    adjoua = world.registration(meeting, "Adjoua Kouassi", state=before)
    with transaction():
        takes(db.session.get_one(Registration, adjoua.id))
    db.session.rollback()
    change = db.session.scalars(
        select(StateChange).where(StateChange.registration_id == adjoua.id).order_by(StateChange.id.desc())
    ).first()
    assert change is not None
    assert (change.before, change.after, change.at) == (before, after, world.at("2026-11-02 10:00"))
    assert change.actor in {adjoua.email, ORGANIZER.name, AYA}

    assert kinds_to(adjoua.email or "")[-1] == kind
    assert ("delegation_news" in kinds_to(AYA)) is (step is not Step.SUBSTITUTE)  # who did it knows
    letters = {mail["To"]: text_of(mail) for mail in Delegate(context, outbox, language="en").mails()}
    assert letters[adjoua.email].startswith("Dear Ms Adjoua Kouassi,")
    if step is not Step.SUBSTITUTE:
        assert "Bonjour" in letters[AYA] or "Madame" in letters[AYA]
