"""The meeting of the stories, the organizer who writes to its people, and a post office that takes the mail."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from tests import world
from tests.actors import Organizer
from tests.mailing.letters import Letters
from tests.outbox.post_office import HOST, PostOffice
from tests.watch import Watch
from tracker.config import MailSecurity, Settings
from tracker.meetings.models import Meeting


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    watch.says("2026-11-02 10:00")
    return world.meeting()


@pytest.fixture
def amara(app: Flask, meeting: Meeting) -> Organizer:
    """Amara Diallo, organizer, at her browser."""
    return Organizer(app, meeting)


@pytest.fixture
def letters(app: Flask, meeting: Meeting, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Letters]:
    """What has arrived, by a real mail server."""
    office = PostOffice()
    told = replace(settings, smtp_host=HOST, smtp_port=office.port, smtp_security=MailSecurity.NONE, smtp_timeout=2)
    monkeypatch.setitem(app.extensions, "settings", told)
    with office.at_work():
        yield Letters(app, office)
