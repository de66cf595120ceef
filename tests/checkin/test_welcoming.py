"""People without a badge at the desk: somebody who is not registered, a lost badge, a wrong name, a room that fills."""

from uuid import UUID, uuid4

import pytest
from flask import Flask

from tests import world
from tests.actors import FrontDesk
from tests.watch import Watch
from tracker.audit.models import COMMAND, Entry
from tracker.checkin.doors import Fullness, fullness
from tracker.db import db, transaction
from tracker.meetings.models import Meeting, MeetingSession, Room, SessionKind, WalkInRule
from tracker.registration import reviewing
from tracker.registration.models import Registration


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    del context
    watch.says("2026-11-17 08:55")
    world.delegations()
    return world.meeting()


@pytest.fixture
def desk(context: Flask, meeting: Meeting) -> FrontDesk:
    return FrontDesk(context, meeting)


MOUSSA = {"name": "Moussa TRAORÉ", "delegation": "Côte d’Ivoire", "category": "MEM"}


def person(uid: str) -> Registration:
    db.session.rollback()
    chosen = db.select(Registration).where(Registration.uid == UUID(uid))
    found: Registration = db.session.execute(chosen).scalar_one()
    return found


def test_a_walk_in_has_a_badge_at_once_which_opens_doors_once_approved(desk: FrontDesk, watch: Watch) -> None:
    told = desk.posts("walk-ins", id=str(uuid4()), **MOUSSA)
    assert told.status_code == 201
    said = told.get_json()
    assert (said["state"], said["state_word"], said["badge"]["family_name"]) == (
        "submitted",
        "waiting for approval",
        "TRAORÉ",
    )
    assert desk.scans(said["badge"]["code"]) == "not_approved"
    watch.says("08:56")
    with transaction():
        reviewing.approve(db.session.get_one(Registration, person(said["person"]).id), COMMAND)
    assert desk.scans(said["badge"]["code"]) == "welcome"


def test_where_the_meeting_leaves_it_to_its_desks_the_walk_in_goes_in(desk: FrontDesk, meeting: Meeting) -> None:
    with transaction():
        meeting.walk_ins = WalkInRule.DESK
    said = desk.posts("walk-ins", id=str(uuid4()), **MOUSSA).get_json()
    assert (said["state"], desk.scans(said["badge"]["code"])) == ("approved", "welcome")
    assert desk.finds(person(said["person"])) == "already_in"


def test_an_answer_that_got_lost_is_asked_for_again(desk: FrontDesk) -> None:
    number = str(uuid4())
    first, second = (desk.posts("walk-ins", id=number, **MOUSSA).get_json() for _ in range(2))
    assert (first, world.count(Registration)) == (second, 1)


@pytest.mark.parametrize(
    ("wrong", "status", "sentence"),
    [
        ({"name": ""}, 422, "Type the name."),
        ({"delegation": " "}, 422, "Type the delegation or organization."),
        ({"category": "XYZ"}, 422, "Choose a category."),
        ({"id": "7"}, 422, "This request has no valid id."),
    ],
)
def test_what_lacks_is_said(desk: FrontDesk, wrong: dict[str, str], status: int, sentence: str) -> None:
    answer = desk.posts("walk-ins", **({"id": str(uuid4())} | MOUSSA | wrong))
    assert (answer.status_code, answer.get_json()["detail"]) == (status, sentence)
    assert world.count(Registration) == 0


def test_a_lost_badge_opens_no_door_any_more(desk: FrontDesk, meeting: Meeting) -> None:
    amina = world.registration(meeting, "Amina Haddad", delegation="EG")
    lost = world.code(amina)
    said = desk.posts("reissues", person=str(amina.uid), reason="left at the hotel").get_json()
    assert desk.scans(lost) == "revoked"
    assert desk.scans(said["badge"]["code"]) == "welcome"
    db.session.rollback()  # look anew
    noted = db.session.scalars(db.select(Entry).where(Entry.action == "badge.reissued")).one()
    assert (noted.actor, noted.details) == ("desk Door A", {"reason": "left at the hotel"})


def test_a_reissue_says_why(desk: FrontDesk, meeting: Meeting) -> None:
    amina = world.registration(meeting, "Amina Haddad", delegation="EG")
    answer = desk.posts("reissues", person=str(amina.uid), reason="")
    assert (answer.status_code, answer.get_json()["detail"]) == (422, "Say why the badge is replaced.")


