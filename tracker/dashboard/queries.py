"""What the first pages of those who work here show."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from tracker import clock
from tracker.checkin import queries as checkin
from tracker.checkin.queries import Counts
from tracker.db import db
from tracker.meetings import queries as meetings
from tracker.meetings.models import Meeting, MeetingSession
from tracker.meetings.queries import Listed
from tracker.outbox.models import Message
from tracker.registration.models import ADMITTED, Mode, Registration, State


@dataclass(frozen=True, slots=True)
class People:
    """How many people of a meeting stand where. A person with sessions of both kinds is mixed."""

    by_state: Mapping[State, int]
    approved_by_mode: Mapping[Mode, int]

    @property
    def waiting(self) -> int:
        return self.by_state.get(State.SUBMITTED, 0)

    @property
    def approved(self) -> int:
        return sum(self.by_state.get(state, 0) for state in ADMITTED)

    @property
    def in_person(self) -> int:
        """Those who come to the room at least once."""
        return self.approved_by_mode.get(Mode.IN_PERSON, 0) + self.approved_by_mode.get(Mode.MIXED, 0)

    @property
    def online(self) -> int:
        """Those who come to the screen at least once."""
        return self.approved_by_mode.get(Mode.ONLINE, 0) + self.approved_by_mode.get(Mode.MIXED, 0)


@dataclass(frozen=True, slots=True)
class Mails:
    """Mails to the people of a meeting that have not arrived."""

    waiting: int
    failed: int


@dataclass(frozen=True, slots=True)
class Door:
    """A session with the figures of its door."""

    session: MeetingSession
    counts: Counts


def worked_for(slugs: Collection[str] | None) -> Sequence[Listed]:
    """These meetings, or all of them for None, the latest first (3 statements)."""
    listed = [one for one in meetings.all_meetings() if slugs is None or one.meeting.slug in slugs]
    return sorted(listed, key=_starts, reverse=True)


def waiting(meeting_ids: Collection[int]) -> Mapping[int, int]:
    """How many registrations wait for review, by meeting (1 statement)."""
    counted = (
        select(Registration.meeting_id, func.count())
        .where(Registration.meeting_id.in_(meeting_ids), Registration.state == State.SUBMITTED)
        .group_by(Registration.meeting_id)
    )
    return dict(iter(db.session.execute(counted)))


def people(meeting_id: int) -> People:
    """The people of a meeting, counted (1 statement)."""
    counted = (
        select(Registration.state, Registration.mode, func.count())
        .where(Registration.meeting_id == meeting_id)
        .group_by(Registration.state, Registration.mode)
    )
    by_state: dict[State, int] = {}
    approved_by_mode: dict[Mode, int] = {}
    for state, mode, count in db.session.execute(counted):
        by_state[state] = by_state.get(state, 0) + count
        if state in ADMITTED:
            approved_by_mode[mode] = approved_by_mode.get(mode, 0) + count
    return People(by_state, approved_by_mode)


def mails(meeting_id: int) -> Mails:
    """The mails of a meeting that wait or were given up (1 statement)."""
    has_failed = Message.done_at.is_not(None) & Message.last_error.is_not(None)
    row = db.session.execute(
        select(func.count().filter(Message.done_at.is_(None)), func.count().filter(has_failed))
        .select_from(Message)
        .join(Registration, Registration.id == Message.about["registration_id"].as_integer())
        .where(Message.sent_at.is_(None), Registration.meeting_id == meeting_id)
    ).one()
    return Mails(*row)


def doors(meeting: Meeting, now: datetime) -> list[Door]:
    """The sessions of today, or of the next day that has some, with their figures (3 statements a session)."""
    today = clock.day_in(now, meeting.timezone)
    coming = [day for day in meetings.days(meeting) if day.last >= today]
    sessions = coming[0].sessions if coming else ()
    return [Door(session, checkin.counts(session.id)) for session in sessions]


def _starts(listed: Listed) -> tuple[bool, datetime | None, str]:
    starts = listed.live.starts if listed.live else None
    return starts is None, starts, listed.meeting.slug
