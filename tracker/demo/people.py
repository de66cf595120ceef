"""The table of the demo's invented people."""

import csv
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto
from pathlib import Path

from tracker import clock
from tracker.meetings.models import Meeting, MeetingSession
from tracker.people.models import Category
from tracker.registration.details import Details
from tracker.registration.models import DelegateRole, Mode

TABLE = Path(__file__).parent / "people.csv"


class Wish(StrEnum):
    """Through which door a person comes."""

    ROOM = auto()
    ONLINE = auto()
    MIXED = auto()  # the room on the first day of the sessions, the screen afterwards


class Habit(StrEnum):
    """When a person comes."""

    EARLY = auto()
    ON_TIME = auto()
    LATE = auto()
    ABSENT = auto()


@dataclass(frozen=True, slots=True)
class Person:
    """A row of the table."""

    key: str
    title: str
    family_name: str
    given_name: str
    native_name: str
    email: str
    category: Category
    delegation: str
    organization: str
    position: str
    department: str
    role: DelegateRole
    language: str
    interpretation: str
    meetings: frozenset[str]
    mode: Wish
    arrival: Habit
    contacts: bool

    def details(self, meeting: Meeting, delegation_id: int | None) -> Details:
        """What the person would fill in for a meeting."""
        return Details(
            title=self.title,
            family_name=self.family_name,
            given_name=self.given_name,
            native_name=self.native_name,
            email=self.email,
            delegation_id=delegation_id,
            category=self.category,
            organization=self.organization,
            department=self.department,
            position=self.position,
            role=self.role,
            choices=self._choices(meeting),
            document_phase=self.category is Category.MEM,
            language=self.language,
            interpretation=self.interpretation,
            consents_listed=self.contacts,
        )

    def _choices(self, meeting: Meeting) -> dict[int, Mode]:
        first_day = min(_day(session, meeting) for session in meeting.sessions if session.online)
        wanted = ((session, self._mode(_day(session, meeting) <= first_day)) for session in meeting.sessions)
        return {
            session.id: mode
            for session, mode in wanted
            if self.category in (session.categories or meeting.access[session.kind.value])
            and (session.in_person if mode is Mode.IN_PERSON else session.online)
        }

    def _mode(self, on_first_day: bool) -> Mode:  # noqa: FBT001 (a day is the first or it is not)
        room = self.mode is Wish.ROOM or (self.mode is Wish.MIXED and on_first_day)
        return Mode.IN_PERSON if room else Mode.ONLINE


def _day(session: MeetingSession, meeting: Meeting) -> date:
    return clock.day_in(session.starts_at, meeting.timezone)


def read() -> list[Person]:
    """All people of the table, in its order."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [_person(row) for row in csv.DictReader(file)]


def _person(row: dict[str, str]) -> Person:
    return Person(
        key=row["key"],
        title=row["title"],
        family_name=row["family_name"],
        given_name=row["given_name"],
        native_name=row["native_name"],
        email=row["email"],
        category=Category(row["category"]),
        delegation=row["delegation"],
        organization=row["organization"],
        position=row["position"],
        department=row["department"],
        role=DelegateRole(row["role"]),
        language=row["language"],
        interpretation=row["interpretation"],
        meetings=frozenset(row["meetings"].split()),
        mode=Wish(row["mode"]),
        arrival=Habit(row["arrival"]),
        contacts=row["contacts"] == "yes",
    )
