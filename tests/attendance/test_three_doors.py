"""One attendance record: scans at the door, the platform's report, an organizer's word."""

import json
from datetime import timedelta

import pytest
from flask import Flask

from tests import world
from tests.actors import FrontDesk
from tests.online import screen
from tests.online.screen import SAMPLES
from tests.online.test_reports import EXPECTED, TIMED
from tests.statements import statements
from tests.watch import Watch
from tracker import clock
from tracker.attendance import correcting, counting, opening
from tracker.attendance.correcting import NoReason, NotMinutes, Statement, WithdrawnAlready
from tracker.attendance.models import QuorumSnapshot
from tracker.attendance.presence import Presence, Said, Status, Way, Word
from tracker.attendance.queries import presences, represented
from tracker.audit.models import COMMAND
from tracker.db import db, transaction
from tracker.i18n import Texts
from tracker.meetings.models import Meeting, MeetingSession, QuorumRule, SessionKind
from tracker.online import deciding, receiving
from tracker.online.models import ShownName
from tracker.registration.models import Mode, Registration


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    watch.says("2026-11-17 19:00")
    return screen.meeting()


def of(meeting: Meeting, person: Registration) -> dict[str, Presence]:
    """The person at every session, by its code."""
    db.session.rollback()
    codes = {session.id: session.code for session in meeting.sessions}
    rows = {row.participant.id: row for row in presences.presences(meeting, until=clock.now())}
    return {codes[id_]: one for id_, one in rows[person.id].by_session.items()}


def takes_in(meeting: Meeting, name: str, **whose: int) -> None:
    """Receive a report, say whose some names are, apply it."""
    with transaction():
        report, _new = receiving.receive(meeting, name, (SAMPLES / name).read_bytes(), COMMAND)
        for shown in db.session.scalars(db.select(ShownName).filter_by(report_id=report.id)):
            if shown.name.startswith("MH Dupont"):
                deciding.assign(shown, report, whose["dupont"], COMMAND, remember=False)
        deciding.apply(report, meeting, COMMAND)


@pytest.mark.parametrize("name", TIMED)
def test_every_report_gives_the_right_minutes(meeting: Meeting, name: str) -> None:
    people = screen.roster(meeting)
    takes_in(meeting, name, dupont=people["R002"].id)
    resolution = 1.5 if "2024" in name else 0.01
    for number, expected in EXPECTED["registrants"].items():
        found = of(meeting, people[number])
        for code in EXPECTED["sessions"]:
            assert found[code].minutes == pytest.approx(expected[code]["minutes"], abs=resolution), (number, code)
            share = (found[code].share or 0) * 100
            assert share == pytest.approx(expected[code]["percent"], abs=max(0.06, resolution)), (number, code)


def test_two_reports_of_two_platforms_count_once(meeting: Meeting) -> None:
    people = screen.roster(meeting)
    takes_in(meeting, "zoom_participants.csv", dupont=people["R002"].id)
    before = of(meeting, people["R001"])
    takes_in(meeting, "teams_attendance.csv", dupont=people["R002"].id)
    assert of(meeting, people["R001"]) == before


def test_room_and_screen_are_one_record(app: Flask, meeting: Meeting, watch: Watch) -> None:
    """Ms Kouassi is in the room until eleven, then follows from the hotel: the report has her from 11:07 on."""
    people = screen.roster(meeting)
    adjoua, jose = people["R001"], people["R013"]
    desk = FrontDesk(app, meeting)
    watch.says("2026-11-17 09:50")
    desk.scans(adjoua)
    watch.says("11:00")
    desk.scans(adjoua, direction="out")
    watch.says("19:00")
    takes_in(meeting, "zoom_participants.csv", dupont=people["R002"].id)
    found = of(meeting, adjoua)["S1"]
    assert (found.status, found.way, found.late) == (Status.PRESENT, Way.BOTH, timedelta())
    assert found.minutes == pytest.approx(148.63, abs=0.01)  # the hour was in the report too: a union, never a sum
    assert of(meeting, jose)["S1"].status is Status.ABSENT  # in person, never scanned


def test_who_registered_for_the_screen_is_not_absent_before_the_report_is_in(meeting: Meeting) -> None:
    moussa = world.registration(meeting, "Moussa Traore", modes={"S1": Mode.ONLINE})
    assert of(meeting, moussa)["S1"].status is Status.NO_EVIDENCE
    people = screen.roster(meeting)
    takes_in(meeting, "webex.csv", dupont=people["R002"].id)
    assert of(meeting, moussa)["S1"].status is Status.ABSENT


def says(meeting: Meeting, person: Registration, word: Word, reason: str) -> int:
    with transaction():
        session = world.session(meeting, "S1").id
        return correcting.correct(meeting, person, Statement(session, word, reason), COMMAND).id