def test_a_wrong_name_is_put_right_without_voiding_the_badge(desk: FrontDesk, meeting: Meeting) -> None:
    amina = world.registration(meeting, "Amina Hadad", delegation="EG")
    printed = world.code(amina)
    right = {"title": "Ms", "given_name": "Amina", "family_name": "Haddad", "native_name": ""}
    said = desk.posts("corrections", person=str(amina.uid), **right).get_json()
    assert said["badge"]["code"].replace(" ", "") == printed
    assert desk.scans(printed) == "welcome"
    assert desk.last["person"]["name"] == "Ms Amina HADDAD"
    db.session.rollback()  # look anew
    noted = db.session.scalars(db.select(Entry).where(Entry.action == "registration.renamed")).one()
    assert noted.details == {"before": "Ms Amina Hadad", "after": "Ms Amina Haddad", "desk": "Door A"}


def test_a_desk_knows_nobody_of_another_meeting(desk: FrontDesk) -> None:
    stranger = world.registration(world.meeting("cap-22", number=22), "Wei Chen", delegation="CN")
    assert desk.posts("reissues", person=str(stranger.uid), reason="lost").status_code == 404
    assert desk.asks(f"badges/{stranger.uid}").status_code == 404


def test_the_room_says_how_it_fills_and_refuses_nobody(meeting: Meeting, desk: FrontDesk) -> None:
    with transaction():
        meeting.rooms[0].capacity = 2
    people = [world.registration(meeting, f"Person{letter} Li", delegation="CN") for letter in "ABC"]
    seen = []
    for one in people:
        assert desk.scans(one) == "welcome"
        seen.append(str(desk.counts()["room"]))
    assert seen == ["free", "full", "full"]


def test_who_enters_another_room_is_inside_there_and_not_here(
    context: Flask, watch: Watch, meeting: Meeting, desk: FrontDesk
) -> None:
    with transaction():
        room = Room(name="Sofia", capacity=10)
        meeting.rooms.append(room)
        begins, ends = world.at("2026-11-17 10:00"), world.at("2026-11-17 12:00")
        workshop = MeetingSession(
            code="W1", title=desk.meeting.title, kind=SessionKind.CLOSED, starts_at=begins, ends_at=ends, room=room
        )
        meeting.sessions.append(workshop)
    amina = world.registration(meeting, "Amina Haddad", delegation="EG")
    other = FrontDesk(context, meeting, "W1", "Sofia")
    desk.scans(amina)
    watch.says("10:15")
    other.scans(amina)
    assert [(one.counts()["inside"], one.counts()["came"]) for one in (desk, other)] == [(0, 1), (1, 1)]


@pytest.mark.pure
@pytest.mark.parametrize(
    ("inside", "capacity", "found"),
    [
        (0, 10, Fullness.FREE),
        (8, 10, Fullness.FREE),
        (9, 10, Fullness.NEARLY),
        (10, 10, Fullness.FULL),
        (11, 10, Fullness.FULL),
        (500, None, None),
    ],
)
def test_how_a_room_fills(inside: int, capacity: int | None, found: Fullness | None) -> None:
    assert fullness(inside, capacity) is found


def test_whoever_was_let_in_while_the_approval_was_awaited_was_there(desk: FrontDesk, watch: Watch) -> None:
    number = str(uuid4())
    said = desk.posts("walk-ins", id=number, **MOUSSA).get_json()
    let_in = desk.scan(id=number, method="provisional", typed={"name": "Moussa TRAORÉ", "delegation": "Côte d’Ivoire"})
    assert [one["verdict"] for one in desk.sends(let_in)] == ["provisional"]
    before = desk.counts()
    assert (before["inside"], before["provisional"]) == (0, 1)
    watch.says("09:20")
    with transaction():
        reviewing.approve(person(said["person"]), COMMAND)
    after = desk.counts()
    assert (after["inside"], after["provisional"]) == (1, 0)
    assert desk.scans(said["badge"]["code"]) == "already_in"
    watch.says("09:25")
    assert "provisional.linked" in {entry.action for entry in db.session.scalars(db.select(Entry))}


def test_what_the_desk_took_back_is_not_counted_with_the_approval(desk: FrontDesk) -> None:
    number = str(uuid4())
    said = desk.posts("walk-ins", id=number, **MOUSSA).get_json()
    desk.sends(desk.scan(id=number, method="provisional", typed={"name": "Moussa TRAORÉ", "delegation": "CI"}))
    assert desk.takes_back() == 201
    with transaction():
        reviewing.approve(person(said["person"]), COMMAND)
    counts = desk.counts()
    assert (counts["inside"], counts["provisional"]) == (0, 0)


def test_a_badge_is_told_with_the_paper_of_the_desk(desk: FrontDesk) -> None:
    assert desk.posts("walk-ins", id=str(uuid4()), **MOUSSA).get_json()["paper"] == "a7"
