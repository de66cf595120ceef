"""Which issue of the document a list is: the number changes when the list does, and only then."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import func, select

from tracker import clock
from tracker.audit.models import Actor
from tracker.db import db
from tracker.exports.participants import rows
from tracker.exports.participants.models import ParticipantList
from tracker.exports.participants.options import Audience, Options, Order
from tracker.exports.participants.rows import Person
from tracker.meetings.models import Meeting
from tracker.people.models import Category


@dataclass(frozen=True, slots=True)
class Issue:
    """An information document of a meeting: its number, its revision, its moment."""

    number: int
    revision: int
    made_at: datetime
    is_on_record: bool

    def symbol(self, meeting: Meeting) -> str:
        """What a document is cited by: "CAP/23/INF/1/Rev.2"."""
        revision = f"/Rev.{self.revision}" if self.revision else ""
        return f"{meeting.body.code}/{meeting.number}/INF/{self.number}{revision}"


def digest(people: Iterable[Person], options: Options, listed: Iterable[Category]) -> bytes:
    """What makes two lists the same, whatever the order, the audience and the kind of file."""
    plain = Options(options.basis, options.is_final, Audience.PARTICIPANTS, Order.EN)
    content = rows.listing(people, plain, frozenset(listed))
    return sha256(repr((plain.basis, plain.is_final, content.parts)).encode()).digest()


def find(meeting_id: int, content: bytes, options: Options) -> Issue:
    """The issue with that content, or the one that would be made now (at most 3 statements)."""
    number = options.number or _in_use(meeting_id)
    row = db.session.scalar(
        select(ParticipantList).where(
            ParticipantList.meeting_id == meeting_id,
            ParticipantList.number == number,
            ParticipantList.digest == content,
        )
    )
    if row:
        return Issue(number, row.revision, row.made_at, is_on_record=True)
    return Issue(number, _next_revision(meeting_id, number), clock.now(), is_on_record=False)


def issue(meeting_id: int, content: bytes, options: Options, people: int, by: Actor) -> Issue:
    """The same, and put on record where it is new. Two who make one at the same time wait for each other."""
    db.session.execute(select(Meeting.id).where(Meeting.id == meeting_id).with_for_update())
    found = find(meeting_id, content, options)
    if not found.is_on_record:
        db.session.add(
            ParticipantList(
                meeting_id=meeting_id,
                number=found.number,
                revision=found.revision,
                basis=options.basis,
                is_final=options.is_final,
                audience=options.audience,
                order=options.order,
                people=people,
                digest=content,
                made_at=found.made_at,
                made_by=by.name,
            )
        )
    return found


def made(meeting_id: int) -> list[ParticipantList]:
    """The issues on record, the newest first (1 statement)."""
    query = select(ParticipantList).where(ParticipantList.meeting_id == meeting_id)
    return list(db.session.scalars(query.order_by(ParticipantList.id.desc())))


def _in_use(meeting_id: int) -> int:
    query = select(ParticipantList.number).where(ParticipantList.meeting_id == meeting_id)
    return db.session.scalar(query.order_by(ParticipantList.id.desc()).limit(1)) or 1


def _next_revision(meeting_id: int, number: int) -> int:
    highest = db.session.scalar(
        select(func.max(ParticipantList.revision)).where(
            ParticipantList.meeting_id == meeting_id, ParticipantList.number == number
        )
    )
    return 0 if highest is None else highest + 1
