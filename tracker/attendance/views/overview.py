"""The attendance on screen: the same figures as in the workbook, from the same functions."""

from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from tracker.access import Permission, require
from tracker.attendance import queries
from tracker.attendance.queries import Totals
from tracker.checkin.wording import checkpoint_word
from tracker.meetings import queries as meetings
from tracker.meetings.models import MeetingSession
from tracker.people import categories

bp = Blueprint("attendance", __name__)


@dataclass(frozen=True, slots=True)
class SessionFigures:
    """A session and who attended it."""

    session: MeetingSession
    totals: Totals


@bp.get("/meetings/<slug>/attendance")
@require(Permission.VIEW)
def show(slug: str) -> ResponseReturnValue:
    meeting = meetings.by_slug(slug)
    by_session = queries.session_totals(meeting.id)
    return render_template(
        "attendance/show.html",
        meeting=meeting,
        sessions=[SessionFigures(s, by_session.get(s.id, Totals(0, 0, 0))) for s in meeting.sessions],
        checkpoints={checkpoint_word(kind): people for kind, people in queries.checkpoint_totals(meeting.id).items()},
        delegations=queries.delegation_totals(meeting.id),
        categories=queries.category_totals(meeting.id),
        category_labels=categories.labels(categories.of(meeting.id)),
    )
