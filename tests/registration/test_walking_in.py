"""The first morning: people come to the desk who are not registered, and one whose name is wrong."""

from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import world
from tests.watch import Watch
from tracker import clock
from tracker.access import Role
from tracker.audit.models import Actor, ActorKind, Entry
from tracker.badges import issuing
from tracker.db import db, transaction
from tracker.meetings.models import Meeting, WalkInRule
from tracker.people.models import Category
from tracker.registration import renaming, reviewing, walking_in
from tracker.registration.models import Mode, Registration, State
from tracker.registration.renaming import Name, NoName
from tracker.registration.walking_in import IsRegistered, NoWalkIns, Stranger

TEMP = Actor(ActorKind.USER, "temp@secretariat.example")


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    del context
    watch.says("2026-11-17 08:55")
    world.delegations()
    return world.meeting()


def comes(
    meeting: Meeting,
    name: str = "Moussa TRAORE",
    delegation: str = "cote d'ivoire",
    category: Category = Category.MEM,
) -> Registration:
    who = Stranger(uuid4(), name, delegation, category)
    with transaction():
        there = db.session.get_one(Meeting, meeting.id)
        return walking_in.register(there, who, "Door A", TEMP, at=clock.now())


def rule(meeting: Meeting, walk_ins: WalkInRule) -> None:
    with transaction():
        meeting.walk_ins = walk_ins


def test_three_words_are_a_registration_that_waits_with_a_badge(meeting: Meeting) -> None:
    moussa = comes(meeting)
    assert (moussa.given_name, moussa.family_name, moussa.delegation and moussa.delegation.code) == (
        "Moussa",
        "Traore",
        "CI",
    )
    assert (moussa.state, moussa.mode, moussa.walk_in and moussa.walk_in.desk) == (
        State.SUBMITTED,
        Mode.IN_PERSON,
        "Door A",
    )
    assert issuing.valid(moussa.id) is not None


def test_the_badge_that_was_printed_is_good_once_the_organizer_approves(meeting: Meeting) -> None:
    moussa = comes(meeting)
    printed = world.code(moussa)
    with transaction():
        assert reviewing.approve(db.session.get_one(Registration, moussa.id), TEMP)
    assert (moussa.state, world.code(moussa)) == (State.APPROVED, printed)


def test_a_meeting_may_leave_it_to_its_desks(meeting: Meeting) -> None:
    rule(meeting, WalkInRule.DESK)
    assert comes(meeting).state is State.APPROVED


def test_a_meeting_may_take_nobody_at_the_desk(meeting: Meeting) -> None:
    rule(meeting, WalkInRule.OFF)
    with pytest.raises(NoWalkIns):
        comes(meeting)
    assert world.count(Registration) == 0


def test_sending_twice_registers_once(meeting: Meeting) -> None:
    who = Stranger(uuid4(), "Moussa Traoré", "CI", Category.MEM)
    for _ in range(2):
        with transaction():
            walking_in.register(db.session.get_one(Meeting, meeting.id), who, "Door A", TEMP, at=clock.now())
    assert world.count(Registration) == 1


def test_who_is_registered_is_not_registered_again(meeting: Meeting) -> None:
    world.registration(meeting, "Moussa Traoré")
    with pytest.raises(IsRegistered, match="Moussa Traore is registered already"):
        comes(meeting)


def test_a_namesake_of_another_delegation_is_somebody_else(meeting: Meeting) -> None:
    world.registration(meeting, "Moussa Traoré", delegation="BE")
    assert comes(meeting).state is State.SUBMITTED


def test_a_company_enters_what_is_open_to_it(meeting: Meeting) -> None:
    hugo = comes(meeting, "Hugo Brandt", "Brandt Watches", Category.PRV)
    assert [choice.session_id for choice in hugo.choices] == [world.session(meeting, "S2").id]
    assert hugo.organization == "Brandt Watches"


def test_the_organizer_sees_at_once_who_walked_in(client: FlaskClient, meeting: Meeting) -> None:
    moussa = comes(meeting)
    amara = world.sign_in(client, world.user("Amara Diallo", role=Role.ORGANIZER, of=meeting))
    assert "Walk-in" in amara.get("/meetings/cap-23/registrations").text
    page = amara.get(f"/meetings/cap-23/registrations/{moussa.id}").text
    assert "registered at Door A, 17 Nov 2026, 08:55" in page


def test_a_wrong_name_is_put_right_and_the_badge_stays(meeting: Meeting) -> None:
    amina = world.registration(meeting, "Amina Hadad", delegation="EG")
    printed = world.code(amina)
    with transaction():
        kept = db.session.get_one(Registration, amina.id)
        assert renaming.rename(kept, Name("Ms", "Amina", "Haddad", "أمينة"), TEMP, desk="Door A")
    assert (world.code(amina), amina.family_name, amina.sort_key) == (printed, "Haddad", "haddad, amina")
    noted = db.session.scalars(db.select(Entry).where(Entry.action == "registration.renamed")).one()
    assert (noted.actor, noted.details) == (
        TEMP.name,
        {"before": "Ms Amina Hadad", "after": "Ms Amina Haddad (أمينة)", "desk": "Door A"},
    )


def test_the_same_name_is_no_change_and_none_is_no_name(meeting: Meeting) -> None:
    amina = world.registration(meeting, "Amina Haddad", delegation="EG")
    with transaction():
        kept = db.session.get_one(Registration, amina.id)
        assert not renaming.rename(kept, renaming.name_of(kept), TEMP)
        with pytest.raises(NoName):
            renaming.rename(kept, Name("Ms", "Amina", "", ""), TEMP)
