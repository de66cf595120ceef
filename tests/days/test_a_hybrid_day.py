"""A hybrid day: a closed session in the morning, a joint one in the afternoon; some in the room, some at a screen.

The screen speaks by the personal links and by Zoom in the morning, by Teams in the afternoon. All is counted by hand:

S1, 09:30 to 12:30, coffee from 11:00 to 11:30: 150 minutes net. The door is read both ways.
    CHEN      at home, page open from 09:20 to 10:30: 60; Zoom 10:45 to 12:30: 75 without coffee    online 135
    EL-SAYED  badge at the hotel; the rapporteur saw her for 100 minutes, says the organizer        room 100
    HOLM      registered for the screen, in no report                                               absent
    KOUASSI   in at 09:12, never out                                                                room 150
    PEETERS   in at 09:41, out at 12:20: 159, less the coffee                                       room 129
    ÜNAL      in at 09:30, out at 11:00: 90; Zoom from 11:20 to 12:30: 60 without coffee            both 150
S2, 14:00 to 17:00, no break: 180 minutes. The door is read one way.
    BRANDT    a company, in at 13:55                                                                room 180
    CHEN      Teams 14:00 to 15:30 and, by telephone, 14:50 to 17:00: a union, not a sum            online 180
    EL-SAYED  registered for the room, not seen                                                     absent
    KOUASSI   in at 13:50                                                                           room 180
    PEETERS   Teams 14:05 to 16:55                                                                  online 170
    ROSSI     Teams for three minutes, fewer than five                                              briefly 3
"""

import json
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from openpyxl import Workbook, load_workbook

from tests import world
from tests.actors import FrontDesk, Organizer
from tests.days.sheets import at, columns
from tests.online import screen
from tests.online.live.watching import Watcher, shows
from tests.online.screen import report
from tests.watch import Watch
from tracker import clock
from tracker.attendance import opening
from tracker.db import db, transaction
from tracker.meetings.models import DoorKind, Meeting, QuorumRule
from tracker.online.models import ShownName
from tracker.people.models import Category
from tracker.registration.models import Mode, Registration

ROOM, SCREEN = Mode.IN_PERSON, Mode.ONLINE
ZOOM, TEAMS = "zoom-morning.csv", "teams-afternoon.csv"
REASON = "Seen by the rapporteur; her badge was at the hotel."
MORNING = """\
Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants
845 0000 0001,23rd CAP Group Meeting (S1),11/17/2026 09:15:00 AM,11/17/2026 12:32:00 PM,amara@secretariat.example,197,6

Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest,Recording Consent,In Waiting Room
Wei Chen,wei.chen@customs.example,11/17/2026 10:31:00 AM,11/17/2026 10:45:00 AM,14,Yes,,Yes
CHN - Wei Chen,wei.chen@customs.example,11/17/2026 10:45:00 AM,11/17/2026 12:30:00 PM,105,Yes,Y,No
DEU_Unal K.,,11/17/2026 11:20:00 AM,11/17/2026 12:30:00 PM,70,Yes,Y,No
Notetaker Bot (Unknown),bot@notes.example,11/17/2026 09:31:00 AM,11/17/2026 12:30:00 PM,179,Yes,,No
Visitor,,11/17/2026 10:00:00 AM,11/17/2026 10:20:00 AM,20,Yes,,No
"""
AFTERNOON = """\
1. Summary
Meeting title\t23rd CAP Group Meeting (S2)
Attended participants\t3
Start time\t11/17/26, 1:50:00 PM
End time\t11/17/26, 5:01:00 PM
Meeting duration\t3h 11m
Average attendance time\t2h 2m

2. Participants
Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole
Peeters, Jan (External)\t11/17/26, 2:05:00 PM\t11/17/26, 4:55:00 PM\t2h 50m\tjan.peeters@customs.example\t\tPresenter
Wei Chen (External)\t11/17/26, 2:00:00 PM\t11/17/26, 5:00:00 PM\t3h 40m\twei.chen@customs.example\t\tAttendee
Sofia Rossi (External)\t11/17/26, 2:00:00 PM\t11/17/26, 2:03:00 PM\t3m\tsofia.rossi@customs.example\t\tAttendee

3. In-Meeting Activities
Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole
Peeters, Jan (External)\t11/17/26, 2:05:00 PM\t11/17/26, 4:55:00 PM\t2h 50m\tjan.peeters@customs.example\tPresenter
Wei Chen (External)\t11/17/26, 2:00:00 PM\t11/17/26, 3:30:00 PM\t1h 30m\twei.chen@customs.example\tAttendee
Wei Chen (External)\t11/17/26, 2:50:00 PM\t11/17/26, 5:00:00 PM\t2h 10m\twei.chen@customs.example\tAttendee
Sofia Rossi (External)\t11/17/26, 2:00:00 PM\t11/17/26, 2:03:00 PM\t3m\tsofia.rossi@customs.example\tAttendee
"""


