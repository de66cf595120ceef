"""Reads of registrations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import joinedload, selectinload

from tracker.db import db, values
from tracker.errors import NotFound
from tracker.meetings.admission import admits
from tracker.meetings.models import Meeting, MeetingSession
from tracker.outbox.models import Message
from tracker.people.models import Delegation
from tracker.people.queries import Entry
from tracker.registration import adopt
from tracker.registration.focal.models import Admission, Officer
from tracker.registration.models import Mode, Registration, State


class RegistrationGone(NotFound):
    """Somebody holds a link to a registration that was erased."""


@dataclass(frozen=True, slots=True)
class Attendance:
    """One session of somebody's programme."""

    session: MeetingSession
    mode: Mode


# Built once: the way of every registration leads through these.
_DRAFT = (
    select(Registration)
    .where(Registration.uid == bindparam("uid"))
    .options(
        selectinload(Registration.choices),
        joinedload(Registration.meeting, innerjoin=True)
        .load_only(Meeting.slug, Meeting.approval)
        .lazyload(Meeting.body),
    )
)
_COUNTING = select(Registration).where(
    Registration.meeting_id == bindparam("meeting"),
    Registration.email == bindparam("email"),
    Registration.state != State.DRAFT,
)


def registration(uid: UUID) -> Registration:
    """The registration that a signed link names, with its choices and history, or RegistrationGone."""
    parts = (selectinload(Registration.choices), selectinload(Registration.changes))
    return _found(db.session.scalar(select(Registration).where(Registration.uid == uid).options(*parts)))


def draft(uid: UUID) -> Registration:
    """The registration that a link of confirmation names, with its choices (2 statements), or RegistrationGone."""
    return _found(db.session.scalar(_DRAFT, {"uid": uid}))


def of_meeting(meeting_id: int, uid: UUID, *, to_change: bool = False) -> Registration | None:
    """Somebody of the meeting who is not a draft (1 statement); to change, locked until the transaction ends."""
    chosen = select(Registration).where(
        Registration.uid == uid, Registration.meeting_id == meeting_id, Registration.state != State.DRAFT
    )
    return db.session.scalar(chosen.with_for_update(of=Registration) if to_change else chosen)


def counting(meeting_id: int, email: str) -> Registration | None:
    """The one registration of an e-mail address that is not a draft."""
    return db.session.scalar(_COUNTING, {"meeting": meeting_id, "email": email})


_LISTED = (
    select(Delegation.id, Delegation.code, Delegation.kind, Delegation.name_en, Delegation.name_fr)
    .where(Delegation.code.not_like(f"{adopt.PREFIX}%"))
    .order_by(Delegation.id)
)


def delegations() -> tuple[Entry, ...]:
    """The whole reference list, unsorted: order depends on the reader."""
    return tuple(Entry(*values(row)) for row in db.session.connection().execute(_LISTED))


def programme(of: Registration) -> list[Attendance]:
    """The chosen sessions in the order of time."""
    return programme_of(of, of.meeting)


def programme_of(of: Registration, meeting: Meeting) -> list[Attendance]:
    """The same where the meeting is known already."""
    modes = {choice.session_id: choice.mode for choice in of.choices}
    return [Attendance(s, modes[s.id]) for s in meeting.sessions if s.id in modes]


def categories_admitted(session: MeetingSession) -> frozenset[str]:
    """The codes of the categories that may enter a session."""
    return admits(session.kind, session.categories, session.meeting.access)


def exceptions(registration_id: int) -> dict[int, bool]:
    """The sessions to which one person is admitted, or not, whatever their category says (1 statement)."""
    rows = select(Admission.session_id, Admission.is_admitted).where(Admission.registration_id == registration_id)
    return dict(iter(db.session.execute(rows)))


def offices(registration_id: int) -> Sequence[Officer]:
    """The functions that one person holds at the meeting, in the order in which they were given (1 statement)."""
    chosen = select(Officer).where(Officer.registration_id == registration_id).order_by(Officer.id)
    return db.session.scalars(chosen).all()


def offices_of(meeting_id: int) -> dict[int, list[Officer]]:
    """The functions of everybody at the meeting, by registration (1 statement)."""
    found: dict[int, list[Officer]] = {}
    chosen = select(Officer).join(Registration, Registration.id == Officer.registration_id)
    for one in db.session.scalars(chosen.where(Registration.meeting_id == meeting_id).order_by(Officer.id)):
        found.setdefault(one.registration_id, []).append(one)
    return found


def mails_since(recipient: str, kinds: Sequence[str], since: datetime) -> int:
    """How many mails of these kinds were posted to an address."""
    chosen = (Message.recipient == recipient, Message.kind.in_(kinds), Message.created_at > since)
    return db.session.scalar(select(func.count()).select_from(Message).where(*chosen)) or 0


def _found(found: Registration | None) -> Registration:
    if found is None:
        raise RegistrationGone(_("This registration was erased. Register again if you need to."))
    return found
