"""After an outage: two doors worked alone for an hour, and the organizer looks through what they told people."""

import io
import json
import re
from datetime import UTC, datetime
from random import Random

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests import world
from tests.actors import FrontDesk, Organizer
from tests.statements import statements
from tests.watch import Watch
from tracker import clock
from tracker.attendance.queries.presences import presences
from tracker.audit.models import Entry
from tracker.badges import issuing
from tracker.checkin.devices.models import DeskDevice
from tracker.checkin.models import Provisional, Resolution, Scan, ScanUndo
from tracker.checkin.outage import queries
from tracker.db import db, transaction
from tracker.meetings import queries as meetings
from tracker.meetings.models import Meeting


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    watch.says("2026-11-17 09:00")
    return world.meeting()


@pytest.fixture
def amara(app: Flask, meeting: Meeting) -> Organizer:
    return Organizer(app, meeting)


def text(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_two_doors_alone(context: Flask, watch: Watch, meeting: Meeting, amara: Organizer) -> None:
    adjoua, lost = world.registration(meeting, "Adjoua Kouassi"), world.registration(meeting, "Jan Peeters")
    code, old = world.code(adjoua), world.code(lost)
    north, south = FrontDesk(context, meeting, name="North"), FrontDesk(context, meeting, name="South")
    with transaction():
        issuing.issue(lost.id, reason="lost")
    first = north.scan(code=code, shown="welcome")
    watch.says("09:05")
    second = south.scan(code=code, shown="welcome")
    third = south.scan(code=old, shown="welcome")
    unsent = south.scan(code=code)
    fourth = south.scan(method="provisional", typed={"name": "Ines Duarte", "delegation": "Portugal"})
    watch.says("10:30")
    south.sends(second, third, fourth)
    north.sends(first)

    found = queries.doubled(meeting.id)
    assert [(one.session, str(one.person), one.first_desk, one.second_desk) for one in found] == [
        ("S1", "Ms Adjoua KOUASSI", "North", "South")
    ]
    assert [(str(one.person), one.shown, one.verdict) for one in queries.differing(meeting.id)] == [
        ("Ms Jan PEETERS", "welcome", "revoked")
    ]
    assert [(gap.desk, gap.first, gap.last) for gap in queries.gaps(meeting.id)] == [("South", 3, 3)]
    assert north.counts()["inside"] == 1

    page = text(amara.opens("devices/outage").text)
    for said in ("Welcomed by two desks", "refused: badge replaced or withdrawn", "Ines Duarte", "South 3 –"):
        assert said in page
    south.sends(unsent)
    db.session.rollback()
    assert queries.gaps(meeting.id) == []


def test_who_was_let_in(context: Flask, watch: Watch, meeting: Meeting, amara: Organizer) -> None:
    ines = world.registration(meeting, "Ines Duarte", delegation="DE")
    desk = FrontDesk(context, meeting)
    scan = desk.scan(method="provisional", typed={"name": "Ines Duarte", "delegation": "Portugal"})
    came = clock.now()
    watch.says("10:00")
    desk.sends(scan)
    page = f"devices/outage/{scan['id']}"
    assert "It was this person" in amara.opens(page).text
    assert amara.client.post(f"{amara.home}/{page}/person", data={"person": "x"}).status_code == 404
    assert amara.client.post(f"{amara.home}/{page}/person", data={"person": str(ines.uid)}).status_code == 303
    assert (desk.counts()["inside"], desk.counts()["provisional"]) == (1, 0)
    db.session.rollback()  # look anew
    held = meetings.by_slug("cap-23")
    (row,) = presences(held, until=world.at("2026-11-17 12:00"))
    assert row.by_session[world.session(held, "S1").id].first_seen == max(came, world.at("2026-11-17 09:30"))
    assert amara.client.post(f"{amara.home}/{page}/nobody").status_code == 409

    assert amara.client.post(f"{amara.home}/{page}/reopening").status_code == 303
    assert (desk.counts()["inside"], desk.counts()["provisional"]) == (0, 1)
    assert amara.client.post(f"{amara.home}/{page}/nobody").status_code == 303
    assert desk.counts()["provisional"] == 1
    db.session.rollback()
    lines = db.session.scalars(db.select(Entry.action).where(Entry.action.startswith("provisional."))).all()
    assert lines == ["provisional.linked", "provisional.reopened", "provisional.left"]


def test_a_file_that_a_device_saved(context: Flask, watch: Watch, meeting: Meeting, amara: Organizer) -> None:
    desk = FrontDesk(context, meeting)
    scans = [desk.scan(code=world.code(world.registration(meeting, f"Person{n} Crowd"))) for n in range(60)]
    desk.sends(scans[0])
    watch.says("11:00")
    file = json.dumps({"device": str(desk.device), "scans": [*scans, desk.scan(code="x", session="S9")]}).encode()

    def reads_in(content: bytes) -> int:
        data = {"file": (io.BytesIO(content), "desk.json")}
        return amara.client.post(f"{amara.home}/devices/files", data=data).status_code

    assert [reads_in(file), reads_in(file)] == [303, 303]
    assert (world.count(Scan), desk.counts()["inside"]) == (60, 60)
    db.session.rollback()
    lines = db.session.scalars(db.select(Entry.details).where(Entry.action == "scans.read_in").order_by(Entry.id)).all()
    assert lines == [{"new": 59, "known": 1, "refused": 1}, {"new": 0, "known": 60, "refused": 1}]
    assert [reads_in(b"PK"), reads_in(b"[]"), reads_in(b'{"device": "x", "scans": [{}]}')] == [422, 422, 404]


def test_years_that_cannot_be_stop_no_page(context: Flask, watch: Watch, meeting: Meeting, amara: Organizer) -> None:
    """A clock that shows the year 9999 is on the organizer's page and in the workbook as it said it."""
    desk = FrontDesk(context, meeting, name="North")
    adjoua, jan = world.registration(meeting, "Adjoua Kouassi"), world.registration(meeting, "Jan Peeters")
    first = desk.scan(code=world.code(adjoua), at="9999-12-31T23:59:59Z", roster="9999-12-31T23:59:59Z")
    guest = desk.scan(method="provisional", typed={"name": "Ines Duarte"}, at="0001-01-01T00:00:00Z")
    saved = desk.scan(code=world.code(jan), at="+275760-09-13T00:00:00.000Z", offset_ms=10**300)
    desk.sends(first, guest)
    assert desk.posts("undos", scan=guest["id"]).status_code == 201
    file = json.dumps({"device": str(desk.device), "saved_at": "9999-12-31", "scans": [first, saved]}).encode()
    data = {"file": (io.BytesIO(file), "desk.json")}
    assert amara.client.post(f"{amara.home}/devices/files", data=data).status_code == 303

    page = text(amara.opens("devices/outage").text)
    for said in ("9999-12-31T23:59:59Z", "+275760-09-13T00:00:00.000Z", "a year that cannot be"):
        assert said in page
    with amara.client.post(f"{amara.home}/exports/attendance") as answer:
        rows = load_workbook(io.BytesIO(answer.data))["Scan log"].iter_rows(values_only=True)
    found = [row[:3] for row in rows if row[4] == "North"]
    arrived = datetime(2026, 11, 17, 9, 0)  # noqa: DTZ001 (wall time, as the sheet has it)
    assert found == [
        (arrived, "9999-12-31T23:59:59Z", arrived),
        (arrived, "0001-01-01T00:00:00Z", arrived),
        (arrived, "+275760-09-13T00:00:00.000Z", arrived),
    ]
    assert desk.counts()["inside"] == 2


@pytest.mark.parametrize("year", [1, 9999])
def test_years_that_were_kept_before_stop_no_page(
    context: Flask, meeting: Meeting, amara: Organizer, year: int
) -> None:
    desk = FrontDesk(context, meeting)
    desk.sends(desk.scan(code=world.code(world.registration(meeting, "Adjoua Kouassi")), shown="revoked"))
    edge = datetime.max.replace(tzinfo=UTC) if year > 1 else datetime.min.replace(tzinfo=UTC)
    zone = "Europe/Brussels" if year > 1 else "America/Lima"
    with transaction():
        db.session.execute(db.update(Scan).values(scanned_at=edge, roster_at=edge, doubt="after_arrival"))
        db.session.execute(db.update(DeskDevice).values(roster_at=edge, offset_ms=10**15))
        db.session.execute(db.update(Meeting).values(timezone=zone))
    assert str(edge.year) in text(amara.opens("devices/outage").text)
    for page in ("devices", "attendance"):
        assert amara.opens(page).status_code == 200
    with amara.client.post(f"{amara.home}/exports/attendance") as answer:
        assert answer.status_code == 200


def test_the_price_of_the_report(context: Flask, meeting: Meeting) -> None:
    desk = FrontDesk(context, meeting)
    for guest in range(5):
        desk.sends(desk.scan(method="provisional", typed={"name": f"Guest {guest}"}, at="2020-01-01T00:00:00Z"))
    number = meeting.id
    with statements() as heard:
        for read in (queries.doubled, queries.differing, queries.admitted, queries.doubtful, queries.gaps):
            read(number)
    assert len(heard) == 5


def empty_the_ledger() -> None:
    with transaction():
        for table in (Resolution, Provisional, ScanUndo, Scan):
            db.session.execute(db.delete(table))


@pytest.mark.slow
def test_whatever_the_order_of_arrival(context: Flask, watch: Watch, meeting: Meeting) -> None:
    people = [world.registration(meeting, f"Person{n} Crowd") for n in range(4)]
    codes = [world.code(person) for person in people]
    desks = [FrontDesk(context, meeting, name=name) for name in ("North", "South")]
    begins = clock.now()
    minutes = st.integers(0, 150)
    passages = st.tuples(st.integers(0, 3), st.integers(0, 1), minutes, st.sampled_from(["in", "in", "out"]))

    @settings(max_examples=25, suppress_health_check=list(HealthCheck))
    @given(st.lists(passages, min_size=1, max_size=14), st.integers(0, 2**32))
    def any_order(seen: list[tuple[int, int, int, str]], seed: int) -> None:
        chance = Random(seed)
        waiting = [
            (
                place,
                desks[place].scan(
                    code=codes[person],
                    direction=direction,
                    at=watch.says("09:00").isoformat() if not minute else _at(watch, minute),
                ),
            )
            for person, place, minute, direction in seen
        ]
        figures = set()
        for arrival in range(3):
            empty_the_ledger()
            order = [*waiting, *chance.sample(waiting, len(waiting) // 3)]
            if arrival:
                chance.shuffle(order)
            watch.says("13:00")
            while order:
                size = chance.randint(1, 5)
                batch, order = order[:size], order[size:]
                for place in (0, 1):
                    mine = [scan for where, scan in batch if where == place]
                    if mine:
                        desks[place].sends(*mine)
                watch.moves_on(seconds=chance.randint(0, 90))
            figures.add(_figures(desks[0]))
        assert len(figures) == 1

    any_order()
    assert begins == watch.says("09:00")


def _at(watch: Watch, minute: int) -> str:
    watch.says("09:00")
    watch.moves_on(minutes=minute)
    return clock.now().isoformat()


def _figures(desk: FrontDesk) -> str:
    db.session.rollback()  # look anew
    held = meetings.by_slug("cap-23")
    session = world.session(held, "S1")
    came = [(row.participant.id, row.by_session) for row in presences(held, until=session.ends_at)]
    return repr((desk.counts(), came))
