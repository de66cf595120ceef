"""Somebody at home with a browser who joins by the personal link, and does what its page does."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from uuid import uuid4

from flask import Flask
from werkzeug.test import TestResponse

from tracker.db import transaction
from tracker.meetings.models import MeetingSession
from tracker.registration import links
from tracker.registration.models import Registration

PLATFORM = "https://platform.example/j/2311?pwd=x1"


def shows(session: MeetingSession, *, asks_proof: bool = True) -> None:
    """The session has its address on the platform."""
    with transaction():
        session.join_url, session.asks_proof = PLATFORM, asks_proof


@dataclass
class Watcher:
    """A browser of their own, somewhere; `loads` gives the page a number, as each page has."""

    app: Flask
    person: Registration
    session: str = "S1"
    ip: str = "192.0.2.7"
    browser: str = field(default_factory=lambda: str(uuid4()))
    visit: str = field(default_factory=lambda: str(uuid4()))

    def __post_init__(self) -> None:
        self.client = self.app.test_client()
        self.home = f"/my/{links.personal(self.person.uid)}/sessions/{self.session}"

    def opens(self, language: str = "en") -> TestResponse:
        """The page of the link."""
        return self.client.get(f"{self.home}/join", headers={"Accept-Language": language})

    def loads(self) -> None:
        """The page anew."""
        self.visit = str(uuid4())

    def joins(self, *, script: bool = True) -> str:
        """Press the button; where the answer leads."""
        answer = self.presses(browser=self.browser if script else "")
        assert answer.status_code == 200, answer.text
        found = re.search(r'content="0;url=([^"]+)"', answer.text)
        assert found
        return found[1].replace("&amp;", "&")

    def presses(self, **fields: str) -> TestResponse:
        return self._posts("join", {"visit": self.visit} | fields)

    def gives_a_sign(self) -> dict[str, bool]:
        """What the open page does every minute."""
        answer = self._posts("beats", {"visit": self.visit})
        assert answer.status_code == 201, answer.text
        said: dict[str, bool] = answer.get_json()
        return said

    def closes_the_page(self) -> int:
        return self._posts("leave", {"visit": self.visit}).status_code

    def types(self, code: str, attempt: str | None = None) -> str:
        """The code of the shared screen."""
        said = {"id": attempt or str(uuid4()), "visit": self.visit, "code": code}
        answer = self.client.post(f"{self.home}/proof", json=said)
        assert answer.status_code == 201, answer.text
        return str(answer.get_json()["proof"])

    def _posts(self, what: str, fields: dict[str, str]) -> TestResponse:
        return self.client.post(f"{self.home}/{what}", data=fields, environ_base={"REMOTE_ADDR": self.ip})
