"""Everybody's presence at every session from three stays each: 10,000 people, 30 sessions, room and screen."""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import flask_migrate
from flask import Flask
from sqlalchemy import Engine, event, insert

from bench import crowd
from tracker import clock, config, create_app
from tracker.attendance.queries import presences
from tracker.checkin.models import Method, Scan
from tracker.checkin.verdicts import Direction, Verdict
from tracker.db import db, transaction
from tracker.meetings import queries as meetings
from tracker.meetings.models import Meeting, MeetingSession
from tracker.online.models import OnlineReport, OnlineStay, ReportSession, ShownName
from tracker.online.reports.dates import Order

PEOPLE, SESSIONS = 10_000, 30
_BATCH = 20_000


def main() -> dict[str, float]:
    """Print a table; the figures by key. The pass runs in a process of its own, for its peak of memory."""
    with tempfile.TemporaryDirectory() as name:
        with _app(Path(name)).app_context():
            flask_migrate.upgrade()
            prepare(PEOPLE, SESSIONS)
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-m", "bench.presence", name], capture_output=True, text=True, check=True
        )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    print(f"\nPresence: {PEOPLE:,} people x {SESSIONS} sessions, three stays each, SQLite")
    print("".join(f"{key:>14}" for key in found))
    print("".join(f"{value:>14,.2f}" for value in found.values()))
    return {f"presence.{key}": value for key, value in found.items()}


def _app(folder: Path) -> Flask:
    return create_app(config.load(folder, {}))


def prepare(people: int, sessions: int) -> None:
    """Fill the database: everybody was at every session, in the room twice and on the screen once."""
    crowd.gather(people, sessions, starts=clock.now() - timedelta(days=10))
    with transaction():
        meeting = db.session.scalars(db.select(Meeting)).one()
        held = list(meeting.sessions)
        _fill(Scan, _scans(people, held))
        report = _report(meeting)
        _fill(ShownName, _names(people, report))
        _fill(OnlineStay, _stays(people, report, held))


def _fill(table: type[Any], rows: Iterator[dict[str, object]]) -> None:
    batch: list[dict[str, object]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            db.session.execute(insert(table), batch)
            batch = []
    if batch:
        db.session.execute(insert(table), batch)


def _scans(people: int, sessions: list[MeetingSession]) -> Iterator[dict[str, object]]:
    """In, out for an hour, in again: two stays in the room."""
    moments = ((Direction.IN, 0), (Direction.OUT, 40), (Direction.IN, 100))
    number = 0
    for session in sessions:
        for person in range(people):
            for direction, minutes in moments:
                number += 1
                at = session.starts_at + timedelta(minutes=minutes + person % 7)
                yield {
                    "id": UUID(int=number),
                    "device": UUID(int=1),
                    "desk": "Door",
                    "session_id": session.id,
                    "registration_id": person + 1,
                    "text": "",
                    "direction": direction,
                    "method": Method.CAMERA,
                    "verdict": Verdict.WELCOME if direction is Direction.IN else Verdict.GOODBYE,
                    "scanned_at": at,
                    "received_at": at,
                    "at": at,
                }


def _report(meeting: Meeting) -> int:
    now = clock.now()
    made = OnlineReport(
        meeting_id=meeting.id,
        name="zoom.csv",
        sha256=b"0" * 32,
        content=b"",
        format="zoom_meeting",
        order=Order.DAY_FIRST,
        zone=meeting.timezone,
        received_at=now,
        received_by="bench",
        applied_at=now,
    )
    made.sessions = [ReportSession(session_id=session.id) for session in meeting.sessions]
    db.session.add(made)
    db.session.flush()
    return made.id


def _names(people: int, report: int) -> Iterator[dict[str, object]]:
    for person in range(people):
        yield {
            "id": person + 1,
            "report_id": report,
            "name": f"P{person}",
            "email": "",
            "registration_id": person + 1,
            "is_ignored": False,
            "suggestions": [],
            "stays": 1,
        }


def _stays(people: int, report: int, sessions: list[MeetingSession]) -> Iterator[dict[str, object]]:
    for line, session in enumerate(sessions):
        for person in range(people):
            since = session.starts_at + timedelta(minutes=30)
            yield {
                "report_id": report,
                "name_id": person + 1,
                "line": line + 2,
                "joined_at": since,
                "left_at": since + timedelta(minutes=50),
                "minutes": 50.0,
            }


def _measure(folder: Path) -> dict[str, float]:
    heard = [0]
    event.listen(Engine, "before_cursor_execute", lambda *_said: heard.__setitem__(0, heard[0] + 1))
    with _app(folder).app_context():
        meeting = meetings.by_slug(crowd.SLUG)
        assert len(meeting.sessions) == SESSIONS
        heard[0] = 0
        begun, cpu = time.perf_counter(), time.process_time()
        minutes = 0.0
        for row in presences.presences(meeting, until=clock.now()):
            minutes += sum(one.minutes or 0 for one in row.by_session.values())
        seconds, cpu = time.perf_counter() - begun, time.process_time() - cpu
    assert minutes > PEOPLE * SESSIONS
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "cpu_s": cpu, "statements": heard[0], "peak_mb": peak}


if __name__ == "__main__":
    print(json.dumps(_measure(Path(sys.argv[1])))) if len(sys.argv) > 1 else main()
