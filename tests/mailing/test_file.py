"""Reminders as a part of the meeting file."""

import pytest

from tests import world
from tests.actors import Organizer
from tracker.audit.models import COMMAND
from tracker.db import db, transaction
from tracker.meetings import queries as meetings
from tracker.meetings.files import MeetingFileWrong
from tracker.meetings.loading import Outcome
from tracker.meetings.models import Meeting
from tracker.registration.policies import files


def dumped() -> str:
    db.session.rollback()
    return files.write(files.dump(meetings.by_slug("cap-23")))


def loaded(text: str) -> tuple[Outcome, tuple[str, ...]]:
    with transaction():
        done = files.load(files.read(text), COMMAND)
    return done.outcome, done.changes


def days() -> tuple[int, int]:
    db.session.rollback()
    meeting = meetings.by_slug("cap-23")
    return meeting.remind_before_deadline, meeting.remind_before_meeting


def test_what_the_page_sets_the_file_says(amara: Organizer, meeting: Meeting) -> None:
    amara.client.post(f"{amara.home}/messages/reminders", data={"is_before_deadline": "y", "before_deadline": "5"})
    text = dumped()
    assert "remind_before_deadline = 5\nremind_before_meeting = 0\n" in text
    assert loaded(text) == (Outcome.UNCHANGED, ())
    assert loaded(text.replace("remind_before_meeting = 0", "remind_before_meeting = 1")) == (
        Outcome.UPDATED,
        ("remind_before_meeting",),
    )
    assert days() == (5, 1)


def test_a_file_that_does_not_mention_them_leaves_them(amara: Organizer, meeting: Meeting) -> None:
    text = "".join(line for line in dumped().splitlines(keepends=True) if not line.startswith("remind_"))
    amara.client.post(f"{amara.home}/messages/reminders", data={"is_before_deadline": "y", "before_deadline": "5"})
    assert loaded(text) == (Outcome.UNCHANGED, ())
    loaded(text.replace('timezone = "Europe/Brussels"', 'timezone = "Europe/Brussels"\naddress = "Rue 30"'))
    assert days() == (5, 0)
    assert world.count(Meeting) == 1


@pytest.mark.parametrize("wrong", ["31", "-1", '"soon"'])
def test_a_number_of_days_that_makes_no_sense_is_named(meeting: Meeting, wrong: str) -> None:
    text = dumped().replace("remind_before_deadline = 0", f"remind_before_deadline = {wrong}")
    with pytest.raises(MeetingFileWrong, match="remind_before_deadline"):
        files.read(text)
