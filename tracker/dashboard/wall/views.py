"""The wall: for who is signed in, and by a link for a screen that has no account. Both only show."""

from collections.abc import Callable
from typing import cast

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from tracker import clock, config
from tracker.access import Permission, for_staff, public, require
from tracker.accounts.signing_in import signed_in
from tracker.badges import qr
from tracker.dashboard.live import keeping
from tracker.dashboard.live.answering import Shown, answer
from tracker.dashboard.live.figures import Figures
from tracker.dashboard.wall import linking, queries, wording
from tracker.dashboard.wall.forms import SPEECHES, THEMES, LinkForm
from tracker.dashboard.wall.linking import LinkOver
from tracker.dashboard.wall.looks import Speech, Theme
from tracker.db import transaction
from tracker.i18n import current_language
from tracker.meetings import queries as meetings
from tracker.meetings.models import Meeting
from tracker.security import limiter

bp = Blueprint("wall", __name__)
limiter.exempt(bp)
_FILES = ("wall.css", "live.css", "wall.js", "poll.js", "asking.js")


@bp.get("/meetings/<slug>/wall")
@require(Permission.VIEW)
def show(slug: str) -> ResponseReturnValue:
    speech, theme = _wanted_speech(), _wanted_theme()
    source = url_for("wall.figures", slug=slug, speech=speech.value)
    return _page(keeping.current(slug, clock.now()), speech, theme, source)


@bp.get("/meetings/<slug>/wall/figures")
@require(Permission.VIEW)
def figures(slug: str) -> ResponseReturnValue:
    speech = _wanted_speech()
    return answer(_shown(keeping.current(slug, clock.now()), speech))


@bp.get("/walls/<token>")
@for_staff
@public
def show_by_link(token: str) -> ResponseReturnValue:
    screen, found = _opened(token)
    return _page(found, screen.speech, screen.theme, url_for("wall.figures_by_link", token=token))


@bp.get("/walls/<token>/figures")
@for_staff
@public
def figures_by_link(token: str) -> ResponseReturnValue:
    """304 where nothing has changed: one statement for the link, and one for the version of the evidence."""
    screen, found = _opened(token)
    return answer(_shown(found, screen.speech))


def _opened(token: str) -> tuple[linking.Screen, Figures]:
    screen, now = linking.opened(token), clock.now()
    found = keeping.current(screen.slug, now)
    if found.over_at is not None and now >= found.over_at:
        raise LinkOver(_("The meeting is over, and this link with it."))
    return screen, found


def _shown(found: Figures, speech: Speech) -> Shown:
    return keeping.told(found, ("wall", speech), lambda: _told(found, speech))


def _told(found: Figures, speech: Speech) -> Shown:
    """Tagged by what can be read on the wall, and by the look of the page around it, which a new version changes."""
    said, names = wording.words(speech.languages, found), wording.represented(found.meter, speech.languages)
    focus, look = found.session(), _look()
    figures = (focus.expected, focus.came, focus.inside, focus.online, focus.capacity) if focus else ()

    def draw() -> str:
        return render_template(
            "dashboard/wall/figures.html",
            words=said,
            spoken=wording.spoken,
            names=names,
            focus=focus,
            quorum=found.meter.quorum,
            look=look,
        )

    return Shown(keeping.tag("wall", speech, said, names, figures, found.meter.quorum, look), draw)


def _page(found: Figures, speech: Speech, theme: Theme, source: str) -> str:
    with force_locale(speech.languages[0]):
        return render_template(
            "dashboard/wall/show.html",
            figures=found,
            words=wording.words(speech.languages, found),
            spoken=wording.spoken,
            shown=_shown(found, speech),
            source=source,
            theme=theme,
            look=_look(),
            page_lang=speech.languages[0],
            now=clock.now(),
        )


def _look() -> str:
    """Another one after a new version of the tracker: a wall that is open for days then loads itself anew."""
    asset = cast("Callable[[str], str]", current_app.jinja_env.globals["asset"])
    return keeping.tag(*(asset(f"dashboard/{name}") for name in _FILES))


def _wanted_speech() -> Speech:
    asked = request.args.get("speech", "")
    return Speech(asked if asked in set(Speech) else current_language())


def _wanted_theme() -> Theme:
    asked = request.args.get("theme", "")
    return Theme(asked) if asked in set(Theme) else Theme.DEVICE


@bp.get("/meetings/<slug>/walls")
@require(Permission.MANAGE)
def links(slug: str) -> ResponseReturnValue:
    return _links_page(meetings.by_slug(slug), LinkForm())


@bp.post("/meetings/<slug>/walls")
@require(Permission.MANAGE)
def create(slug: str) -> ResponseReturnValue:
    form = LinkForm()
    if not form.is_good():
        return _links_page(meetings.by_slug(slug), form)
    with transaction():
        speech, theme = Speech(form.speech.data), Theme(form.theme.data)
        linking.make(meetings.by_slug(slug), form.name.data or "", speech, theme, signed_in().actor)
    flash(_("The link is made. Open it on the screen."), "good")
    return redirect(url_for("wall.links", slug=slug), 303)


@bp.post("/meetings/<slug>/walls/<int:wall_id>/revocation")
@require(Permission.MANAGE)
def revoke(slug: str, wall_id: int) -> ResponseReturnValue:
    with transaction():
        name = linking.revoke(meetings.by_slug(slug), wall_id, signed_in().actor).name
    flash(_("The screen “%(name)s” shows nothing more.", name=name), "good")
    return redirect(url_for("wall.links", slug=slug), 303)


def _links_page(meeting: Meeting, form: LinkForm) -> str:
    home = config.settings().public_url.rstrip("/")
    listed = [
        (one, home + url_for("wall.show_by_link", token=linking.token(one.id))) for one in queries.links(meeting.id)
    ]
    return render_template(
        "dashboard/wall/links.html",
        meeting=meeting,
        form=form,
        links=listed,
        symbol=qr.svg,
        speeches=SPEECHES,
        themes=THEMES,
    )