def prepared() -> Meeting:
    meeting = world.meeting()
    with transaction():
        morning = world.session(meeting, "S1")
        morning.door, morning.breaks = DoorKind.IN_OUT, [["11:00", "11:30"]]
        meeting.quorum, meeting.quorum_percent = QuorumRule.MORE_THAN, 50
    for code in ("S1", "S2"):
        shows(world.session(meeting, code), asks_proof=False)
    return meeting


@pytest.fixture
def evening(app: Flask, context: Flask, watch: Watch) -> Organizer:
    """Seven in the evening: the day is over, and both reports are in."""
    del context
    watch.says("2026-11-17 08:00")
    meeting = prepared()
    adjoua = world.registration(meeting, "Adjoua Kouassi", modes={"S1": ROOM, "S2": ROOM})
    amina = world.registration(meeting, "Amina El-Sayed", delegation="EG", modes={"S1": ROOM, "S2": ROOM})
    jan = world.registration(meeting, "Jan Peeters", delegation="BE", modes={"S1": ROOM, "S2": SCREEN})
    kaethe = world.registration(meeting, "Käthe Ünal", delegation="DE", modes={"S1": ROOM})
    wei = world.registration(meeting, "Wei Chen", delegation="CN", modes={"S1": SCREEN, "S2": SCREEN})
    world.registration(meeting, "Lars Holm", delegation="DE", modes={"S1": SCREEN})
    world.registration(meeting, "Sofia Rossi", delegation="EU", category=Category.UNI, modes={"S2": SCREEN})
    company: dict[str, Any] = {"delegation": None, "category": Category.PRV, "organization": "Brandt Logistics"}
    hugo = world.registration(meeting, "Hugo Brandt", modes={"S2": ROOM}, **company)
    amara, desk = Organizer(app, meeting), FrontDesk(app, meeting)

    watch.says("09:12")
    assert desk.scans(adjoua) == "welcome"
    watch.says("09:20")
    assert desk.scans(hugo) == "not_this_category"
    at_home = Watcher(app, wei)
    at_home.joins()
    stays(at_home, watch, until="09:30")
    assert desk.scans(kaethe) == "welcome"
    the_worker_looks()
    stays(at_home, watch, until="09:41")
    assert desk.scans(jan) == "welcome"
    stays(at_home, watch, until="09:45")
    assert amara.client.post(f"{amara.home}/attendance/quorum/records", data={"occasion": "Agenda"}).status_code == 303
    stays(at_home, watch, until="10:30")
    at_home.closes_the_page()
    watch.says("11:00")
    assert desk.scans(kaethe, direction="out") == "goodbye"
    watch.says("12:20")
    assert desk.scans(jan, direction="out") == "goodbye"

    afternoon = FrontDesk(app, meeting, session="S2", name="Door B")
    watch.says("13:50")
    assert afternoon.scans(adjoua) == "welcome"
    watch.says("13:55")
    assert afternoon.scans(hugo) == "welcome"
    watch.says("14:00")
    the_worker_looks()

    watch.says("18:30")
    takes_in(amara, ZOOM, MORNING.encode("utf-8-sig"), {"DEU_Unal K.": kaethe})
    takes_in(amara, TEAMS, b"\xff\xfe" + AFTERNOON.replace("\n", "\r\n").encode("utf-16-le"), {})
    said = {"session": "S1", "said": "minutes", "minutes": "100", "reason": REASON}
    assert amara.client.post(f"{amara.home}/attendance/people/{amina.id}/corrections", data=said).status_code == 303
    watch.says("19:00")
    return amara


