"""A delegation has one head: who names a second one is asked, and who gives way is told why."""

from tests.registration.delegate import ABDOU, Delegate, errors, link_in, text_of, words
from tests.registration.focal.delegation import Speaker, address, asks_for, kinds_to, known
from tests.registration.focal.test_nominating import completes
from tests.statements import statements
from tracker.audit.models import Actor, ActorKind
from tracker.db import db, transaction
from tracker.meetings.models import ApprovalPolicy, Meeting
from tracker.registration import links
from tracker.registration.focal import heads
from tracker.registration.models import DelegateRole, Registration, State

ALTERNATE, HEAD = DelegateRole.ALTERNATE, DelegateRole.HEAD
AWA_LEADS = "You take part as alternate: a delegation has one head, and yours is Ms Awa BAMBA."


def leads(aya: Speaker, person: Delegate, meeting: Meeting, name: str) -> Registration:
    """Somebody is nominated as head, confirms, and is approved by it."""
    asks_for(meeting, ApprovalPolicy.FOCAL_POINT)
    assert aya.nominates(meeting, name, role="head").status_code == 303
    completes(person, meeting, name)
    found = known(name)
    assert (found.role, found.state) == (HEAD, State.APPROVED)
    return found


def last_mail_to(person: Delegate, name: str) -> str:
    return " ".join(text_of(next(one for one in reversed(person.mails()) if one["To"] == address(name))).split())


def page_of(person: Delegate, registration: Registration) -> str:
    return words(person.opens(f"/my/{links.personal(registration.uid)}"))


def test_a_second_head_is_asked_about(aya: Speaker, person: Delegate, meeting: Meeting) -> None:
    awa = leads(aya, person, meeting, "Awa Bamba")
    answer = aya.nominates(meeting, "Ben Coulibaly", role="head")
    said = "Ms Awa BAMBA is the head of your delegation. Choose another role, or say that the head is replaced."
    assert (answer.status_code, errors(answer)) == (409, [said])
    assert "The person replaces Ms Awa BAMBA as head" in words(answer)
    assert kinds_to(address("Ben Coulibaly")) == []

    assert aya.nominates(meeting, "Ben Coulibaly", role="adviser").status_code == 303
    assert known("Ben Coulibaly").other_head_id is None
    assert known("Awa Bamba").role is HEAD
    assert page_of(person, awa).count("alternate") == 0


def test_a_head_is_replaced_when_the_new_one_confirms(aya: Speaker, person: Delegate, meeting: Meeting) -> None:
    awa = leads(aya, person, meeting, "Awa Bamba")
    sent = aya.nominates(meeting, "Ben Coulibaly", role="head", **{f"replaces_{awa.id}": "y"})
    assert sent.status_code == 303, errors(sent)
    assert known("Awa Bamba").role is HEAD  # until Ben has said that he comes
    completes(person, meeting, "Ben Coulibaly")
    assert (known("Awa Bamba").role, known("Ben Coulibaly").role) == (ALTERNATE, HEAD)
    assert kinds_to(address("Awa Bamba"))[-1] == "role_changed"
    told = "You take part as alternate: a delegation has one head, and yours is Ms Ben COULIBALY."
    assert told in last_mail_to(person, "Awa Bamba")
    assert told in page_of(person, known("Awa Bamba"))
    assert "alternate" not in last_mail_to(person, "Ben Coulibaly")


def test_the_box_is_good_for_the_head_who_was_seen(aya: Speaker, person: Delegate, meeting: Meeting) -> None:
    awa = leads(aya, person, meeting, "Awa Bamba")
    assert aya.nominates(meeting, "Zoe Diabate").status_code == 303
    completes(person, meeting, "Zoe Diabate")
    with transaction():
        heads.name_head(
            db.session.get_one(Registration, known("Zoe Diabate").id), Actor(ActorKind.FOCAL_POINT, aya.email)
        )
    answer = aya.nominates(meeting, "Ben Coulibaly", role="head", **{f"replaces_{awa.id}": "y"})
    assert answer.status_code == 409
    assert errors(answer)[0].startswith("Ms Zoe DIABATE is the head")


def test_who_confirms_after_another_head_is_told_their_role_and_why(
    aya: Speaker, person: Delegate, meeting: Meeting
) -> None:
    asks_for(meeting, ApprovalPolicy.FOCAL_POINT)
    for name in ("Awa Bamba", "Ben Coulibaly"):  # there is no head yet
        assert aya.nominates(meeting, name, role="head").status_code == 303
    completes(person, meeting, "Awa Bamba")
    completes(person, meeting, "Ben Coulibaly")
    ben = known("Ben Coulibaly")
    assert (known("Awa Bamba").role, ben.role) == (HEAD, ALTERNATE)
    assert kinds_to(ben.email or "") == ["nominated", "approved"]
    assert AWA_LEADS in last_mail_to(person, "Ben Coulibaly")
    assert AWA_LEADS in page_of(person, ben)

    # Another role given by hand, or a head who has left, needs no such word.
    awa = known("Awa Bamba")
    assert aya.does("decision", awa, verb="withdraw", reason="Ill.").status_code == 303
    assert "You take part as alternate" not in page_of(person, known("Ben Coulibaly"))


def test_so_is_who_registers_as_head_by_themselves(aya: Speaker, person: Delegate, meeting: Meeting) -> None:
    leads(aya, person, meeting, "Awa Bamba")
    abdou = ABDOU | {"email": address("Abdou Diallo"), "role": "head", "language": "en"}
    abdou |= {f"session_{one.id}": "online" for one in meeting.sessions}
    person.sends("/meetings/cap-23/register", **abdou)
    person.sends(link_in(person.last_mail()))
    found = known("Abdou Diallo")
    assert (found.role, found.state) == (ALTERNATE, State.SUBMITTED)
    assert AWA_LEADS in last_mail_to(person, "Abdou Diallo")
    assert AWA_LEADS in page_of(person, found)


def test_looking_for_the_reason_costs_one_statement_and_nobody_else_any(
    aya: Speaker, person: Delegate, meeting: Meeting
) -> None:
    asks_for(meeting, ApprovalPolicy.FOCAL_POINT)
    for name, role in (("Awa Bamba", "head"), ("Ben Coulibaly", "head"), ("Zoe Diabate", "alternate")):
        assert aya.nominates(meeting, name, role=role).status_code == 303
    for name in ("Awa Bamba", "Ben Coulibaly", "Zoe Diabate"):
        completes(person, meeting, name)
    for name, head, price in (("Awa Bamba", None, 0), ("Ben Coulibaly", "Bamba", 1), ("Zoe Diabate", None, 0)):
        found = known(name)
        with statements() as sent:
            leading = heads.gave_way_to(found)
        assert (name, leading and leading.family_name, len(sent)) == (name, head, price)
