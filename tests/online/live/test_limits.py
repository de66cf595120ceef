"""How often one link may be used."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from tests import world
from tests.online.live.watching import Watcher, shows
from tests.watch import Watch
from tracker import create_app
from tracker.config import Settings
from tracker.db import db
from tracker.online.live.models import ScreenVisit
from tracker.registration.models import Mode
from tracker.security import limiter


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


def test_twenty_times_a_minute_and_others_of_the_delegation_are_not_kept_out(
    guarded: Flask, context: Flask, watch: Watch
) -> None:
    watch.says("2026-11-17 09:40")
    meeting = world.meeting()
    shows(world.session(meeting, "S1"))
    wei, fang = (
        Watcher(guarded, world.registration(meeting, name, delegation="CN", modes={"S1": Mode.ONLINE}))
        for name in ("Wei Li", "Fang Zhao")
    )
    for _press in range(20):
        wei.loads()
        assert wei.presses().status_code == 200
    assert wei.presses().status_code == 429
    assert fang.presses().status_code == 200  # behind the same address
    assert world.count(ScreenVisit) == 21
