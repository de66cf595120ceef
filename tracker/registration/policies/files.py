"""A whole meeting file: the meeting itself, its categories, and its policy of registration, together."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import select

from tracker.audit.models import Actor
from tracker.db import db
from tracker.meetings import dumping, files, loading
from tracker.meetings.files import MeetingFile, MeetingFileWrong
from tracker.meetings.loading import Loaded, Outcome
from tracker.meetings.models import Meeting
from tracker.people import setting
from tracker.registration.policies import applying, reading, writing
from tracker.registration.policies.parts import Policy


@dataclass(frozen=True, slots=True)
class WholeFile:
    """All that one file says."""

    meeting: MeetingFile
    policy: Policy


def read(text: str) -> WholeFile:
    """What the TOML text says; MeetingFileWrong lists every problem of every part at once."""
    problems: list[str] = []
    meeting = None
    try:
        meeting = files.read(text)
    except MeetingFileWrong as error:
        problems += error.problems
    tables = _tables(text)
    kept = {key: value for key, value in tables.items() if key in files.POLICY_KEYS}
    policy = reading.read(kept, _session_codes(tables), problems)
    if meeting is None or problems:
        raise MeetingFileWrong(tuple(problems))
    return WholeFile(meeting, policy)


def write(file: WholeFile) -> str:
    """The text whose reading gives the same again."""
    return files.write(replace(file.meeting, policy=writing.tables(file.policy)))


def load(file: WholeFile, by: Actor) -> Loaded:
    """Take the file into the database, the meeting first. Loading it again changes nothing.

    NumberTaken, SessionInUse, NoSuchDelegation, QuestionAnswered.
    """
    done = loading.load(file.meeting, by)
    meeting = db.session.scalars(select(Meeting).where(Meeting.slug == done.slug)).one()
    said = file.meeting.categories
    changes = () if said is None else setting.load(meeting, said, by)
    changes += applying.load(meeting, file.policy, by)
    if done.outcome is Outcome.CREATED or not changes:
        return done
    return Loaded(done.slug, Outcome.UPDATED, done.changes + changes)


def dump(meeting: Meeting) -> WholeFile:
    """All that a file can say about the meeting; loading it again changes nothing."""
    policy = applying.dump(meeting)
    said = replace(dumping.dump(meeting), categories=setting.dump(meeting) or None, policy=writing.tables(policy))
    return WholeFile(said, policy)


def _tables(text: str) -> Mapping[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return {}  # that is among the problems already


def _session_codes(tables: Mapping[str, object]) -> set[str]:
    rows = tables.get("sessions")
    return {str(row.get("code")) for row in rows if isinstance(row, dict)} if isinstance(rows, list) else set()
