"""The first pages of those who work here: my meetings, and one of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.access import Permission, Role, require
from tracker.accounts.forms import ROLE_NAMES
from tracker.accounts.signing_in import SignedIn, signed_in
from tracker.dashboard import queries
from tracker.dashboard.next_steps import NextStep, next_step
from tracker.meetings import queries as meetings
from tracker.meetings.queries import Listed

bp = Blueprint("dashboard", __name__)


@dataclass(frozen=True, slots=True)
class Job:
    """A meeting that somebody works for, and what comes next there."""

    listed: Listed
    role: Role
    waiting: int
    step: NextStep


@bp.get("/work")
@require(Permission.SIGNED_IN)
def index() -> ResponseReturnValue:
    user = signed_in()
    worked_for = queries.worked_for(None if user.is_admin else set(user.roles))
    waiting = queries.waiting([one.meeting.id for one in worked_for])
    jobs = [_job(user, one, waiting) for one in worked_for]
    return render_template("dashboard/index.html", jobs=jobs, role_names=ROLE_NAMES)


@bp.get("/meetings/<slug>/work")
@require(Permission.VIEW)
def meeting(slug: str) -> ResponseReturnValue:
    found, now = meetings.by_slug(slug), clock.now()
    return render_template(
        "dashboard/meeting.html",
        meeting=found,
        live=meetings.live_span(found),
        people=queries.people(found.id),
        mails=queries.mails(found.id),
        doors=queries.doors(found, now),
        today=clock.day_in(now, found.timezone),
    )


def _job(user: SignedIn, listed: Listed, waiting: Mapping[int, int]) -> Job:
    role = Role.ADMIN if user.is_admin else user.roles[listed.meeting.slug]
    count = waiting.get(listed.meeting.id, 0)
    span = listed.live
    starts, ends = (span.starts, span.ends) if span else (None, None)
    return Job(listed, role, count, next_step(role, waiting=count, starts=starts, ends=ends, now=clock.now()))
