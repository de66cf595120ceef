"""Amina comes back from another room: she is welcome, for nobody who entered there was still here."""

import pytest
from flask import Flask

from tests import world
from tests.actors import FrontDesk
from tests.watch import Watch
from tracker.db import db, transaction
from tracker.meetings.models import Meeting, Room


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    """The first day's two sessions are held at once, each in a room of its own."""
    del context
    watch.says("2026-11-17 09:20")
    made = world.meeting()
    with transaction():
        room = Room(name="Sofia", capacity=20)
        made.rooms.append(room)
        morning, other = world.session(made, "S1"), world.session(made, "S2")
        other.room, other.starts_at, other.ends_at = room, morning.starts_at, morning.ends_at
    return made


def test_who_comes_back_from_another_room_is_not_in_already(context: Flask, meeting: Meeting, watch: Watch) -> None:
    here, there = FrontDesk(context, meeting), FrontDesk(context, meeting, session="S2", name="Door B")
    amina = world.registration(meeting, "Amina Haddad", delegation="EG")
    assert (here.scans(amina), here.scans(amina)) == ("welcome", "already_in")
    watch.says("09:40")
    assert there.scans(amina) in {"welcome", "welcome_online"}
    assert (here.counts()["inside"], there.counts()["inside"]) == (0, 1)
    watch.says("09:50")
    assert here.scans(amina) == "welcome"
    assert (here.last["seen"] or {}).get("desk") in {None, "Door B"}
    assert (here.counts()["inside"], there.counts()["inside"]) == (1, 0)
    watch.says("09:55")
    assert here.scans(amina) == "already_in"


def test_who_was_never_here_has_not_left(context: Flask, meeting: Meeting) -> None:
    here, there = FrontDesk(context, meeting), FrontDesk(context, meeting, session="S2", name="Door B")
    amina = world.registration(meeting, "Amina Haddad", delegation="EG")
    there.scans(amina)
    assert here.scans(amina, direction="out") == "not_in"
    db.session.rollback()


def test_nobody_is_inside_once_the_session_is_over(context: Flask, meeting: Meeting, watch: Watch) -> None:
    here = FrontDesk(context, meeting)
    amina = world.registration(meeting, "Amina Haddad", delegation="EG")
    here.scans(amina)
    watch.says("12:31")
    counts = here.counts()
    assert (counts["inside"], counts["came"]) == (0, 1)
