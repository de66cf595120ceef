"""Registering through the public form: form, submission, confirmation; without limits, and with caps at four levels.

And the review list over the same people: listing, filtering, searching.
"""

import http.client
import re
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from multiprocessing import get_context
from typing import TypeVar
from urllib.parse import urlencode

import psutil
from flask import Flask
from sqlalchemy import Engine, event

from bench import crowd
from bench.clients import PROCESSES
from bench.scan import CLIENTS
from bench.server import PORT, cpu_seconds, place, serving
from tracker import clock
from tracker.access import Role
from tracker.accounts.models import Grant, User
from tracker.accounts.signing_in import session_key
from tracker.db import db, transaction
from tracker.meetings.models import Meeting, MeetingSession
from tracker.people.models import Category
from tracker.registration import links
from tracker.registration.models import Mode, Registration, State
from tracker.registration.seats.models import Level, SeatLimit, WhenFull

PEOPLE, NEW, SESSIONS, REPEATS = 10_000, 500, 2, 10
T = TypeVar("T")
_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
_FORM = f"/meetings/{crowd.SLUG}/register"
_LISTS = {
    "list": "",
    "filter": "?category=MEM&mode=in_person",
    "search": "?q=kouassi+state",
}


def main() -> dict[str, float]:
    """Print a table; the figures by key."""
    figures: dict[str, float] = {}
    print(f"\nRegistration: {PEOPLE} people registered, {NEW} more through the form, {CLIENTS} clients, SQLite")
    print(" " * 14 + "".join(f"{title:>14}" for title in ("per s", "p95 ms", "CPU ms", "statements")))
    for name, capped in (("without caps", False), ("four caps", True)):
        with place("sqlite") as at:
            with at.app.app_context():
                crowd.gather(PEOPLE, SESSIONS, starts=clock.now() + timedelta(days=20))
                if capped:
                    _cap()
                session_ids = list(db.session.scalars(db.select(MeetingSession.id).order_by(MeetingSession.id)))
            with serving(at) as server:
                found = _register(at.app, server, session_ids)
            print(f"{name:<14}" + "".join(f"{found[key]:>14.2f}" for key in ("per_s", "p95_ms", "cpu_ms")))
            if capped:
                figures |= {"registration.capped_cpu_ms": found["cpu_ms"], "registration.capped_per_s": found["per_s"]}
            else:
                figures |= {f"registration.{key}": value for key, value in found.items()}
                figures |= _lists(at.app)
    ratio = figures["registration.capped_cpu_ms"] / figures["registration.cpu_ms"]
    print(f"caps cost {100 * (ratio - 1):.0f} % more")
    return figures | {"registration.x_capped": ratio}


def _cap() -> None:
    """Limits that bite nobody, for what is measured is the counting."""
    with transaction():
        meeting = db.session.scalars(db.select(Meeting).where(Meeting.slug == crowd.SLUG)).one()
        levels = [
            (Level.MEETING, None, None),
            (Level.DELEGATION, None, None),
            (Level.CATEGORY, Category.MEM, None),
            *((Level.SESSION, None, session.id) for session in meeting.sessions),
        ]
        for level, category, session_id in levels:
            for mode in (Mode.IN_PERSON, Mode.ONLINE):
                limit = SeatLimit(
                    meeting_id=meeting.id,
                    level=level,
                    mode=mode,
                    seats=PEOPLE * 2,
                    when_full=WhenFull.WAIT,
                    category=category,
                    session_id=session_id,
                )
                db.session.add(limit)


def _register(app: Flask, server: psutil.Process, session_ids: list[int]) -> dict[str, float]:
    """Form and submission by all clients, then the confirmations by all clients."""
    _spread(_submit, [(number, session_ids) for number in range(NEW, NEW + 40)])  # warm
    before, begun = cpu_seconds(server), time.perf_counter()
    latencies = _spread(_submit, [(number, session_ids) for number in range(NEW)])
    seconds, cpu = time.perf_counter() - begun, cpu_seconds(server) - before
    with app.app_context():
        drafts = list(db.session.scalars(db.select(Registration.uid).where(Registration.state == State.DRAFT)))
        tokens = [links.confirming(uid) for uid in drafts[:NEW]]
        db.session.rollback()
    before, begun = cpu_seconds(server), time.perf_counter()
    confirmations = _spread(_confirm, tokens)
    seconds, cpu = seconds + time.perf_counter() - begun, cpu + cpu_seconds(server) - before
    with app.app_context():
        counted = db.session.scalar(
            db.select(db.func.count()).select_from(Registration).where(Registration.state == State.SUBMITTED)
        )
    if counted != NEW:
        raise RuntimeError(f"{counted} of {NEW} registrations arrived")
    whole = sorted(one + other for one, other in zip(latencies, confirmations, strict=True))
    return {"per_s": NEW / seconds, "p95_ms": 1000 * whole[int(0.95 * NEW)], "cpu_ms": 1000 * cpu / NEW}