def stays(at_home: Watcher, watch: Watch, *, until: str) -> None:
    """The page is open, and gives its sign every minute."""
    while clock.in_zone(clock.now(), world.ZONE).strftime("%H:%M") < until:
        watch.moves_on(seconds=60)
        at_home.gives_a_sign()
    watch.says(until)


def the_worker_looks() -> None:
    with transaction():
        opening.record_openings()


def takes_in(amara: Organizer, name: str, data: bytes, whose: dict[str, Registration]) -> None:
    """Upload a report, say whose the names are that it does not tell, and apply it."""
    assert screen.uploads(amara.client, amara.meeting, name, data).status_code == 303
    found = report(name)
    page = f"{amara.home}/online/{found.id}"
    for shown, person in whose.items():
        one = db.session.scalars(db.select(ShownName).filter_by(report_id=found.id, name=shown)).one()
        sent = {"registration": person.id, "remember": "y"}
        assert amara.client.post(f"{page}/names/{one.id}/assignment", data=sent).status_code == 303
    assert amara.client.post(f"{page}/application").status_code == 303


def book_of(amara: Organizer) -> Workbook:
    with amara.client.post(f"{amara.home}/exports/attendance?lang=en") as answer:
        assert answer.status_code == 200
        return load_workbook(BytesIO(answer.data), data_only=True)


def test_one_record_of_everybody(app: Flask, evening: Organizer) -> None:
    """Both doors, the link and both reports, joined: how, for how long, from when to when by the clock of Brussels."""
    del evening
    said = json.loads(app.test_cli_runner().invoke(args=["attendance", "cap-23", "--json"]).stdout)
    found = {
        (row["email"].partition("@")[0].rpartition(".")[2], code): (
            one["status"],
            one["mode"],
            one["minutes"],
            one["share"],
            wall(one["first_seen"]),
            wall(one["last_seen"]),
        )
        for row in said
        for code, one in row["sessions"].items()
    }
    assert found == {
        ("chen", "S1"): ("present", "online", 135, 0.9, "09:30", "12:30"),
        ("el-sayed", "S1"): ("present", "room", 100, 0.6667, None, None),
        ("holm", "S1"): ("absent", None, 0, 0, None, None),
        ("kouassi", "S1"): ("present", "room", 150, 1, "09:30", "12:30"),
        ("peeters", "S1"): ("present", "room", 129, 0.86, "09:41", "12:20"),
        ("ünal", "S1"): ("present", "both", 150, 1, "09:30", "12:30"),
        ("brandt", "S2"): ("present", "room", 180, 1, "14:00", "17:00"),
        ("chen", "S2"): ("present", "online", 180, 1, "14:00", "17:00"),
        ("el-sayed", "S2"): ("absent", None, 0, 0, None, None),
        ("kouassi", "S2"): ("present", "room", 180, 1, "14:00", "17:00"),
        ("peeters", "S2"): ("present", "online", 170, 0.9444, "14:05", "16:55"),
        ("rossi", "S2"): ("brief", "online", 3, 0.0167, "14:00", "14:03"),
    }
    assert [row["name"] for row in said if row["sessions"].get("S1", {}).get("corrected")] == ["Ms Amina EL-SAYED"]


def wall(iso: str | None) -> str | None:
    return iso and clock.in_zone(datetime.fromisoformat(iso), world.ZONE).strftime("%H:%M")


