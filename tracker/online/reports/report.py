"""What a report says, before anybody is matched: entries with their times as written."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One row about one stay of one name. Texts as the file has them; an empty text where it has none."""

    line: int
    name: str
    email: str = ""
    joined: str = ""
    left: str = ""
    duration: str = ""
    is_waiting: bool = False  # in the waiting room: not yet in the meeting
    is_total: bool = False  # a sum over several stays: the times, if any, are the first and the last


@dataclass(frozen=True, slots=True)
class Report:
    """A file that was recognized."""

    format: str  # the name of the module that read it
    entries: tuple[Entry, ...]
    title: str = ""
    reference: str = ""  # the platform's number for the meeting
    is_utc: bool = False  # the file says that its times are UTC
    tells_left: bool = True  # has a place for the time of leaving
    absent: tuple[Entry, ...] = ()  # registered at the platform, never came
