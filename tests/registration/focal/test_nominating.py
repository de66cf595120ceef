"""A focal point nominates people, who complete and confirm."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests import world
from tests.registration.delegate import ABDOU, Delegate, errors, link_in, text_of, words
from tests.registration.focal.delegation import Speaker, address, asks_for, kinds_to, known, state
from tests.watch import Watch
from tracker.audit.models import ActorKind, Entry
from tracker.badges import issuing
from tracker.db import db
from tracker.meetings.models import ApprovalPolicy, Meeting
from tracker.registration.models import DelegateRole, State

LINES = {
    "title": "Ms",
    "native_name": "",
    "phone": "",
    "position": "Inspector",
    "department": "Enforcement",
    "role": "adviser",
    "language": "en",
    "interpretation": "fr",
    "accessibility": "",
    "comment": "",
}


def completes(person: Delegate, meeting: Meeting, name: str) -> None:
    """Follow the link of the last mail, add what is missing, confirm."""
    mail = next(mail for mail in reversed(person.mails()) if mail["To"] == address(name))
    given, _, family = name.rpartition(" ")
    sessions = {f"session_{one.id}": "in_person" for one in meeting.sessions}
    link = link_in(mail)
    assert person.opens(link).status_code == 200
    answer = person.sends(link, **(LINES | {"given_name": given, "family_name": family} | sessions))
    assert answer.status_code == 303, errors(answer)


def test_a_focal_point_nominates_three_people_and_returns_one(aya: Speaker, person: Delegate, meeting: Meeting) -> None:
    asks_for(meeting, ApprovalPolicy.FOCAL_POINT)
    for name in ("Awa Bamba", "Ben Coulibaly", "Zoe Diabate"):
        assert aya.nominates(meeting, name).status_code == 303
    assert aya.sees() == ["BAMBA Awa", "COULIBALY Ben", "DIABATE Zoe"]
    assert [state(name) for name in ("Awa Bamba", "Ben Coulibaly", "Zoe Diabate")] == [State.DRAFT] * 3

    completes(person, meeting, "Awa Bamba")  # her delegation has approved her by naming her
    assert state("Awa Bamba") is State.APPROVED
    assert issuing.valid(known("Awa Bamba").id) is not None
    assert known("Awa Bamba").department == "Enforcement"
    assert kinds_to(address("Awa Bamba")) == ["nominated", "approved"]
    assert kinds_to(aya.email) == ["delegation_news"]  # one mail: what became of her

    # Somebody else registers for the delegation; the focal point wants another position there.
    abdou = ABDOU | {"email": address("Abdou Diallo"), "role": "delegate", "language": "en"}
    abdou |= {f"session_{one.id}": "online" for one in meeting.sessions}
    sent = person.sends("/meetings/cap-23/register", **abdou)
    assert sent.status_code == 303, errors(sent)
    person.sends(link_in(person.last_mail()))
    waiting = known("Abdou Diallo")
    assert "1 person waits for you" in words(aya.opens(aya.page))
    assert aya.does("decision", waiting, verb="return", reason=" ").status_code == 422
    assert aya.does("decision", waiting, verb="return", reason="Your position is Deputy Director.").status_code == 303
    mail = next(mail for mail in reversed(person.mails()) if mail["To"] == waiting.email)
    assert "Your position is Deputy Director." in text_of(mail)

    # He corrects it by the link of the mail; she approves.
    form = {name: text for name, text in abdou.items() if name != "email"}
    assert person.sends(link_in(mail), **(form | {"position": "Deputy Director"})).status_code == 303
    db.session.rollback()
    assert (waiting.state, waiting.position) == (State.SUBMITTED, "Deputy Director")
    assert aya.does("approval", waiting).status_code == 303
    db.session.rollback()
    assert waiting.state is State.APPROVED
    last = waiting.changes[-1]
    assert (last.actor_kind, last.actor) == (ActorKind.FOCAL_POINT, aya.email)


def test_with_both_the_organizer_still_approves_a_nominee(
    aya: Speaker, person: Delegate, meeting: Meeting, amara: FlaskClient
) -> None:
    asks_for(meeting, ApprovalPolicy.BOTH)
    aya.nominates(meeting, "Awa Bamba")
    completes(person, meeting, "Awa Bamba")
    awa = known("Awa Bamba")
    assert awa.state is State.SUBMITTED
    assert "Waits for the organizer" in words(aya.opens(aya.page))
    assert amara.post(f"/meetings/cap-23/registrations/{awa.id}/approval").status_code == 303
    assert state("Awa Bamba") is State.APPROVED


def test_a_nominee_changes_neither_delegation_nor_role(aya: Speaker, person: Delegate, meeting: Meeting) -> None:
    aya.nominates(meeting, "Awa Bamba")
    mail = person.last_mail()
    page = person.opens(link_in(mail))
    assert ('name="represents"' in page.text, 'name="email"' in page.text) == (False, False)
    sessions = {f"session_{one.id}": "in_person" for one in meeting.sessions}
    told = LINES | {"given_name": "Awa", "family_name": "Bamba", "represents": "CN", "organization": "Elsewhere"}
    assert person.sends(link_in(mail), **(told | sessions)).status_code == 303
    awa = known("Awa Bamba")
    assert awa.delegation is not None
    assert (awa.delegation.code, awa.organization, awa.role) == ("CI", "", DelegateRole.DELEGATE)


def test_another_name_is_approved_anew(aya: Speaker, person: Delegate, meeting: Meeting) -> None:
    asks_for(meeting, ApprovalPolicy.FOCAL_POINT)
    aya.nominates(meeting, "Awa Bamba")
    sessions = {f"session_{one.id}": "in_person" for one in meeting.sessions}
    told = LINES | {"given_name": "Awa Marie", "family_name": "Bamba-Kone"}
    assert person.sends(link_in(person.last_mail()), **(told | sessions)).status_code == 303
    assert state("Awa Bamba") is State.SUBMITTED
    assert "1 person waits for you" in words(aya.opens(aya.page))


def test_what_cannot_be_nominated_is_said_beside_the_field(aya: Speaker, meeting: Meeting, watch: Watch) -> None:
    absent = {f"session_{one.id}": "absent" for one in meeting.sessions}
    assert errors(aya.nominates(meeting, "Awa Bamba", **absent)) == ["Choose at least one session."]
    aya.nominates(meeting, "Awa Bamba")
    again = aya.nominates(meeting, "Awa Bamba")
    assert (again.status_code, errors(again)) == (
        409,
        ["awa.bamba@customs.example is nominated already. You can send the mail again."],
    )
    world.registration(meeting, "Wei Li", delegation="CN")
    there = aya.nominates(meeting, "Wei Li")
    assert errors(there) == ["wei.li@customs.example is registered for this meeting already."]
    watch.says("2026-11-16 19:00")  # registration has closed
    assert aya.nominates(meeting, "Zoe Diabate").status_code == 409


def test_a_nomination_is_mailed_again_and_taken_back(
    aya: Speaker, amara: FlaskClient, person: Delegate, meeting: Meeting
) -> None:
    aya.nominates(meeting, "Awa Bamba")
    awa = known("Awa Bamba")
    link = link_in(person.last_mail())
    assert aya.does("reminder", awa).status_code == 303
    assert kinds_to(address("Awa Bamba")) == ["nominated", "nominated"]
    assert amara.post(f"/meetings/cap-23/registrations/{awa.id}/mails").status_code == 303  # the organizer may, too
    assert kinds_to(address("Awa Bamba")) == ["nominated"] * 3
    assert aya.does("removal", awa).status_code == 303
    assert aya.sees() == []
    gone = person.opens(link)
    assert gone.status_code == 410
    db.session.rollback()
    actions = db.session.scalars(select(Entry.action).where(Entry.actor == aya.email).order_by(Entry.id)).all()
    assert actions == ["registration.nominated", "registration.approval", "registration.nomination_taken_back"]


def test_only_the_own_delegation_is_shown(aya: Speaker, meeting: Meeting) -> None:
    world.registration(meeting, "Adjoua Kouassi")
    world.registration(meeting, "Bruno Kone", state=State.DRAFT)  # a stranger who has not confirmed
    li = world.registration(meeting, "Wei Li", delegation="CN", state=State.SUBMITTED)
    world.registration(world.meeting("cap-24", number=24), "Fanta Kone")
    assert aya.sees() == ["KOUASSI Adjoua"]
    posts = ("approval", "decision", "role", "reminder", "removal", "substitution")
    assert aya.opens(f"{aya.page}/people/{li.id}").status_code == 404
    fields = {"verb": "decline", "reason": "No", "role": "head"}
    assert [aya.does(post, li, **fields).status_code for post in posts] == [404] * len(posts)


@pytest.mark.parametrize("verb", ["", "erase", "approve"])
def test_a_button_that_is_not_there_does_nothing(aya: Speaker, meeting: Meeting, verb: str) -> None:
    kouassi = world.registration(meeting, "Adjoua Kouassi", state=State.SUBMITTED)
    assert aya.does("decision", kouassi, verb=verb, reason="So").status_code == 422
    db.session.rollback()
    assert kouassi.state is State.SUBMITTED
