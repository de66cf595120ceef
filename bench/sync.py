"""The network is back: desks that have scanned for an hour without it send all that waits, at once."""

import json
from datetime import timedelta
from uuid import uuid4

from sqlalchemy import Engine, event, func, select

from bench import crowd
from bench.clients import Request, send
from bench.server import Place, place, serving
from tracker import clock
from tracker.audit.models import SYSTEM
from tracker.checkin.devices import enrolling
from tracker.checkin.devices.enrolling import Wish
from tracker.checkin.models import Scan
from tracker.checkin.syncing.payloads import BATCH
from tracker.db import db, transaction
from tracker.meetings import queries as meetings

PEOPLE, DEVICES, SCANS = 10_000, 10, 5_000
_AGAIN = 5  # of so many requests, one is sent twice, as if its answer had been lost


def main() -> dict[str, float]:
    """Print a table; the figures by key, those of SQLite, and those of PostgreSQL under its name."""
    print(f"\nSync: {SCANS} waiting scans from {DEVICES} devices at once, in batches of {BATCH}")
    print(" " * 12 + "".join(f"{title:>12}" for title in ("seconds", "lost", "doubled", "stmts/scan")))
    figures: dict[str, float] = {}
    for kind, prefix in (("sqlite", "sync"), ("postgresql", "sync.postgresql")):
        with place(kind) as at:
            seconds, lost, doubled, statements = _measure(at)
        print(f"{kind:<12}{seconds:>12.2f}{lost:>12}{doubled:>12}{statements:>12.3f}")
        figures |= {f"{prefix}.seconds": seconds, f"{prefix}.lost": lost, f"{prefix}.doubled": doubled}
        figures[f"{prefix}.statements_per_scan"] = statements
    return figures


def _measure(at: Place) -> tuple[float, int, int, float]:
    with at.app.app_context():
        crowd.gather(PEOPLE, 1, starts=clock.now() - timedelta(hours=1))
        codes = crowd.badge_codes()[:SCANS]
        tokens = _desks()
    shares = [_requests(codes[number::DEVICES], token) for number, token in enumerate(tokens)]
    waiting = [request for turn in zip(*shares, strict=True) for request in turn]  # each client is one device
    statements = _statements(at, tokens[0], codes[0])
    with serving(at):
        sent = send(waiting, DEVICES)
        again = send(waiting[::_AGAIN], DEVICES)
    if set(sent.statuses) | set(again.statuses) != {201}:
        raise RuntimeError(f"not every batch was taken: {sent.statuses} {again.statuses}")
    with at.app.app_context():
        rows, people = db.session.execute(select(func.count(), func.count(Scan.registration_id.distinct()))).one()
    return sent.seconds, SCANS - people, rows - SCANS - 1, statements  # one scan was counted by its statements


def _desks() -> list[str]:
    with transaction():
        meeting, since = meetings.by_slug(crowd.SLUG), clock.now() - timedelta(hours=2)
        wishes = [Wish(name=f"Door {number}") for number in range(DEVICES)]
        return [str(enrolling.enrol(meeting, uuid4(), wish, SYSTEM, at=since).token) for wish in wishes]


def _scan(code: str, number: int) -> dict[str, object]:
    at = clock.now() - timedelta(minutes=60) + timedelta(seconds=number)
    common = {"session": "S1", "method": "camera", "direction": "in", "offset_ms": 120, "shown": "welcome"}
    return {"id": str(uuid4()), "seq": number, "at": at.isoformat(), "code": code, **common}


def _requests(codes: list[str], token: str) -> list[Request]:
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
    scans = [_scan(code, number) for number, code in enumerate(codes, 1)]
    batches = [scans[first : first + BATCH] for first in range(0, len(scans), BATCH)]
    return [Request("POST", "/desk/api/scans", json.dumps({"scans": batch}).encode(), headers) for batch in batches]


def _statements(at: Place, token: str, code: str) -> float:
    """How many statements a full batch takes, for each of its scans."""
    heard: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith("BEGIN"):
            heard.append(statement)

    batch = [_scan(code, 1_000_000)] * BATCH
    event.listen(Engine, "before_cursor_execute", hear)
    try:
        bearer = {"Authorization": f"Bearer {token}"}
        answer = at.app.test_client(use_cookies=False).post("/desk/api/scans", json={"scans": batch}, headers=bearer)
    finally:
        event.remove(Engine, "before_cursor_execute", hear)
    if answer.status_code != 201:  # noqa: PLR2004 (created)
        raise RuntimeError(answer.get_data(as_text=True))
    return len(heard) / BATCH


if __name__ == "__main__":
    main()
