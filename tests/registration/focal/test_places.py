"""Heads, roles and substitutes."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.exc import IntegrityError

from tests import world
from tests.registration.delegate import ABDOU, Delegate, errors, link_in, text_of, words
from tests.registration.focal.delegation import Speaker, address, asks_for, kinds_to, known, seats, state
from tests.registration.focal.test_nominating import completes
from tracker.badges import issuing
from tracker.db import db, transaction
from tracker.meetings.models import ApprovalPolicy, Meeting
from tracker.people.models import Category
from tracker.registration.models import DelegateRole, Mode, Registration, State
from tracker.registration.seats.models import Level, SeatLimit, WhenFull


def role(name: str) -> DelegateRole:
    return known(name).role


def lead(people: list[Registration], state_: State) -> None:
    """Write past all that keeps people from it."""
    with transaction():
        for one in people:
            kept = db.session.get_one(Registration, one.id)
            kept.role, kept.state = DelegateRole.HEAD, state_


def test_naming_another_head_is_asked_about_first(aya: Speaker, meeting: Meeting) -> None:
    kouassi = world.registration(meeting, "Adjoua Kouassi")
    kone = world.registration(meeting, "Fanta Kone", state=State.SUBMITTED)
    assert aya.does("role", kouassi, role="head").status_code == 303
    assert role("Adjoua Kouassi") is DelegateRole.HEAD

    asked = aya.does("role", kone, role="head")
    assert asked.status_code == 200
    assert "KOUASSI Adjoua , who is it now, becomes alternate." in words(asked)
    assert role("Fanta Kone") is DelegateRole.DELEGATE

    assert aya.does("role", kone, role="head", former=str(kouassi.id)).status_code == 303
    assert (role("Adjoua Kouassi"), role("Fanta Kone")) == (DelegateRole.ALTERNATE, DelegateRole.HEAD)


def test_nobody_unseats_a_head_whom_they_have_not_seen(aya: Speaker, koffi: Speaker, meeting: Meeting) -> None:
    kouassi = world.registration(meeting, "Adjoua Kouassi")
    kone = world.registration(meeting, "Fanta Kone")
    traore = world.registration(meeting, "Issa Traore")
    aya.does("role", kouassi, role="head")
    koffi.does("role", kone, role="head", former=str(kouassi.id))
    assert aya.does("role", traore, role="head", former=str(kouassi.id)).status_code == 409
    assert [role(name) for name in ("Adjoua Kouassi", "Fanta Kone", "Issa Traore")] == [
        DelegateRole.ALTERNATE,
        DelegateRole.HEAD,
        DelegateRole.DELEGATE,
    ]


def test_the_database_holds_one_head_of_each_delegation(meeting: Meeting) -> None:
    people = [world.registration(meeting, name) for name in ("Adjoua Kouassi", "Fanta Kone")]
    with pytest.raises(IntegrityError):
        lead(people, State.APPROVED)
    lead(people[:1], State.APPROVED)
    lead(people[1:], State.WITHDRAWN)  # those who do not come lead nobody


def test_who_registers_as_a_second_head_becomes_alternate(aya: Speaker, person: Delegate, meeting: Meeting) -> None:
    aya.does("role", world.registration(meeting, "Adjoua Kouassi"), role="head")
    sessions = {f"session_{one.id}": "online" for one in meeting.sessions}
    person.sends("/meetings/cap-23/register", **(ABDOU | sessions | {"email": address("Abdou Diallo")}))
    answer = person.sends(link_in(person.last_mail()))
    assert role("Abdou Diallo") is DelegateRole.ALTERNATE
    form = {name: text for name, text in ABDOU.items() if name != "email"} | sessions
    assert person.sends(f"{answer.location}/edit", **form).status_code == 303
    assert role("Abdou Diallo") is DelegateRole.ALTERNATE


def limit(meeting: Meeting, people: int) -> None:
    with transaction():
        db.session.add(
            SeatLimit(
                meeting_id=meeting.id,
                level=Level.MEETING,
                mode=Mode.IN_PERSON,
                seats=people,
                when_full=WhenFull.WAIT,
            )
        )


def test_a_substitute_has_the_seat_which_is_never_free(
    aya: Speaker, koffi: Speaker, person: Delegate, meeting: Meeting
) -> None:
    asks_for(meeting, ApprovalPolicy.FOCAL_POINT)
    limit(meeting, 1)
    aya.nominates(meeting, "Awa Bamba", role="head")
    completes(person, meeting, "Awa Bamba")
    badge = world.code(known("Awa Bamba"))
    koffi.nominates(meeting, "Zoe Diabate")
    completes(person, meeting, "Zoe Diabate")  # the one seat is taken: she waits for it
    assert state("Zoe Diabate") is State.WAITLISTED
    assert seats(meeting) == 1

    answer = aya.substitutes(known("Awa Bamba"), "Ben Coulibaly")
    assert answer.status_code == 303
    awa, ben = known("Awa Bamba"), known("Ben Coulibaly")
    assert (awa.state, ben.state, state("Zoe Diabate")) == (State.SUBSTITUTED, State.APPROVED, State.WAITLISTED)
    assert (ben.replaces_id, ben.role, ben.mode) == (awa.id, DelegateRole.HEAD, Mode.IN_PERSON)
    assert {choice.session_id for choice in ben.choices} == {one.id for one in meeting.sessions}
    assert all(choice.holds_seat for choice in ben.choices)
    assert (awa.seat_in_person, ben.seat_in_person, seats(meeting)) == (False, True, 1)
    assert issuing.valid(awa.id) is None
    assert world.code(ben) != badge

    assert kinds_to(address("Awa Bamba"))[-1] == "released"
    assert kinds_to(address("Ben Coulibaly")) == ["nominated", "approved"]
    news = [mail for mail in koffi.mails() if mail["To"] == koffi.email and "BAMBA" in mail["Subject"]]
    assert "Instead comes: Mr Ben COULIBALY" in text_of(news[-1])


def test_where_the_organizer_decides_a_substitute_waits_with_the_seat(
    aya: Speaker, amara: FlaskClient, meeting: Meeting
) -> None:
    kouassi = world.registration(meeting, "Adjoua Kouassi")
    aya.substitutes(kouassi, "Ben Coulibaly")
    ben = known("Ben Coulibaly")
    assert (ben.state, ben.seat_in_person) == (State.SUBMITTED, True)
    page = words(amara.get(f"/meetings/cap-23/registrations/{ben.id}"))
    assert "Nominated by Aya Toure" in page
    assert "In place of KOUASSI Adjoua" in page


def test_who_is_registered_already_substitutes_nobody(aya: Speaker, meeting: Meeting) -> None:
    kouassi = world.registration(meeting, "Adjoua Kouassi")
    world.registration(meeting, "Fanta Kone")
    answer = aya.substitutes(kouassi, "Fanta Kone")
    assert errors(answer) == ["fanta.kone@customs.example is registered for this meeting already."]
    assert state("Adjoua Kouassi") is State.APPROVED
    gone = world.registration(meeting, "Issa Traore", state=State.WITHDRAWN)
    assert aya.substitutes(gone, "Ben Coulibaly").status_code == 409


@pytest.mark.parametrize("state_", [State.WITHDRAWN, State.DECLINED])
def test_who_does_not_come_gets_no_role(aya: Speaker, meeting: Meeting, state_: State) -> None:
    gone = world.registration(meeting, "Issa Traore", state=state_, category=Category.MEM)
    assert aya.does("role", gone, role="head").status_code == 409
