"""`flask attendance SLUG`: who attended which session, how and for how long."""

import json
from collections.abc import Mapping
from datetime import datetime

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_babel import force_locale
from sqlalchemy import select

from tracker import clock
from tracker.attendance.presence import Presence
from tracker.attendance.queries import presences
from tracker.attendance.queries.presences import Row
from tracker.attendance.wording import STATUSES, WAYS
from tracker.audit import recording
from tracker.audit.models import COMMAND
from tracker.cli.telling import plainly
from tracker.db import db, transaction
from tracker.meetings import queries as meetings
from tracker.meetings.models import Meeting
from tracker.people.names import printed
from tracker.registration.models import Mode, Registration
from tracker.templating import iso


@click.command("attendance")
@click.argument("slug")
@click.option("--json", "as_json", is_flag=True, help="As JSON, with e-mail addresses and the times of seeing.")
@with_appcontext
@plainly()
def attendance(slug: str, *, as_json: bool) -> None:
    """Say of everybody at the meeting SLUG how they attended each session."""
    with transaction():
        meeting = meetings.by_slug(slug)
        rows = list(presences.presences(meeting, until=clock.now()))
        emails = _emails(meeting)
        recording.record(COMMAND, "attendance.read", f"meeting {slug}", meeting=slug, people=len(rows))
        codes = {session.id: session.code for session in meeting.sessions}
        if as_json:
            click.echo(json.dumps([_as_json(row, codes, emails) for row in rows], ensure_ascii=False))
            return
        with current_app.test_request_context(), force_locale("en"):
            for row in rows:
                click.echo(_in_words(row, codes))


def _emails(meeting: Meeting) -> dict[int, str | None]:
    chosen = select(Registration.id, Registration.email).where(Registration.meeting_id == meeting.id)
    return dict(iter(db.session.execute(chosen)))


def _as_json(row: Row, codes: Mapping[int, str], emails: Mapping[int, str | None]) -> dict[str, object]:
    """Minutes and share are null where the time is unknown; a session without an entry is neither chosen nor seen."""
    person = row.participant
    return {
        "registration": person.id,
        "name": printed(person.title, person.given_name, person.family_name),
        "email": emails.get(person.id),
        "sessions": {codes[id_]: _session(row.by_session[id_]) for id_ in codes if id_ in row.by_session},
    }


def _session(one: Presence) -> dict[str, object]:
    return {
        "status": one.status,
        "mode": one.way,
        "minutes": None if one.minutes is None else round(one.minutes, 2),
        "share": None if one.share is None else round(one.share, 4),
        "first_seen": _iso(one.first_seen),
        "last_seen": _iso(one.last_seen),
        "corrected": one.word is not None,
    }


def _iso(instant: datetime | None) -> str | None:
    return iso(instant) if instant else None


def _in_words(row: Row, codes: Mapping[int, str]) -> str:
    person = row.participant
    sessions = sorted(row.by_session.items(), key=lambda pair: codes[pair[0]])
    said = [f"{codes[id_]} {_how(one)}" for id_, one in sessions]
    return f"{person.family_name.upper()} {person.given_name}: {'; '.join(said)}"


def _how(one: Presence) -> str:
    """Such as: present, in the room, 45 min. Who was not seen: as what the person is registered."""
    words = [str(STATUSES[one.status]).lower()]
    if one.way:
        words.append(str(WAYS[one.way]))
    elif one.registered:
        words.append("registered online" if one.registered is Mode.ONLINE else "registered in person")
    if one.status.attended and one.minutes is None:
        words.append("time unknown")
    elif one.minutes:
        words.append(f"{one.minutes:.0f} min")
    return ", ".join(words)
