"""What a registration costs the database from the blank form to the confirmation, whoever is there already."""

from pathlib import Path

import pytest
from flask import Flask

from tests import world
from tests.registration import crowd
from tests.registration.delegate import Delegate, link_in
from tests.statements import statements
from tests.watch import Watch
from tracker.db import db
from tracker.meetings.models import Meeting


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    watch.says("2026-11-02 10:00")
    world.delegations()
    return world.meeting()


def _whole_way(app: Flask, outbox: Path, meeting: Meeting, family_name: str) -> list[int]:
    """The statements of the four requests that lead to a registration of somebody from China."""
    delegate = Delegate(app, outbox, language="en")
    form, costs = f"/meetings/{meeting.slug}/register", []
    sessions = {f"session_{one.id}": "online" for one in meeting.sessions[:2]}
    absent = {f"session_{one.id}": "absent" for one in meeting.sessions[2:]}
    said = {
        "title": "Ms",
        "family_name": family_name,
        "given_name": "Mei",
        "email": f"{family_name}@customs.example",
        "represents": "CN",
        "position": "Director",
        "role": "delegate",
        "document_phase": "no",
        "language": "en",
        "interpretation": "en",
    }
    with statements() as heard:
        assert delegate.opens(form).status_code == 200
    costs.append(len(heard))
    with statements() as heard:
        assert delegate.sends(form, **said, **sessions, **absent).status_code == 303
    costs.append(len(heard))
    link = link_in(delegate.last_mail())
    with statements() as heard:
        assert delegate.opens(link).status_code == 200
    costs.append(len(heard))
    with statements() as heard:
        assert delegate.sends(link).status_code == 303
    costs.append(len(heard))
    return costs


@pytest.mark.parametrize(("capped", "expected"), [("without limits", [1, 7, 3, 11]), ("four levels", [2, 8, 4, 12])])
def test_the_whole_way_costs_the_same_for_everybody(
    context: Flask, outbox: Path, meeting: Meeting, capped: str, expected: list[int]
) -> None:
    if capped == "four levels":
        crowd.limits(meeting)
    if db.engine.dialect.name == "postgresql":
        expected = [*expected[:3], expected[3] + 3]  # the lock of the seats, and what it makes read anew
    _whole_way(context, outbox, meeting, "Adou")  # the form is kept from here on
    assert _whole_way(context, outbox, meeting, "Bai") == expected
    for number in range(6):
        world.registration(meeting, f"Person{number} Li", delegation="CN")
    assert _whole_way(context, outbox, meeting, "Chen") == expected
