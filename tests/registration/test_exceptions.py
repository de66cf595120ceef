"""What a named exception opens on the pages of its person."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from tests import world
from tests.registration.delegate import ABDOU, Delegate, text_of, words
from tests.watch import Watch
from tracker.access import Role
from tracker.audit.models import COMMAND
from tracker.db import db, transaction
from tracker.i18n import Texts
from tracker.meetings.models import Meeting
from tracker.people.models import Category
from tracker.registration import admitting, appointing, links
from tracker.registration.focal.models import OfficerFunction
from tracker.registration.models import Choice, Mode, Registration, State


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    watch.says("2026-11-02 10:00")
    return world.meeting()


@pytest.fixture
def lena(meeting: Meeting) -> Registration:
    """Lena Vogt of a company, who comes to the joint session."""
    return world.registration(
        meeting,
        "Lena Vogt",
        delegation=None,
        organization="Acme",
        category=Category.PRV,
        state=State.SUBMITTED,
        modes={"S2": Mode.IN_PERSON},
    )


def except_from_rule(person: Registration, code: str, *, is_admitted: bool) -> None:
    with transaction():
        found = db.session.get_one(Registration, person.id)
        session = world.session(found.meeting, code)
        admitting.except_from_rule(found, session, COMMAND, is_admitted=is_admitted, reason="Item 4.")


def chosen(person: Registration) -> dict[int, Mode]:
    db.session.rollback()
    rows = db.session.scalars(select(Choice).where(Choice.registration_id == person.id))
    return {row.session_id: row.mode for row in rows}


def test_who_is_invited_by_name_may_choose_the_session(
    context: Flask, meeting: Meeting, lena: Registration, outbox: Path
) -> None:
    browser, page = Delegate(context, outbox, language="en"), f"/my/{links.personal(lena.uid)}"
    first, joint, last = (world.session(meeting, code).id for code in ("S1", "S2", "S3"))
    form = ABDOU | {"represents": "other:PRV", "organization": "Acme", f"session_{joint}": "in_person"}
    refused = browser.sends(f"{page}/edit", **form, **{f"session_{first}": "online", f"session_{last}": "absent"})
    assert "This session is not open to you. Choose “Not attending”." in words(refused)

    except_from_rule(lena, "S1", is_admitted=True)
    assert "You are also admitted to Closed session S1" in words(browser.opens(page))
    assert "and you as an exception" in words(browser.opens(f"{page}/edit"))
    taken = browser.sends(f"{page}/edit", **form, **{f"session_{first}": "online", f"session_{last}": "absent"})
    assert taken.status_code == 303
    assert chosen(lena) == {first: Mode.ONLINE, joint: Mode.IN_PERSON}
    assert "You are also admitted to" not in words(browser.opens(page))

    except_from_rule(lena, "S2", is_admitted=False)
    assert chosen(lena) == {first: Mode.ONLINE}
    kept_out = browser.sends(f"{page}/edit", **form, **{f"session_{first}": "online", f"session_{last}": "absent"})
    assert kept_out.status_code == 422


def test_a_function_stands_on_the_personal_page(context: Flask, lena: Registration, outbox: Path) -> None:
    with transaction():
        titles = Texts({"en": "Speaker of honour", "fr": "Oratrice d’honneur"})
        appointing.appoint(db.session.get_one(Registration, lena.id), OfficerFunction.SPEAKER, titles, COMMAND)
    page = f"/my/{links.personal(lena.uid)}"
    assert "Speaker of honour" in words(Delegate(context, outbox, language="en").opens(page))
    assert "Oratrice d’honneur" in words(Delegate(context, outbox).opens(page))


def test_who_is_refused_a_session_gives_its_seat_to_the_next(
    context: Flask, meeting: Meeting, lena: Registration, outbox: Path
) -> None:
    amara = world.sign_in(context.test_client(), world.user("Amara Diallo", role=Role.ORGANIZER, of=meeting))
    joint = world.session(meeting, "S2").id
    limit = {"scope": f"session:{joint}", "mode": "in_person", "seats": "1", "when_full": "wait"}
    assert amara.post("/meetings/cap-23/seats/limits", data=limit).status_code == 303
    omar = world.registration(
        meeting,
        "Omar Haddad",
        delegation=None,
        organization="Acme",
        category=Category.PRV,
        state=State.WAITLISTED,
        modes={"S2": Mode.IN_PERSON},
    )
    refusal = {"exception_session": "S2", "exception_kind": "refused", "exception_reason": "For Members alone."}
    answer = amara.post(f"/meetings/cap-23/registrations/{lena.id}/exceptions", data=refusal, follow_redirects=True)
    assert "The person had chosen this session. It is taken out, the seat is free, and they are told." in words(answer)

    assert chosen(lena) == {}
    assert chosen(omar) == {joint: Mode.IN_PERSON}
    held = [db.session.get_one(Registration, one.id).seat_in_person for one in (lena, omar)]
    assert held == [False, True]
    told = {mail["To"]: mail for mail in Delegate(context, outbox, language="en").mails()}
    assert told[lena.email]["Subject"] == "A session is not open to you: CAP 23"
    assert "Joint session S2" in text_of(told[lena.email])
    assert told[omar.email]["Subject"].startswith("A seat is free for you")


def test_a_refusal_of_what_nobody_chose_is_between_the_organizer_and_the_door(
    context: Flask, lena: Registration, outbox: Path
) -> None:
    except_from_rule(lena, "S1", is_admitted=False)
    assert list(chosen(lena).values()) == [Mode.IN_PERSON]
    assert Delegate(context, outbox, language="en").mails() == []


def test_a_corrected_category_closes_what_it_may_not_enter(
    context: Flask, meeting: Meeting, lena: Registration, outbox: Path
) -> None:
    amara = world.sign_in(context.test_client(), world.user("Amara Diallo", role=Role.ORGANIZER, of=meeting))
    adjoua = world.registration(meeting, "Adjoua Kouassi", modes={"S1": Mode.IN_PERSON, "S2": Mode.ONLINE})
    fields = {
        "title": "Ms",
        "given_name": "Adjoua",
        "family_name": "Kouassi",
        "organization": "Acme",
        "role": "delegate",
    }
    page = f"/meetings/cap-23/registrations/{adjoua.id}/corrections"
    answer = amara.post(page, data=fields | {"category": "PRV", "delegation": ""}, follow_redirects=True)
    assert "Not open to that category, so taken out: S1. The person is told." in words(answer)
    assert chosen(adjoua) == {world.session(meeting, "S2").id: Mode.ONLINE}
    [mail] = Delegate(context, outbox, language="en").mails()
    assert (mail["To"], mail["Subject"]) == (adjoua.email, "A session is not open to you: CAP 23")
