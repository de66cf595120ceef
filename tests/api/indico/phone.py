"""A phone with Indico's check-in app: what the app does with a server, and no more than it knows of one."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests import world
from tracker.accounts.models import User

APP = "https://checkin.getindico.io"
BACK = f"{APP}/auth/redirect"
VERIFIER = "a-verifier-that-no-other-phone-has-0123456789abcdef"
ANSWERED = range(200, 300)


class AppError(Exception):
    """What the app shows in its red box."""


def is_address(text: str) -> bool:
    """Whether a browser's URL takes it, as the app tries: a scheme that begins with a letter, and a colon."""
    return re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", text) is not None


@dataclass
class Phone:
    """Keeps what the app keeps: the server with its token, the sessions of scanned codes, the patterns of badges."""

    app: Flask
    server: str = ""
    client_id: str = ""
    token: str = ""
    forms: set[tuple[int, int]] = field(default_factory=set)
    patterns: dict[str, str] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    offline: bool = False

    def scans_event(self, code: dict[str, Any], user: User | None = None, *, name: str = "Phone 1") -> None:
        """An event's QR code: the first one of a server leads to its sign-in page, another one adds a session."""
        server = code["server"]
        if self.server != server["base_url"]:
            assert user is not None, "nobody signs in"
            self.server, self.client_id = server["base_url"], server["client_id"]
            self.token = self.exchanges(self.is_allowed(user, name=name)).get_json()["access_token"]
        self.forms.add((code["event_id"], code["regform_id"]))
        self.patterns |= code["custom_code_handlers"]

    def is_allowed(self, user: User, *, name: str = "Phone 1", answer: str = "allow") -> dict[str, str]:
        """Where the browser comes back to, after the person has answered the page."""
        browser = world.sign_in(self.app.test_client(), user)
        page = self.asks_to_be_allowed(browser)
        assert page.status_code == 200, page.text
        sent = browser.post(self.where_to_ask(), data={"name": name, "answer": answer})
        assert sent.location.startswith(f"{BACK}?"), sent.location
        return {key: values[0] for key, values in parse_qs(urlsplit(sent.location).query).items()}

    def asks_to_be_allowed(self, browser: FlaskClient, **other: str) -> TestResponse:
        return browser.get(self.where_to_ask(**other))

    def where_to_ask(self, **other: str) -> str:
        """The address of the sign-in page, as the server's own description has it."""
        return f"{self.described()['authorization_endpoint']}?{urlencode(asked(self.client_id) | other)}"

    def described(self) -> dict[str, str]:
        answer = self.app.test_client().get(urljoin(self.server, ".well-known/oauth-authorization-server"))
        readable_from_elsewhere(answer)
        found: dict[str, str] = answer.get_json()
        return found

    def exchanges(self, came_back: dict[str, str], **other: str) -> TestResponse:
        """The code against a token."""
        sent = {
            "grant_type": "authorization_code",
            "code": came_back.get("code", ""),
            "redirect_uri": BACK,
            "code_verifier": VERIFIER,
            "client_id": self.client_id,
        }
        answer = self.app.test_client().post(self.described()["token_endpoint"], data=sent | other)
        readable_from_elsewhere(answer)
        return answer

    def asks(self, method: str, path: str, body: dict[str, Any] | None = None) -> TestResponse:
        """One call, with the preflight that its headers need."""
        client, where = self.app.test_client(), urljoin(self.server, path)
        preflight = client.options(
            where,
            headers={
                "Origin": APP,
                "Access-Control-Request-Method": method,
                "Access-Control-Request-Headers": "authorization,content-type",
            },
        )
        assert preflight.status_code in ANSWERED, preflight.status
        readable_from_elsewhere(preflight)
        headers = {"Origin": APP, "Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        answer = client.open(where, method=method, headers=headers, json=body)
        readable_from_elsewhere(answer)
        self.calls.append(f"{method} {path}")
        return answer

    def gets(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:  # noqa: ANN401 (JSON)
        """The content of an answer; of another than a good one the app shows nothing but the number."""
        if self.offline:
            message = "no network"
            raise ConnectionError(message)
        answer = self.asks(method, path, body)
        found = answer.get_json()
        if answer.status_code not in ANSWERED:
            message = f"Response status: {answer.status_code}"
            raise AppError(message)
        return found

    def scans(self, text: str) -> dict[str, Any] | None:
        """A badge before the camera: whom the screen shows in the end. None where the app says nothing at all."""
        self.calls.clear()
        try:
            secret = self.reads(text)
            person = self.gets("GET", f"api/checkin/ticket/{secret}")
        except ConnectionError:
            return None
        event, form = person["event_id"], person["regform_id"]
        if (event, form) not in self.forms:
            message = "The registration form of this participant does not exist"
            raise AppError(message)
        place = f"api/checkin/event/{event}/forms/{form}"
        one = f"{place}/registrations/{person['id']}"
        self.gets("GET", f"api/checkin/event/{event}/")
        if not person["checked_in"]:
            self.gets("PATCH", one, {"checked_in": True})
        self.gets("GET", f"{place}/")
        shown: dict[str, Any] = self.gets("GET", one)
        return shown

    def reads(self, text: str) -> str:
        """The secret in a ticket; of our own badges the server tells the ticket."""
        for name, pattern in self.patterns.items():
            if re.search(pattern, text):
                told = self.gets("POST", "api/checkin/ticket/custom-qr-code", {"data": text, "qr_name": name})
                return self.secret_of(told)
        return self.secret_of(json.loads(text))

    def secret_of(self, ticket: dict[str, Any]) -> str:
        _version, server, secret = ticket["i"]
        address = server if is_address(server) else f"https://{server}"
        if address != self.server:
            message = "The server of this participant does not exist"
            raise AppError(message)
        digits = base64.b64decode(secret).hex()
        return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))

    def toggles(self, person: dict[str, Any], *, to: bool) -> dict[str, Any]:
        """The button on the page of a participant."""
        place = f"api/checkin/event/{person['event_id']}/forms/{person['regform_id']}/registrations/{person['id']}"
        shown: dict[str, Any] = self.gets("PATCH", place, {"checked_in": to})
        return shown


def asked(client_id: str) -> dict[str, str]:
    """What the app sends along to the sign-in page."""
    return {
        "client_id": client_id,
        "response_type": "code",
        "redirect_uri": BACK,
        "code_challenge_method": "S256",
        "code_challenge": challenge(),
        "scope": "registrants",
    }


def challenge(verifier: str = VERIFIER) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def readable_from_elsewhere(answer: TestResponse) -> None:
    """What a browser asks of an answer before a page of another site may read it; and no cookie comes along."""
    assert answer.headers.get("Access-Control-Allow-Origin") == "*", answer.status
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Access-Control-Allow-Headers"] == "Authorization, Content-Type"
    assert answer.headers["Access-Control-Allow-Methods"] == "GET, POST, PATCH"
    assert int(answer.headers["Access-Control-Max-Age"]) >= 600
