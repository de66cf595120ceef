"""The quorum at any instant, and what was recorded of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker import clock
from tracker.access import Permission, require
from tracker.accounts.signing_in import signed_in
from tracker.attendance import counting
from tracker.attendance.forms import OccasionForm, instant
from tracker.attendance.queries import represented
from tracker.attendance.wording import occasion
from tracker.db import transaction
from tracker.i18n import current_language
from tracker.meetings import queries as meetings
from tracker.meetings.models import Meeting
from tracker.people.models import Delegation

bp = Blueprint("quorum", __name__)


@dataclass(frozen=True, slots=True)
class Asked:
    """The instant of the page: now where the address names none, or none that clocks show."""

    at: datetime
    text: str  # as typed
    is_now: bool
    problem: str = ""


@bp.get("/meetings/<slug>/attendance/quorum")
@require(Permission.VIEW)
def show(slug: str) -> ResponseReturnValue:
    meeting = meetings.by_slug(slug)
    return _page(meeting, _asked(request.args.get("at", ""), meeting.timezone), OccasionForm(blank=True))


@bp.post("/meetings/<slug>/attendance/quorum/records")
@require(Permission.REVIEW)
def record(slug: str) -> ResponseReturnValue:
    meeting, form = meetings.by_slug(slug), OccasionForm()
    asked = _asked(request.form.get("at", ""), meeting.timezone)
    if asked.problem or not form.validate():
        return _page(meeting, asked, form), HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction():
        meeting = meetings.by_slug(slug)
        counting.record(meeting, form.occasion.data, signed_in().actor, of=None if asked.is_now else asked.at)
    flash(_("The quorum is recorded."), "good")
    return redirect(url_for(".show", slug=slug, _anchor="records"), HTTPStatus.SEE_OTHER)


def _asked(text: str, zone: str) -> Asked:
    now = clock.now()
    if not text:
        return Asked(now, "", is_now=True)
    try:
        at = instant(text, zone)
    except ValueError:
        return Asked(now, text, is_now=True, problem=_("Give a day and a time that clocks of the meeting show."))
    if at > now:
        return Asked(now, text, is_now=True, problem=_("That time has not come yet. This is the quorum now."))
    return Asked(at, text, is_now=False)


def _page(meeting: Meeting, asked: Asked, form: OccasionForm) -> str:
    standing = represented.standing(meeting, asked.at)
    found = standing.quorum
    snapshots = represented.snapshots(meeting.id)
    codes = {code for one in snapshots for side in one.names.values() for code in side}
    by_id = represented.delegations({*found.room, *found.screen, *found.missing})
    return render_template(
        "attendance/quorum.html",
        meeting=meeting,
        asked=asked,
        form=form,
        standing=standing,
        rule=represented.rule_of(meeting),
        room=_names(by_id[id_] for id_ in found.room),
        screen=_names(by_id[id_] for id_ in found.screen),
        missing=_names(by_id[id_] for id_ in found.missing),
        snapshots=snapshots,
        names=represented.names(codes, current_language()),
        sessions={one.id: one.code for one in meeting.sessions},
        occasion=occasion,
    )


def _names(found: Iterable[Delegation]) -> list[str]:
    language = current_language()
    return [one.name(language) for one in sorted(found, key=lambda one: one.sort_key(language))]
