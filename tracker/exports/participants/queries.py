"""The people of a list of participants, as they are now."""

from collections import defaultdict

from sqlalchemy import select

from tracker import clock
from tracker.attendance.queries.presences import presences
from tracker.attendance.tallies import Outcome, in_all, outcome
from tracker.correspondence.queries import taking_part
from tracker.db import db
from tracker.exports.participants.options import Basis
from tracker.exports.participants.rows import Function, Person
from tracker.exports.participants.texts import Attends, Pair
from tracker.i18n import Texts
from tracker.meetings.models import Meeting
from tracker.registration.focal.models import Officer
from tracker.registration.models import ADMITTED, Choice, Registration

_WAYS = {Outcome.ROOM: Attends.ROOM, Outcome.ONLINE: Attends.ONLINE, Outcome.BOTH: Attends.BOTH}


def people(meeting: Meeting, basis: Basis) -> list[Person]:
    """Everybody who may come or attended, in no order (2 statements; where attendance counts, the pass and 1 more)."""
    attended, wrote = (_attended(meeting), taking_part(meeting.id)) if basis is Basis.ATTENDED else ({}, {})
    functions = _functions(meeting.id)
    has_choices = select(Choice.registration_id).where(Choice.registration_id == Registration.id).exists()
    rows = db.session.execute(select(Registration, has_choices).where(Registration.meeting_id == meeting.id))
    return [
        _person(
            row,
            functions,
            chose_sessions=chose,
            attended=attended.get(row.id),
            wrote=row.delegation_id in wrote,
        )
        for row, chose in rows
        if row.state in ADMITTED or row.id in attended
    ]


def _attended(meeting: Meeting) -> dict[int, Attends]:
    """How everybody attended who did, at whichever session, from the one pass that figures come from."""
    outcomes = (
        (row.participant.id, in_all(map(outcome, row.at_sittings.values())))
        for row in presences(meeting, until=clock.now())
    )
    return {id_: _WAYS[one] for id_, one in outcomes if one in _WAYS}


def _person(
    row: Registration,
    functions: dict[int, list[Function]],
    *,
    chose_sessions: bool,
    attended: Attends | None,
    wrote: bool,
) -> Person:
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
        attended=attended,
        wrote=wrote,
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
