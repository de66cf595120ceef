"""A morning with checkpoints: one reading at the registration desk counts for the day and for the session too."""

from uuid import UUID, uuid4

import pytest
from flask import Flask

from tests import world
from tests.actors import FrontDesk
from tests.watch import Watch
from tracker import clock
from tracker.attendance import queries
from tracker.attendance.presence import Way
from tracker.attendance.queries.presences import presences
from tracker.checkin.models import Scan
from tracker.db import db, transaction
from tracker.meetings.models import Checkpoint, CheckpointKind, Meeting
from tracker.people.models import Category
from tracker.registration.models import Registration


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    del context
    watch.says("2026-11-17 08:45")
    made = world.meeting()
    with transaction():
        made.checkpoints.append(Checkpoint(kind=CheckpointKind.BADGE_COLLECTED, counts_for=[]))
        made.checkpoints.append(Checkpoint(kind=CheckpointKind.REGISTRATION, counts_for=["day", "session"]))
        made.checkpoints.append(Checkpoint(kind=CheckpointKind.DAY, counts_for=[]))
        made.checkpoints.append(Checkpoint(kind=CheckpointKind.SESSION, counts_for=["day"]))
    return made


@pytest.fixture
def desk(context: Flask, meeting: Meeting) -> FrontDesk:
    return FrontDesk(context, meeting)


def reads(desk: FrontDesk, kind: str, code: str, number: str = "") -> tuple[str, str | None]:
    sent = {"id": number or str(uuid4()), "kind": kind, "code": code, "at": clock.now().isoformat(), "offset_ms": 0}
    answer = desk.posts("checkpoints", **sent)
    assert answer.status_code == 201, answer.text
    said = answer.get_json()
    return said["verdict"], said["session"]


def counted(meeting: Meeting) -> dict[str, int]:
    db.session.rollback()
    return {str(kind): people for kind, people in queries.checkpoint_totals(meeting.id).items()}


def test_one_reading_counts_for_registration_day_and_session(desk: FrontDesk, meeting: Meeting) -> None:
    amina = world.registration(meeting, "Amina Haddad", delegation="EG")
    assert reads(desk, "registration", world.code(amina)) == ("welcome", "S1")
    assert counted(meeting) == {"badge_collected": 0, "registration": 1, "day": 1}
    (row,) = presences(meeting, until=world.at("2026-11-17 11:00"))
    assert row.by_session[world.session(meeting, "S1").id].way is Way.ROOM
    assert desk.counts()["inside"] == 1


def test_a_badge_collected_is_nothing_else(desk: FrontDesk, meeting: Meeting) -> None:
    amina = world.registration(meeting, "Amina Haddad", delegation="EG")
    assert reads(desk, "badge_collected", world.code(amina)) == ("welcome", None)
    assert reads(desk, "badge_collected", world.code(amina)) == ("already_in", None)
    assert counted(meeting) == {"badge_collected": 1, "registration": 0, "day": 0}


def test_the_door_of_a_session_counts_for_the_day(desk: FrontDesk, meeting: Meeting) -> None:
    amina = world.registration(meeting, "Amina Haddad", delegation="EG")
    assert desk.scans(amina) == "welcome"
    assert counted(meeting) == {"badge_collected": 0, "registration": 0, "day": 1}


def test_a_company_is_registered_and_there_but_not_in_a_closed_session(desk: FrontDesk, meeting: Meeting) -> None:
    hugo = world.registration(meeting, "Hugo Brandt", delegation=None, organization="Brandt", category=Category.PRV)
    assert reads(desk, "registration", world.code(hugo)) == ("welcome", None)
    assert counted(meeting) == {"badge_collected": 0, "registration": 1, "day": 1}


def test_a_day_is_read_anew_each_day(desk: FrontDesk, watch: Watch, meeting: Meeting) -> None:
    amina = world.registration(meeting, "Amina Haddad", delegation="EG")
    assert reads(desk, "day", world.code(amina))[0] == "welcome"
    assert reads(desk, "day", world.code(amina))[0] == "already_in"
    watch.says("2026-11-18 08:45")
    assert reads(desk, "day", world.code(amina))[0] == "welcome"


