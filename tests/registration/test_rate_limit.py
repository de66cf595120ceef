"""How often one network may register."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from tests import world
from tests.registration.delegate import ABDOU, Delegate, value
from tests.watch import Watch
from tracker import create_app
from tracker.config import Settings
from tracker.db import db
from tracker.security import limiter

FORM = "/meetings/cap-23/register"


@pytest.fixture
def guarded(app: Flask, settings: Settings) -> Iterator[Flask]:
    """The application with its limits on, over the same database."""
    made = create_app(replace(settings, rate_limits=True))
    made.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    limiter.enabled = True
    limiter.reset()
    yield made
    limiter.reset()
    limiter.enabled = False
    with made.app_context():
        db.engine.dispose()


@pytest.mark.slow
def test_thirty_registrations_an_hour(guarded: Flask, context: Flask, watch: Watch, outbox: Path) -> None:
    watch.says("2026-11-09 10:00")
    world.delegations()
    meeting = world.meeting()
    mission = Delegate(guarded, outbox)
    form = ABDOU | {f"session_{world.session(meeting, 'S1').id}": "online"}
    for number in range(30):
        # A form that is sent back for correction does not count.
        assert mission.sends(FORM, **(form | {"email": ""})).status_code == 422
        assert mission.sends(FORM, **(form | {"email": f"p{number}@customs.example"})).status_code == 303
    refused = mission.sends(FORM, **form)
    assert refused.status_code == 429
    assert value(refused, "position") == "Chef de bureau"
    assert mission.opens(FORM).status_code == 200
