"""The people of the sample reports as registrations of a meeting on the day of the samples."""

import csv
from io import BytesIO
from pathlib import Path

from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse

from tests import world
from tests.world import at
from tracker.db import db, transaction
from tracker.meetings.models import Meeting
from tracker.online.models import OnlineReport
from tracker.people.names import search_key
from tracker.registration.models import Registration

SAMPLES = Path(__file__).parent / "reports"


def meeting() -> Meeting:
    """The day of the samples: S1 from 10:00 to 12:30, S2 from 14:00 to 16:30; S3 is the day after."""
    made = world.meeting()
    with transaction():
        for code, starts, ends in (("S1", "10:00", "12:30"), ("S2", "14:00", "16:30")):
            session = world.session(made, code)
            session.starts_at, session.ends_at = at(f"2026-11-17 {starts}"), at(f"2026-11-17 {ends}")
    return made


def roster(of: Meeting) -> dict[str, Registration]:
    """The registrants of the samples, by their numbers."""
    with (SAMPLES / "registrants.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    people = {}
    for row in rows:
        made = world.registration(of, f"{row['given_name']} x", native_name=row["native_name"], delegation="CI")
        with transaction():
            made.family_name, made.given_name, made.email = row["family_name"], row["given_name"], row["email"]
            made.search_key = search_key(made.family_name, made.given_name, made.native_name)
        people[row["id"]] = made
    return people


def uploads(client: FlaskClient, of: Meeting, name: str, data: bytes | None = None) -> TestResponse:
    """Send a file by the form of the page."""
    content = (SAMPLES / name).read_bytes() if data is None else data
    sent = FileStorage(BytesIO(content), filename=name)
    return client.post(f"/meetings/{of.slug}/online", data={"file": sent}, content_type="multipart/form-data")


def report(name: str) -> OnlineReport:
    """The report of that file as it is now."""
    db.session.rollback()
    found: OnlineReport = db.session.scalars(db.select(OnlineReport).filter_by(name=name)).one()
    return found
