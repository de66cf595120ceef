"""A badge on paper, and another one for somebody who lost it."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests import world
from tests.actors import FrontDesk
from tests.watch import Watch
from tracker.access import Role
from tracker.audit.models import Entry
from tracker.badges import codes
from tracker.badges.models import Badge
from tracker.db import db
from tracker.meetings.models import Meeting
from tracker.outbox.models import Message
from tracker.registration.models import Registration, State


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    watch.says("2026-11-17 08:50")
    return world.meeting()


@pytest.fixture
def mona(meeting: Meeting) -> Registration:
    return world.registration(meeting, "Mona Said", delegation="EG", native_name="منى سعيد")


@pytest.fixture
def dora(app: Flask, meeting: Meeting) -> FlaskClient:
    """The browser of Dora Duval, who stands at the desk."""
    return world.sign_in(app.test_client(), world.user("Dora Duval", role=Role.DESK, of=meeting))


@pytest.fixture
def door(app: Flask, meeting: Meeting) -> FrontDesk:
    """The device at the door of the first session."""
    return FrontDesk(app, meeting)


@pytest.fixture
def amara(client: FlaskClient, meeting: Meeting) -> FlaskClient:
    """The browser of Amara Diallo, organizer."""
    return world.sign_in(client, world.user("Amara Diallo", role=Role.ORGANIZER, of=meeting))


def test_the_desk_prints_a_badge(dora: FlaskClient, mona: Registration) -> None:
    page = dora.get(f"/meetings/cap-23/badges/{mona.id}")
    assert page.status_code == 200
    code = codes.grouped(codes.Code(world.code(mona)))
    assert f'alt="Badge of Mona Said, Egypt, Member administration, {code}"' in page.text
    assert f'src="/meetings/cap-23/badges/{mona.id}.svg"' in page.text
    assert "A7, 74 × 105 mm: no margins, 100 %." in page.text
    with dora.get(f"/meetings/cap-23/badges/{mona.id}.svg") as picture:
        assert (picture.status_code, picture.mimetype) == (200, "image/svg+xml")
        assert 'viewBox="0 0 209.76' in picture.get_data(as_text=True)  # 74 mm in points


def test_only_the_approved_have_a_badge_to_print(dora: FlaskClient, meeting: Meeting, mona: Registration) -> None:
    li = world.registration(meeting, "Wei Li", delegation="CN", state=State.SUBMITTED)
    assert dora.get(f"/meetings/cap-23/badges/{li.id}").status_code == 409
    other = world.registration(world.meeting("cap-24", number=24), "Wei Li", delegation="CN")
    assert dora.get(f"/meetings/cap-23/badges/{other.id}").status_code == 404


def test_a_new_badge_makes_the_lost_one_void(amara: FlaskClient, door: FrontDesk, mona: Registration) -> None:
    lost = world.code(mona)
    answer = amara.post(f"/meetings/cap-23/registrations/{mona.id}/badges", data={"reason": "Lost on the train"})
    assert (answer.status_code, answer.location) == (303, f"/meetings/cap-23/registrations/{mona.id}")

    db.session.rollback()
    assert door.scans(lost) == "revoked"
    assert door.scans(world.code(mona)) == "welcome"
    reasons = select(Badge.revoked_reason).where(Badge.registration_id == mona.id).order_by(Badge.revoked_at.is_(None))
    assert list(db.session.scalars(reasons)) == ["Lost on the train", None]
    assert list(db.session.scalars(select(Message.kind).where(Message.recipient == mona.email))) == ["approved"]
    journal = db.session.scalars(select(Entry).where(Entry.action == "badge.reissued")).one()
    assert (journal.actor, journal.details) == ("amara@secretariat.example", {"reason": "Lost on the train"})


def test_a_new_badge_needs_a_reason_and_an_approval(
    amara: FlaskClient, door: FrontDesk, meeting: Meeting, mona: Registration
) -> None:
    kept = world.code(mona)
    answer = amara.post(f"/meetings/cap-23/registrations/{mona.id}/badges", data={"reason": ""})
    assert answer.status_code == 422
    assert "Write the reason, for example that the badge was lost." in answer.text
    assert door.scans(kept) == "welcome"

    li = world.registration(meeting, "Wei Li", delegation="CN", state=State.SUBMITTED)
    answer = amara.post(f"/meetings/cap-23/registrations/{li.id}/badges", data={"reason": "Lost"})
    assert answer.status_code == 409


def test_the_desk_issues_no_badges(dora: FlaskClient, mona: Registration) -> None:
    answer = dora.post(f"/meetings/cap-23/registrations/{mona.id}/badges", data={"reason": "Lost"})
    assert answer.status_code == 403
