"""The wall under fifty screens: the server's CPU for an answer without news, and for one while people come in."""

import http.client
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Event, Thread
from uuid import uuid4

import psutil

from bench import crowd
from bench.clients import Request, Sent, send
from bench.server import PORT, Place, cpu_seconds, place, serving
from tracker import clock
from tracker.audit.models import SYSTEM
from tracker.checkin.devices import enrolling
from tracker.checkin.devices.enrolling import Wish
from tracker.dashboard.wall import linking
from tracker.dashboard.wall.looks import Speech, Theme
from tracker.db import transaction
from tracker.meetings import queries as meetings

PEOPLE, CAME, SCREENS, ASKS = 2_000, 0.6, 50, 3_000
_EVERY = 0.5  # seconds between two people at the door


def main() -> dict[str, float]:
    """Print a table; the figures by key."""
    print(f"\nWall: {PEOPLE} people, {int(PEOPLE * CAME)} scans, {SCREENS} screens, 2 gunicorn workers")
    print(" " * 22 + "".join(f"{title:>11}" for title in ("per s", "p50 ms", "p95 ms", "CPU ms")))
    with place("sqlite") as at:
        return _measure(at)


def _measure(at: Place) -> dict[str, float]:
    with at.app.app_context():
        crowd.gather(PEOPLE, 1, starts=clock.now() - timedelta(hours=1), attended=CAME)
        codes = crowd.badge_codes()
        with transaction():
            meeting = meetings.by_slug(crowd.SLUG)
            path = f"/walls/{linking.token(linking.make(meeting, 'Hall', Speech.BOTH, Theme.DARK, SYSTEM).id)}/figures"
            token = str(enrolling.enrol(meeting, uuid4(), Wish(name="Door A"), SYSTEM, at=clock.now()).token)
    with serving(at) as server:
        send([Request("GET", path, None, {})] * 100, SCREENS)
        tag = _tag(path)
        same, same_cpu = _run(Request("GET", path, None, {"If-None-Match": tag}), server)
        if set(same.statuses) != {304}:
            raise RuntimeError(f"there was news: {same.statuses}")
        new, new_cpu = _run(Request("GET", path, None, {"If-None-Match": '"another"'}), server)
        with _people_coming(codes, token):
            busy, busy_cpu = _run(Request("GET", path, None, {"If-None-Match": tag}), server)
    for name, sent, cpu in (("304", same, same_cpu), ("200", new, new_cpu), ("200, people coming", busy, busy_cpu)):
        rate = len(sent.latencies) / sent.seconds
        print(f"{name:<22}{rate:>11.2f}{sent.percentile(0.5):>11.2f}{sent.percentile(0.95):>11.2f}{cpu:>11.3f}")
    return {
        "wall.cpu_ms_304": same_cpu,
        "wall.cpu_ms_200": new_cpu,
        "wall.cpu_ms_200_people_coming": busy_cpu,
        "wall.p95_ms_304": same.percentile(0.95),
    }


def _run(request: Request, server: psutil.Process) -> tuple[Sent, float]:
    """Let all screens ask; and the server's CPU in milliseconds a request."""
    before = cpu_seconds(server)
    sent = send([request] * ASKS, SCREENS)
    return sent, 1000 * (cpu_seconds(server) - before) / ASKS


def _tag(path: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return str(answer.headers["ETag"])


@contextmanager
def _people_coming(codes: list[str], token: str) -> Iterator[None]:
    """Somebody comes in every half second meanwhile; the server's CPU for it is counted too."""
    over = Event()
    thread = Thread(target=_come, args=(codes, token, over))
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _come(codes: list[str], token: str, over: Event) -> None:
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
    for code in codes:
        scan = {"id": str(uuid4()), "session": "S1", "at": clock.now().isoformat(), "method": "camera", "code": code}
        connection.request("POST", "/desk/api/scans", json.dumps({"scans": [scan]}).encode(), headers)
        connection.getresponse().read()
        if over.wait(_EVERY):
            break
    connection.close()


if __name__ == "__main__":
    main()
