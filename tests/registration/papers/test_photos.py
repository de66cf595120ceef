"""Photos for badges: what is taken, what is kept of it, and who sees it."""

from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tests import world
from tests.registration.delegate import errors, words
from tests.registration.papers.files import pdf
from tests.registration.papers.photographs import lying_about_its_size, photo
from tests.registration.papers.test_files_of_questions import column
from tests.registration.papers.test_uploads import page, papers, review, sends, store
from tests.watch import Watch
from tracker.access import Role
from tracker.audit.models import SYSTEM
from tracker.db import transaction
from tracker.meetings.models import Meeting
from tracker.people.models import Category
from tracker.registration import links
from tracker.registration.models import Registration, State
from tracker.registration.papers import forgetting, needs, ruling
from tracker.registration.papers.models import Need, PaperKind
from tracker.registration.papers.photos import LARGEST, PhotoFlaw, PhotoRefused, made_small

BADGE_PHOTO = {(Category.MEM, PaperKind.PHOTO): Need.REQUIRED}


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    """The Members send a photo."""
    watch.says("2026-11-02 10:00")
    for file in store():
        file.unlink()
    made = world.meeting()
    with transaction():
        ruling.rule(made, BADGE_PHOTO, SYSTEM)
    return made


@pytest.fixture
def adjoua(meeting: Meeting) -> Registration:
    return world.registration(meeting, "Adjoua Kouassi", state=State.SUBMITTED)


@pytest.fixture
def amara(client: FlaskClient, meeting: Meeting) -> FlaskClient:
    """The browser of Amara Diallo, organizer."""
    return world.sign_in(client, world.user("Amara Diallo", role=Role.ORGANIZER, of=meeting))


def flaw(content: bytes) -> PhotoFlaw | None:
    try:
        made_small(content)
    except PhotoRefused as refused:
        return refused.flaw
    return None


@pytest.mark.pure
@pytest.mark.parametrize(
    ("content", "found"),
    [
        (photo(), None),
        (photo(240, 240), None),
        (photo(colours="L"), None),
        (photo(colours="CMYK"), None),
        (b"", PhotoFlaw.EMPTY),
        (photo(kind="PNG"), PhotoFlaw.NO_JPEG),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", PhotoFlaw.NO_JPEG),
        (pdf(), PhotoFlaw.NO_JPEG),
        (photo()[:400], PhotoFlaw.BROKEN),
        (b"\xff\xd8\xff\xe0 no picture at all", PhotoFlaw.BROKEN),
        (photo() + b"\0" * LARGEST, PhotoFlaw.TOO_LARGE),
        (photo(239, 320), PhotoFlaw.TOO_SMALL),
        (lying_about_its_size(photo(), 6400, 6400), PhotoFlaw.TOO_MANY_PIXELS),
        (lying_about_its_size(photo(), 65_000, 65_000), PhotoFlaw.TOO_MANY_PIXELS),
        (photo(800, 600), PhotoFlaw.NO_PORTRAIT),
        (photo(300, 900), PhotoFlaw.NO_PORTRAIT),
    ],
)
def test_what_is_a_photo(content: bytes, found: PhotoFlaw | None) -> None:
    assert flaw(content) == found


@pytest.mark.pure
def test_nothing_but_the_picture_is_kept() -> None:
    kept = made_small(photo(1600, 1200, exif=True) + b"<script>alert(1)</script>")
    assert b"Secret Camera" not in kept
    assert b"<script>" not in kept
    with Image.open(BytesIO(kept)) as picture:
        assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", (480, 640))  # upright, and small
        assert dict(picture.getexif()) == {}
        assert min(picture.crop((0, 0, 40, 40)).tobytes()) > 240
    assert len(kept) < 100_000


@pytest.mark.pure
@given(place=st.integers(0, 4000), noise=st.binary(min_size=1, max_size=40))
@settings(max_examples=60, deadline=None)
def test_no_file_does_more_than_being_refused(place: int, noise: bytes) -> None:
    whole = photo(300, 400)
    at = place % len(whole)
    assert flaw(whole[:at] + noise + whole[at + len(noise) :]) in {None, *PhotoFlaw}


def test_adjoua_sends_her_photo_and_amara_sees_it(
    app: Flask, amara: FlaskClient, adjoua: Registration, meeting: Meeting
) -> None:
    browser, personal = app.test_client(), f"/my/{links.personal(adjoua.uid)}"
    assert "Missing: Photo" in words(browser.get(personal))
    assert "JPEG photo, at most 5 MB" in words(browser.get(page(adjoua)))
    assert browser.get(f"{personal}/photo").status_code == 404

    refused = sends(browser, page(adjoua), pdf(), "Me.jpg", kind="photo")
    assert (refused.status_code, errors(refused)) == (
        422,
        ["This is not a JPEG photo, whatever its name says. Save the photo as JPEG."],
    )
    assert sends(browser, page(adjoua), photo(800, 600, exif=True), "../Me.JPEG", kind="photo").status_code == 303
    [paper], [file] = papers(), store()
    assert (paper.name, paper.kind, paper.size) == ("Me.jpg", PaperKind.PHOTO, file.stat().st_size)

    for client, address in ((browser, f"{personal}/photo"), (amara, f"{review(adjoua)}/photo")):
        shown = client.get(address)
        assert (shown.status_code, shown.mimetype, shown.data) == (200, "image/jpeg", file.read_bytes())
        assert (shown.headers["Cache-Control"], shown.headers.get("Content-Disposition")) == ("no-store", None)
    saved = amara.post(f"{review(adjoua)}/papers/{paper.id}/copies")
    assert (saved.mimetype, saved.headers["Content-Disposition"]) == ("image/jpeg", "attachment; filename=Me.jpg")
    assert f'src="{review(adjoua)}/photo"' in amara.get(review(adjoua)).text
    assert column(amara, "Photo") == ["received"]
    assert {number: one.id for number, one in needs.photos([adjoua.id]).items()} == {adjoua.id: paper.id}


def test_nobody_else_sees_it(app: Flask, adjoua: Registration, meeting: Meeting) -> None:
    sends(app.test_client(), page(adjoua), photo(), "Me.jpg", kind="photo")
    desk = world.sign_in(app.test_client(), world.user("Dora Desk", role=Role.DESK, of=meeting))
    viewer = world.sign_in(app.test_client(), world.user("Vera View", role=Role.VIEWER, of=meeting))
    stranger = app.test_client()
    codes = [browser.get(f"{review(adjoua)}/photo").status_code for browser in (desk, viewer, stranger)]
    assert codes == [403, 403, 303]


def test_a_pdf_is_no_photo_and_a_photo_no_letter(app: Flask, adjoua: Registration, meeting: Meeting) -> None:
    with transaction():
        letter = {(Category.MEM, PaperKind.NOTE_VERBALE): Need.OPTIONAL}
        ruling.rule(meeting, BADGE_PHOTO | letter, SYSTEM)
    assert sends(app.test_client(), page(adjoua), photo(), "Me.pdf", kind="note_verbale").status_code == 422
    assert (papers(), store()) == ([], [])


def test_photos_are_erased_30_days_after_the_meeting(app: Flask, adjoua: Registration, watch: Watch) -> None:
    sends(app.test_client(), page(adjoua), photo(), "Me.jpg", kind="photo")
    watch.says("2026-12-18 12:29")
    with transaction():
        assert forgetting.forget_photos() == 0
    watch.says("2026-12-18 12:30")
    with transaction():
        assert forgetting.forget_photos() == 1
    assert (papers(), store()) == ([], [])
