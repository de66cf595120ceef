"""The organizers' live page."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.access import Permission, require
from tracker.dashboard.live import keeping
from tracker.dashboard.live.answering import Shown, answer
from tracker.dashboard.live.chart import chart
from tracker.dashboard.live.desks import desks
from tracker.dashboard.live.figures import every_minute
from tracker.i18n import current_language
from tracker.meetings import queries as meetings
from tracker.security import limiter

bp = Blueprint("live", __name__)
limiter.exempt(bp)


@bp.get("/meetings/<slug>/live")
@require(Permission.VIEW)
def show(slug: str) -> ResponseReturnValue:
    shown = _shown(slug)
    return render_template(
        "dashboard/live/show.html",
        meeting=meetings.by_slug(slug),
        source=url_for("live.figures", slug=slug, session=request.args.get("session")),
        shown=shown,
    )


@bp.get("/meetings/<slug>/live/figures")
@require(Permission.VIEW)
def figures(slug: str) -> ResponseReturnValue:
    """The part of the page that changes; 304 where it has not."""
    return answer(_shown(slug))


def _shown(slug: str) -> Shown:
    now, language = clock.now(), current_language()
    found, at_desks = keeping.current(slug, now), desks(slug, now)
    focus = found.session(request.args.get("session"))

    def draw() -> str:
        return render_template(
            "dashboard/live/figures.html",
            figures=found,
            focus=focus,
            desks=at_desks,
            chart=chart(every_minute(focus), found.zone) if focus else None,
            language=language,
        )

    return Shown(keeping.tag("live", language, focus and focus.code, found, at_desks), draw)
