"""The desk as an app: its page, which names nobody and asks for no sign-in, and what makes a browser keep it."""

import json
from pathlib import Path

from flask import Blueprint, Response, current_app, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from tracker.access import for_staff, public
from tracker.checkin.shell import files
from tracker.config import settings
from tracker.errors import NotFound
from tracker.i18n import STAFF_LANGUAGES

bp = Blueprint("shell", __name__, url_prefix="/desk")
BLUE, PAPER = "#0b4a82", "#ffffff"


class NoSuchLanguage(NotFound):
    """The interface does not speak it."""


@bp.get("/")
@for_staff
@public
def page() -> ResponseReturnValue:
    """The page in the reader's language."""
    return _fresh(Response(_page()))


@bp.get("/page/<language>")
@for_staff
@public
def page_in(language: str) -> ResponseReturnValue:
    """The page in one language, to be kept; unlike `?lang`, it changes nobody's choice."""
    if language not in STAFF_LANGUAGES:
        raise NoSuchLanguage(_("This language is not there."))
    return _fresh(Response(_translated(language)))


@bp.get("/sw.js")
@public
def service_worker() -> ResponseReturnValue:
    """The worker that keeps the page, or, if the administrator says so, one that removes itself and what was kept."""
    if not settings().desk_offline:
        return _script(_source("no-service-worker.js"))
    return _script(f"self.KEPT = {json.dumps(_kept())};\n{_source('service-worker.js')}")


@bp.get("/scan-worker.js")
@public
def scan_worker() -> ResponseReturnValue:
    """The camera's worker, at an address within reach of the service worker, so that it starts without a network."""
    return _script('import "../static/checkin/scan-worker.js";\n')


@bp.get("/manifest.webmanifest")
@public
def manifest() -> ResponseReturnValue:
    icons = [
        {"src": _static(f"checkin/icons/{name}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": use}
        for name, size, use in (("192", 192, "any"), ("512", 512, "any"), ("maskable", 512, "maskable"))
    ]
    home = url_for("shell.page")
    about = {"name": "Attendance desk", "short_name": "Desk", "id": home, "start_url": home, "scope": home}
    look = {"display": "standalone", "theme_color": BLUE, "background_color": PAPER, "icons": icons}
    return _fresh(Response(json.dumps(about | look), mimetype="application/manifest+json"))


def _page() -> str:
    return render_template("checkin/desk.html", client=files.version(*_files().values()))


def _translated(language: str) -> str:
    with force_locale(language):
        return _page()


def _kept() -> dict[str, object]:
    """What the service worker is told: paths with their digests, and a version of all of it."""
    static = {_static(name): digest for name, digest in _files().items()}
    pages = {language: url_for("shell.page_in", language=language) for language in STAFF_LANGUAGES}
    unhashed = (url_for("shell.scan_worker"), url_for("shell.manifest"), *pages.values())
    contents = [json.dumps(static), *map(_translated, STAFF_LANGUAGES)]
    return {
        "version": files.version(*contents),
        "home": url_for("shell.page"),
        "files": static | dict.fromkeys(unhashed, ""),
        "pages": pages,
    }


def _files() -> dict[str, str]:
    return files.kept(Path(current_app.static_folder or "static"))


def _static(name: str) -> str:
    return url_for("static", filename=name)


def _source(name: str) -> str:
    return (Path(current_app.static_folder or "static") / "checkin" / name).read_text(encoding="utf-8")


def _script(content: str) -> Response:
    return _fresh(Response(content, mimetype="text/javascript"))


def _fresh(response: Response) -> Response:
    """To be asked for again each time: the service worker is what keeps it."""
    response.headers["Cache-Control"] = "no-cache"
    return response
