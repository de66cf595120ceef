"""Taking lists in, as the pages and the command do."""

from tracker.audit.models import COMMAND
from tracker.db import db, transaction
from tracker.meetings import queries as meetings
from tracker.registration.importing import applying, columns, plain, sheets, uploads
from tracker.registration.importing.applying import Done, ListFile
from tracker.registration.importing.plans import Plan, Planned
from tracker.registration.models import Registration, State


def a_list(data: bytes) -> ListFile:
    """A file with headings that are known."""
    table = columns.table(sheets.read(data))
    kind = columns.kind_of(table.header)
    return ListFile("list.csv", b"\0" * 32, kind, table.rows, uploads.recognized(table, kind))


def plan(data: bytes) -> Plan:
    """What the list would do."""
    db.session.rollback()
    return applying.plan(meetings.by_slug("cap-23"), a_list(data))


def fates(data: bytes) -> list[str]:
    return [row.fate.value for row in plan(data).rows]


def reasons(data: bytes) -> dict[int, str]:
    """Why rows are refused, by number."""
    return {row.number: " ".join(row.reasons) for row in plan(data).refused}


def row(data: bytes, number: int) -> Planned:
    return next(one for one in plan(data).rows if one.number == number)


def changes(data: bytes, number: int) -> dict[str, tuple[str, str]]:
    """What a row changes: before and after, by field."""
    return {change.field.value: (change.before, change.after) for change in row(data, number).changes}


def apply(data: bytes, *, approve: bool = False, skip_refused: bool = False) -> Done:
    with transaction():
        meeting = meetings.by_slug("cap-23")
        return applying.apply(meeting, a_list(data), COMMAND, approve=approve, skip_refused=skip_refused)


def exported() -> str:
    db.session.rollback()
    return plain.write(meetings.by_slug("cap-23"))


def person(family_name: str) -> Registration:
    """The one of that name who counts."""
    db.session.rollback()
    chosen = db.select(Registration).where(Registration.family_name == family_name, Registration.state != State.DRAFT)
    found: Registration = db.session.scalars(chosen).one()
    return found


def choices(of: Registration) -> dict[str, str]:
    """The person's programme: mode by session."""
    codes = {session.id: session.code for session in of.meeting.sessions}
    return dict(sorted((codes[choice.session_id], choice.mode.value) for choice in of.choices))
