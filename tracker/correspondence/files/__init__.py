"""A whole meeting file: the meeting, its policy of registration, and the items that are spoken on in writing."""

import tomllib
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import select

from tracker.audit.models import Actor
from tracker.correspondence.files import applying, reading, writing
from tracker.correspondence.files.parts import ItemFile
from tracker.db import db
from tracker.meetings import files
from tracker.meetings.files import MeetingFile, MeetingFileWrong
from tracker.meetings.loading import Loaded, Outcome
from tracker.meetings.models import Meeting
from tracker.registration.policies import files as registered
from tracker.registration.policies import writing as policies
from tracker.registration.policies.parts import Policy


@dataclass(frozen=True, slots=True)
class WholeFile:
    """All that one file says; items are None where it does not mention them, which leaves those of the meeting."""

    meeting: MeetingFile
    policy: Policy
    items: tuple[ItemFile, ...] | None = None


def read(text: str, folder: Path | None = None) -> WholeFile:
    """What the TOML text says, its documents read from that folder.

    MeetingFileWrong lists every problem of every part at once.
    """
    problems: list[str] = []
    found = None
    try:
        found = registered.read(text)
    except MeetingFileWrong as error:
        problems += error.problems
    opened = reading.beside(folder) if folder else reading.nowhere
    items = reading.read(_tables(text), found.meeting if found else None, opened, problems)
    if found is None or problems:
        raise MeetingFileWrong(tuple(problems))
    return WholeFile(found.meeting, found.policy, items)


def write(file: WholeFile) -> str:
    """The text whose reading gives the same again."""
    tables = policies.tables(file.policy) | writing.tables(file.items, file.meeting.timezone)
    return files.write(replace(file.meeting, policy=tables))


def load(file: WholeFile, by: Actor) -> Loaded:
    """Take the file into the database, the meeting first. Loading it again changes nothing.

    NumberTaken, SessionInUse, NoSuchDelegation, QuestionAnswered, ItemSpokenOn, NoSuchDocument.
    """
    done = registered.load(registered.WholeFile(file.meeting, file.policy), by)
    if file.items is None:
        return done
    meeting = db.session.scalars(select(Meeting).where(Meeting.slug == done.slug)).one()
    changes = tuple(applying.load(meeting, file.items, by))
    if done.outcome is Outcome.CREATED or not changes:
        return done
    return Loaded(done.slug, Outcome.UPDATED, done.changes + changes)


def dump(meeting: Meeting, *, with_content: bool = False) -> WholeFile:
    """All that a file can say about the meeting; loading it again changes nothing."""
    found = registered.dump(meeting)
    return WholeFile(found.meeting, found.policy, applying.dump(meeting, with_content=with_content) or None)


def put_beside(file: WholeFile, written: Path) -> WholeFile:
    """The same, once its documents lie in a folder beside the file that is written. OSError."""
    return replace(file, items=writing.put_beside(file.items, written))


def _tables(text: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return {}  # that is among the problems already
