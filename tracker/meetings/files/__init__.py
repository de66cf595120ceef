"""Meetings as TOML files: what an organizer edits, keeps and takes over from last year. Pure: no database, no clock."""

from tracker.meetings.files.parts import (
    CategoryFile,
    CheckpointFile,
    MeetingFile,
    MeetingFileWrong,
    PhaseFile,
    RoomFile,
    SessionFile,
    in_order,
    moved,
)
from tracker.meetings.files.reading import LONGEST_REMINDER, POLICY_KEYS, read
from tracker.meetings.files.writing import write

__all__ = [
    "LONGEST_REMINDER",
    "POLICY_KEYS",
    "CategoryFile",
    "CheckpointFile",
    "MeetingFile",
    "MeetingFileWrong",
    "PhaseFile",
    "RoomFile",
    "SessionFile",
    "in_order",
    "moved",
    "read",
    "write",
]
