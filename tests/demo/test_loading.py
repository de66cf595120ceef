"""The demo at its first start: what its pages show is what its evidence says."""

import pytest
from flask import Flask

from tests.watch import Watch
from tracker import clock
from tracker.attendance.models import QuorumSnapshot
from tracker.attendance.presence import Way
from tracker.attendance.queries.presences import presences
from tracker.correspondence import queries as correspondence
from tracker.db import db
from tracker.demo import loading
from tracker.meetings import queries as meetings
from tracker.meetings.models import Meeting, QuorumRule
from tracker.online import queries as online

HELD, COMING = ("cap-18", "cap-20"), "cap-23"

pytestmark = pytest.mark.slow


@pytest.fixture
def demo(context: Flask, watch: Watch) -> None:
    watch.says("2026-11-26 11:00")
    assert loading.load().meetings == 3
    db.session.rollback()


def of(slug: str) -> Meeting:
    return meetings.by_slug(slug)


@pytest.mark.usefixtures("demo")
def test_the_demo_shows_what_is_true() -> None:
    for slug in (*HELD, COMING):
        meeting = of(slug)
        assert (meeting.quorum, meeting.quorum_percent) == (QuorumRule.MORE_THAN, 50)
        addresses = {one.code: one.join_url for one in meeting.sessions if one.online}
        assert addresses == {code: f"https://platform.example/{slug}/{code.lower()}" for code in addresses}
        assert len(addresses) == 5
    assert [one.code for one in of(COMING).sessions if one.asks_proof] == ["S1", "S2", "S5"]
    assert [one.code for one in correspondence.items(of("cap-18").id)] == ["I", "II", "III"]

    # At each opening of a meeting that was held the quorum is on record; a desk that is open for days is no sitting.
    recorded = db.session.execute(db.select(Meeting.slug, QuorumSnapshot.occasion).join(QuorumSnapshot)).all()
    expected = [(slug, f"Opening of S{number}") for slug in HELD for number in range(1, 6)]
    assert sorted(tuple(row) for row in recorded) == expected
    for snapshot in db.session.scalars(db.select(QuorumSnapshot)):
        assert snapshot.at == snapshot.of
        assert snapshot.in_room > 20
        assert snapshot.on_screen > 10

    # Both doors have evidence, and names that are nobody's wait for somebody to look at them.
    for slug in HELD:
        ways = [one.way for row in presences(of(slug), until=clock.now()) for one in row.by_session.values()]
        assert ways.count(Way.ROOM) > 300
        assert ways.count(Way.SCREEN) > 150
        assert {shown.name for _file, shown in online.unmatched(of(slug).id)} >= {"Galaxy A52"}
    assert loading.load().summary == "The demo meetings are there already; nothing was changed."
