"""Registrations below the pages: names, twins, forgetting."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import select

from tests import world
from tests.watch import Watch
from tracker.audit.models import COMMAND
from tracker.db import db, transaction
from tracker.meetings.models import Meeting
from tracker.people.models import Category, Delegation
from tracker.people.names import search_terms
from tracker.registration import forgetting, links, registering
from tracker.registration.details import Details
from tracker.registration.models import Choice, Mode, Registration, State, StateChange

AMINA = Details(
    title="Dr",
    family_name="El-Sayed",
    given_name="Amina",
    native_name="أمينة السيد",
    email="amina@customs.example",
    delegation_id=None,
    category=Category.EXP,
    organization="Łódź Institute",
)


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    world.delegations()
    return world.meeting()


def register(meeting: Meeting, details: Details) -> Registration:
    with transaction():
        return registering.register(meeting, details, COMMAND)


def finds(query: str, person: Registration) -> bool:
    """Whether a list that is searched for the query shows the person."""
    return all(term in person.search_key for term in search_terms(query))


def test_a_person_is_found_by_every_name(meeting: Meeting) -> None:
    egypt = db.session.scalars(select(Delegation).where(Delegation.code == "EG")).one()
    found = register(meeting, replace(AMINA, delegation_id=egypt.id, category=Category.MEM))
    assert found.sort_key == "el sayed, amina"
    for query in ("amina el-sayed", "السيد", "Amina@Customs", "lodz institute", "EGYPT", "égypte amina"):
        assert finds(query, found), query
    assert not finds("amina france", found)
    assert [(c.before, c.after, c.actor) for c in found.changes] == [(State.DRAFT, State.SUBMITTED, "command line")]


def test_a_change_keeps_the_keys_in_step(meeting: Meeting) -> None:
    found = register(meeting, replace(AMINA, choices={world.session(meeting, "S1").id: Mode.ONLINE}))
    married = replace(
        AMINA, family_name="Wang", native_name="王", choices={world.session(meeting, "S2").id: Mode.IN_PERSON}
    )
    with transaction():
        registering.change(found, married, COMMAND)
    assert found.sort_key == "wang, amina"
    assert (finds("王", found), finds("sayed", found)) == (True, False)
    assert found.mode == Mode.IN_PERSON
    chosen = db.session.execute(select(Choice.session_id, Choice.mode)).all()
    assert [tuple(row) for row in chosen] == [(world.session(meeting, "S2").id, Mode.IN_PERSON)]


def test_twins_confirmed_at_once_make_one_registration(app: Flask, meeting: Meeting) -> None:
    """Five drafts of one address, five clicks at the same moment."""
    with transaction():
        for _ in range(5):
            registering.receive(meeting, AMINA)
    tokens = [links.confirming(uid) for uid in db.session.scalars(select(Registration.uid))]
    db.session.rollback()
    start = Barrier(len(tokens))

    def click(token: str) -> str:
        browser = app.test_client()
        start.wait()
        answer = browser.post(f"/registrations/confirm/{token}")
        return f"{answer.status_code} {answer.headers['Location']}"

    with ThreadPoolExecutor(len(tokens)) as people:
        answers = set(people.map(click, tokens))
    counting = db.session.scalars(select(Registration.uid).where(Registration.state != State.DRAFT)).all()
    assert len(counting) == 1
    assert answers == {f"303 /my/{links.personal(counting[0])}"}


def test_drafts_are_forgotten_after_30_days(meeting: Meeting, watch: Watch) -> None:
    watch.says("2026-10-01 09:00")
    with transaction():
        registering.receive(meeting, replace(AMINA, choices={world.session(meeting, "S1").id: Mode.ONLINE}))
    register(meeting, replace(AMINA, email="other@customs.example"))
    watch.says("2026-10-31 08:00")  # 30 days of 24 hours: summer time ended in between
    with transaction():
        assert forgetting.forget_drafts() == 0
    watch.moves_on(seconds=1)
    with transaction():
        assert forgetting.forget_drafts() == 1
    assert db.session.scalars(select(Registration.email)).all() == ["other@customs.example"]
    assert db.session.scalars(select(Choice.session_id)).all() == []
    assert len(db.session.scalars(select(StateChange.id)).all()) == 1


def test_needs_are_forgotten_30_days_after_the_meeting(meeting: Meeting, watch: Watch) -> None:
    register(meeting, replace(AMINA, accessibility="A wheelchair space.", consents_needs=True))
    register(meeting, replace(AMINA, email="other@customs.example", dietary="No nuts.", consents_needs=True))
    watch.says("2026-12-18 12:30")
    with transaction():
        assert forgetting.forget_needs() == 0
    watch.moves_on(seconds=1)
    with transaction():
        assert forgetting.forget_needs() == 2
    kept = select(Registration.accessibility, Registration.dietary, Registration.consents_needs)
    assert [tuple(row) for row in db.session.execute(kept)] == [("", "", False)] * 2
