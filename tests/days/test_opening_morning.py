"""Opening morning: the desk at the door of the first, closed session, from 08:25 to the coffee break."""

import pytest
from flask import Flask

from tests import world
from tests.actors import FrontDesk
from tests.watch import Watch
from tracker.audit.models import COMMAND
from tracker.badges import issuing
from tracker.checkin.models import Scan
from tracker.db import transaction
from tracker.meetings.models import Meeting
from tracker.people.models import Category
from tracker.registration import reviewing
from tracker.registration.models import Mode, State


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    watch.says("2026-11-17 08:25")
    return world.meeting()


def test_the_desk_opens_an_hour_before_the_session(context: Flask, watch: Watch, meeting: Meeting) -> None:
    amina = world.registration(meeting, "Amina El-Sayed", delegation="EG")
    desk = FrontDesk(context, meeting)

    watch.says("08:29")
    assert desk.scans(amina) == "not_yet_open"
    watch.says("08:30")
    assert desk.scans(amina) == "welcome"
    assert desk.last["person"] == {
        "name": "Ms Amina EL-SAYED",
        "native_name": "",
        "represents": "Egypt",
        "office": "",
        "category": "Member administration",
    }
    watch.says("08:31")
    assert desk.scans(amina) == "already_in"  # she was not sure that it had worked
    assert desk.last["seen"] == {"at": "2026-11-17T07:30:00Z", "desk": "Door A"}
    watch.says("10:45")
    assert desk.scans(amina, direction="out") == "goodbye"
    watch.says("11:00")
    assert desk.scans(amina) == "welcome"
    watch.says("12:31")
    assert desk.scans(amina) == "session_over"


def test_who_is_turned_away_and_why(context: Flask, watch: Watch, meeting: Meeting) -> None:
    other = world.meeting("cap-22", number=22)
    company = world.registration(
        meeting, "Hugo Brandt", delegation=None, category=Category.PRV, organization="Brandt Watches", modes={}
    )
    last_year = world.registration(other, "Wei Chen", delegation="CN")
    declined = world.registration(meeting, "Jan Peeters", delegation="BE")
    code = world.code(declined)
    with transaction():
        reviewing.decline(declined, COMMAND, "The delegation has no seat left.")
    desk = FrontDesk(context, meeting)
    watch.says("09:10")

    assert desk.scans(company) == "not_this_category"
    assert desk.scans(last_year) == "other_meeting"
    assert desk.scans(code) == "revoked"
    assert desk.scans("https://restaurant.example/menu") == "not_a_badge"
    assert desk.scans(code[:-1] + ("2" if code[-1] != "2" else "3")) == "mistyped_code"
    assert desk.scans("B22222222222222" + _check("B22222222222222")) == "unknown_code"
    desk.session = "S2"
    watch.says("13:30")
    assert desk.scans(company) == "welcome_online"  # not registered for this session, but it is open to companies
    assert desk.counts() == {
        "inside": 1,
        "came": 1,
        "expected": 0,
        "refused": 0,
        "capacity": 134,
        "provisional": 0,
        "room": "free",
    }
    desk.session = "S1"
    assert desk.counts() == {
        "inside": 0,
        "came": 0,
        "expected": 0,
        "refused": 6,
        "capacity": 134,
        "provisional": 0,
        "room": "free",
    }


def _check(fifteen: str) -> str:
    from tracker.badges.codes import ALPHABET, Misread, read  # noqa: PLC0415 (here alone)

    return next(c for c in ALPHABET if not isinstance(read(fifteen + c), Misread))


def test_registered_for_the_screen_but_at_the_door(context: Flask, watch: Watch, meeting: Meeting) -> None:
    wei = world.registration(meeting, "Wei Chen", delegation="CN", modes={"S1": Mode.ONLINE})
    desk = FrontDesk(context, meeting)
    watch.says("09:15")
    assert desk.scans(wei) == "welcome_online"
    assert desk.scans(wei) == "already_in"


def test_found_by_name(context: Flask, watch: Watch, meeting: Meeting) -> None:
    adjoua = world.registration(meeting, "Adjoua Kouassi", native_name="")
    waiting = world.registration(meeting, "Adèle Kouamé", state=State.SUBMITTED)
    desk = FrontDesk(context, meeting)
    watch.says("09:15")

    found = desk.people("d%27ivoire kou ad")
    assert [(p["name"], p["represents"], p["state"]) for p in found] == [
        ("Ms Adèle KOUAMÉ", "Côte d'Ivoire", "submitted"),
        ("Ms Adjoua KOUASSI", "Côte d'Ivoire", "approved"),
    ]
    assert desk.finds(adjoua) == "welcome"
    assert desk.finds(waiting) == "not_approved"


def test_the_last_scan_is_taken_back(context: Flask, watch: Watch, meeting: Meeting) -> None:
    amina, jan = world.registration(meeting, "Amina El-Sayed"), world.registration(meeting, "Jan Peeters")
    desk, other = FrontDesk(context, meeting), FrontDesk(context, meeting, name="Door B")
    watch.says("09:15")
    desk.scans(jan)
    watch.moves_on(seconds=5)
    desk.scans(amina)
    assert desk.counts()["inside"] == 2

    other.last = desk.last
    assert other.takes_back() == 409  # not its own
    assert desk.takes_back() == 201
    assert desk.takes_back() == 201  # its answer may have been lost
    assert desk.counts() == {
        "inside": 1,
        "came": 1,
        "expected": 2,
        "refused": 0,
        "capacity": 134,
        "provisional": 0,
        "room": "free",
    }
    assert desk.scans(amina) == "welcome"
    assert world.count(Scan) == 3  # nothing left the ledger


def test_sending_twice_changes_nothing(context: Flask, watch: Watch, meeting: Meeting) -> None:
    amina = world.registration(meeting, "Amina El-Sayed")
    desk = FrontDesk(context, meeting)
    watch.says("09:15")
    scan = desk.scan(method="wedge", code=world.code(amina))

    first = desk.sends(scan)
    watch.moves_on(seconds=30)
    again = desk.sends(scan, desk.scan(code=world.code(amina)))

    assert (first[0]["verdict"], first[0]["again"]) == ("welcome", False)
    assert [(a["verdict"], a["again"]) for a in again] == [("welcome", True), ("already_in", False)]
    assert world.count(Scan) == 2


def test_a_new_badge_voids_the_old_one(context: Flask, watch: Watch, meeting: Meeting) -> None:
    amina = world.registration(meeting, "Amina El-Sayed")
    lost = world.code(amina)
    desk = FrontDesk(context, meeting)
    watch.says("09:15")
    with transaction():
        issuing.issue(amina.id, reason="lost on the way")
    assert desk.scans(lost) == "revoked"
    assert desk.scans(amina) == "welcome"
