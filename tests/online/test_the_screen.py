"""An organizer takes in what the platform says: uploads, looks, decides, applies, takes back."""

import json
from collections import defaultdict
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from tests import world
from tests.actors import Organizer
from tests.online import screen
from tests.online.screen import SAMPLES, report
from tests.statements import statements
from tests.watch import Watch
from tracker.access import Role
from tracker.audit.models import COMMAND, Entry
from tracker.db import db, transaction
from tracker.meetings.models import Meeting
from tracker.online import deciding, queries
from tracker.online.models import OnlineReport, OnlineStay, ShownName
from tracker.registration.models import Registration

ZOOM, TEAMS = "zoom_participants.csv", "teams_attendance.csv"


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    watch.says("2026-11-17 19:00")
    return screen.meeting()


@pytest.fixture
def people(meeting: Meeting) -> dict[str, Registration]:
    return screen.roster(meeting)


@pytest.fixture
def amara(app: Flask, meeting: Meeting, people: dict[str, Registration]) -> Organizer:
    return Organizer(app, meeting)


def minutes(meeting: Meeting) -> dict[int, timedelta]:
    """The sum of what counts of each person: enough to see what is in and what is not."""
    db.session.rollback()
    rows = {(stay.registration_id, stay.report_id, stay.line): stay for stay in queries.stays(meeting.id)}
    found: dict[int, timedelta] = defaultdict(timedelta)
    for (person, _report, _line), stay in rows.items():
        assert stay.joined_at
        assert stay.left_at
        found[person] += stay.left_at - stay.joined_at
    return dict(found)


def name(of: OnlineReport, shown: str) -> ShownName:
    found: ShownName = db.session.scalars(db.select(ShownName).filter_by(report_id=of.id, name=shown, email="")).one()
    return found


def posts(amara: Organizer, of: OnlineReport, what: str, **fields: object) -> int:
    return amara.client.post(f"{amara.home}/online/{of.id}/{what}", data=fields).status_code


def test_an_evening_with_a_report(amara: Organizer, meeting: Meeting, people: dict[str, Registration]) -> None:
    answer = screen.uploads(amara.client, meeting, ZOOM)
    zoom = report(ZOOM)
    assert answer.headers["Location"] == f"{amara.home}/online/{zoom.id}"

    # Amara sees one to confirm (two Mr Smiths and the telephone of Ms Dupont); nothing counts yet.
    figures = queries.figures(zoom.id)
    assert (figures.matched, figures.to_confirm, figures.unmatched, figures.aside) == (11, 2, 0, 3)
    assert [session.session_id for session in zoom.sessions] == [
        world.session(meeting, "S1").id,
        world.session(meeting, "S2").id,
    ]
    assert minutes(meeting) == {}

    # The telephone is Ms Dupont's, she says.
    dupont = people["R002"].id
    phone = name(zoom, "MH Dupont iPhone")
    assert phone.suggestions == [dupont]
    assert posts(amara, zoom, f"names/{phone.id}/assignment", registration=dupont, remember="y") == 303
    assert posts(amara, zoom, "application") == 303
    assert minutes(meeting)[dupont] == timedelta(hours=4, minutes=29, seconds=55)  # with the telephone, not yet united

    # One Mr Smith of two nobody can tell, so she leaves it; the row stays on record.
    assert people["R010"].id not in minutes(meeting)
    assert [shown.name for _file, shown in queries.unmatched(meeting.id)] == [
        "32475******12",
        "Interpreter EN-FR",
        "John Smith",
        "Notetaker Bot (Unknown)",
    ]

    # The next report knows the telephone.
    screen.uploads(amara.client, meeting, TEAMS)
    assert name(report(TEAMS), "MH Dupont iPhone (Guest)").suggestions == [dupont]
    screen.uploads(amara.client, meeting, "webex.csv")
    assert name(report("webex.csv"), "MH Dupont iPhone").registration_id == dupont

    # Undone, it counts no more; applied again, it does.
    assert posts(amara, zoom, "undoing") == 303
    assert minutes(meeting) == {}
    assert posts(amara, zoom, "application") == 303
    assert len(minutes(meeting)) == 11
    db.session.rollback()
    assert [entry.action for entry in db.session.scalars(db.select(Entry).order_by(Entry.id))] == [
        "report.received",
        "report.name_assigned",
        "report.applied",
        "report.received",
        "report.received",
        "report.undone",
        "report.applied",
    ]


