"""Who must approve whom, over HTTP."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests import world
from tests.registration.delegate import ABDOU, Delegate, link_in, words
from tests.registration.focal.delegation import Speaker, asks_for, kinds_to, known, state
from tracker.audit.models import ActorKind
from tracker.db import db
from tracker.meetings.models import ApprovalPolicy, Meeting
from tracker.registration.focal.models import Approval, Approver
from tracker.registration.models import State

LIST = "/meetings/cap-23/registrations"


def given(registration_id: int) -> list[tuple[Approver, ActorKind]]:
    db.session.rollback()
    rows = select(Approval.approver, Approval.actor_kind).where(Approval.registration_id == registration_id)
    return [(approver, kind) for approver, kind in db.session.execute(rows.order_by(Approval.id))]


def flashed(browser: FlaskClient) -> list[str]:
    with browser.session_transaction() as cookie:
        return [text for _kind, text in cookie.pop("_flashes", [])]


def test_both_have_to_approve(aya: Speaker, amara: FlaskClient, meeting: Meeting) -> None:
    asks_for(meeting, ApprovalPolicy.BOTH)
    kouassi = world.registration(meeting, "Adjoua Kouassi", state=State.SUBMITTED)
    amara.post(f"{LIST}/{kouassi.id}/approval")
    assert state("Adjoua Kouassi") is State.SUBMITTED
    assert flashed(amara) == ["Approved for the organizer. The focal point of the delegation has yet to approve."]
    assert "The focal point of the delegation has yet to approve: Aya Toure" in words(amara.get(f"{LIST}/{kouassi.id}"))
    assert kinds_to("adjoua.kouassi@customs.example") == []
    aya.does("approval", kouassi)
    assert state("Adjoua Kouassi") is State.APPROVED
    assert kinds_to("adjoua.kouassi@customs.example") == ["approved"]
    assert given(kouassi.id) == [
        (Approver.ORGANIZER, ActorKind.USER),
        (Approver.FOCAL_POINT, ActorKind.FOCAL_POINT),
    ]


@pytest.mark.parametrize("policy", [ApprovalPolicy.FOCAL_POINT, ApprovalPolicy.BOTH, ApprovalPolicy.NOMINATION])
def test_an_organizer_approves_on_behalf_of_the_focal_point(
    aya: Speaker, amara: FlaskClient, meeting: Meeting, policy: ApprovalPolicy
) -> None:
    asks_for(meeting, policy)
    kouassi = world.registration(meeting, "Adjoua Kouassi", state=State.SUBMITTED)
    amara.post(f"{LIST}/{kouassi.id}/approval", data={"on_behalf": "yes"})
    assert state("Adjoua Kouassi") is State.APPROVED
    assert given(kouassi.id) == [(Approver.FOCAL_POINT, ActorKind.USER), (Approver.ORGANIZER, ActorKind.USER)]
    assert kinds_to(aya.email) == ["delegation_news"]
    assert "Approved on behalf of the focal point" not in words(amara.get(f"{LIST}/{kouassi.id}")).split("Decide")[0]


def test_a_delegation_without_focal_point_is_the_organizers(amara: FlaskClient, aya: Speaker, meeting: Meeting) -> None:
    asks_for(meeting, ApprovalPolicy.FOCAL_POINT)
    li = world.registration(meeting, "Wei Li", delegation="CN", state=State.SUBMITTED)
    amara.post(f"{LIST}/{li.id}/approval")
    assert state("Wei Li") is State.APPROVED


def test_many_at_once_respect_the_policy(amara: FlaskClient, aya: Speaker, meeting: Meeting) -> None:
    asks_for(meeting, ApprovalPolicy.BOTH)
    people = [
        world.registration(meeting, "Adjoua Kouassi", state=State.SUBMITTED),
        world.registration(meeting, "Wei Li", delegation="CN", state=State.SUBMITTED),
        world.registration(meeting, "Fanta Kone", state=State.DECLINED),
    ]
    amara.post(f"{LIST}/decisions", data={"decision": "approve", "id": [one.id for one in people]})
    assert [state(name) for name in ("Adjoua Kouassi", "Wei Li", "Fanta Kone")] == [
        State.SUBMITTED,
        State.APPROVED,
        State.DECLINED,
    ]
    assert flashed(amara) == [
        "1 registration approved.",
        "Somebody else has to approve too, or there is no seat: Ms Fanta KONE and Ms Adjoua KOUASSI.",
    ]
    assert given(people[2].id) == []  # nothing was recorded for whom nothing could be done


def test_a_focal_point_who_registers_needs_no_second_one(aya: Speaker, meeting: Meeting) -> None:
    asks_for(meeting, ApprovalPolicy.FOCAL_POINT)
    sessions = {f"session_{one.id}": "in_person" for one in meeting.sessions}
    own = ABDOU | {"email": aya.email, "family_name": "Toure", "given_name": "Aya", "role": "delegate"}
    aya.sends("/meetings/cap-23/register", **(own | sessions))
    aya.sends(link_in(aya.last_mail()))
    assert state("Aya Toure") is State.APPROVED
    assert kinds_to(aya.email) == ["confirm_email", "approved"]  # no news of herself


def test_where_people_are_nominated_the_form_is_closed(person: Delegate, amara: FlaskClient, meeting: Meeting) -> None:
    asks_for(meeting, ApprovalPolicy.NOMINATION)
    answer = person.opens("/meetings/cap-23/register")
    assert answer.status_code == 409
    assert "Your delegation's focal point registers you." in words(answer)
    public = person.opens("/meetings/cap-23")
    assert ("/register" in public.text, "focal point registers you" in words(public)) == (False, True)


def test_the_organizer_returns_for_correction(aya: Speaker, amara: FlaskClient, meeting: Meeting) -> None:
    kouassi = world.registration(meeting, "Adjoua Kouassi", state=State.SUBMITTED)
    empty = amara.post(f"{LIST}/{kouassi.id}/return", data={"correction": ""})
    assert (empty.status_code, "Write what to correct." in words(empty)) == (422, True)
    amara.post(f"{LIST}/{kouassi.id}/return", data={"correction": "Give your full name."})
    assert state("Adjoua Kouassi") is State.RETURNED
    assert kinds_to("adjoua.kouassi@customs.example") == ["returned"]
    assert kinds_to(aya.email) == ["delegation_news"]
    tabs = re.findall(r'<a href="[^"]*"[^>]*>([^<]*) <span class="count">(\d+)', amara.get(LIST).text)
    assert ("Returned for correction", "1") in tabs
    assert "Confirmed" not in dict(tabs)


def test_approvals_end_with_what_was_approved(aya: Speaker, amara: FlaskClient, meeting: Meeting) -> None:
    asks_for(meeting, ApprovalPolicy.BOTH)
    kouassi = world.registration(meeting, "Adjoua Kouassi", state=State.SUBMITTED)
    aya.does("approval", kouassi)
    assert given(kouassi.id) == [(Approver.FOCAL_POINT, ActorKind.FOCAL_POINT)]
    amara.post(f"{LIST}/{kouassi.id}/return", data={"correction": "Give your full name."})
    assert given(kouassi.id) == []


def test_the_page_says_whose_approval_there_is(aya: Speaker, amara: FlaskClient, meeting: Meeting) -> None:
    asks_for(meeting, ApprovalPolicy.BOTH)
    kouassi = world.registration(meeting, "Adjoua Kouassi", state=State.SUBMITTED)
    aya.does("approval", kouassi)
    page = words(amara.get(f"{LIST}/{kouassi.id}"))
    assert "Approved by the focal point aya.toure@customs.example" in page
    assert known("Adjoua Kouassi").state is State.SUBMITTED
