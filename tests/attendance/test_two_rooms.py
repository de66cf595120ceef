"""A plenary and a workshop at the same time: who was in which room, and how long."""

import pytest
from flask import Flask

from tests import world
from tests.actors import FrontDesk
from tests.watch import Watch
from tracker.attendance.queries.presences import presences
from tracker.db import db, transaction
from tracker.i18n import Texts
from tracker.meetings.models import Meeting, MeetingSession, Room, SessionKind


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    """S1 is the plenary in Kyoto A from 09:30 to 12:30; W1 is the workshop in Sofia from 10:00 to 12:00."""
    del context
    watch.says("2026-11-17 08:00")
    made = world.meeting()
    with transaction():
        room = Room(name="Sofia", capacity=2)
        made.rooms.append(room)
        made.sessions.append(
            MeetingSession(
                code="W1",
                title=Texts({"en": "Workshop"}),
                kind=SessionKind.CLOSED,
                starts_at=world.at("2026-11-17 10:00"),
                ends_at=world.at("2026-11-17 12:00"),
                room=room,
            )
        )
    return made


def minutes(session: MeetingSession) -> dict[str, float | None]:
    evening = world.at("2026-11-17 20:00")
    db.session.rollback()  # look anew
    return {
        row.participant.family_name: row.by_session[session.id].minutes
        for row in presences(session.meeting, until=evening)
        if session.id in row.by_session
    }


def test_entering_the_workshop_ends_the_stay_in_the_plenary(context: Flask, watch: Watch, meeting: Meeting) -> None:
    amina = world.registration(meeting, "Amina El-Sayed", delegation="EG")
    world.registration(meeting, "Jean Petit", delegation="BE")
    plenary, workshop = FrontDesk(context, meeting), FrontDesk(context, meeting, "W1", "Sofia")

    watch.says("09:20")
    plenary.scans(amina)
    watch.says("10:30")
    workshop.scans(amina)
    watch.says("11:30")
    plenary.scans(amina)

    assert minutes(world.session(meeting, "S1")) == {"El-Sayed": 120, "Petit": 0}
    assert minutes(world.session(meeting, "W1")) == {"El-Sayed": 60, "Petit": 0}
