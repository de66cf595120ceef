"""The attendance on screen: the same figures as in the workbook, from the same functions."""

from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.access import Permission, require
from tracker.attendance import keeping, queries
from tracker.attendance.tallies import PRESENT, Figures, Outcome
from tracker.attendance.wording import outcome_word
from tracker.checkin.wording import checkpoint_word
from tracker.i18n import current_language
from tracker.meetings import queries as meetings
from tracker.meetings.models import MeetingSession
from tracker.people import categories, regions

bp = Blueprint("attendance", __name__)


@dataclass(frozen=True, slots=True)
class SessionFigures:
    """A session and who attended it."""

    session: MeetingSession
    figures: Figures


@bp.get("/meetings/<slug>/attendance")
@require(Permission.VIEW)
def show(slug: str) -> ResponseReturnValue:
    meeting = meetings.by_slug(slug)
    tally = keeping.tally(meeting, clock.now())
    return render_template(
        "attendance/show.html",
        meeting=meeting,
        sessions=[SessionFigures(one, tally.by_session.get(one.id, Figures())) for one in meeting.sessions],
        tally=tally,
        groups=tally.groups(current_language()),
        words={one: outcome_word(one) for one in Outcome},
        ways=PRESENT,
        checkpoints={checkpoint_word(kind): people for kind, people in queries.checkpoint_totals(meeting.id).items()},
        category_labels=categories.labels(categories.of(meeting.id)),
        region_name=regions.named,
    )
