"""Scans per second at a door, on SQLite and on PostgreSQL: rate, latency, server CPU, statements."""

import json
from random import Random
from uuid import uuid4

import psutil
from flask import Flask
from sqlalchemy import Engine, event

from bench import crowd
from bench.clients import Request, Sent, send
from bench.server import Place, cpu_seconds, place, serving
from tracker import clock
from tracker.audit.models import SYSTEM
from tracker.checkin.devices import enrolling
from tracker.checkin.devices.enrolling import Wish
from tracker.db import transaction
from tracker.meetings import queries as meetings

PEOPLE, SCANS, CLIENTS = 10_000, 4_000, 8
PATH = "/desk/api/scans"


def main() -> dict[str, float]:
    """Print a table; the figures by key."""
    print(f"\nScans: {PEOPLE} people, {SCANS} scans, {CLIENTS} clients, 2 gunicorn workers")
    titles = ("per s", "p50 ms", "p95 ms", "p99 ms", "CPU ms", "+ PG ms", "statements", "x empty")
    print(" " * 12 + "".join(f"{title:>11}" for title in titles))
    figures: dict[str, float] = {}
    for kind in ("sqlite", "postgresql"):
        with place(kind) as at:
            figures |= _measure(at, kind)
    return figures


def _measure(at: Place, kind: str) -> dict[str, float]:
    with at.app.app_context():
        crowd.gather(PEOPLE, 1, starts=clock.now())
        token = _desk()
        codes = crowd.badge_codes()
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
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
    _print("empty route", (*_pace(empty), empty_cpu, 0, 0, 1))
    _print(kind, (*_pace(scans), cpu, postgres, statements, cpu / empty_cpu))
    per_s, p50, p95, p99 = _pace(scans)
    return {
        f"scan.{kind}.per_s": per_s,
        f"scan.{kind}.p50_ms": p50,
        f"scan.{kind}.p95_ms": p95,
        f"scan.{kind}.p99_ms": p99,
        f"scan.{kind}.cpu_ms": cpu,
        f"scan.{kind}.database_cpu_ms": postgres,
        f"scan.{kind}.statements": statements,
        f"scan.{kind}.empty_route_cpu_ms": empty_cpu,
        f"scan.{kind}.x_empty_route": cpu / empty_cpu,
    }


def _pace(sent: Sent) -> tuple[float, float, float, float]:
    """Requests a second, and the milliseconds within which half, 95 % and 99 % were answered."""
    rate = len(sent.latencies) / sent.seconds
    return rate, sent.percentile(0.5), sent.percentile(0.95), sent.percentile(0.99)


def _print(name: str, figures: tuple[float, ...]) -> None:
    print(f"{name:<12}" + "".join(f"{figure:>11.2f}" for figure in figures))


def _run(requests: list[Request], server: psutil.Process) -> tuple[Sent, float]:
    """Send them; and the server's CPU in milliseconds a request."""
    before = cpu_seconds(server)
    sent = send(requests, CLIENTS)
    return sent, 1000 * (cpu_seconds(server) - before) / len(requests)


def _scan(code: str, headers: dict[str, str]) -> Request:
    at = clock.now().isoformat()
    scan = {"id": str(uuid4()), "session": "S1", "at": at, "method": "camera", "code": code, "offset_ms": 0}
    return Request("POST", PATH, json.dumps({"scans": [scan]}).encode(), headers)


def _desk() -> str:
    """The token of a desk device, which was heard of a moment ago."""
    with transaction():
        enrolled = enrolling.enrol(meetings.by_slug(crowd.SLUG), uuid4(), Wish(name="Door A"), SYSTEM, at=clock.now())
        enrolled.device.seen_at = clock.now()
        return str(enrolled.token)


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
