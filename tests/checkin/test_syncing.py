"""A morning without a network: what the desks saw arrives late, twice, out of order, and is counted as it happened."""

from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import world
from tests.actors import FrontDesk
from tests.statements import statements
from tests.watch import Watch
from tracker import clock
from tracker.audit.models import SYSTEM
from tracker.badges import issuing
from tracker.checkin.devices import enrolling
from tracker.checkin.devices.models import DeskDevice
from tracker.checkin.models import Provisional, Scan
from tracker.db import db, transaction
from tracker.meetings.models import Meeting


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    watch.says("2026-11-17 09:10")
    return world.meeting()


@pytest.fixture
def desk(context: Flask, meeting: Meeting) -> FrontDesk:
    return FrontDesk(context, meeting)


def kept() -> list[Scan]:
    db.session.rollback()
    return list(db.session.scalars(db.select(Scan).order_by(Scan.at, Scan.seq)))


def test_hours_late_a_scan_counts_when_it_was_made(desk: FrontDesk, watch: Watch, meeting: Meeting) -> None:
    adjoua = world.registration(meeting, "Adjoua Kouassi")
    scan = desk.scan(code=world.code(adjoua), shown="welcome", roster="2026-11-17T07:00:00Z", client="1.2.0")
    made = clock.now()
    watch.says("13:00")  # the session is over, the network is back
    assert [(a["stored"], a["verdict"], a["again"]) for a in desk.sends(scan)] == [("stored", "welcome", False)]
    (found,) = kept()
    assert (found.at, found.scanned_at, found.received_at) == (made, made, clock.now())
    assert (found.seq, found.shown, found.client, found.doubt) == (1, "welcome", "1.2.0", None)


def test_a_tablet_that_thinks_it_is_1970(desk: FrontDesk, watch: Watch, meeting: Meeting) -> None:
    adjoua = world.registration(meeting, "Adjoua Kouassi")
    made = clock.now()
    wrong = made - timedelta(days=20_000)
    scan = desk.scan(code=world.code(adjoua), at=wrong.isoformat(), offset_ms=20_000 * 86_400_000)
    watch.says("11:00")
    assert desk.sends(scan)[0]["verdict"] == "welcome"
    (found,) = kept()
    assert (found.at, found.scanned_at, found.doubt) == (made, wrong, None)


@pytest.mark.parametrize(
    ("minutes", "offset", "doubt"),
    [
        (-60, None, "clock_unknown"),
        (+60, 0, "after_arrival"),
        (-60 * 30, 0, "before_enrolment"),
    ],
)
def test_times_that_cannot_be_true_are_flagged_and_kept(
    desk: FrontDesk, meeting: Meeting, minutes: int, offset: int | None, doubt: str
) -> None:
    adjoua = world.registration(meeting, "Adjoua Kouassi")
    at = clock.now() + timedelta(minutes=minutes)
    answer = desk.sends(desk.scan(code=world.code(adjoua), at=at.isoformat(), offset_ms=offset))[0]
    assert (answer["stored"], answer["verdict"]) == ("stored", "welcome")
    assert [(scan.doubt, scan.at) for scan in kept()] == [(doubt, clock.now())]


def test_one_bad_scan_never_blocks_the_rest(desk: FrontDesk, meeting: Meeting) -> None:
    adjoua = world.registration(meeting, "Adjoua Kouassi")
    good = desk.scan(code=world.code(adjoua))
    answers = desk.sends(
        desk.scan(code="x", at="yesterday"),
        desk.scan(code="x", session="S9"),
        good,
        desk.scan(code="x", id="7"),
        desk.scan(),
        desk.scan(code="x", method="psychic"),
    )
    assert [(a["stored"], a["problem"]) for a in answers] == [
        ("refused", "This scan has no valid at."),
        ("refused", "This meeting has no session S9."),
        ("stored", None),
        ("refused", "This scan has no valid id."),
        ("refused", "This scan says neither a code nor a person."),
        ("refused", "This scan cannot be read."),
    ]
    assert [a["id"] for a in answers][2:4] == [good["id"], "7"]
    assert world.count(Scan) == 1


@pytest.mark.parametrize("body", [[], {}, {"scans": []}, {"scans": "x"}, {"scans": [{}] * 51}])
def test_a_frame_that_cannot_be_read(desk: FrontDesk, body: object) -> None:
    answer = desk.client.post("/desk/api/scans", json=body, headers=desk.headers)
    assert answer.status_code == 422


def test_twice_in_one_batch_and_again_in_the_next(desk: FrontDesk, meeting: Meeting) -> None:
    scan = desk.scan(code=world.code(world.registration(meeting, "Adjoua Kouassi")))
    assert [a["stored"] for a in desk.sends(scan, scan)] == ["stored", "duplicate"]
    assert [(a["stored"], a["verdict"]) for a in desk.sends(scan)] == [("duplicate", "welcome")]
    assert world.count(Scan) == 1


