"""Telling people that a required paper of theirs is missing."""

from dataclasses import dataclass
from datetime import timedelta

from tracker import clock
from tracker.audit import recording
from tracker.audit.models import Actor
from tracker.meetings.models import Meeting
from tracker.registration import mails
from tracker.registration.papers import needs

REST = timedelta(days=1)  # between two reminders


@dataclass(frozen=True, slots=True)
class Reminded:
    """How many people were told that a paper is missing, and how many were not."""

    told: int
    rested: int  # told within the last day
    unreachable: int  # without an e-mail address


def remind(meeting: Meeting, by: Actor) -> Reminded:
    """Mail everybody who misses a required paper, unless they were told within a day."""
    lacking = needs.lacking(meeting.id)
    reachable = [one for one in lacking if one.registration.email]
    due = [one for one in reachable if one.reminded_at is None or clock.now() - one.reminded_at >= REST]
    for one in due:
        mails.tell(one.registration, needs.REMINDER)
    recording.record(by, "papers.reminded", f"meeting {meeting.slug}", meeting=meeting.slug, people=len(due))
    return Reminded(len(due), len(reachable) - len(due), len(lacking) - len(reachable))
