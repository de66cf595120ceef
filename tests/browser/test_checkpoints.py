"""Badges read at a checkpoint: chosen like a door, answered at once without a network, and sent afterwards."""

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from tests.browser.desks import Server, answers, code_for_a_desk, gather, recorded, tablet, types, waits
from tests.watch import Watch
from tracker.checkin.models import Scan
from tracker.db import db, transaction
from tracker.meetings.models import Checkpoint, CheckpointKind

pytestmark = pytest.mark.slow


def test_a_badge_is_collected_without_a_network(app: Flask, watch: Watch, chromium: Browser) -> None:
    watch.says("2026-11-17 07:10")
    with app.app_context():
        morning = gather()
        with transaction():
            made = Checkpoint(meeting_id=morning.meeting.id, kind=CheckpointKind.BADGE_COLLECTED, counts_for=[])
            db.session.add(made)
        server = Server(app.wsgi_app)
        server.start()
        desk = tablet(chromium, server.address, code_for_a_desk(morning.meeting, "Welcome"))
        page = desk.page
        page.locator("#door summary").click()
        page.get_by_label("Session or checkpoint").select_option(label="Badge collected")
        expect(page.locator("[data-session-title]")).to_have_text("Badge collected")
        expect(page.locator("#counts")).to_be_hidden()
        desk.goes_offline()
        types(page, morning.company)
        answers(page, "Come in")
        types(page, morning.company)
        answers(page, "Already in")
        types(page, morning.replaced)
        answers(page, "Badge no longer valid")
        waits(page, 3)
        page.reload()
        expect(page.locator("[data-session-title]")).to_have_text("Badge collected")
        desk.comes_back()
        waits(page, 0, seconds=40)
        desk.window.close()
        server.stop()
        places = db.session.execute(db.select(Scan.checkpoint_id, Scan.session_id).distinct()).all()
        assert [tuple(place) for place in places] == [(made.id, None)]
    assert recorded(app) == [("typed", "welcome"), ("typed", "already_in"), ("typed", "revoked")]
