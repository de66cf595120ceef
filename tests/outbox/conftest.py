"""An application whose mail goes to a post office of the tests' own."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.outbox import kinds as _kinds  # noqa: F401 (registers them)
from tests.outbox.post_office import HOST, PostOffice
from tracker.config import MailSecurity, Settings
from tracker.db import db, transaction
from tracker.outbox.models import Message
from tracker.outbox.posting import post


class Sender:
    """Posts mails and looks after their rows, in contexts of its own like a view's."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def posts(self, recipient: str, name: str = "Amina", *, kind: str = "test_welcome", language: str = "en") -> None:
        with self.app.app_context(), transaction():
            post(kind, recipient, language, name=name, registration_id=17)

    def has_tried(self, times: int) -> None:
        """So many workers took every mail and were never heard of again."""
        with self.app.app_context(), transaction():
            db.session.execute(update(Message).values(attempts=times))

    def rows(self) -> list[Message]:
        with self.app.app_context():
            found = list(db.session.scalars(select(Message).order_by(Message.id)))
            db.session.expunge_all()
            return found

    def row(self) -> Message:
        [row] = self.rows()
        return row


@pytest.fixture
def sender(app: Flask) -> Sender:
    return Sender(app)


@pytest.fixture
def post_office(app: Flask, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[PostOffice]:
    """A post office at work, and the application sending its mail there."""
    office = PostOffice()
    monkeypatch.setitem(app.extensions, "settings", sent_to(office, settings))
    with office.at_work():
        yield office


def sent_to(office: PostOffice, settings: Settings) -> Settings:
    return replace(settings, smtp_host=HOST, smtp_port=office.port, smtp_security=MailSecurity.NONE, smtp_timeout=1)