def test_a_word_is_added_and_taken_back(meeting: Meeting) -> None:
    ada = world.registration(meeting, "Ada Byron")
    first = says(meeting, ada, Word(Said.PRESENT), "Sat in row 3, her badge was lost.")
    assert (of(meeting, ada)["S1"].status, of(meeting, ada)["S1"].machine) == (Status.PRESENT, Status.ABSENT)
    second = says(meeting, ada, Word(Said.MINUTES, 60), "Left at half past ten.")
    assert of(meeting, ada)["S1"].minutes == 60
    with transaction():
        correcting.withdraw(meeting, second, "It was somebody else.", COMMAND)
    assert of(meeting, ada)["S1"].word == Word(Said.PRESENT)  # the earlier word stands again
    with transaction():
        correcting.withdraw(meeting, first, "It was somebody else.", COMMAND)
    assert of(meeting, ada)["S1"].status is Status.ABSENT
    with pytest.raises(WithdrawnAlready), transaction():
        correcting.withdraw(meeting, first, "Again.", COMMAND)


def test_a_word_needs_its_reason_and_its_number(meeting: Meeting) -> None:
    ada = world.registration(meeting, "Ada Byron")
    with pytest.raises(NoReason):
        says(meeting, ada, Word(Said.PRESENT), "  ")
    with pytest.raises(NotMinutes):
        says(meeting, ada, Word(Said.MINUTES, -5), "Because.")


def test_everybody_in_seven_statements(meeting: Meeting) -> None:
    people = screen.roster(meeting)
    takes_in(meeting, "zoom_participants.csv", dupont=people["R002"].id)
    assert (len(meeting.sessions), len(meeting.phases)) == (3, 1)  # loaded
    with statements() as heard:
        list(presences.presences(meeting, until=clock.now()))
    assert len(heard) == 6


def test_the_quorum_through_two_doors(app: Flask, meeting: Meeting, watch: Watch) -> None:
    """Five Members in the list: more than half is three. China joins on the screen at two minutes to ten."""
    people = screen.roster(meeting)
    china = world.registration(meeting, "Xiaoming Wang", delegation="CN")
    with transaction():
        meeting.quorum = QuorumRule.MORE_THAN
        for person in people.values():
            person.delegation_id = None
        china.native_name, china.email = "王小明", None
        people["R004"].native_name = people["R004"].family_name = ""
    belgium, germany = (
        world.registration(meeting, name, delegation=code) for name, code in (("A B", "BE"), ("C D", "DE"))
    )
    desk = FrontDesk(app, meeting)
    watch.says("2026-11-17 09:30")
    desk.scans(belgium)
    watch.says("10:30")
    desk.scans(germany)
    watch.says("19:00")
    takes_in(meeting, "zoom_participants.csv", dupont=people["R002"].id)
    db.session.rollback()
    at = world.at("2026-11-17 11:00")
    standing = represented.standing(meeting, at)
    assert (standing.quorum.entitled, standing.quorum.needed) == (5, 3)
    assert (standing.quorum.in_room, standing.quorum.on_screen, standing.quorum.is_met) == (2, 1, True)
    assert standing.since == world.at("2026-11-17 10:30")
    assert represented.standing(meeting, world.at("2026-11-17 10:15")).quorum.is_met is False
    with transaction():
        counting.record(meeting, "Vote on item 4", COMMAND, of=at)
    db.session.rollback()
    kept = db.session.scalars(db.select(QuorumSnapshot)).one()
    assert (kept.names, kept.is_met) == ({"room": ["BE", "DE"], "screen": ["CN"]}, True)


def test_without_the_web(app: Flask, meeting: Meeting) -> None:
    people = screen.roster(meeting)
    takes_in(meeting, "zoom_participants.csv", dupont=people["R002"].id)
    done = app.test_cli_runner().invoke(args=["attendance", "cap-23", "--json"])
    assert done.exit_code == 0, done.output
    by_email = {row["email"]: row["sessions"] for row in json.loads(done.stdout)}
    assert by_email["adjoua.kouassi@customs-ci.example"]["S1"] == {
        "status": "present",
        "mode": "online",
        "minutes": 148.63,
        "share": 0.9909,
        "first_seen": "2026-11-17T09:00:00Z",
        "last_seen": "2026-11-17T11:30:00Z",
        "corrected": False,
    }
    assert by_email["jose.garcia@customs-es.example"]["S1"]["status"] == "absent"


def test_who_collects_a_badge_in_the_week_before_represents_nobody(app: Flask, meeting: Meeting, watch: Watch) -> None:
    """The desk of the entrance hall is a session from Thursday to Monday: a door, and no sitting."""
    with transaction():
        meeting.quorum = QuorumRule.MORE_THAN
        desk = MeetingSession(
            code="DESK",
            title=Texts({"en": "Badges"}),
            kind=SessionKind.OPEN,
            starts_at=world.at("2026-11-12 09:00"),
            ends_at=world.at("2026-11-16 18:00"),
        )
        meeting.sessions.append(desk)
    belgium = world.registration(meeting, "Bruno Claes", delegation="BE")
    watch.says("2026-11-13 10:00")
    assert FrontDesk(app, meeting, session="DESK", name="Hall").scans(belgium) == "welcome"
    db.session.rollback()
    assert represented.standing(meeting, world.at("2026-11-13 11:00")).quorum.in_room == 0
    watch.says("2026-11-17 09:50")
    FrontDesk(app, meeting).scans(belgium)
    db.session.rollback()
    assert represented.standing(meeting, world.at("2026-11-17 10:30")).quorum.in_room == 1
    with transaction():
        assert opening.record_openings() == 0  # S1 opens at ten; the desk is no sitting
    watch.says("10:01")
    with transaction():
        assert opening.record_openings() == 1