def test_the_same_file_twice_changes_nothing(amara: Organizer, meeting: Meeting) -> None:
    first = screen.uploads(amara.client, meeting, ZOOM)
    stays = world.count(OnlineStay)
    assert screen.uploads(amara.client, meeting, ZOOM).headers["Location"] == first.headers["Location"]
    assert (world.count(OnlineReport), world.count(OnlineStay)) == (1, stays)


def test_a_corrected_report_replaces_its_own_stays_only(
    amara: Organizer, meeting: Meeting, people: dict[str, Registration]
) -> None:
    """The first was downloaded too early: Ivan's row was missing. A report of another platform stands beside it."""
    text = (SAMPLES / ZOOM).read_text(encoding="utf-8")
    early = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("Ivan Petrov"))
    screen.uploads(amara.client, meeting, ZOOM, early.encode())
    first = report(ZOOM)
    posts(amara, first, "application")
    screen.uploads(amara.client, meeting, "teams_legacy_list.csv")
    posts(amara, report("teams_legacy_list.csv"), "application")
    adjoua, ivan = people["R001"].id, people["R005"].id
    before = minutes(meeting)

    screen.uploads(amara.client, meeting, ZOOM)
    db.session.rollback()
    second = db.session.scalars(db.select(OnlineReport).order_by(OnlineReport.id.desc()).limit(1)).one()
    assert second.replaces_id == first.id  # the same platform meeting on the same day: proposed
    posts(amara, second, "application", replaces=first.id)
    after = minutes(meeting)
    assert after[adjoua] == before[adjoua]
    assert after[ivan] - before[ivan] == timedelta(minutes=116, seconds=30)
    posts(amara, second, "undoing")
    assert minutes(meeting) == before


def test_dates_that_do_not_tell_are_asked(amara: Organizer, meeting: Meeting) -> None:
    screen.uploads(amara.client, meeting, "zoom_participants_ambiguous_dates.csv")
    made = report("zoom_participants_ambiguous_dates.csv")
    assert amara.opens(f"online/{made.id}").headers["Location"] == f"{amara.home}/online/{made.id}/settings"
    assert posts(amara, made, "application") == 409
    s3 = world.session(meeting, "S3").id
    fields = {"order": "month_first", "zone": "Europe/Brussels", "sessions": [s3]}
    assert posts(amara, made, "settings", **fields) == 303
    db.session.rollback()
    assert db.session.scalars(db.select(OnlineStay.joined_at).order_by(OnlineStay.line)).first() == world.at(
        "2026-05-11 10:00"
    )
    assert [one.session_id for one in report(made.name).sessions] == [s3]


def test_any_log_by_its_columns(amara: Organizer, meeting: Meeting, people: dict[str, Registration]) -> None:
    log = (SAMPLES / "generic_log.csv").read_text(encoding="utf-8")
    log = log.replace("name,email,joined_at,left_at", "Wer,Adresse,Von,Bis", 1)
    screen.uploads(amara.client, meeting, "generic_log.csv", log.encode())
    made = report("generic_log.csv")
    page = amara.opens(f"online/{made.id}/settings").text
    assert "Wer (Carla Rossi (Secretariat)" in page
    sessions = [world.session(meeting, code).id for code in ("S1", "S2")]
    columns = {"name": "0", "email": "1", "joined": "2", "left": "3"}
    assert posts(amara, made, "settings", zone="Europe/Brussels", sessions=sessions, **columns) == 303
    posts(amara, made, "application")
    assert minutes(meeting)[people["R008"].id] == timedelta(hours=1, minutes=7, seconds=30)


