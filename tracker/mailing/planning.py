"""What will go out by itself: when, and to how many as things stand."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from tracker.db import db
from tracker.mailing import reminding
from tracker.mailing.models import Reminder
from tracker.mailing.schedule import Kind, due_at
from tracker.meetings.models import Meeting
from tracker.meetings.queries import live_span


@dataclass(frozen=True, slots=True)
class Plan:
    """A reminder of a meeting."""

    kind: Kind
    days: int  # 0: switched off
    target: datetime | None  # the deadline, or when the meeting begins
    at: datetime | None  # when it goes out
    count: int  # how many would get it now
    told: int  # how many have got one of that kind

    @property
    def is_on(self) -> bool:
        return bool(self.days and self.target)


def plans(meeting: Meeting, now: datetime) -> list[Plan]:
    """Both reminders of a meeting (17 statements at most, however many people)."""
    held = live_span(meeting)
    closes, starts = meeting.registration_closes, held.starts if held else None
    return [
        _plan(meeting, Kind.DEADLINE, meeting.remind_before_deadline, closes, now),
        _plan(meeting, Kind.MEETING, meeting.remind_before_meeting, starts, now),
    ]


def _plan(meeting: Meeting, kind: Kind, days: int, target: datetime | None, now: datetime) -> Plan:
    at = due_at(target, days, meeting.timezone) if target and days else None
    count = _count(meeting, kind, target, now) if at and target and now < target else 0
    return Plan(kind, days, target, at, count, _told(meeting.id, kind))


def _count(meeting: Meeting, kind: Kind, target: datetime, now: datetime) -> int:
    if kind is Kind.MEETING:
        return reminding.due_before_meeting(meeting, target, now).count
    return reminding.due_before_deadline(meeting, reminding.closing(meeting), now).count


def _told(meeting_id: int, kind: Kind) -> int:
    of_kind = (Reminder.meeting_id == meeting_id, Reminder.occasion.startswith(f"{kind} "))
    return db.session.scalar(select(func.count()).select_from(Reminder).where(*of_kind)) or 0
