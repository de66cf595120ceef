"""Makes the pictures of the README from the running product: the desk on a morning of the demo, and its workbook.

Needs what the tests need, and for the workbook LibreOffice and pdftoppm.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import Thread

import flask_migrate
from flask import Flask
from flask_babel import force_locale
from PIL import Image
from playwright.sync_api import Page, sync_playwright
from werkzeug.serving import make_server

from tracker import clock, config, create_app
from tracker.accounts.models import User
from tracker.accounts.signing_in import session_key
from tracker.badges import issuing
from tracker.db import db
from tracker.demo import loading
from tracker.exports import attendance
from tracker.meetings import queries as meetings
from tracker.meetings.models import Meeting
from tracker.registration.models import Registration

DOCS = Path(__file__).parents[1] / "docs"
MEETING, SESSION = "cap-20", "S1"
MORNING = datetime.fromisoformat("2023-11-21T09:21:00+01:00")
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--hide-scrollbars"]


def main() -> None:
    """Make both pictures."""
    DOCS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        app = create_app(config.load(Path(name), {}))
        with app.app_context():
            flask_migrate.upgrade()
            loading.load()
        picture_of_the_desk(app)
        picture_of_the_workbook(app, Path(name))
    for picture in DOCS.glob("*.png"):
        Image.open(picture).convert("RGB").quantize(64).save(picture, optimize=True)  # small enough to keep in git


def picture_of_the_desk(app: Flask) -> None:
    """A late delegate has just been scanned."""
    with app.app_context():
        code = _code_of_somebody()
        cookie = _cookie(app)
    clock.run_on(lambda: MORNING)
    with _serving(app) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = browser.new_context(viewport={"width": 1100, "height": 760}, locale="en-GB")
        context.add_cookies([{"name": "tracker", "value": cookie, "url": address}])
        page = context.new_page()
        page.goto(f"{address}/meetings/{MEETING}/checkin?session={SESSION}")
        page.get_by_label("Name of this desk").fill("Main entrance")
        page.get_by_role("button", name="Make this browser a desk").click()
        page.locator("#list-age", has_text="List of").wait_for()
        _type_code(page, code)
        page.screenshot(path=DOCS / "desk.png")
        browser.close()
    clock.run_on(None)


def _type_code(page: Page, code: str) -> None:
    page.get_by_label("Code on the badge").fill(code)
    page.keyboard.press("Enter")
    page.get_by_text("Come in").first.wait_for()


def picture_of_the_workbook(app: Flask, folder: Path) -> None:
    """The first page of the attendance workbook, as printed."""
    with app.test_request_context(), force_locale("en"):
        attendance.write(meetings.by_slug(MEETING), folder / "book.xlsx")
    soffice, pdftoppm = shutil.which("soffice"), shutil.which("pdftoppm")
    if not soffice or not pdftoppm:
        print("No picture of the workbook: install libreoffice-calc and poppler-utils.")
        return
    home = f"-env:UserInstallation=file://{folder}/office"
    convert = [soffice, home, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / "book.xlsx")]
    subprocess.run(convert, check=True, capture_output=True)  # noqa: S603 (the paths are ours)
    picture = [pdftoppm, "-r", "130", "-f", "1", "-l", "1", "-singlefile", "-png", "-x", "60", "-y", "80", "-H", "560"]
    subprocess.run([*picture, str(folder / "book.pdf"), str(DOCS / "workbook")], check=True)  # noqa: S603


def _code_of_somebody() -> str:
    """Somebody registered in person for the session who did not come that day."""
    person = db.session.scalars(
        db.select(Registration).join(Meeting).where(Meeting.slug == MEETING, Registration.family_name == "Weyland")
    ).one()
    badge = issuing.valid(person.id)
    if badge is None:
        raise RuntimeError("the demo has changed: choose another person for the picture")
    return issuing.code_of(badge)


def _cookie(app: Flask) -> str:
    """The session cookie of the demo's desk."""
    user = db.session.scalars(db.select(User).where(User.email.like("desk@%"))).one()
    client = app.test_client()
    with client.session_transaction() as held:
        held["_user_id"], held["_fresh"] = session_key(user.id, user.password_hash), True
    cookie = client.get_cookie("tracker")
    if cookie is None:
        raise RuntimeError("no cookie was set")
    return str(cookie.value)


@contextmanager
def _serving(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join()


if __name__ == "__main__":
    main()
