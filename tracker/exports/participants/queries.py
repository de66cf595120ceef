"""The people of a list of participants, as they are now."""

from collections import defaultdict

from sqlalchemy import or_, select

from tracker.attendance.queries import was_here
from tracker.db import db
from tracker.exports.participants.rows import Function, Person
from tracker.exports.participants.texts import Pair
from tracker.i18n import Texts
from tracker.registration.focal.models import Officer
from tracker.registration.models import ADMITTED, Choice, Registration


def people(meeting_id: int) -> list[Person]:
    """Everybody who may come or was let in, in no order (2 statements)."""
    was_seen = was_here()
    functions = _functions(meeting_id)
    has_choices = select(Choice.registration_id).where(Choice.registration_id == Registration.id).exists()
    rows = db.session.execute(
        select(Registration, has_choices, was_seen).where(
            Registration.meeting_id == meeting_id, or_(Registration.state.in_(ADMITTED), was_seen)
        )
    )
    return [_person(row, functions, chose_sessions=chose, seen=seen) for row, chose, seen in rows]


def _person(row: Registration, functions: dict[int, list[Function]], *, chose_sessions: bool, seen: bool) -> Person:
    sent_by = row.delegation
    return Person(
        id=row.id,
        title=row.title,
        given_name=row.given_name,
        family_name=row.family_name,
        native_name=row.native_name,
        sort_key=row.sort_key,
        category=row.category,
        role=row.role,
        state=row.state,
        mode=row.mode,
        chose_sessions=chose_sessions,
        in_writing=row.document_phase,
        seen=seen,
        delegation_code=sent_by.code if sent_by else "",
        delegation=Pair(sent_by.name_en, sent_by.name_fr) if sent_by else Pair("", ""),
        organization=row.organization,
        department=row.department,
        position=row.position,
        email=row.email or "",
        phone=row.phone,
        may_show_email=row.consents_listed,
        functions=tuple(functions.get(row.id, ())),
    )


def both(text: Texts | None) -> Pair:
    """A text of the meeting's own in both languages; one that is missing is not repeated."""
    if not text:
        return Pair("", "")
    return Pair(text.best("en")[0], text.by_language.get("fr", "") or text.best("en")[0])


def _functions(meeting_id: int) -> dict[int, list[Function]]:
    found: dict[int, list[Function]] = defaultdict(list)
    rows = db.session.execute(
        select(Officer.registration_id, Officer.function, Officer.title)
        .join(Registration, Registration.id == Officer.registration_id)
        .where(Registration.meeting_id == meeting_id)
        .order_by(Officer.id)
    )
    for registration_id, function, title in rows:
        found[registration_id].append(Function(function, both(title)))
    return found