def test_a_number_used_twice_loses_no_fact(desk: FrontDesk, meeting: Meeting) -> None:
    adjoua, jan = world.registration(meeting, "Adjoua Kouassi"), world.registration(meeting, "Jan Peeters")
    desk.sends(desk.scan(code=world.code(adjoua)))
    assert desk.sends(desk.scan(code=world.code(jan), seq=1))[0]["stored"] == "stored"
    assert {(scan.seq, scan.doubt) for scan in kept()} == {(1, None), (None, "number_taken")}
    assert desk.counts()["inside"] == 2


def test_somebody_whom_nobody_knows_is_let_in_under_a_name(desk: FrontDesk, meeting: Meeting) -> None:
    scan = desk.scan(method="provisional", typed={"name": "Ines Duarte", "delegation": "Portugal"}, shown="provisional")
    assert [(a["verdict"], a["person"]) for a in desk.sends(scan)] == [("provisional", None)]
    assert desk.counts() == {
        "inside": 0,
        "came": 0,
        "expected": 0,
        "refused": 0,
        "capacity": 134,
        "provisional": 1,
        "room": "free",
    }
    found = db.session.scalars(db.select(Provisional)).one()
    assert (str(found.scan_id), found.name, found.delegation) == (scan["id"], "Ines Duarte", "Portugal")
    assert desk.sends(scan)[0]["stored"] == "duplicate"
    assert world.count(Provisional) == 1


def test_a_typed_name_is_kept_without_what_turns_it_round(desk: FrontDesk, meeting: Meeting) -> None:
    typed = {"name": "GNP\u202etxe.ELPOEP", "delegation": "Por\u200btugal"}
    assert desk.sends(desk.scan(method="provisional", typed=typed, shown="provisional"))[0]["stored"] == "stored"
    found = db.session.scalars(db.select(Provisional)).one()
    assert (found.name, found.delegation) == ("GNPtxe.ELPOEP", "Portugal")


def test_a_code_that_the_server_knows_needs_no_typed_name(desk: FrontDesk, meeting: Meeting) -> None:
    """The badge was newer than the device's list."""
    adjoua = world.registration(meeting, "Adjoua Kouassi")
    typed = {"name": "Kouassi", "delegation": "CI"}
    scan = desk.scan(method="provisional", typed=typed, code=world.code(adjoua), shown="provisional")
    assert desk.sends(scan)[0]["verdict"] == "welcome"
    assert (desk.counts()["inside"], desk.counts()["provisional"]) == (1, 0)


def test_fifty_scans_cost_what_one_costs(desk: FrontDesk, meeting: Meeting) -> None:
    codes = [world.code(world.registration(meeting, f"Person{n} Crowd")) for n in range(25)]
    desk.posts("reports")
    scans = [desk.scan(code=code, session=session) for code in codes for session in ("S1", "S2")]
    with statements() as heard:
        answers = desk.sends(*scans)
    assert {a["stored"] for a in answers} == {"stored"}
    assert len(heard) == 5  # the device, the doors, the badges, what was seen, the insertion


def test_a_device_that_was_withdrawn(desk: FrontDesk, watch: Watch, meeting: Meeting) -> None:
    adjoua, jan = world.registration(meeting, "Adjoua Kouassi"), world.registration(meeting, "Jan Peeters")
    before = desk.scan(code=world.code(adjoua))
    watch.says("09:30")
    with transaction():
        meeting = db.session.get_one(Meeting, meeting.id)
        enrolling.withdraw(meeting, desk.device, SYSTEM, at=clock.now())
    watch.says("09:40")
    after = desk.scan(code=world.code(jan))

    for asked in ("roster", "counts?session=S1", "people?q=kou"):
        answer = desk.asks(asked)
        assert (answer.status_code, answer.get_json()["reason"]) == (401, "revoked")
    answers = desk.sends(before, after)
    assert [(a["stored"], a["verdict"], a["person"]) for a in answers] == [
        ("stored", None, None),
        ("refused", None, None),
    ]
    assert [(scan.verdict, scan.doubt) for scan in kept()] == [("welcome", "device_withdrawn")]
    watch.says("2026-12-02 09:00")
    assert desk.posts("scans", scans=[desk.scan(code="x")]).status_code == 401


