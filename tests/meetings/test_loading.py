"""A meeting file in the database: created, brought up to date, refused, and written again."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests import world
from tests.watch import Watch
from tracker.audit.models import COMMAND, Entry
from tracker.db import db, transaction
from tracker.i18n import Texts
from tracker.meetings import dumping, files, loading, queries
from tracker.meetings.files import CheckpointFile, MeetingFile, RoomFile
from tracker.meetings.loading import Loaded, NumberTaken, Outcome, SessionInUse
from tracker.meetings.models import CheckpointKind, DoorKind, Room, WalkInRule

pytestmark = pytest.mark.usefixtures("context")

FILE = files.read(
    """
slug = "cap-24"
body = "CAP"
body_name = { en = "Counterfeiting and Piracy Group", fr = "Groupe lutte contre la contrefaçon" }
number = 24
title = { en = "24th CAP Group Meeting", fr = "24e réunion du Groupe CAP" }
place = "Brussels"
timezone = "Europe/Brussels"
contact = "cap@secretariat.example"
registration_opens = 2027-10-01T09:00:00
remind_before_deadline = 3
remind_before_meeting = 1

[[phases]]
kind = "document"
opens = 2027-10-18T09:00:00
closes = 2027-11-05T18:00:00

[[phases]]
kind = "live"
opens = 2027-11-16T09:30:00
closes = 2027-11-17T17:00:00

[[rooms]]
name = "Kyoto A"
capacity = 134

[[rooms]]
name = "Kyoto B"

[[sessions]]
code = "S1"
title = "Opening"
kind = "closed"
starts = 2027-11-16T09:30:00
ends = 2027-11-16T12:30:00
room = "Kyoto A"

