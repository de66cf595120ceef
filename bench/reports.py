"""A platform's report of 50,000 rows, parsed and matched to 10,000 people."""

import time
from datetime import timedelta
from random import Random

from bench import crowd
from bench.server import place
from tracker import clock
from tracker.audit.models import COMMAND
from tracker.db import db, transaction
from tracker.meetings import queries as meetings
from tracker.online import queries, receiving
from tracker.registration.models import Registration

PEOPLE, ROWS, STRANGERS = 10_000, 50_000, 200
_HEAD = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest,In Waiting Room"


def main() -> dict[str, float]:
    """Print a table; the figures by key."""
    with place("sqlite") as at, at.app.test_request_context():
        crowd.gather(PEOPLE, 2, starts=clock.now() - timedelta(days=1))
        report = _report()
        begun, cpu = time.perf_counter(), time.process_time()
        with transaction():
            kept, _is_new = receiving.receive(meetings.by_slug(crowd.SLUG), "zoom.csv", report.encode(), COMMAND)
            report_id = kept.id
        seconds, cpu = time.perf_counter() - begun, time.process_time() - cpu
        figures = queries.figures(report_id)
    print(f"\nA report of {ROWS:,} rows, {len(report) / 1e6:.1f} MB, {PEOPLE:,} people, SQLite")
    print(f"{'seconds':>10}{'CPU s':>10}{'matched':>10}{'to confirm':>12}{'unmatched':>11}")
    print(f"{seconds:>10.2f}{cpu:>10.2f}{figures.matched:>10}{figures.to_confirm:>12}{figures.unmatched:>11}")
    return {"report.seconds": seconds, "report.cpu_s": cpu, "report.matched": figures.matched}


def _report() -> str:
    """Most join by their address, a tenth by their name alone, and some whom nobody knows."""
    chance = Random(5)
    people = db.session.execute(
        db.select(Registration.given_name, Registration.family_name, Registration.email).order_by(Registration.id)
    ).all()
    day = clock.in_zone(clock.now() - timedelta(days=1), "Europe/Brussels")
    lines = [_HEAD]
    for number in range(ROWS):
        given, family, email = people[number % PEOPLE]
        if number % PEOPLE < STRANGERS:
            given, family, email = "Somebody", f"Unknown{number % STRANGERS}", ""
        elif number % 10 == 0:
            email = ""
        joined = day.replace(hour=chance.randrange(8, 17), minute=chance.randrange(60), second=chance.randrange(60))
        left = joined + timedelta(minutes=chance.randrange(5, 60))
        times = f"{joined:%Y-%m-%d %H:%M:%S},{left:%Y-%m-%d %H:%M:%S}"
        lines.append(f"{given} {family.upper()},{email},{times},30,Yes,No")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
