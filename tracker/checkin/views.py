"""The front desk for those who are signed in: they make their browser one."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from tracker.access import Permission, require
from tracker.accounts.signing_in import signed_in
from tracker.checkin import queries
from tracker.meetings import queries as meetings

bp = Blueprint("checkin", __name__)


@bp.get("/meetings/<slug>/checkin")
@require(Permission.SCAN)
def desk(slug: str) -> ResponseReturnValue:
    """Where somebody who may scan makes their own browser a desk."""
    meeting = meetings.by_slug(slug)
    session = queries.session_of(meeting, request.args.get("session"))
    chosen = session.code if session else ""
    return render_template("checkin/become.html", meeting=meeting, chosen=chosen, name=signed_in().name)