def test_an_expired_device(desk: FrontDesk, watch: Watch) -> None:
    watch.says("2026-12-05 09:00")
    assert desk.asks("counts?session=S1").get_json()["reason"] == "expired"


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer x", f"Bearer {'0' * 32}.{'x' * 43}", "Basic abc"])
def test_strangers(desk: FrontDesk, header: str) -> None:
    answer = desk.client.get("/desk/api/counts?session=S1", headers={"Authorization": header})
    assert (answer.status_code, answer.get_json()["reason"]) == (401, "unknown")
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert "Set-Cookie" not in answer.headers
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_device_serves_its_meeting_alone(context: Flask, desk: FrontDesk) -> None:
    other = world.meeting("cap-22", number=22)
    with transaction():
        for session in db.session.get_one(Meeting, other.id).sessions:
            session.code = f"X{session.code}"
    scan = desk.scan(code="x", session="XS1")
    assert desk.sends(scan)[0]["problem"] == "This meeting has no session XS1."
    assert desk.asks("counts?session=XS1").status_code == 404


def test_what_a_device_says_of_itself(desk: FrontDesk, watch: Watch) -> None:
    sent = (clock.now() - timedelta(seconds=90)).isoformat()
    body = {"sent_at": sent, "waiting": 7, "roster": "2026-11-17T07:00:00Z", "client": "1.2.0"}
    assert desk.posts("reports", **body).status_code == 201
    db.session.rollback()
    device = db.session.get_one(DeskDevice, desk.device)
    assert (device.seen_at, device.waiting, device.offset_ms) == (clock.now(), 7, 90_000)
    assert (device.roster_at and device.roster_at.isoformat(), device.client) == ("2026-11-17T07:00:00+00:00", "1.2.0")


def test_a_lost_badge_does_not_come_back_with_a_late_scan(desk: FrontDesk, watch: Watch, meeting: Meeting) -> None:
    adjoua = world.registration(meeting, "Adjoua Kouassi")
    scan = desk.scan(code=world.code(adjoua), shown="welcome")
    with transaction():
        issuing.issue(adjoua.id, reason="lost")
    answer = desk.sends(scan)[0]
    assert (answer["verdict"], kept()[0].shown) == ("revoked", "welcome")


def test_undone_without_a_network(desk: FrontDesk, meeting: Meeting) -> None:
    adjoua, jan = world.registration(meeting, "Adjoua Kouassi"), world.registration(meeting, "Jan Peeters")
    first, second = desk.scan(code=world.code(adjoua)), desk.scan(code=world.code(jan))
    desk.sends(first, second)
    assert desk.posts("undos", scan=first["id"]).status_code == 201
    assert desk.posts("undos", scan=str(uuid4())).status_code == 409
    assert desk.posts("undos", scan=None).status_code == 422
    assert desk.counts()["inside"] == 1


@pytest.mark.parametrize(
    "said",
    [
        "9999-12-31T23:59:59Z",
        "9999-12-31T23:59:59-05:00",
        "0001-01-01T00:00:00Z",
        "0001-01-01T00:00:00+14:00",
        "1969-12-31T23:59:59Z",
        "2100-01-01T00:00:00Z",
        "+275760-09-13T00:00:00.000Z",
        "-000001-12-31T00:00:00.000Z",
        "0000-01-01T00:00:00.000Z",
    ],
)
def test_a_clock_that_shows_a_year_that_cannot_be(desk: FrontDesk, meeting: Meeting, said: str) -> None:
    """What no page could show is counted when it arrived, and what the device said is kept beside it."""
    adjoua = world.registration(meeting, "Adjoua Kouassi")
    answer = desk.sends(desk.scan(code=world.code(adjoua), at=said))[0]
    assert (answer["stored"], answer["verdict"]) == ("stored", "welcome")
    (found,) = kept()
    assert (found.at, found.scanned_at, found.said_at) == (clock.now(), clock.now(), said)
    assert found.doubt == "impossible_time"
    assert desk.counts()["inside"] == 1


def test_an_impossible_time_from_a_device_that_was_withdrawn(desk: FrontDesk, watch: Watch, meeting: Meeting) -> None:
    scan = desk.scan(code=world.code(world.registration(meeting, "Adjoua Kouassi")), at="9999-12-31T23:59:59Z")
    watch.says("09:30")
    with transaction():
        enrolling.withdraw(db.session.get_one(Meeting, meeting.id), desk.device, SYSTEM, at=clock.now())
    watch.says("09:40")
    assert desk.sends(scan)[0]["stored"] == "stored"
    assert [(one.doubt, one.said_at) for one in kept()] == [("device_withdrawn", "9999-12-31T23:59:59Z")]


