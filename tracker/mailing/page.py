"""The first page of messages: what was sent, what is planned, what is being written."""

from flask import render_template

from tracker import clock
from tracker.mailing import planning, queries
from tracker.mailing.forms import RemindersForm
from tracker.mailing.schedule import MORNING
from tracker.meetings.models import Meeting

_USUAL = (3, 1)  # days, where a reminder is switched on for the first time


def render(meeting: Meeting, form: RemindersForm | None = None) -> str:
    """The page, with the form of reminders as it was sent."""
    found = queries.mailings(meeting.id)
    return render_template(
        "mailing/index.html",
        meeting=meeting,
        drafts=[one for one in found if one.sent_at is None],
        sent=sorted((one for one in found if one.sent_at), key=lambda one: (one.sent_at, one.id), reverse=True),
        plans=planning.plans(meeting, clock.now()),
        now=clock.now(),
        morning=f"{MORNING:%H:%M}",
        form=form or reminders_form(meeting),
    )


def reminders_form(meeting: Meeting) -> RemindersForm:
    """The form filled in with what holds now."""
    before_deadline, before_meeting = meeting.remind_before_deadline, meeting.remind_before_meeting
    return RemindersForm(
        data={
            "is_before_deadline": bool(before_deadline),
            "before_deadline": before_deadline or _USUAL[0],
            "is_before_meeting": bool(before_meeting),
            "before_meeting": before_meeting or _USUAL[1],
        }
    )