[[sessions]]
code = "S2"
title = "Joint session"
kind = "joint"
starts = 2027-11-17T10:00:00
ends = 2027-11-17T12:00:00
room = "Kyoto B"
categories = ["MEM", "PRV"]
"""
)


def load(file: MeetingFile) -> Loaded:
    with transaction():
        return loading.load(file, COMMAND)


def dumped(slug: str = "cap-24") -> MeetingFile:
    db.session.expire_all()
    return dumping.dump(queries.by_slug(slug))


def journal() -> list[tuple[str, dict[str, object]]]:
    return [(entry.action, entry.details) for entry in db.session.scalars(select(Entry).order_by(Entry.id))]


def test_a_file_makes_a_meeting_that_says_the_same() -> None:
    assert load(FILE) == Loaded("cap-24", Outcome.CREATED)
    assert dumped() == FILE
    assert journal() == [("meeting.created", {"sessions": 2})]


def test_local_times_become_instants_before_and_after_the_change_of_clocks() -> None:
    load(FILE)
    meeting = queries.by_slug("cap-24")
    document, live = meeting.phases
    assert f"{document.opens_at:%d %b %H:%M %Z}" == "18 Oct 07:00 UTC"  # summer time in Brussels
    assert f"{live.opens_at:%d %b %H:%M %Z}" == "16 Nov 08:30 UTC"


def test_loading_twice_changes_nothing_and_says_so() -> None:
    load(FILE)
    assert load(FILE) == Loaded("cap-24", Outcome.UNCHANGED)
    assert load(replace(FILE, body_name=None)) == Loaded("cap-24", Outcome.UNCHANGED)
    assert len(journal()) == 1


def test_an_edited_file_brings_the_meeting_up_to_date() -> None:
    load(FILE)
    opening, joint = FILE.sessions
    later = replace(joint, ends=joint.ends + timedelta(minutes=30), categories=None)
    closing = replace(opening, code="S3", starts=later.ends, ends=later.ends + timedelta(hours=1))
    edited = replace(
        FILE, title=Texts({"en": "24th Meeting"}), sessions=(opening, later, closing), phases=FILE.phases[1:]
    )
    changes = (
        "title",
        "phase 1: kind, opens, closes",
        "phase 2 removed",
        "session S2: ends, categories",
        "session S3 added",
    )
    assert load(edited) == Loaded("cap-24", Outcome.UPDATED, changes)
    assert dumped() == edited
    assert journal()[1:] == [("meeting.changed", {"changes": "; ".join(changes)})]


def test_an_updated_session_is_still_the_same_session() -> None:
    load(FILE)
    before = world.session(queries.by_slug("cap-24"), "S1").id
    load(replace(FILE, sessions=(replace(FILE.sessions[0], title=Texts({"en": "Inauguration"})), FILE.sessions[1])))
    db.session.expire_all()
    assert world.session(queries.by_slug("cap-24"), "S1").id == before


def test_a_renamed_room_keeps_its_sessions() -> None:
    load(FILE)
    opening, joint = FILE.sessions
    renamed = replace(
        FILE,
        rooms=(RoomFile(name="Auditorium", capacity=300), FILE.rooms[1]),
        sessions=(replace(opening, room="Auditorium"), joint),
    )
    changes = ("room Auditorium added", "room Kyoto A removed", "session S1: room")
    assert load(renamed) == Loaded("cap-24", Outcome.UPDATED, changes)
    assert dumped() == renamed
    assert db.session.scalar(select(func.count(Room.id))) == 2


def test_a_session_that_nobody_chose_can_go() -> None:
    load(FILE)
    shorter = replace(FILE, sessions=FILE.sessions[:1])
    assert load(shorter).changes == ("session S2 removed",)
    assert dumped() == shorter


def test_a_session_that_somebody_chose_stays(watch: Watch) -> None:
    load(FILE)
    world.registration(queries.by_slug("cap-24"), "Adjoua Kouassi")
    with pytest.raises(SessionInUse) as refused:
        load(replace(FILE, sessions=FILE.sessions[1:], title=Texts({"en": "Without S1"})))
    assert str(refused.value) == (
        "cap-24: S1 cannot be removed: people have registered for it or been at its door. Keep it in the file."
    )
    assert dumped() == FILE


def test_a_body_holds_one_meeting_of_a_number() -> None:
    load(FILE)
    with pytest.raises(NumberTaken) as refused:
        load(replace(FILE, slug="cap-2027"))
    assert str(refused.value) == "cap-2027: meeting 24 of CAP is there already; its slug is cap-24"


def test_next_year_begins_from_this_year() -> None:
    load(FILE)
    text = files.write(dumped()).replace('"cap-24"', '"cap-25"').replace("number = 24", "number = 25")
    following = files.moved(files.read(text), timedelta(days=364))
    assert load(following) == Loaded("cap-25", Outcome.CREATED)
    assert dumped("cap-25") == following
    assert dumped("cap-24") == FILE


def test_a_meeting_made_otherwise_can_be_written_and_loaded(watch: Watch) -> None:
    world.meeting()
    file = dumped("cap-23")
    assert files.read(files.write(file)) == file
    assert load(file) == Loaded("cap-23", Outcome.UNCHANGED)


def test_doors_and_checkpoints_come_in_and_go_out_again() -> None:
    session = replace(FILE.sessions[0], door=DoorKind.IN_OUT)
    rules = (
        CheckpointFile(kind=CheckpointKind.BADGE_COLLECTED),
        CheckpointFile(kind=CheckpointKind.REGISTRATION, counts_for=(CheckpointKind.DAY, CheckpointKind.SESSION)),
    )
    file = replace(FILE, sessions=(session, *FILE.sessions[1:]), checkpoints=rules, walk_ins=WalkInRule.DESK)
    with transaction():
        loading.load(FILE, COMMAND)
    with transaction():
        assert loading.load(file, COMMAND).changes == (
            "walk_ins",
            "session S1: door",
            "checkpoint badge_collected added",
            "checkpoint registration added",
        )
    dumped = dumping.dump(queries.by_slug("cap-24"))
    assert (dumped.checkpoints, dumped.sessions[0].door, dumped.walk_ins) == (rules, DoorKind.IN_OUT, WalkInRule.DESK)
    with transaction():
        assert loading.load(replace(file, checkpoints=rules[:1]), COMMAND).changes == (
            "checkpoint registration removed",
        )