@pytest.mark.parametrize(
    "crafted",
    [
        {"email": "x"},
        {"name": "x", "joined": "y"},
        {"left": "-1"},
        {"duration": "99"},
        {"order": "x"},
        {"zone": "x"},
        {"day": "x"},
        {"sessions": "x"},
        {"sessions": "999999"},
    ],
    ids=str,
)
def test_what_the_settings_do_not_offer_is_refused(
    amara: Organizer, meeting: Meeting, crafted: dict[str, object]
) -> None:
    log = (SAMPLES / "generic_log.csv").read_bytes().replace(b"name,email,joined_at,left_at", b"Wer,Adresse,Von,Bis", 1)
    screen.uploads(amara.client, meeting, "generic_log.csv", log)
    made = report("generic_log.csv")
    fields = {"zone": "Europe/Brussels", "sessions": [world.session(meeting, "S1").id], "name": "0", "joined": "2"}
    assert posts(amara, made, "settings", **(fields | crafted)) == 422
    db.session.rollback()
    assert report("generic_log.csv").columns is None


def test_a_name_is_found_by_hand(amara: Organizer, meeting: Meeting, people: dict[str, Registration]) -> None:
    screen.uploads(amara.client, meeting, ZOOM)
    zoom = report(ZOOM)
    smith = name(zoom, "John Smith")
    assert "John <strong>SMITH" in amara.opens(f"online/{zoom.id}/names/{smith.id}").text
    assert "Nobody of this meeting" in amara.opens(f"online/{zoom.id}/names/{smith.id}?q=zzz").text
    stranger = world.registration(world.meeting("cap-24", number=24), "Other Person")
    assert posts(amara, zoom, f"names/{smith.id}/assignment", registration=stranger.id) == 404
    assert posts(amara, zoom, f"names/{smith.id}/assignment", registration=10**20) == 404
    assert posts(amara, zoom, f"names/{smith.id}/assignment", registration=people["R010"].id) == 303
    assert posts(amara, zoom, f"names/{smith.id}/release") == 303
    assert posts(amara, zoom, f"names/{smith.id}/ignoring") == 303
    db.session.rollback()
    assert queries.figures(zoom.id).ignored == 1
    for where in ("matched", "to_confirm", "unmatched", "aside", "ignored"):
        assert amara.opens(f"online/{zoom.id}?where={where}").status_code == 200


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "The file is empty"),
        (b"%PDF-1.7", "This is a PDF"),
        (
            b"""Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)
A,,17/11/2026 10:00,17/11/2026 11:00,60
B,,11/17/2026 10:00,11/17/2026 11:00,60
""",
            "Line 3: “11/17/2026 10:00” has the month first",
        ),
    ],
)
def test_a_broken_file_is_named_and_nothing_is_kept(amara: Organizer, meeting: Meeting, data: bytes, said: str) -> None:
    answer = screen.uploads(amara.client, meeting, ZOOM, data)
    assert (answer.status_code, said in answer.text) == (422, True)
    assert (world.count(OnlineReport), world.count(ShownName)) == (0, 0)


def test_only_who_may(app: Flask, meeting: Meeting) -> None:
    desk = Organizer(app, meeting, "Dora Desk", Role.DESK)
    assert screen.uploads(desk.client, meeting, ZOOM).status_code == 403


def run(app: Flask, *words: object) -> tuple[int, str, str]:
    done = app.test_cli_runner().invoke(args=["online", *(str(word) for word in words)])
    return done.exit_code, done.stdout, done.stderr


def test_without_the_web(app: Flask, meeting: Meeting, people: dict[str, Registration]) -> None:
    code, said, _trouble = run(app, "import", "cap-23", SAMPLES / ZOOM, "--apply", "--json")
    found = json.loads(said)
    assert (code, found.pop("report") > 0) == (0, True)
    assert found == {
        "new": True,
        "format": "zoom_meeting",
        "rows": 27,
        "waiting": 1,
        "matched": 11,
        "to_confirm": 2,
        "unmatched": 0,
        "aside": 3,
        "ignored": 0,
        "doubts": 0,
        "applied": True,
        "replaces": None,
    }
    code, said, _trouble = run(app, "import", "cap-23", SAMPLES / ZOOM, "--apply", "--json")
    assert (code, json.loads(said)["new"], world.count(OnlineReport)) == (0, False, 1)


