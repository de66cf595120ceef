"""A required paper stands before every approval: the organizer's and the focal point's alike."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import world
from tests.registration.delegate import Delegate, link_in, words
from tests.registration.focal.delegation import Speaker, asks_for, focal_point, kinds_to, known, state
from tests.registration.papers.files import pdf
from tests.registration.papers.test_uploads import RULES, page, sends, store
from tests.watch import Watch
from tracker.access import Role
from tracker.audit.models import SYSTEM
from tracker.db import transaction
from tracker.meetings.models import ApprovalPolicy, Meeting
from tracker.registration.models import Registration, State
from tracker.registration.papers import ruling

BEFORE = "A required paper is missing: Nomination letter. Nobody can approve before the person has sent it."
REFUSED = "Not approved: a required paper is missing (Nomination letter). The organizer may go on without."


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    """The Members send a nomination letter, and their focal points approve."""
    watch.says("2026-11-02 10:00")
    for file in store():
        file.unlink()
    world.delegations()
    made = world.meeting()
    with transaction():
        ruling.rule(made, RULES, SYSTEM)
    asks_for(made, ApprovalPolicy.FOCAL_POINT)
    return made


@pytest.fixture
def aya(context: Flask, outbox: Path, meeting: Meeting) -> Speaker:
    """Aya Touré speaks for Côte d'Ivoire."""
    return Speaker(context, outbox, focal_point(meeting, "Aya Toure"))


@pytest.fixture
def adjoua(meeting: Meeting) -> Registration:
    return world.registration(meeting, "Adjoua Kouassi", state=State.SUBMITTED)


def person_of(aya: Speaker, who: Registration) -> str:
    return words(aya.opens(f"{aya.page}/people/{who.id}"))


def test_a_focal_point_approves_once_the_letter_is_here(app: Flask, aya: Speaker, adjoua: Registration) -> None:
    assert BEFORE in person_of(aya, adjoua)
    refused = aya.follows(aya.does("approval", adjoua))
    assert REFUSED in words(refused)
    assert state("Adjoua Kouassi") is State.SUBMITTED

    assert sends(app.test_client(), page(adjoua), pdf()).status_code == 303
    assert state("Adjoua Kouassi") is State.SUBMITTED  # the letter alone approves nobody
    assert "Does this person come for your delegation?" in person_of(aya, adjoua)
    aya.does("approval", adjoua)
    assert state("Adjoua Kouassi") is State.APPROVED


def test_who_is_nominated_is_approved_with_the_letter(
    app: Flask, meeting: Meeting, aya: Speaker, context: Flask, outbox: Path
) -> None:
    aya.nominates(meeting, "Mona Said")
    mona = Delegate(context, outbox, language="en")
    completion = link_in(mona.last_mail())
    sessions = {f"session_{one.id}": "in_person" for one in meeting.sessions}
    mona.sends(
        completion,
        title="Ms",
        given_name="Mona",
        family_name="Said",
        position="Inspector",
        role="delegate",
        language="en",
        interpretation="en",
        **sessions,
    )
    assert state("Mona Said") is State.SUBMITTED
    assert BEFORE in person_of(aya, known("Mona Said"))

    assert sends(app.test_client(), page(known("Mona Said")), pdf()).status_code == 303
    assert state("Mona Said") is State.APPROVED
    assert kinds_to("mona.said@customs.example") == ["nominated", "submitted", "approved"]


def test_a_substitute_keeps_the_seat_and_waits_for_the_own_letter(
    app: Flask, aya: Speaker, adjoua: Registration
) -> None:
    aya.substitutes(adjoua, "Ibrahim Kone")
    assert (state("Ibrahim Kone"), known("Ibrahim Kone").seat_in_person) == (State.SUBMITTED, True)
    sends(app.test_client(), page(known("Ibrahim Kone")), pdf())
    assert state("Ibrahim Kone") is State.APPROVED


def test_where_the_organizer_goes_on_without_the_focal_point_can(
    client: FlaskClient, meeting: Meeting, aya: Speaker, adjoua: Registration
) -> None:
    asks_for(meeting, ApprovalPolicy.BOTH)
    amara = world.sign_in(client, world.user("Amara Diallo", role=Role.ORGANIZER, of=meeting))
    approval = f"/meetings/cap-23/registrations/{adjoua.id}/approval"
    refused = amara.post(approval)
    assert (refused.status_code, REFUSED in words(refused)) == (409, True)
    amara.post(approval, data={"all_the_same": "yes"})
    assert state("Adjoua Kouassi") is State.SUBMITTED
    aya.does("approval", adjoua)
    assert state("Adjoua Kouassi") is State.APPROVED