@pytest.mark.parametrize("offset", [10**400, -(10**30), 1e300, float("nan"), float("inf"), "5", [5], True])
def test_an_offset_that_cannot_be_is_none(desk: FrontDesk, meeting: Meeting, offset: object) -> None:
    adjoua = world.registration(meeting, "Adjoua Kouassi")
    scan = desk.scan(code=world.code(adjoua), offset_ms=offset)
    answer = desk.posts("scans", sent_at="x", offset_ms=offset, scans=[scan])
    assert [one["stored"] for one in answer.get_json()["answers"]] == ["stored"]
    assert [(one.offset_ms, one.doubt) for one in kept()] == [(None, None)]


@pytest.mark.parametrize("time", ["9999-12-31T23:59:59-05:00", "0001-01-01T00:00:00Z", "x", 5, None, ["x"]])
def test_what_a_device_says_of_itself_may_be_nonsense(desk: FrontDesk, time: object) -> None:
    body = {"sent_at": time, "waiting": 10**30, "roster": time, "client": "1.2\ud83d\x00", "offset_ms": 1e300}
    assert desk.posts("reports", **body).status_code == 201
    device = db.session.get_one(DeskDevice, desk.device, populate_existing=True)
    assert (device.waiting, device.offset_ms, device.roster_at, device.client) == (None, None, None, "1.2\ufffd\ufffd")


def test_half_a_letter_holds_nobody_up(desk: FrontDesk, meeting: Meeting) -> None:
    good = desk.scan(code=world.code(world.registration(meeting, "Adjoua Kouassi")))
    typed = {"name": "Ines\ud83d \x1bDuarte", "delegation": "Portu\x00gal\udc00"}
    answers = desk.sends(
        desk.scan(code="\ud83d"),
        desk.scan(code="a\x1d\x07b\tc"),
        desk.scan(code="x", session="S1\ud83d"),
        desk.scan(code="x", shown="\ud83d", client="\ud83d"),
        desk.scan(method="provisional", typed=typed),
        desk.scan(code="x", id="\ud83d"),
        good,
    )
    yes, no = "stored", "refused"
    assert [one["stored"] for one in answers] == [yes, yes, no, yes, yes, no, yes]
    assert answers[2]["problem"] == "This meeting has no session S1\ufffd."
    assert [scan.text for scan in kept()] == ["", "\ufffd", "a\ufffd\ufffdb c", "x", ""]
    found = db.session.scalars(db.select(Provisional)).one()
    assert (found.name, found.delegation) == ("Ines Duarte", "Portugal")


TEXTS = st.text(st.characters(categories=None), max_size=70) | st.sampled_from(["\ud83d", "\x00", "S1", "day"])
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | TEXTS
NASTY = st.sampled_from(["\ud83d", "a\udc00b", "\x00", "\x1d", "9999-12-31T23:59:59Z", 1e300, 10**400])
FIELDS = ["id", "seq", "session", "at", "offset_ms", "direction", "method", "code", "person", "typed", "shown"]
FIELDS += ["roster", "client", "checkpoint", "sent_at", "waiting"]
ANYTHING = NASTY | st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3)
)


@pytest.mark.slow
def test_whatever_a_scan_says_the_one_beside_it_is_stored(desk: FrontDesk, meeting: Meeting) -> None:
    code = world.code(world.registration(meeting, "Adjoua Kouassi"))
    odd = st.dictionaries(st.sampled_from(FIELDS), ANYTHING, min_size=1, max_size=3)
    typed = st.fixed_dictionaries({"name": ANYTHING, "delegation": ANYTHING})

    @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
    @given(odd, typed, odd)
    def any_scan(wrong: dict[str, object], who: dict[str, object], frame: dict[str, object]) -> None:
        bad = desk.scan(code=code) | wrong
        guest = desk.scan(method="provisional", typed=who)
        body = frame | {"scans": [bad, guest, desk.scan(code=code, seq=None)]}
        answer = desk.posts("scans", **body)
        assert answer.status_code == 201
        assert answer.get_json()["answers"][2]["stored"] == "stored"

    any_scan()


@pytest.mark.parametrize("path", ["scans", "undos", "reports", "checkpoints", "walk-ins", "reissues", "prints"])
@pytest.mark.parametrize(
    "text", ["[" * 100_000, '{"id":' * 900 + "1" + "}" * 900, "[" * 960 + "]" * 960, "{", "\udc00"]
)
def test_what_is_no_json_or_nested_too_deep(desk: FrontDesk, path: str, text: str) -> None:
    data = text.encode(errors="surrogatepass")
    answer = desk.client.post(f"/desk/api/{path}", data=data, content_type="application/json", headers=desk.headers)
    assert (answer.status_code, answer.get_json()["detail"]) == (422, "Send a JSON object.")


def test_a_session_that_is_not_is_told_to_a_program(desk: FrontDesk) -> None:
    answer = desk.asks("counts?session=ZZ")
    assert (answer.status_code, answer.get_json()["detail"]) == (404, "This meeting has no session ZZ.")
