"""What the tests of accounts ask for."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import world
from tests.accounts.people import with_password
from tracker import create_app
from tracker.access import Role
from tracker.accounts.models import User
from tracker.config import Settings
from tracker.db import db
from tracker.meetings.models import Meeting
from tracker.security import limiter


@pytest.fixture
def amina(context: Flask) -> User:
    """Amina Diallo, with a password and without a role."""
    return with_password("Amina Diallo")


@pytest.fixture
def meeting(context: Flask) -> Meeting:
    return world.meeting()


@pytest.fixture
def jean(meeting: Meeting) -> User:
    """Jean Petit, organizer of the meeting."""
    return with_password("Jean Petit", role=Role.ORGANIZER, of=meeting)


@pytest.fixture
def limited(app: Flask, settings: Settings) -> Iterator[FlaskClient]:
    """A client of an application over the same tables that counts attempts."""
    strict = create_app(replace(settings, rate_limits=True))
    strict.test_client_class = app.test_client_class
    strict.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    yield strict.test_client()
    with strict.app_context():
        db.engine.dispose()
    limiter.reset()
    limiter.enabled = False
