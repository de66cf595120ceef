"""The meeting of the stories, two weeks before registration closes, and who speaks for whom."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import world
from tests.registration.delegate import Delegate
from tests.registration.focal.delegation import Speaker, focal_point
from tests.watch import Watch
from tracker.access import Role
from tracker.meetings.models import Meeting


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    watch.says("2026-11-02 10:00")
    world.delegations()
    return world.meeting()


@pytest.fixture
def aya(context: Flask, outbox: Path, meeting: Meeting) -> Speaker:
    """Aya Touré speaks for Côte d'Ivoire."""
    return Speaker(context, outbox, focal_point(meeting, "Aya Toure"))


@pytest.fixture
def koffi(context: Flask, outbox: Path, meeting: Meeting) -> Speaker:
    """So does Koffi Yao."""
    return Speaker(context, outbox, focal_point(meeting, "Koffi Yao"))


@pytest.fixture
def amara(app: Flask, meeting: Meeting) -> FlaskClient:
    """The browser of Amara Diallo, organizer."""
    return world.sign_in(app.test_client(), world.user("Amara Diallo", role=Role.ORGANIZER, of=meeting))


@pytest.fixture
def person(context: Flask, outbox: Path) -> Delegate:
    """Whoever gets a mail and follows the link in it."""
    return Delegate(context, outbox, language="en")
