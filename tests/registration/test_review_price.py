"""What the list costs, and how it is paged."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import world
from tests.statements import statements
from tests.watch import Watch
from tracker.access import Role
from tracker.meetings.models import Meeting

LIST = "/meetings/cap-23/registrations"
MOST = 7  # the user, the meeting, its delegations, the figures, the page, its categories, functions of people
ONE = 22  # a page with everything on it: choices, history, programme, badge, mails, approvals, papers, questions


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    watch.says("2026-11-02 10:00")
    return world.meeting()


@pytest.fixture
def amara(client: FlaskClient, meeting: Meeting) -> FlaskClient:
    """The browser of Amara Diallo, organizer."""
    return world.sign_in(client, world.user("Amara Diallo", role=Role.ORGANIZER, of=meeting))


def test_sixty_people_cost_no_more_than_one(amara: FlaskClient, meeting: Meeting) -> None:
    first = world.registration(meeting, "Adjoua Kouassi")
    for number in range(59):
        world.registration(meeting, f"Person{number:02} Li", delegation=("CN", "DE", "EG")[number % 3])
    for address in (LIST, f"{LIST}?q=person+li&sort=-delegation&page=2", f"{LIST}?status=submitted"):
        with statements() as said:
            assert amara.get(address).status_code == 200
        assert len(said) <= MOST
    with statements() as said:
        assert amara.get(f"{LIST}/{first.id}").status_code == 200
    assert len(said) <= ONE

    pages = [amara.get(LIST, query_string={"page": page}).text for page in (1, 2)]
    assert [page.count('<th scope="row">') for page in pages] == [50, 10]
    assert 'aria-label="Page 2" aria-current="page"' in pages[1]
