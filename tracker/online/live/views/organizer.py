"""Routes of the screen for organizers: where sessions are shown, who is there now, the code for the shared screen."""

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker import clock, config
from tracker.access import Permission, require
from tracker.accounts.signing_in import signed_in
from tracker.db import transaction
from tracker.meetings import queries as meetings
from tracker.meetings.models import Meeting, MeetingSession
from tracker.online.live import codes, queries, setting, showing
from tracker.online.live.entering import NoSuchScreen
from tracker.online.live.forms import ScreenForm

bp = Blueprint("screen", __name__)

_DIGITS = 5


@bp.get("/meetings/<slug>/screen")
@require(Permission.VIEW)
def index(slug: str) -> ResponseReturnValue:
    return _index_page(meetings.by_slug(slug))


@bp.post("/meetings/<slug>/screen/<code>/settings")
@require(Permission.REVIEW)
def set_screen(slug: str, code: str) -> ResponseReturnValue:
    form = ScreenForm()
    if not form.validate():
        return _index_page(meetings.by_slug(slug), form, code), HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction():
        session = _session(meetings.by_slug(slug), code)
        setting.set_screen(session, form.join_url.data or "", signed_in().actor, asks_proof=form.asks_proof.data)
    flash(_("Saved."), "good")
    return redirect(url_for(".index", slug=slug, _anchor=f"session-{code}"), HTTPStatus.SEE_OTHER)


@bp.get("/meetings/<slug>/screen/<code>")
@require(Permission.VIEW)
def show(slug: str, code: str) -> ResponseReturnValue:
    """Figures for everybody who may see figures, names for who may correct them."""
    meeting, now = meetings.by_slug(slug), clock.now()
    session = _session(meeting, code)
    may_see_names = signed_in().may(Permission.REVIEW, slug)
    return render_template(
        "online/live/organizer/show.html",
        meeting=meeting,
        session=session,
        figures=queries.figures(meeting.id, now).get(session.id, queries.Figures()),
        page=queries.watchers(session.id, now, _number(request.args.get("page", ""))) if may_see_names else None,
        doubled=queries.doubled(session.id) if may_see_names else [],
        now=now,
    )


@bp.get("/meetings/<slug>/screen/<code>/proof")
@require(Permission.REVIEW)
def proof(slug: str, code: str) -> ResponseReturnValue:
    """For the shared screen: the code in letters that are read from the last row."""
    meeting, now = meetings.by_slug(slug), clock.now()
    session = _session(meeting, code)
    shown = codes.shown(config.settings().session_secret, session.id, now)
    return render_template(
        "online/live/organizer/proof.html",
        meeting=meeting,
        session=session,
        shown=shown if session.asks_proof else None,
        wait=int((shown.until - now).total_seconds()) + 1,
        invitation=showing.invitation(),
    )


def _index_page(meeting: Meeting, wrong: ScreenForm | None = None, code: str = "") -> str:
    sessions = [one for one in meeting.sessions if one.online]
    forms = {
        one.code: (
            wrong
            if wrong and one.code == code
            else ScreenForm({"join_url": one.join_url, "asks_proof": one.asks_proof}, blank=True)
        ).of(one.code)
        for one in sessions
    }
    return render_template(
        "online/live/organizer/index.html",
        meeting=meeting,
        sessions=sessions,
        screen_forms=forms,
        figures=queries.figures(meeting.id, clock.now()),
        nothing=queries.Figures(),
    )


def _session(meeting: Meeting, code: str) -> MeetingSession:
    found = next((one for one in meeting.sessions if one.code == code and one.online), None)
    if found is None:
        raise NoSuchScreen(_("There is no such session on the screen."))
    return found


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < _DIGITS else 1
