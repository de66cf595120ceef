"""What the delegate's pages cost the database, whatever the size of the meeting."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from tests import world
from tests.registration.delegate import Delegate
from tests.statements import statements
from tests.watch import Watch
from tracker.db import transaction
from tracker.i18n import Texts
from tracker.meetings.models import MeetingSession, SessionKind
from tracker.registration import links


@pytest.mark.parametrize("more_sessions", [0, 12])
def test_the_pages_cost_the_same(context: Flask, watch: Watch, outbox: Path, more_sessions: int) -> None:
    watch.says("2026-11-09 10:00")
    meeting = world.meeting()
    with transaction():
        start = world.at("2026-11-19 09:00")
        for number in range(more_sessions):
            begins, title = start + timedelta(hours=number), Texts({"en": f"Session {number}"})
            ends = begins + timedelta(minutes=50)
            meeting.sessions.append(
                MeetingSession(code=f"X{number}", title=title, kind=SessionKind.OPEN, starts_at=begins, ends_at=ends)
            )
    amina = world.registration(meeting, "Amina Diallo")
    delegate = Delegate(context, outbox)
    costs = []
    for page in (
        f"/meetings/{meeting.slug}/register",
        personal := f"/my/{links.personal(amina.uid)}",
        f"{personal}/edit",
    ):
        with statements() as heard:
            assert delegate.opens(page).status_code == 200
        costs.append(len(heard))
    assert costs == [9, 18, 12]
