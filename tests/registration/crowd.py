"""People who ask for seats, change their minds and withdraw: at random, but the same at each run of one seed."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from random import Random
from threading import Barrier, Thread
from uuid import UUID

from sqlalchemy import select

from tests import world
from tracker import clock, create_app
from tracker.audit.models import COMMAND
from tracker.config import Settings
from tracker.db import db, transaction
from tracker.errors import TrackerError
from tracker.meetings.models import Meeting
from tracker.people.models import Category
from tracker.registration import queries, registering, reviewing
from tracker.registration.details import Details
from tracker.registration.models import Choice, Mode, Registration, State
from tracker.registration.seats import limiting
from tracker.registration.seats.limiting import Wanted
from tracker.registration.seats.models import Level, WhenFull

DELEGATIONS = ("BE", "CI", "CN", "DE", "EG")


def limits(meeting: Meeting) -> None:
    """Limits at all four levels, which bite."""
    ours = world.session(meeting, "S1").id
    wanted = (
        Wanted(level=Level.MEETING, mode=Mode.IN_PERSON, seats=12, when_full=WhenFull.WAIT),
        Wanted(level=Level.MEETING, mode=Mode.ONLINE, seats=20, when_full=WhenFull.WAIT),
        Wanted(level=Level.DELEGATION, mode=Mode.IN_PERSON, seats=3, when_full=WhenFull.WAIT),
        Wanted(level=Level.CATEGORY, mode=Mode.IN_PERSON, seats=4, when_full=WhenFull.WAIT, category=Category.NGO),
        Wanted(level=Level.CATEGORY, mode=Mode.ONLINE, seats=6, when_full=WhenFull.REFUSE, category=Category.NGO),
        Wanted(level=Level.SESSION, mode=Mode.IN_PERSON, seats=8, when_full=WhenFull.WAIT, session_id=ours),
    )
    for one in wanted:
        with transaction():
            limiting.add(meeting, one, COMMAND)


def drafts(meeting: Meeting, count: int) -> list[UUID]:
    """People whose mail waits to be confirmed."""
    chance = Random(count)
    made = []
    for number in range(count):
        modes = {one.code: chance.choice((Mode.IN_PERSON, Mode.ONLINE)) for one in meeting.sessions[: 1 + number % 3]}
        person = world.registration(
            meeting,
            f"Person{number} Crowd",
            delegation=DELEGATIONS[number % len(DELEGATIONS)],
            category=(Category.MEM, Category.NGO)[number % 2],
            state=State.DRAFT,
            modes=modes,
        )
        made.append(person.uid)
    return made


@dataclass(frozen=True, slots=True)
class Orders:
    """What one process of the crowd is to do."""

    settings: Settings
    now: datetime
    people: tuple[UUID, ...]  # one thread each
    steps: int


def run(orders: Orders) -> list[str]:
    """Be that process; what went wrong besides the refusals that people are told."""
    clock.run_on(lambda: orders.now)
    app = create_app(orders.settings)
    start, wrong = Barrier(len(orders.people)), list[str]()

    def person(uid: UUID) -> None:
        chance = Random(uid.int)
        start.wait()
        for _ in range(orders.steps):
            try:
                with app.app_context(), app.test_request_context():
                    one_step(uid, chance)
            except Exception as error:  # noqa: BLE001 (the test tells of all)
                wrong.append(f"{type(error).__name__}: {error}")

    threads = [Thread(target=person, args=(uid,)) for uid in orders.people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.app_context():
        db.engine.dispose()
    return wrong


def one_step(uid: UUID, chance: Random) -> None:
    """Something that the person, or an organizer with them, does now; refusals are part of life."""
    step = chance.choices(STEPS, weights=[weight for weight, _step in WEIGHTED])[0]
    with suppress(TrackerError), transaction():
        person = queries.registration(uid)
        if person.state is State.DRAFT:
            registering.confirm(person)
        else:
            step(person, chance)


def _change(person: Registration, chance: Random) -> None:
    sessions = db.session.scalars(select(Choice.session_id).distinct().order_by(Choice.session_id)).all()
    chosen = chance.sample(list(sessions), chance.randint(1, len(sessions)))
    wishes = {session: chance.choice((Mode.IN_PERSON, Mode.ONLINE)) for session in chosen}
    registering.change(person, as_registered(person, wishes), registering.delegate(person))


def as_registered(person: Registration, wishes: dict[int, Mode]) -> Details:
    """The person's form with other wishes."""
    return Details(
        title=person.title,
        family_name=person.family_name,
        given_name=person.given_name,
        email=person.email,
        delegation_id=person.delegation_id,
        category=person.category,
        language=person.language,
        choices=wishes,
    )


WEIGHTED: tuple[tuple[int, Callable[[Registration, Random], object]], ...] = (
    (6, _change),
    (3, lambda person, _chance: registering.withdraw(person)),
    (4, lambda person, _chance: registering.resubmit(person)),
    (5, lambda person, _chance: registering.accept_seat(person, registering.delegate(person))),
    (1, lambda person, _chance: registering.refuse_seat(person)),
    (3, lambda person, _chance: reviewing.approve(person, COMMAND)),
    (1, lambda person, _chance: reviewing.decline(person, COMMAND, "No room.")),
    (1, lambda person, _chance: registering.will_come(person)),
)
STEPS = [step for _weight, step in WEIGHTED]
