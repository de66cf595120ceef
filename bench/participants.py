"""The list of participants of 1,000 people, as each kind of file."""

import tempfile
import time
from datetime import timedelta
from pathlib import Path

import flask_migrate
from sqlalchemy import select

from bench import crowd
from tracker import clock, config, create_app
from tracker.db import db
from tracker.exports.participants import documents
from tracker.exports.participants.making import WRITERS
from tracker.exports.participants.options import Audience, Options
from tracker.meetings.models import Meeting

PEOPLE = 1000


def main() -> dict[str, float]:
    """Print a table; the figures by key."""
    with tempfile.TemporaryDirectory() as name:
        app = create_app(config.load(Path(name), {}))
        with app.app_context():
            flask_migrate.upgrade()
            crowd.gather(PEOPLE, 2, starts=clock.now() + timedelta(days=10))
            return _measure()


def _measure() -> dict[str, float]:
    begun = time.perf_counter()
    meeting = db.session.scalars(select(Meeting)).one()
    document = documents.draft(meeting, Options(audience=Audience.INTERNAL))
    figures = {"participants.rows_seconds": time.perf_counter() - begun}
    print(f"\nList of participants: {document.listing.total.people} people")
    print(f"{'reading and ordering':<24}{figures['participants.rows_seconds']:>8.2f} s")
    for kind, write in WRITERS.items():
        begun = time.perf_counter()
        content = write(document)
        seconds = time.perf_counter() - begun
        figures[f"participants.{kind}_seconds"] = seconds
        print(f"{kind:<24}{seconds:>8.2f} s{len(content) / 1e6:>8.1f} MB")
    return figures


if __name__ == "__main__":
    main()
