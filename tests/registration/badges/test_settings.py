"""How the badges of a meeting look: the page, the preview, the meeting's file."""

from base64 import b64decode
from io import BytesIO

import pytest
import zxingcpp
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select

from tests import world
from tests.registration.badges.test_logos import picture
from tests.watch import Watch
from tracker.access import Role
from tracker.audit.models import COMMAND, Entry
from tracker.badges.layouts import Layout
from tracker.db import db, transaction
from tracker.meetings.files import MeetingFileWrong
from tracker.meetings.loading import Outcome
from tracker.meetings.models import Meeting
from tracker.registration.badges import setting
from tracker.registration.badges.logos import made_plain
from tracker.registration.badges.looks import USUAL, BadgeField, Dress, Look
from tracker.registration.policies import files

PAGE = "/meetings/cap-23/badges/settings"
FIELDS = {"layout": "label", "desk": "label", "language": "fr", "second_language": "en", "fields": ["meeting", "dates"]}


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    watch.says("2026-11-12 10:00")
    return world.meeting()


@pytest.fixture
def amara(client: FlaskClient, meeting: Meeting) -> FlaskClient:
    """The browser of Amara Diallo, organizer."""
    return world.sign_in(client, world.user("Amara Diallo", role=Role.ORGANIZER, of=meeting))


def shown(address: str) -> Image.Image:
    """A side of a badge that a page shows."""
    return Image.open(BytesIO(b64decode(address.removeprefix("data:image/png;base64,"))))


def test_a_meeting_says_how_its_badges_look(amara: FlaskClient, meeting: Meeting) -> None:
    assert amara.post(PAGE, data={**FIELDS, "logo": (BytesIO(picture("PNG")), "logo.png")}).status_code == 303
    db.session.rollback()
    dress = setting.of(meeting.id)
    assert dress.look == Look(
        layout=Layout.LABEL,
        desk=Layout.LABEL,
        two_sided=False,
        languages=("fr", "en"),
        fields=(BadgeField.MEETING, BadgeField.DATES),
    )
    assert dress.logo is not None
    assert Image.open(BytesIO(dress.logo)).size == (200, 100)
    entry = db.session.scalars(select(Entry).where(Entry.action == "badges.changed")).one()
    assert entry.details["fields"] == "layout, desk, languages, fields, logo"

    assert amara.post(PAGE, data={**FIELDS, "no_logo": "y"}).status_code == 303
    db.session.rollback()
    assert setting.of(meeting.id).logo is None


def test_a_wrong_logo_is_refused_in_plain_words(amara: FlaskClient, meeting: Meeting) -> None:
    answer = amara.post(PAGE, data={**FIELDS, "logo": (BytesIO(b"MZ a program"), "logo.png")})
    assert answer.status_code == 422
    assert "Choose a PNG, JPEG or SVG file." in answer.text
    assert setting.of(meeting.id) == USUAL


def test_the_page_shows_a_badge_without_saving(amara: FlaskClient, meeting: Meeting) -> None:
    answer = amara.post(PAGE, data={**FIELDS, "two_sided": "y", "action": "show"})
    assert answer.status_code == 200
    assert answer.text.count('<img src="data:image/png;base64,') == 2
    assert setting.of(meeting.id) == USUAL


def test_the_preview_draws_somebody_by_name(amara: FlaskClient, meeting: Meeting) -> None:
    mona = world.registration(meeting, "Mona Said", delegation="EG")
    [side] = amara.get("/meetings/cap-23/badges/preview?layout=card&person=sai").get_json()["sides"]
    assert shown(side).size == pytest.approx((86 * 160 / 25.4, 54 * 160 / 25.4), abs=1)
    assert [found.text for found in zxingcpp.read_barcodes(shown(side))] == [world.code(mona)]
    [invented] = amara.get("/meetings/cap-23/badges/preview?layout=a4_4&person=nobody").get_json()["sides"]
    assert shown(invented).size == pytest.approx((95 * 160 / 25.4, 136 * 160 / 25.4), abs=1)
    assert zxingcpp.read_barcodes(shown(invented))[0].text != world.code(mona)


DRESS = Dress(
    Look(
        layout=Layout.A4_4,
        desk=Layout.LABEL,
        two_sided=True,
        languages=("fr", "en"),
        fields=(BadgeField.DATES, BadgeField.PHOTO),
    ),
    made_plain(picture("PNG")),
)


def test_the_file_of_a_meeting_says_how_its_badges_look(meeting: Meeting) -> None:
    before = files.write(files.dump(meeting))
    assert "[badges]" not in before
    with transaction():
        setting.change(meeting, DRESS, COMMAND)
    text = files.write(files.dump(meeting))
    said = '[badges]\nlayout = "a4_4"\ndesk = "label"\ntwo_sided = true\nlanguages = ["fr", "en"]\nfields = ["da'
    assert said in text
    with transaction():
        assert files.load(files.read(text), COMMAND).outcome is Outcome.UNCHANGED
    with transaction():
        setting.change(meeting, USUAL, COMMAND)
    with transaction():
        done = files.load(files.read(text), COMMAND)
    assert done.changes == ("badges: layout, desk, two_sided, languages, fields, logo",)
    assert setting.of(meeting.id) == DRESS


def test_what_is_wrong_in_a_file_is_named_all_at_once(meeting: Meeting) -> None:
    wrong = '\n[badges]\nlayout = "a5"\ndesk = "a4_8"\nlanguages = []\nfields = ["shoes"]\nlogo = "cats"\n'
    with pytest.raises(MeetingFileWrong) as error:
        files.read(files.write(files.dump(meeting)) + wrong)
    assert [problem.partition(":")[0] for problem in error.value.problems] == ["badges"] * 5
