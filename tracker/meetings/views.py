"""Routes of meetings: what everybody may read."""

from datetime import datetime
from types import ModuleType

from flask import Blueprint, Response, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.access import public
from tracker.config import settings
from tracker.i18n import current_language
from tracker.meetings import admission, calendars, queries, wording
from tracker.meetings.models import Meeting, SessionKind
from tracker.meetings.programme import RegistrationStatus, registration_status, stage
from tracker.meetings.queries import Listed

bp = Blueprint("meetings", __name__)


@bp.app_context_processor
def words() -> dict[str, ModuleType]:
    """What every page of this area calls things."""
    return {"wording": wording}


@bp.get("/")
@public
def index() -> ResponseReturnValue:
    now = clock.now()
    listed = queries.all_meetings()
    coming = sorted((m for m in listed if not _is_over(m, now)), key=_start)
    past = sorted((m for m in listed if _is_over(m, now)), key=_start, reverse=True)
    statuses = {m.meeting.slug: _status(m.meeting, now) for m in listed}
    return render_template("meetings/index.html", coming=coming, past=past, statuses=statuses)


@bp.get("/meetings/<slug>")
@public
def show(slug: str) -> ResponseReturnValue:
    meeting = queries.by_slug(slug)
    now = clock.now()
    return render_template(
        "meetings/show.html",
        meeting=meeting,
        span=queries.live_span(meeting),
        days=queries.days(meeting),
        stages={phase.id: stage(phase.opens_at, phase.closes_at, now) for phase in meeting.phases},
        status=_status(meeting, now),
        admitted=_admitted(meeting),
        everybody=admission.CATEGORIES,
        exceptions={
            session.id: admission.in_order(session.categories) for session in meeting.sessions if session.categories
        },
    )


@bp.get("/meetings/<slug>/calendar.ics")
@public
def calendar(slug: str) -> ResponseReturnValue:
    meeting = queries.by_slug(slug)
    page = settings().public_url.rstrip("/") + url_for(".show", slug=slug)
    data = calendars.programme(meeting, meeting.sessions, current_language(), page)
    return Response(
        data, mimetype=calendars.MIME, headers={"Content-Disposition": f'attachment; filename="{meeting.slug}.ics"'}
    )


def _is_over(listed: Listed, now: datetime) -> bool:
    return listed.whole is not None and listed.whole.ends <= now


def _start(listed: Listed) -> tuple[bool, datetime, str]:
    """Meetings without any date stand after those that have one."""
    span = listed.live
    return span is None, span.starts if span else datetime.max, listed.meeting.slug  # noqa: DTZ901 (never compared)


def _status(meeting: Meeting, now: datetime) -> RegistrationStatus:
    return registration_status(meeting.registration_opens, meeting.registration_closes, now)


def _admitted(meeting: Meeting) -> list[tuple[SessionKind, tuple[str, ...]]]:
    """Whose categories may come, for the kinds of session that the meeting has, the widest first."""
    held = {session.kind for session in meeting.sessions}
    return [
        (kind, admission.in_order(admission.admits(kind, None, meeting.access))) for kind in SessionKind if kind in held
    ]
