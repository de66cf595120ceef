"""An organizer decides what the form asks, and delegates fill it in."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests import world
from tests.registration.delegate import ABDOU, Delegate, errors, link_in, value, words
from tests.watch import Watch
from tracker.access import Role
from tracker.audit.models import Entry
from tracker.db import db
from tracker.meetings.models import Meeting
from tracker.registration.models import Registration
from tracker.registration.questions.models import Question, QuestionAnswer

FORM = "/meetings/cap-23/register"
SETTINGS = "/meetings/cap-23/form"
HOTEL = {
    "kind": "yes_no",
    "label_en": "Do you need a hotel room?",
    "label_fr": "Avez-vous besoin d’une chambre ?",
    "need": "required",
    "condition": "",
}
ROOM = {
    "kind": "choice",
    "label_en": "Which room?",
    "options_en": "Single\nDouble",
    "options_fr": "Simple\nDouble",
    "need": "required",
    "condition": "do_you_need_a_hotel_room=yes",
}


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    watch.says("2026-11-09 10:00")
    world.delegations()
    return world.meeting()


@pytest.fixture
def amara(client: FlaskClient, meeting: Meeting) -> FlaskClient:
    """The browser of Amara Diallo, organizer."""
    return world.sign_in(client, world.user("Amara Diallo", role=Role.ORGANIZER, of=meeting))


@pytest.fixture
def abdou(context: Flask, outbox: Path) -> Delegate:
    return Delegate(context, outbox, language="en")


@pytest.fixture
def filled(meeting: Meeting) -> dict[str, str]:
    return ABDOU | {f"session_{world.session(meeting, 'S1').id}": "in_person"}


def question(code: str) -> Question:
    db.session.rollback()
    return db.session.scalars(select(Question).where(Question.code == code)).one()


def field(code: str) -> str:
    return f"question_{question(code).id}"


def said() -> dict[str, str]:
    """What is stored, by the code of the question."""
    db.session.rollback()
    rows = select(Question.code, QuestionAnswer.value).join(QuestionAnswer, QuestionAnswer.question_id == Question.id)
    return dict(iter(db.session.execute(rows)))


def person() -> Registration:
    db.session.rollback()
    return db.session.scalars(select(Registration)).one()


def test_a_field_that_members_are_not_asked(amara: FlaskClient, abdou: Delegate, filled: dict[str, str]) -> None:
    sent = amara.post(f"{SETTINGS}/fields/position", data={"for_all": "required", "MEM": "off"})
    assert sent.location == SETTINGS
    assert abdou.sends(FORM, **(filled | {"position": "Director"})).status_code == 303
    assert person().position == ""


def test_a_field_that_the_press_must_fill_in(amara: FlaskClient, abdou: Delegate, filled: dict[str, str]) -> None:
    amara.post(f"{SETTINGS}/fields/phone", data={"for_all": "off", "PRS": "required"})
    assert abdou.sends(FORM, **filled).status_code == 303
    assert person().phone == ""
    press = abdou.sends(FORM, **(filled | {"represents": "other:PRS", "organization": "Example Times", "phone": ""}))
    assert "Fill in: Mobile phone" in errors(press)


def test_a_field_that_nobody_is_asked_is_not_on_the_page(amara: FlaskClient, abdou: Delegate) -> None:
    amara.post(f"{SETTINGS}/fields/native_name", data={"for_all": "off"})
    page = abdou.opens(FORM).text
    assert ('name="native_name"' in page, 'name="given_name"' in page) == (False, True)


def test_no_consent_can_be_required(amara: FlaskClient) -> None:
    assert amara.post(f"{SETTINGS}/fields/consents_news", data={"for_all": "required"}).status_code == 422


def test_what_was_said_stays_when_it_is_asked_no_more(
    amara: FlaskClient, abdou: Delegate, filled: dict[str, str]
) -> None:
    abdou.sends(FORM, **filled)
    personal = abdou.sends(link_in(abdou.last_mail())).headers["Location"]
    amara.post(f"{SETTINGS}/fields/department", data={"for_all": "off"})
    assert abdou.sends(f"{personal}/edit", **(filled | {"position": "Director"})).status_code == 303
    assert (person().department, person().position) == ("Lutte contre la fraude", "Director")


def test_a_question_and_one_that_follows_from_it(amara: FlaskClient, abdou: Delegate, filled: dict[str, str]) -> None:
    assert amara.post(f"{SETTINGS}/questions/new", data=HOTEL).location == SETTINGS
    assert amara.post(f"{SETTINGS}/questions/new", data=ROOM).location == SETTINGS
    hotel, room = field("do_you_need_a_hotel_room"), field("which_room")

    silent = abdou.sends(FORM, **filled)
    assert errors(silent) == ["Fill in: Do you need a hotel room?"]
    half = abdou.sends(FORM, **(filled | {hotel: "yes"}))
    assert errors(half) == ["Fill in: Which room?"]
    odd = abdou.sends(FORM, **(filled | {hotel: "yes", room: "Suite"}))
    assert errors(odd) == ["Not a valid choice."]

    abdou.sends(FORM, **(filled | {hotel: "yes", room: "Single"}))
    assert said() == {"do_you_need_a_hotel_room": "yes", "which_room": "Single"}
    personal = abdou.sends(link_in(abdou.last_mail())).headers["Location"]
    assert "Which room? Single" in words(abdou.opens(personal))
    assert "Which room? Single" in words(amara.get(f"/meetings/cap-23/registrations/{person().id}"))

    # He changes his mind: the room goes with the hotel, whatever his browser still sends.
    assert abdou.sends(f"{personal}/edit", **(filled | {hotel: "no", room: "Single"})).status_code == 303
    assert said() == {"do_you_need_a_hotel_room": "no"}
    db.session.rollback()
    changed = db.session.scalars(select(Entry.details).where(Entry.action == "registration.changed")).all()
    assert changed == [{"fields": "answers"}]


def test_a_question_of_the_press_alone(amara: FlaskClient, abdou: Delegate, filled: dict[str, str]) -> None:
    card = {"kind": "text", "label_en": "Press card", "need": "required", "condition": "", "categories": "PRS"}
    amara.post(f"{SETTINGS}/questions/new", data=card)
    assert abdou.sends(FORM, **(filled | {field("press_card"): "12345"})).status_code == 303
    assert said() == {}


def test_ready_made_questions_with_one_click(amara: FlaskClient, abdou: Delegate, filled: dict[str, str]) -> None:
    for code in ("date_of_birth", "assistant_email"):
        made = amara.post(f"{SETTINGS}/standard", data={"code": code})
        assert made.location == f"{SETTINGS}/questions/{question(code).id}"
    assert amara.post(f"{SETTINGS}/standard", data={"code": "shoe_size"}).status_code == 404
    assert "The security service of the building asks for it." in words(abdou.opens(FORM))

    born, assistant = field("date_of_birth"), field("assistant_email")
    wrong = abdou.sends(FORM, **(filled | {born: "31/12/1970", assistant: "nobody"}))
    assert errors(wrong) == ["Not a valid date value.", "Enter an e-mail address such as name@customs.example."]
    abdou.sends(FORM, **(filled | {born: "1970-12-31", assistant: "Awa.Ba@Douanes.example"}))
    assert said() == {"date_of_birth": "1970-12-31", "assistant_email": "awa.ba@douanes.example"}
    personal = abdou.sends(link_in(abdou.last_mail())).headers["Location"]
    assert value(abdou.opens(f"{personal}/edit"), born) == "1970-12-31"


def test_questions_change_places(amara: FlaskClient) -> None:
    for code in ("arrival", "departure", "address"):
        amara.post(f"{SETTINGS}/standard", data={"code": code})
    amara.post(f"{SETTINGS}/questions/{question('address').id}/position", data={"direction": "up"})
    amara.post(f"{SETTINGS}/questions/{question('arrival').id}/position", data={"direction": "up"})
    db.session.rollback()
    order = db.session.scalars(select(Question.code).order_by(Question.position)).all()
    assert order == ["arrival", "address", "departure"]


def test_a_question_is_removed_with_its_answers_until_the_meeting_begins(
    amara: FlaskClient, abdou: Delegate, filled: dict[str, str], watch: Watch
) -> None:
    amara.post(f"{SETTINGS}/questions/new", data=HOTEL)
    amara.post(f"{SETTINGS}/questions/new", data=ROOM)
    hotel, room = question("do_you_need_a_hotel_room").id, question("which_room").id
    abdou.sends(FORM, **(filled | {f"question_{hotel}": "yes", f"question_{room}": "Double"}))
    assert amara.post(f"{SETTINGS}/questions/{hotel}/removal").status_code == 409
    assert amara.post(f"{SETTINGS}/questions/{room}/removal").location == SETTINGS
    assert said() == {"do_you_need_a_hotel_room": "yes"}
    watch.says("2026-11-17 09:30")
    assert amara.post(f"{SETTINGS}/questions/{hotel}/removal").status_code == 409


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"label_en": " "}, "Write the question in English."),
        ({"kind": "choice", "options_en": "Only this"}, "Write at least two answers, each on its own line."),
        ({"kind": "choice", "options_en": "Tea\nTea"}, "Two of these answers are the same."),
        (
            {"kind": "choice", "options_en": "Tea\nCoffee", "options_fr": "Thé"},
            "Write as many answers in this language as in English, or none.",
        ),
        ({"kind": "drawing"}, "Not a valid choice."),
    ],
)
def test_a_question_that_cannot_be_asked(amara: FlaskClient, wrong: dict[str, str], message: str) -> None:
    answer = amara.post(f"{SETTINGS}/questions/new", data=HOTEL | wrong)
    assert (answer.status_code, errors(answer)) == (422, [message])