def test_without_the_web_nothing_is_guessed(app: Flask, meeting: Meeting, tmp_path: Path) -> None:
    path = SAMPLES / "zoom_participants_ambiguous_dates.csv"
    trouble = "Error: The file does not say everything. Say it yourself: --order, --session\n"
    assert run(app, "import", "cap-23", path) == (1, "", trouble)
    assert world.count(OnlineReport) == 0
    code, said, _trouble = run(app, "import", "cap-23", path, "--order", "month_first", "--session", "S1")
    assert (code, "not applied" in said) == (0, True)


LOG = "Nr;Wer;Adresse;Von;Bis\n1;Ivan PETROV;ivan.petrov@customs-bg.example;2026-11-17 10:00;2026-11-17 11:00\n"


def test_without_the_web_columns_can_be_said(
    app: Flask, meeting: Meeting, people: dict[str, Registration], tmp_path: Path
) -> None:
    path = tmp_path / "log.csv"
    path.write_text(LOG, encoding="utf-8")
    trouble = "Error: The file does not say everything. Say it yourself: --columns name=2,email=3,joined=4,left=5\n"
    assert run(app, "import", "cap-23", path) == (1, "", trouble)
    code, _said, trouble = run(app, "import", "cap-23", path, "--columns", "name=2,joined=4,left=9")
    assert (code, trouble) == (1, "Error: The file has no column 9: its widest row has 5.\n")
    said = "name=2,email=3,joined=4,left=5"
    code, told, _trouble = run(app, "import", "cap-23", path, "--columns", said, "--apply", "--json")
    assert (code, json.loads(told)["format"], json.loads(told)["applied"]) == (0, "columns", True)
    assert minutes(meeting) == {people["R005"].id: timedelta(hours=1)}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("--columns", "who=1"),
            "'who=1' says no column. Say it as name=2,email=3,joined=4,left=5; words: name, email",
        ),
        (("--columns", "name=0,joined=1"), "'name=0' says no column."),
        (("--columns", "name=1"), "Say where the name or the email is, and when somebody joined or for how long."),
        (("--zone", "Nowhere/X"), "unknown time zone 'Nowhere/X': use an IANA name such as Europe/Brussels."),
        (("--zone", "../etc"), "unknown time zone '../etc': use an IANA name such as Europe/Brussels."),
    ],
)
def test_what_is_said_wrong_is_told(app: Flask, meeting: Meeting, words: tuple[str, str], said: str) -> None:
    code, _out, trouble = run(app, "import", "cap-23", SAMPLES / ZOOM, *words)
    assert (code, said in " ".join(trouble.split()), "Traceback" in trouble) == (2, True, False)
    assert world.count(OnlineReport) == 0


def test_the_list_of_reports_parts_the_file_from_its_format(amara: Organizer, meeting: Meeting) -> None:
    screen.uploads(amara.client, meeting, ZOOM)
    page = amara.opens("online").text
    assert '</bdi></a><span class="below soft small">Zoom: meeting</span>' in page
    assert "registration/review" in page  # has the style by which it stands below


def test_what_counts_is_read_in_one_statement(amara: Organizer, meeting: Meeting) -> None:
    screen.uploads(amara.client, meeting, ZOOM)
    with transaction():
        deciding.apply(report_now(), meeting, COMMAND)
    meeting_id = meeting.id
    with statements() as said:
        assert len(list(queries.stays(meeting_id))) == 20
    assert len(said) == 1


def report_now() -> OnlineReport:
    found: OnlineReport = db.session.scalars(db.select(OnlineReport)).one()
    return found
