"""What the stories of the app begin with: a meeting, a colleague at the door, a phone that is paired."""

from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask

from tests import world
from tests.api.indico.phone import Phone
from tests.watch import Watch
from tracker.access import Role
from tracker.accounts.models import User
from tracker.api.indico import identity, queries
from tracker.config import Settings
from tracker.meetings.models import Meeting


@pytest.fixture(autouse=True)
def morning(watch: Watch) -> None:
    """The doors of S1 open at 08:30."""
    watch.says("2026-11-17 08:55")


@pytest.fixture
def meeting(context: Flask) -> Meeting:
    return world.meeting()


@pytest.fixture
def dario(meeting: Meeting) -> User:
    """Dario Rossi, who works at a desk of the meeting."""
    return world.user("Dario Rossi", role=Role.DESK, of=meeting)


@dataclass(frozen=True)
class Wall:
    """The QR codes of a meeting's sessions, as the page of the organizer shows them."""

    meeting: Meeting
    settings: Settings

    def code(self, session: str) -> dict[str, Any]:
        event = queries.event(self.meeting.id)
        form = next(form for form in event.forms if form.code == session)
        return identity.event_code(event, form, self.settings)


@pytest.fixture
def wall(meeting: Meeting, settings: Settings) -> Wall:
    return Wall(meeting, settings)


@pytest.fixture
def phone(app: Flask, wall: Wall, dario: User) -> Phone:
    """Dario's own phone, which knows the three sessions."""
    made = Phone(app)
    for session in ("S1", "S2", "S3"):
        made.scans_event(wall.code(session), dario, name="Dario's phone")
    return made