def _spread(work: Callable[[T], float], items: Sequence[T]) -> list[float]:
    """Do all of it with CLIENTS at once, in PROCESSES; the seconds that each took."""
    shares = [items[number::PROCESSES] for number in range(PROCESSES)]
    with get_context("fork").Pool(PROCESSES) as pool:
        return [one for found in pool.starmap(_share, [(work, share) for share in shares]) for one in found]


def _share(work: Callable[[T], float], items: Sequence[T]) -> list[float]:
    with ThreadPoolExecutor(CLIENTS // PROCESSES) as threads:
        return list(threads.map(work, items))


def _submit(what: tuple[int, list[int]]) -> float:
    """Open the form and send it, as a browser does."""
    number, session_ids = what
    begun = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    page, cookie = _ask(connection, "GET", _FORM)
    fields = {
        "csrf_token": _token(page),
        "title": "Ms",
        "family_name": f"Newcomer{number:04}",
        "given_name": "Amina",
        "email": f"newcomer{number}@crowd.example",
        "represents": f"D{number % 190:03}",
        "position": "Customs attaché",
        "role": "delegate",
        "language": "en",
        "interpretation": "en",
        **{f"session_{id_}": "in_person" if number % 3 else "online" for id_ in session_ids},
    }
    _ask(connection, "POST", _FORM, fields, cookie, expected=303)
    connection.close()
    return time.perf_counter() - begun


def _confirm(token: str) -> float:
    """Open the link of the mail and press its button."""
    begun = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    path = f"/registrations/confirm/{token}"
    page, cookie = _ask(connection, "GET", path)
    _ask(connection, "POST", path, {"csrf_token": _token(page)}, cookie, expected=303)
    connection.close()
    return time.perf_counter() - begun


def _ask(  # noqa: PLR0913, PLR0917 (one request)
    connection: http.client.HTTPConnection,
    method: str,
    path: str,
    fields: dict[str, str] | None = None,
    cookie: str = "",
    expected: int = 200,
) -> tuple[str, str]:
    """The page and the cookie that came with it."""
    headers = {"Cookie": cookie} if cookie else {}
    if fields:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection.request(method, path, urlencode(fields) if fields else None, headers)
    answer = connection.getresponse()
    page = answer.read().decode()
    if answer.status != expected:
        raise RuntimeError(f"{method} {path}: {answer.status} {page[-2000:]}")
    return page, (answer.getheader("Set-Cookie") or "").split(";")[0]


def _token(page: str) -> str:
    found = _TOKEN.search(page)
    if found is None:
        raise RuntimeError("the page has no form")
    return found[1]


def _lists(app: Flask) -> dict[str, float]:
    """CPU and statements of the review list, the dearest of listing, filtering and searching."""
    with app.app_context(), transaction():
        user = User(email="organizer@crowd.example", name="O", password_hash="!", created_at=clock.now())  # noqa: S106 (none)
        user.grants.append(Grant(meeting_slug=crowd.SLUG, role=Role.ORGANIZER))
        db.session.add(user)
        db.session.flush()
        key = session_key(user.id, user.password_hash)
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = key, True
    heard: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith("BEGIN"):
            heard.append(statement)

    event.listen(Engine, "before_cursor_execute", hear)
    dearest, statements = 0.0, 0
    for name, query in _LISTS.items():
        path = f"/meetings/{crowd.SLUG}/registrations{query}"
        client.get(path)
        heard.clear()
        begun = time.process_time()
        for _ in range(REPEATS):
            if client.get(path).status_code != 200:  # noqa: PLR2004 (found)
                raise RuntimeError(path)
        cpu = 1000 * (time.process_time() - begun) / REPEATS
        print(f"{name:<14}{'':>28}{cpu:>14.2f}{len(heard) // REPEATS:>14}")
        dearest, statements = max(dearest, cpu), max(statements, len(heard) // REPEATS)
    event.remove(Engine, "before_cursor_execute", hear)
    return {"registration.list_cpu_ms": dearest, "registration.list_statements": statements}


if __name__ == "__main__":
    main()
