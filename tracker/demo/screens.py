"""What the platform of the demo tells of those on the screen: a report for each session, as Zoom writes them."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from io import StringIO
from math import ceil
from random import Random

from tracker import clock
from tracker.audit.models import COMMAND
from tracker.demo.arrivals import stays
from tracker.demo.clock_at import clock_at
from tracker.demo.people import Person
from tracker.meetings.models import Meeting, MeetingSession
from tracker.online import deciding, receiving
from tracker.registration.models import ADMITTED, Mode, Registration

_HEAD = ("Name (original name)", "Email", "Join time", "Leave time", "Duration (minutes)", "Guest", "In waiting room")
_LATER = timedelta(hours=2)  # after a session: somebody fetches the report


def take_in(
    meeting: Meeting, people: Sequence[Person], registered: Mapping[str, Registration], *, until: datetime
) -> int:
    """Take in the reports of all sessions that ended before `until`; the number of stays."""
    count = 0
    for session in meeting.sessions:
        if not session.online or session.ends_at + _LATER >= until:
            continue
        rows = list(_rows(meeting, session, people, registered))
        count += len(rows)
        with clock_at(session.ends_at + _LATER):
            report, _new = receiving.receive(meeting, f"{meeting.slug}-{session.code}.csv", _file(rows), COMMAND)
            deciding.apply(report, meeting, COMMAND)
    return count


def _rows(
    meeting: Meeting, session: MeetingSession, people: Sequence[Person], registered: Mapping[str, Registration]
) -> Iterator[tuple[str, ...]]:
    """Who chose the screen, under a name as people give it there; and two whom nobody knows."""
    for person in people:
        one = registered[person.key]
        wanted = any(choice.session_id == session.id and choice.mode is Mode.ONLINE for choice in one.choices)
        if wanted and one.state in ADMITTED:
            chance = Random(f"{person.key} {session.code} name")  # noqa: S311 (a story, not a secret)
            name = f"{person.given_name} {person.family_name}"
            shown = f"{person.delegation} - {name}" if person.delegation and chance.random() < 0.5 else name  # noqa: PLR2004 (half of them)
            for since, till in stays(person.key, person.arrival, session.code, session.starts_at, session.ends_at):
                yield _row(meeting, shown, person.email, since, till)
    yield _row(meeting, "Interpreter EN-FR", "", session.starts_at - timedelta(minutes=20), session.ends_at)
    yield _row(meeting, "Galaxy A52", "", session.starts_at + timedelta(minutes=7), session.ends_at)


def _row(meeting: Meeting, name: str, email: str, since: datetime, till: datetime) -> tuple[str, ...]:
    times = [f"{clock.in_zone(at, meeting.timezone):%m/%d/%Y %H:%M:%S}" for at in (since, till)]
    return name, email, *times, str(ceil((till - since).total_seconds() / 60)), "Yes", "No"


def _file(rows: list[tuple[str, ...]]) -> bytes:
    target = StringIO(newline="")
    csv.writer(target).writerows([_HEAD, *rows])
    return target.getvalue().encode("utf-8-sig")