def test_the_sheet_of_participants_by_session(evening: Organizer) -> None:
    """No session is longer for those who may not enter it: the company's share is of the joint one alone."""
    titles = ("Family name", "S1", "S1 minutes", "S2", "S2 minutes", "In all", "Minutes attended", "Share")
    assert columns(book_of(evening), "Attendance", *titles) == [
        ("BRANDT", None, None, "R", 180, "R", 180, 1),
        ("CHEN", "O", 135, "O", 180, "O", 315, pytest.approx(315 / 510)),  # S1, S2 and S3: 150 + 180 + 180
        ("EL-SAYED", "R", 100, "A", None, "R", 100, pytest.approx(100 / 510)),
        ("HOLM", "A", None, None, None, "A", 0, 0),
        ("KOUASSI", "R", 150, "R", 180, "R", 330, pytest.approx(330 / 510)),
        ("PEETERS", "R", 129, "O", 170, "RO", 299, pytest.approx(299 / 510)),
        ("ROSSI", None, None, "B", 3, "B", 0, 0),
        ("ÜNAL", "RO", 150, None, None, "RO", 150, pytest.approx(150 / 510)),
    ]


def test_who_was_late_and_who_left_early(evening: Organizer) -> None:
    book = book_of(evening)
    titles = ("Family name", "Attendance", "Late by", "Left early by", "Corrected from")
    assert [row for row in columns(book, "S1", *titles) if any(row[2:])] == [
        ("EL-SAYED", "in the room", None, None, "absent"),
        ("PEETERS", "in the room", timedelta(minutes=11), timedelta(minutes=10), None),
    ]
    assert [row for row in columns(book, "S2", *titles) if any(row[2:])] == [
        ("PEETERS", "online", timedelta(minutes=5), timedelta(minutes=5), None),
        ("ROSSI", "briefly", None, timedelta(hours=2, minutes=57), None),
    ]