def test_sent_again_it_changes_nothing(desk: FrontDesk, meeting: Meeting) -> None:
    amina, number = world.registration(meeting, "Amina Haddad", delegation="EG"), str(uuid4())
    assert [reads(desk, "day", world.code(amina), number)[0] for _ in range(2)] == ["welcome", "welcome"]
    assert world.count(Scan) == 1


def test_who_is_not_known_counts_for_nothing(desk: FrontDesk, meeting: Meeting) -> None:
    assert reads(desk, "registration", "https://restaurant.example") == ("not_a_badge", None)
    assert counted(meeting) == {"badge_collected": 0, "registration": 0, "day": 0}
    assert world.count(Registration) == 0


def test_what_cannot_be_read_is_said(desk: FrontDesk) -> None:
    answer = desk.posts("checkpoints", id="x", kind="day", code="", at="")
    assert (answer.status_code, answer.get_json()["detail"]) == (422, "This reading cannot be read.")


def test_what_a_device_read_without_a_network_arrives_with_its_scans(desk: FrontDesk, watch: Watch) -> None:
    meeting = desk.meeting
    amina = world.registration(meeting, "Amina Haddad", delegation="EG")
    code, at = world.code(amina), clock.now().isoformat()
    watch.says("2026-11-17 09:40")
    collected = desk.scan(session="", checkpoint="badge_collected", code=code, at=at)
    entered = desk.scan(code=code)
    unknown = desk.scan(session="", checkpoint="cloakroom", code=code)
    typed = desk.scan(
        session="", checkpoint="day", method="provisional", typed={"name": "Moussa Traoré", "delegation": "CI"}
    )
    told = desk.sends(collected, entered, unknown, typed)
    assert [(one["stored"], one["verdict"], one["problem"]) for one in told] == [
        ("stored", "welcome", None),
        ("stored", "welcome", None),
        ("refused", None, "This meeting has no such checkpoint."),
        ("refused", None, "Let people in provisionally at the door of a session."),
    ]
    again = desk.sends(collected)[0]
    assert (again["stored"], again["verdict"]) == ("duplicate", "welcome")
    assert counted(meeting)["badge_collected"] == 1
    first = db.session.get_one(Scan, UUID(str(collected["id"])))
    assert (first.at, first.seq, first.session_id) == (world.at("2026-11-17 08:45"), 1, None)


def test_who_is_found_by_name_is_read_there_too(desk: FrontDesk, meeting: Meeting) -> None:
    amina = world.registration(meeting, "Amina Haddad", delegation="EG")
    read = [desk.scan(session="", checkpoint="badge_collected", method="name", person=str(amina.uid)) for _ in "12"]
    assert [one["verdict"] for one in desk.sends(*read)] == ["welcome", "already_in"]


def test_the_list_of_a_device_names_the_checkpoints(desk: FrontDesk) -> None:
    assert desk.asks("roster").get_json()["checkpoints"] == ["badge_collected", "registration", "day"]


def test_a_clock_that_shows_a_year_that_cannot_be(desk: FrontDesk, meeting: Meeting) -> None:
    amina = world.registration(meeting, "Amina Haddad", delegation="EG")
    common = {"kind": "registration", "at": "9999-12-31T23:59:59Z", "offset_ms": 1e300}
    read = desk.posts("checkpoints", id=str(uuid4()), code=world.code(amina), **common)
    assert (read.status_code, read.get_json()["verdict"]) == (201, "welcome")
    odd = desk.posts("checkpoints", id=str(uuid4()), code="\ud83d\x1d", **common)
    assert (odd.status_code, odd.get_json()["verdict"]) == (201, "not_a_badge")
    batch = desk.sends(desk.scan(code=world.code(amina), checkpoint="day", at="0001-01-01T00:00:00Z"))
    assert [one["stored"] for one in batch] == ["stored"]
    db.session.rollback()
    rows = db.session.scalars(db.select(Scan).order_by(Scan.said_at)).all()
    assert {one.scanned_at for one in rows} == {clock.now()}
    assert [(one.said_at, one.doubt) for one in rows] == [
        ("0001-01-01T00:00:00Z", "impossible_time"),
        ("9999-12-31T23:59:59Z", "impossible_time"),
        ("9999-12-31T23:59:59Z", "impossible_time"),
    ]
