"""Scans per second at a door, on SQLite and on PostgreSQL: rate, latency, server CPU, statements."""

import json
from random import Random
from uuid import uuid4

import psutil
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, event

from bench import crowd
from bench.clients import Request, Sent, send
from bench.server import Place, cpu_seconds, place, serving
from tracker import clock
from tracker.access import Role
from tracker.accounts.models import Grant, User
from tracker.accounts.signing_in import session_key
from tracker.db import db, transaction

PEOPLE, SCANS, CLIENTS = 10_000, 4_000, 8
PATH = f"/meetings/{crowd.SLUG}/checkin/S1/scans"


def main() -> dict[str, float]:
    """Print a table; the figures by key."""
    print(f"\nScans: {PEOPLE} people, {SCANS} scans, {CLIENTS} clients, 2 gunicorn workers")
    print(
        f"{'':<12}{'per s':>8}{'p50 ms':>8}{'p95 ms':>8}{'p99 ms':>8}{'CPU ms':>8}{'+ PG ms':>8}{'statements':>12}{'x empty':>9}"
    )
    figures: dict[str, float] = {}
    for kind in ("sqlite", "postgresql"):
        with place(kind) as at:
            figures |= _measure(at, kind)
    return figures


def _measure(at: Place, kind: str) -> dict[str, float]:
    with at.app.app_context():
        crowd.gather(PEOPLE, 1, starts=clock.now())
        cookie, token = _staff(at.app)
        codes = crowd.badge_codes()
    headers = {"Content-Type": "application/json", "Cookie": cookie, "X-CSRFToken": token}
    Random(3).shuffle(codes)
    statements = _statements(at.app, headers, codes[-1])
    with serving(at) as server:
        empty, empty_cpu = _run([Request("GET", "/bench/empty", None, {})] * SCANS, server)
        warm = [_scan(code, headers) for code in codes[SCANS : SCANS + 400]]
        send(warm, CLIENTS)
        postgres = cpu_seconds(at.postgres)
        scans, cpu = _run([_scan(code, headers) for code in codes[:SCANS]], server)
        postgres = 1000 * (cpu_seconds(at.postgres) - postgres) / SCANS
    if scans.statuses != {201: SCANS}:
        raise RuntimeError(f"not every scan was recorded: {scans.statuses}")
    _row("empty route", empty, empty_cpu, 0, 0, 1)
    _row(kind, scans, cpu, postgres, statements, cpu / empty_cpu)
    return {
        f"scan.{kind}.per_s": SCANS / scans.seconds,
        f"scan.{kind}.p50_ms": scans.percentile(0.50),
        f"scan.{kind}.p95_ms": scans.percentile(0.95),
        f"scan.{kind}.p99_ms": scans.percentile(0.99),
        f"scan.{kind}.cpu_ms": cpu,
        f"scan.{kind}.database_cpu_ms": postgres,
        f"scan.{kind}.statements": statements,
        f"scan.{kind}.empty_route_cpu_ms": empty_cpu,
        f"scan.{kind}.x_empty_route": cpu / empty_cpu,
    }


def _run(requests: list[Request], server: psutil.Process) -> tuple[Sent, float]:
    """Send them; and the server's CPU in milliseconds a request."""
    before = cpu_seconds(server)
    sent = send(requests, CLIENTS)
    return sent, 1000 * (cpu_seconds(server) - before) / len(requests)


def _row(name: str, sent: Sent, cpu: float, postgres: float, statements: int, ratio: float) -> None:
    rate = len(sent.latencies) / sent.seconds
    times = "".join(f"{sent.percentile(share):>8.1f}" for share in (0.5, 0.95, 0.99))
    print(f"{name:<12}{rate:>8.0f}{times}{cpu:>8.2f}{postgres:>8.2f}{statements:>12}{ratio:>9.1f}")


def _scan(code: str, headers: dict[str, str]) -> Request:
    scan = {"id": str(uuid4()), "at": clock.now().isoformat(), "method": "camera", "code": code}
    body = {"device": str(uuid4()), "desk": "Door A", "scans": [scan]}
    return Request("POST", PATH, json.dumps(body).encode(), headers)


def _staff(app: Flask) -> tuple[str, str]:
    """The cookie and the CSRF token of somebody at the desk."""
    with transaction():
        user = User(email="desk@crowd.example", name="Desk", password_hash="!", created_at=clock.now())
        user.grants.append(Grant(meeting_slug=crowd.SLUG, role=Role.DESK))
        db.session.add(user)
        db.session.flush()
        key = session_key(user.id, user.password_hash)
    client: FlaskClient = app.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = key, True
    page = client.get(f"/meetings/{crowd.SLUG}/checkin").get_data(as_text=True)
    token = page.split('name="csrf-token" content="')[1].split('"')[0]
    held = client.get_cookie("tracker")
    assert held is not None
    return f"tracker={held.value}", token


def _statements(app: Flask, headers: dict[str, str], code: str) -> int:
    """How many statements one scan is, transactions' beginnings and ends not counted."""
    heard: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith("BEGIN"):
            heard.append(statement)

    request = _scan(code, headers)
    client = app.test_client(use_cookies=False)
    event.listen(Engine, "before_cursor_execute", hear)
    try:
        answer = client.post(request.path, data=request.body, headers=request.headers)
    finally:
        event.remove(Engine, "before_cursor_execute", hear)
    if answer.status_code != 201:  # noqa: PLR2004 (created)
        raise RuntimeError(answer.get_data(as_text=True))
    return len(heard)


if __name__ == "__main__":
    main()