def test_the_totals(evening: Organizer) -> None:
    book = book_of(evening)
    ways = ("Present", "In the room", "Online", "Room and online", "Briefly", "No evidence", "Excused", "Absent")
    minutes = "Minutes attended, all together"
    assert columns(book, "Sessions", "Session", "Registered", *ways, minutes, "Delegations represented") == [
        ("S1", 6, 5, 3, 1, 1, 0, 0, 0, 1, 664, 5),  # 135 + 100 + 150 + 129 + 150
        ("S2", 6, 4, 2, 2, 0, 1, 0, 0, 1, 710, 3),  # 180 + 180 + 180 + 170; a company is no delegation
        ("S3", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    ]
    assert columns(book, "Delegations", "Delegation or organization", "Persons", *ways, "Minutes attended") == [
        ("Belgium", 1, 1, 0, 0, 1, 0, 0, 0, 0, 299),
        ("China", 1, 1, 0, 1, 0, 0, 0, 0, 0, 315),
        ("Côte d'Ivoire", 1, 1, 1, 0, 0, 0, 0, 0, 0, 330),
        ("Egypt", 1, 1, 1, 0, 0, 0, 0, 0, 0, 100),
        ("Germany", 2, 1, 0, 0, 1, 0, 0, 0, 1, 150),
        ("Brandt Logistics", 1, 1, 1, 0, 0, 0, 0, 0, 0, 180),
        ("European Union", 1, 0, 0, 0, 0, 1, 0, 0, 0, 0),
        ("Total", 8, 6, 3, 1, 2, 1, 0, 0, 1, 1374),
    ]
    assert columns(book, "Categories", "Code", "Persons", "Present", "Minutes attended") == [
        ("MEM", 6, 5, 1194),
        ("PRV", 1, 1, 180),
        ("UNI", 1, 0, 0),
        (None, 8, 6, 1374),
    ]
    assert columns(book, "Regions", "Region", "Persons", "Present") == [
        ("Far East, South and South East Asia, Australasia and the Pacific Islands", 1, 1),
        ("Europe", 4, 2),
        ("North of Africa, Near and Middle East", 1, 1),
        ("West and Central Africa", 1, 1),
        ("of no region", 1, 1),
        ("Total", 8, 6),
    ]
    assert columns(book, "Arrivals", "Session", "From", "In the room", "Online", "So far") == [
        ("S1", at("09:00"), 1, 0, 1),
        ("S1", at("09:15"), 0, 1, 2),
        ("S1", at("09:30"), 2, 0, 4),
        ("S2", at("13:45"), 2, 0, 2),
        ("S2", at("14:00"), 0, 3, 5),
    ]
    cover = {row[0]: row[1] for row in columns(book, "Cover", "What", "Figure")}
    assert (cover["Participants"], cover["Present at one session at least"], cover["Absent"]) == (8, 6, 1)
    assert cover["Delegations represented at one session at least"] == 5


def test_what_the_figures_rest_on(evening: Organizer) -> None:
    book = book_of(evening)
    stays_online = columns(book, "Online", "Session", "Family name", "Joined", "Left", "Minutes", "File", "Line")
    assert sorted(stays_online, key=lambda row: (row[0], row[1], row[2])) == [
        ("S1", "CHEN", at("09:20"), at("10:30"), 70, "by the personal link", None),
        ("S1", "CHEN", at("10:45"), at("12:30"), 105, ZOOM, 6),  # and no waiting room
        ("S1", "ÜNAL", at("11:20"), at("12:30"), 70, ZOOM, 7),
        ("S2", "CHEN", at("14:00"), at("15:30"), 90, TEAMS, 18),
        ("S2", "CHEN", at("14:50"), at("17:00"), 130, TEAMS, 19),
        ("S2", "PEETERS", at("14:05"), at("16:55"), 170, TEAMS, 17),
        ("S2", "ROSSI", at("14:00"), at("14:03"), 3, TEAMS, 20),
    ]
    assert columns(book, "Unmatched", "File", "Name shown", "Set aside") == [
        (ZOOM, "Notetaker Bot (Unknown)", "yes"),
        (ZOOM, "Visitor", None),
    ]
    assert columns(book, "Corrections", "Session", "Person", "Said", "Minutes", "Reason", "By") == [
        ("S1", "Ms Amina EL-SAYED", "other minutes", 100, REASON, "amara@secretariat.example"),
    ]
    assert columns(book, "No-shows", "Family name", "Sessions registered for") == [("HOLM", "S1")]
    assert [
        row[1:] for row in columns(book, "Scan log", "Counted at", "Session", "Direction", "Answer", "Family name")
    ] == [
        ("S1", "in", "welcome", "KOUASSI"),
        ("S1", "in", "refused: not open to this category", "BRANDT"),
        ("S1", "in", "welcome", "ÜNAL"),
        ("S1", "in", "welcome", "PEETERS"),
        ("S1", "out", "goodbye", "ÜNAL"),
        ("S1", "out", "goodbye", "PEETERS"),
        ("S2", "in", "welcome", "KOUASSI"),
        ("S2", "in", "welcome", "BRANDT"),
    ]


def test_whether_there_was_a_quorum(evening: Organizer) -> None:
    """Five Members are entitled, more than half are three. At two o'clock nobody knew yet who was on the screen."""
    titles = ("At", "Occasion", "Entitled", "Needed", "Quorum", "Represented in the room", "Represented online")
    assert columns(book_of(evening), "Quorum", *titles) == [
        (at("09:30"), "Opening of S1", 5, 3, "met", "Côte d'Ivoire, Germany", "China"),
        (at("09:45"), "Agenda", 5, 3, "met", "Belgium, Côte d'Ivoire, Germany", "China"),
        (at("14:00"), "Opening of S2", 5, 3, "not met", "Côte d'Ivoire", None),
    ]
    for wall_time, said in {
        "14:04": "The quorum is not met: 1 more needed.",
        "14:06": "The quorum is met since 17 Nov 2026, 14:05.",
    }.items():
        page = evening.client.get(f"{evening.home}/attendance/quorum?at=2026-11-17T{wall_time}").text
        assert said in page, wall_time
