"""The people of the stories, who do over HTTP what people do."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from werkzeug.test import TestResponse

from tests import world
from tracker import clock
from tracker.access import Role
from tracker.accounts.models import User
from tracker.meetings.models import Meeting
from tracker.people.models import Category
from tracker.registration.models import Registration
from tracker.registration.papers.models import PaperKind


@dataclass
class FrontDesk:
    """A desk with a scanner at the door of one session. `scans` answers with the verdict."""

    app: Flask
    meeting: Meeting
    session: str = "S1"
    name: str = "Door A"
    who: User | None = None
    device: UUID = field(default_factory=uuid4)
    last: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.slug = self.meeting.slug
        person = self.who or world.user(f"Desk{uuid4().hex[:8]} Person", role=Role.DESK, of=self.meeting)
        self.client = world.sign_in(self.app.test_client(), person)

    def scans(self, person: Registration | str, *, direction: str = "in", device_behind: float = 0) -> str:
        """Read the person's badge, or a code, with the camera."""
        code = person if isinstance(person, str) else world.code(person)
        at = clock.now() - timedelta(seconds=device_behind)
        scan = {"id": str(uuid4()), "at": at.isoformat(), "direction": direction, "method": "camera", "code": code}
        return str(self.sends(scan)[0]["verdict"])

    def finds(self, person: Registration) -> str:
        """Choose the person from the search by name."""
        scan = {"id": str(uuid4()), "at": clock.now().isoformat(), "method": "name", "person": str(person.uid)}
        return str(self.sends(scan)[0]["verdict"])

    def sends(self, *scans: dict[str, Any]) -> list[dict[str, Any]]:
        """Send scans as they are; the answers."""
        body = {"device": str(self.device), "desk": self.name, "scans": list(scans)}
        response = self.client.post(f"/meetings/{self.slug}/checkin/{self.session}/scans", json=body)
        assert response.status_code == 201, response.get_data(as_text=True)
        answers: list[dict[str, Any]] = response.get_json()["answers"]
        self.last = answers[-1]
        return answers

    def takes_back(self) -> int:
        """Undo the last scan; the status of the answer."""
        body = {"device": str(self.device), "scan": self.last["id"]}
        return self.client.post(f"/meetings/{self.slug}/checkin/{self.session}/undos", json=body).status_code

    def counts(self) -> dict[str, int]:
        """The figures at the top of the page."""
        figures: dict[str, int] = self.client.get(f"/meetings/{self.slug}/checkin/{self.session}/counts").get_json()[
            "counts"
        ]
        return figures


@dataclass
class Organizer:
    """Somebody of the Secretariat at a browser, who prepares the meeting and looks after its people."""

    app: Flask
    meeting: Meeting
    name: str = "Amara Diallo"
    role: Role = Role.ORGANIZER

    def __post_init__(self) -> None:
        self.home = f"/meetings/{self.meeting.slug}"
        self.client = world.sign_in(self.app.test_client(), world.user(self.name, role=self.role, of=self.meeting))

    def opens(self, page: str) -> TestResponse:
        """A page of the meeting: "seats"."""
        return self.client.get(f"{self.home}/{page}")

    def allots(self, seats: int, *, of: str, mode: str = "in_person", when_full: str = "wait") -> None:
        """Limit the seats of the whole "meeting", of each "delegation"."""
        fields = {"scope": of, "mode": mode, "seats": str(seats), "when_full": when_full}
        self._sends("seats/limits", fields)

    def asks_for(self, kind: PaperKind, *, of: Category) -> None:
        """Require a paper of a category, and no other of anybody."""
        rules = {f"{category}-{other}": "off" for category in Category for other in PaperKind}
        self._sends("papers", rules | {f"{of}-{kind}": "required"})

    def appoints(self, name: str, email: str, *, delegation: str) -> None:
        """Let somebody speak for a delegation."""
        fields = {"delegation": delegation, "name": name, "email": email, "language": "en"}
        self._sends("delegations/focal-points", fields)

    def takes_the_copy(self, person: Registration, paper: int) -> TestResponse:
        """Ask for a person's paper."""
        return self.client.post(f"{self.home}/registrations/{person.id}/papers/{paper}/copies")

    def makes_the_list(self, kind: str) -> bytes:
        """The list of participants as a file of that kind."""
        with self.client.post(f"{self.home}/participants", data={"format": kind, "order": "en"}) as answer:
            assert answer.status_code == 200
            return bytes(answer.get_data())

    def _sends(self, page: str, fields: dict[str, str]) -> None:
        answer = self.client.post(f"{self.home}/{page}", data=fields)
        assert answer.status_code == 303, answer.text
