"""Reads of meetings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from tracker import clock
from tracker.db import db
from tracker.errors import NotFound
from tracker.meetings.models import Meeting, MeetingSession, PhaseKind


class NoSuchMeeting(NotFound):
    """Nobody has loaded a meeting of that name."""


@dataclass(frozen=True, slots=True)
class Span:
    """From the first instant to the last."""

    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Day:
    """The sessions that begin on one day and end on `last`, which is another day for few."""

    first: date
    last: date
    sessions: tuple[MeetingSession, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A meeting in the list of all."""

    meeting: Meeting
    live: Span | None  # what people travel for
    whole: Span | None  # with its phases in writing


_WHOLE = (selectinload(Meeting.phases), selectinload(Meeting.sessions))


def by_slug(slug: str) -> Meeting:
    """A meeting with its phases, sessions and rooms, in four statements; NoSuchMeeting."""
    meeting = db.session.scalar(
        select(Meeting).where(Meeting.slug == slug).options(*_WHOLE, selectinload(Meeting.rooms))
    )
    if meeting is None:
        raise NoSuchMeeting(_("There is no meeting “%(slug)s”.", slug=slug))
    return meeting


def apart(which: ColumnElement[bool], apart_from: Session) -> Meeting | None:
    """A meeting with its phases and sessions, all read, to outlive the session `apart_from` (3 statements)."""
    meeting = apart_from.scalar(select(Meeting).where(which).options(*_WHOLE))
    for one in (*meeting.phases, *meeting.sessions) if meeting else ():
        set_committed_value(one, "meeting", meeting)
    return meeting


def all_meetings() -> tuple[Listed, ...]:
    """Every meeting, in three statements, in no order."""
    found = db.session.scalars(select(Meeting).options(*_WHOLE)).all()
    return tuple(Listed(meeting, live_span(meeting), _whole(meeting)) for meeting in found)


def sittings(meeting: Meeting) -> frozenset[int]:
    """The sessions at which delegations sit: those of live phases, or all where there are none.

    A desk where badges are collected for days before is a session with a door, and nobody is represented there.
    (No statement where sessions and phases are loaded.)
    """
    live = [one for one in meeting.phases if one.kind is PhaseKind.LIVE]
    held = (
        one.id
        for one in meeting.sessions
        if any(phase.opens_at < one.ends_at and phase.closes_at > one.starts_at for phase in live)
    )
    return frozenset(held) or frozenset(one.id for one in meeting.sessions)


def live_span(meeting: Meeting) -> Span | None:
    """The days in the room and on the screen: its live phases, else its sessions, else all of its phases."""
    live = [(p.opens_at, p.closes_at) for p in meeting.phases if p.kind is PhaseKind.LIVE]
    sessions = [(s.starts_at, s.ends_at) for s in meeting.sessions]
    return _span(live or sessions or [(p.opens_at, p.closes_at) for p in meeting.phases])


def days(meeting: Meeting) -> tuple[Day, ...]:
    """The programme by day in the meeting's zone; a session over several days is a group of its own."""
    grouped: dict[tuple[date, date], list[MeetingSession]] = {}
    for session in meeting.sessions:
        first, last = (clock.day_in(instant, meeting.timezone) for instant in (session.starts_at, session.ends_at))
        grouped.setdefault((first, last), []).append(session)
    return tuple(Day(first, last, tuple(sessions)) for (first, last), sessions in sorted(grouped.items()))


def _whole(meeting: Meeting) -> Span | None:
    phases = [(p.opens_at, p.closes_at) for p in meeting.phases]
    return _span(phases + [(s.starts_at, s.ends_at) for s in meeting.sessions])


def _span(periods: Sequence[tuple[datetime, datetime]]) -> Span | None:
    if not periods:
        return None
    return Span(min(starts for starts, _ends in periods), max(ends for _starts, ends in periods))
