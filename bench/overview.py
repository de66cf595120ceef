"""The organizers' page of the attendance: 1,000 people, 10 sessions, room and screen."""

import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path
from statistics import median
from uuid import uuid4

import flask_migrate
from flask.testing import FlaskClient
from sqlalchemy import Engine, event

from bench import crowd, presence
from tests import world
from tracker import clock, config, create_app
from tracker.checkin.models import Method, Scan
from tracker.checkin.verdicts import Direction, Verdict
from tracker.db import db, transaction
from tracker.meetings.models import MeetingSession

PEOPLE, SESSIONS, TIMES = 1_000, 10, 7
Measured = tuple[float, int]  # milliseconds of CPU, statements


def main() -> dict[str, float]:
    """Print a table; the figures by key."""
    with tempfile.TemporaryDirectory() as name:
        app = create_app(config.load(Path(name), {}))
        with app.app_context():
            flask_migrate.upgrade()
            presence.prepare(PEOPLE, SESSIONS)
            client = world.sign_in(app.test_client(), world.user("Bench", is_admin=True))
        found = {
            "first view": _measure(client, 1, lambda: None),
            "next view": _measure(client, TIMES, lambda: None),
            "after a scan": _measure(client, TIMES, lambda: _scan_with(app.app_context)),
        }
    print(f"\nThe attendance page: {PEOPLE:,} people x {SESSIONS} sessions, three stays each, SQLite")
    for what, (cpu, statements) in found.items():
        print(f"{what:>14}{cpu:>10,.0f} ms CPU{statements:>6} statements")
    return {f"overview.{what.replace(' ', '_')}_ms": cpu for what, (cpu, _statements) in found.items()}


def _measure(client: FlaskClient, times: int, before: Callable[[], None]) -> Measured:
    heard, taken = [0], []
    event.listen(Engine, "before_cursor_execute", count := lambda *_said: heard.__setitem__(0, heard[0] + 1))
    for _time in range(times):
        before()
        heard[0], begun = 0, time.process_time()
        answer = client.get(f"/meetings/{crowd.SLUG}/attendance")
        taken.append((time.process_time() - begun) * 1000)
        assert answer.status_code == HTTPStatus.OK, answer.status
    event.remove(Engine, "before_cursor_execute", count)
    return median(taken), heard[0]


def _scan_with(context: Callable[[], object]) -> None:
    with context(), transaction():  # type: ignore[attr-defined]
        session = db.session.scalars(db.select(MeetingSession).limit(1)).one()
        at = clock.now() - timedelta(seconds=1)
        db.session.add(
            Scan(
                id=uuid4(),
                device=uuid4(),
                desk="Door",
                session_id=session.id,
                registration_id=1,
                text="",
                direction=Direction.IN,
                method=Method.CAMERA,
                verdict=Verdict.WELCOME,
                scanned_at=at,
                received_at=at,
                at=at,
            )
        )


if __name__ == "__main__":
    main()
