"""The people of the stories, who do over HTTP what people do."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

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
    """A desk device with a scanner, at the door of one session. `scans` answers with the verdict."""

    app: Flask
    meeting: Meeting
    session: str = "S1"
    name: str = "Door A"
    who: User | None = None
    last: dict[str, Any] = field(default_factory=dict)
    seq: int = 0

    def __post_init__(self) -> None:
        self.slug = self.meeting.slug
        self.device, self.token = world.desk_device(self.meeting, self.name, by=self.who)
        self.client = self.app.test_client(use_cookies=False)
        self.headers = {"Authorization": f"Bearer {self.token}"}

    def scan(self, **fields: object) -> dict[str, Any]:
        """A scan as the device keeps it, with the device's next number."""
        self.seq += 1
        made = {"id": str(uuid4()), "seq": self.seq, "session": self.session, "at": clock.now().isoformat()}
        return made | {"direction": "in", "method": "camera", "offset_ms": 0} | fields

    def scans(self, person: Registration | str, *, direction: str = "in", device_behind: float = 0) -> str:
        """Read the person's badge, or a code, with the camera; the device's clock was never compared."""
        code = person if isinstance(person, str) else world.code(person)
        at = (clock.now() - timedelta(seconds=device_behind)).isoformat()
        return str(self.sends(self.scan(at=at, direction=direction, code=code, offset_ms=None))[0]["verdict"])

    def finds(self, person: Registration) -> str:
        """Choose the person from the search by name."""
        return str(self.sends(self.scan(method="name", person=str(person.uid)))[0]["verdict"])

    def sends(self, *scans: dict[str, Any]) -> list[dict[str, Any]]:
        """Send scans as they are; the answers."""
        response = self.posts("scans", device=str(self.device), sent_at=clock.now().isoformat(), scans=list(scans))
        assert response.status_code == 201, response.get_data(as_text=True)
        answers: list[dict[str, Any]] = response.get_json()["answers"]
        self.last = answers[-1]
        return answers

    def posts(self, what: str, **body: object) -> TestResponse:
        """Send something to the server."""
        return self.client.post(f"/desk/api/{what}", json=body, headers=self.headers)

    def asks(self, what: str, **headers: str) -> TestResponse:
        """Ask the server for something."""
        return self.client.get(f"/desk/api/{what}", headers=self.headers | headers)

    def people(self, query: str) -> list[dict[str, Any]]:
        """Whom the search by name finds."""
        found: list[dict[str, Any]] = self.asks(f"people?q={query}").get_json()["people"]
        return found

    def takes_back(self) -> int:
        """Undo the last scan; the status of the answer."""
        return self.posts("undos", device=str(self.device), scan=self.last["id"]).status_code

    def counts(self) -> dict[str, int]:
        """The figures at the top of the page."""
        figures: dict[str, int] = self.asks(f"counts?session={self.session}").get_json()["counts"]
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
