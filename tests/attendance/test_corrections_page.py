"""An organizer puts the record right, and whoever looks later sees both."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from flask import Flask

from tests import world
from tests.actors import FrontDesk, Organizer
from tests.online import screen
from tests.statements import statements
from tests.watch import Watch
from tracker import clock
from tracker.access import Role
from tracker.attendance import opening
from tracker.attendance.forms import spans
from tracker.attendance.models import Correction, QuorumSnapshot
from tracker.attendance.presence import Said, Status
from tracker.attendance.queries import person
from tracker.attendance.queries.presences import presence_of, presences
from tracker.audit.models import COMMAND, Entry
from tracker.db import db, transaction
from tracker.meetings.models import Meeting, QuorumRule
from tracker.meetings.queries import sittings
from tracker.online import deciding, receiving
from tracker.registration.models import Registration


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    watch.says("2026-11-17 08:00")
    return world.meeting()


@pytest.fixture
def adjoua(meeting: Meeting) -> Registration:
    return world.registration(meeting, "Adjoua Kouassi")


def page_of(organizer: Organizer, who: Registration) -> str:
    answer = organizer.opens(f"attendance/people/{who.id}")
    assert answer.status_code == 200, answer.text
    return answer.text


def test_a_lost_badge(app: Flask, meeting: Meeting, adjoua: Registration, watch: Watch) -> None:
    """Ms Kouassi sat in row 3 with her badge at the hotel; then it turns out that it was her colleague."""
    amara = Organizer(app, meeting)
    home = f"{amara.home}/attendance/people/{adjoua.id}"
    watch.says("13:00")
    sent = {"session": "S1", "said": "minutes", "minutes": "95,5", "reason": "Sat in row 3, seen by the rapporteur."}
    assert amara.client.post(f"{home}/corrections", data=sent | {"reason": " "}).status_code == 422
    assert amara.client.post(f"{home}/corrections", data=sent | {"minutes": "an hour"}).status_code == 422
    assert world.count(Correction) == 0
    assert amara.client.post(f"{home}/corrections", data=sent).status_code == 303
    db.session.rollback()
    said = db.session.scalars(db.select(Correction)).one()
    assert (said.said, said.minutes, said.actor) == (Said.MINUTES, 95.5, "amara@secretariat.example")
    told = page_of(amara, adjoua)
    assert "Sat in row 3, seen by the rapporteur." in told
    assert "The evidence says" in told
    assert amara.client.post(f"{home}/corrections/{said.id}/withdrawal", data={"reason": ""}).status_code == 422
    taken_back = amara.client.post(f"{home}/corrections/{said.id}/withdrawal", data={"reason": "It was Mr Bamba."})
    assert taken_back.status_code == 303
    told = page_of(amara, adjoua)
    assert "It was Mr Bamba." in told
    assert "Sat in row 3, seen by the rapporteur." in told
    db.session.rollback()
    row = presence_of(meeting, adjoua.id, until=clock.now())
    assert row is not None
    assert row.by_session[world.session(meeting, "S1").id].status is Status.ABSENT


def test_the_evidence_of_a_figure(app: Flask, meeting: Meeting, adjoua: Registration, watch: Watch) -> None:
    desk = FrontDesk(app, meeting, name="Door by the stairs")
    watch.says("09:20")
    desk.scans(adjoua)
    watch.says("13:00")
    assert "Door by the stairs" in page_of(Organizer(app, meeting), adjoua)
    viewer = Organizer(app, meeting, "Bela Nagy", Role.VIEWER)
    assert "Record the correction" not in page_of(viewer, adjoua)
    refused = viewer.client.post(f"{viewer.home}/attendance/people/{adjoua.id}/corrections", data={})
    assert refused.status_code == 403


def test_nobody_is_absent_before_a_session(app: Flask, meeting: Meeting, adjoua: Registration, watch: Watch) -> None:
    watch.says("13:00")
    told = page_of(Organizer(app, meeting), adjoua)
    assert [told.count(f"{word}</span>") for word in ("Absent", "To come")] == [1, 2]


def test_the_screen_says_its_file_and_line(app: Flask, watch: Watch) -> None:
    with app.app_context():
        watch.says("2026-11-17 19:00")
        meeting = screen.meeting()
        kouassi = screen.roster(meeting)["R001"]
        with transaction():
            report, _new = receiving.receive(
                meeting, "zoom.csv", (screen.SAMPLES / "zoom_participants.csv").read_bytes(), COMMAND
            )
            deciding.apply(report, meeting, COMMAND)
        told = page_of(Organizer(app, meeting), kouassi)
        seen = person.on_screens(meeting.id, kouassi.id)
    assert "zoom.csv" in told
    assert f"line {seen[0].line}" in told


def test_finding_people(app: Flask, meeting: Meeting, adjoua: Registration, watch: Watch) -> None:
    bamba = world.registration(meeting, "Issa Bamba")
    watch.says("09:20")
    FrontDesk(app, meeting).scans(bamba)
    watch.says("13:00")
    amara = Organizer(app, meeting)

    def named(query: str) -> list[str]:
        page = amara.opens(f"attendance/people?{query}").text
        return [name for name in ("KOUASSI", "BAMBA") if name in page]

    assert named("") == ["KOUASSI", "BAMBA"]
    assert named("q=kouas") == ["KOUASSI"]
    assert named("session=S1&status=present") == ["BAMBA"]
    assert named("session=S1&status=absent") == ["KOUASSI"]
    assert named("session=S9&status=nonsense&page=x") == ["KOUASSI", "BAMBA"]


def test_reads_know_their_price(meeting: Meeting, adjoua: Registration) -> None:
    id_, of = adjoua.id, meeting.id
    assert (len(meeting.sessions), len(meeting.phases)) == (3, 1)  # loaded
    with statements() as heard:
        presence_of(meeting, id_, until=clock.now())
    assert len(heard) == 6
    for read in (
        lambda: person.at_doors(id_),
        lambda: person.on_screens(of, id_),
        lambda: person.found(of, "kou"),
    ):
        with statements() as heard:
            read()
        assert len(heard) == 1


def test_one_person_is_as_in_the_whole(app: Flask, meeting: Meeting, adjoua: Registration, watch: Watch) -> None:
    world.registration(meeting, "Issa Bamba")
    watch.says("09:20")
    FrontDesk(app, meeting).scans(adjoua)
    watch.says("13:00")
    everybody = {row.participant.id: row for row in presences(meeting, until=clock.now())}
    assert presence_of(meeting, adjoua.id, until=clock.now()) == everybody[adjoua.id]


RULES = {
    "attended_minutes": "10",
    "certificate_percent": "75",
    "quorum": "more_than",
    "quorum_percent": "50",
    "quorum_number": "1",
    "quorum_screen": "y",
    "union_weight": "0",
}


def test_the_rules(app: Flask, meeting: Meeting) -> None:
    amara = Organizer(app, meeting)
    morning = world.session(meeting, "S1").id
    assert amara.opens("attendance/rules").status_code == 200

    def sends(**changes: str) -> int:
        return amara.client.post(f"{amara.home}/attendance/rules", data=RULES | changes).status_code

    assert sends(attended_minutes="many") == 422
    assert sends(**{f"breaks_{morning}": "eleven"}) == 422
    assert sends(**{f"breaks_{morning}": "13:00-13:15"}) == 422  # the session is over by then
    assert sends(**{f"breaks_{morning}": "10:45-11:15, 11:00-11:30"}) == 422
    assert sends(**{f"breaks_{morning}": "10:45 – 11h15"}) == 303
    db.session.rollback()
    db.session.refresh(meeting)
    assert (meeting.attended_minutes, meeting.certificate_percent) == (10, 75)
    assert meeting.quorum is QuorumRule.MORE_THAN
    assert world.session(meeting, "S1").breaks == [["10:45", "11:15"]]
    [entry] = db.session.scalars(db.select(Entry).filter_by(action="attendance.rules_changed")).all()
    assert entry.details == {
        "attended_minutes": "5 -> 10",
        "certificate_percent": "80 -> 75",
        "quorum": "none -> more_than",
        "breaks S1": "none -> 10:45-11:15",
    }


@pytest.mark.parametrize("text", ["10:45", "10:45-25:00", "10:45-11:15 12:00-12:10", "-"])
def test_no_breaks(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        spans(text)


def test_the_quorum_before_a_vote(app: Flask, meeting: Meeting, watch: Watch) -> None:
    """Five Members: three are needed. The third comes at 10:05; the vote is at 10:30."""
    with transaction():
        meeting.quorum = QuorumRule.MORE_THAN
    delegates = [
        world.registration(meeting, name, delegation=code)
        for name, code in (("A B", "BE"), ("C D", "DE"), ("E F", "CN"))
    ]
    desk, amara = FrontDesk(app, meeting), Organizer(app, meeting)
    for person_, wall in zip(delegates, ("09:20", "09:25", "10:05"), strict=True):
        watch.says(wall)
        desk.scans(person_)
    watch.says("10:30")
    page = amara.opens("attendance/quorum").text
    assert "The quorum is met since 17 Nov 2026, 10:05." in page
    assert page.index("Ivoire") < page.index("Egypt")
    assert "The quorum is not met: 1 more needed." in amara.opens("attendance/quorum?at=2026-11-17T10:00").text
    assert "That time has not come yet." in amara.opens("attendance/quorum?at=2026-11-17T11:00").text
    assert "Give a day and a time" in amara.opens("attendance/quorum?at=noon").text
    records = f"{amara.home}/attendance/quorum/records"
    assert amara.client.post(records, data={"occasion": ""}).status_code == 422
    assert amara.client.post(records, data={"occasion": "Vote on item 4"}).status_code == 303
    then = {"occasion": "Adoption of the agenda", "at": "2026-11-17T10:00"}
    assert amara.client.post(records, data=then).status_code == 303
    db.session.rollback()
    kept = {one.occasion: one for one in db.session.scalars(db.select(QuorumSnapshot))}
    assert (kept["Vote on item 4"].is_met, kept["Vote on item 4"].names) == (
        True,
        {"room": ["BE", "CN", "DE"], "screen": []},
    )
    assert (kept["Adoption of the agenda"].is_met, kept["Adoption of the agenda"].of) == (
        False,
        datetime(2026, 11, 17, 9, 0, tzinfo=UTC),
    )
    assert "Adoption of the agenda" in amara.opens("attendance/quorum").text


def test_each_opening_is_recorded_once(app: Flask, meeting: Meeting, watch: Watch) -> None:
    """The worker was started late, at ten: what counts is half past nine."""
    belgium = world.registration(meeting, "A B", delegation="BE")
    watch.says("09:40")
    FrontDesk(app, meeting).scans(belgium)
    watch.says("10:00")

    def works() -> int:
        with transaction():
            return opening.record_openings()

    assert works() == 0  # no rule, nothing to record
    with transaction():
        db.session.get_one(Meeting, meeting.id).quorum = QuorumRule.AT_LEAST
    assert [works(), works()] == [1, 0]
    kept = db.session.scalars(db.select(QuorumSnapshot)).one()
    assert (kept.occasion, kept.of, kept.in_room) == ("Opening of S1", world.at("2026-11-17 09:30"), 0)
    watch.says("2026-11-18 09:30")
    assert [works(), works()] == [2, 0]
    watch.says("2026-12-18 09:30")
    assert works() == 0


@pytest.mark.parametrize(
    ("live", "expected"),
    [
        (("2026-11-17 09:30", "2026-11-18 12:30"), ["S1", "S2", "S3"]),
        (("2026-11-18 09:00", "2026-11-18 18:00"), ["S3"]),
        (("2026-11-20 09:00", "2026-11-20 18:00"), ["S1", "S2", "S3"]),  # of no session: then of all
        (None, ["S1", "S2", "S3"]),
    ],
)
def test_the_worker_knows_the_same_sittings_as_the_figures(
    meeting: Meeting, watch: Watch, live: tuple[str, str] | None, expected: list[str]
) -> None:
    """One rule, once for a meeting that is read and once for all meetings in the database."""
    with transaction():
        meeting.quorum = QuorumRule.AT_LEAST
        if live:
            meeting.phases[0].opens_at, meeting.phases[0].closes_at = map(world.at, live)
        else:
            meeting.phases.clear()
    watch.says("2026-11-18 19:00")
    assert sorted(one.code for one in meeting.sessions if one.id in sittings(meeting)) == expected
    with transaction():
        assert opening.record_openings() == len(expected)
    kept = db.session.scalars(db.select(QuorumSnapshot.occasion)).all()
    assert sorted(kept) == [f"Opening of {code}" for code in expected]


@pytest.mark.slow
def test_two_workers_race_for_an_opening(app: Flask, meeting: Meeting, watch: Watch) -> None:
    watch.says("09:31")
    with transaction():
        db.session.get_one(Meeting, meeting.id).quorum = QuorumRule.AT_LEAST
    db.session.rollback()
    start = threading.Barrier(2)

    def works(_worker: int) -> int:
        with app.app_context():
            start.wait(timeout=10)
            with transaction():
                return opening.record_openings()

    with ThreadPoolExecutor(2) as workers:
        assert sorted(workers.map(works, range(2))) == [0, 1]
    assert world.count(QuorumSnapshot) == 1
