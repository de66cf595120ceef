"""Invitation letters: asked for, sent, and the passport forgotten."""

import re
import subprocess
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests import world
from tests.registration.delegate import Delegate, errors, words
from tests.watch import Watch
from tracker.access import Role
from tracker.audit.models import Entry
from tracker.cli.worker import CHORES
from tracker.db import db, transaction
from tracker.meetings.models import Meeting
from tracker.registration import links
from tracker.registration.models import Mode, Registration, State
from tracker.registration.papers import requesting
from tracker.registration.papers.forgetting import forget_passports
from tracker.registration.papers.models import VisaRequest

PASSPORT = {
    "full_name": "Mona Ibrahim Said",
    "nationality": "Egyptian",
    "born_on": "1980-05-03",
    "passport_number": "a 1234567",
    "passport_expires": "2030-05-03",
    "arrives_on": "2026-11-15",
    "leaves_on": "2026-11-20",
}
DATA = ("full_name", "nationality", "passport_number", "passport_expires", "born_on", "arrives_on", "leaves_on")


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    watch.says("2026-10-05 10:00")
    return world.meeting()


@pytest.fixture
def mona(meeting: Meeting) -> Registration:
    return world.registration(meeting, "Mona Said", delegation="EG", native_name="منى سعيد")


@pytest.fixture
def amara(client: FlaskClient, meeting: Meeting) -> FlaskClient:
    """The browser of Amara Diallo, organizer."""
    return world.sign_in(client, world.user("Amara Diallo", role=Role.ORGANIZER, of=meeting))


def page(of: Registration) -> str:
    return f"/my/{links.personal(of.uid)}/visa"


def review(of: Registration) -> str:
    return f"/meetings/cap-23/registrations/{of.id}/visa"


def asks(app: Flask, person: Registration, **other: str) -> TestResponse:
    return app.test_client().post(page(person), data=PASSPORT | other)


def request_of(person: Registration) -> VisaRequest:
    db.session.rollback()
    found = requesting.of(person)
    assert found is not None
    return found


def data_of(person: Registration) -> list[object]:
    return [getattr(request_of(person), name) for name in DATA]


def actions() -> list[tuple[str, str]]:
    db.session.rollback()
    rows = db.session.execute(
        select(Entry.action, Entry.actor).where(Entry.action.startswith("visa.")).order_by(Entry.id)
    )
    return [(row.action, row.actor) for row in rows]


def read(pdf: bytes, folder: Path) -> str:
    """The text of a PDF as another program reads it."""
    file = folder / "letter.pdf"
    file.write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True)
    return done.stdout


def letters(text: str) -> str:
    """What stands there, without gaps and doubled letters, which is how the reader above takes Arabic shapes apart."""
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[\s\u200e\u200f\u202a-\u202e]", "", text))


def test_the_passport_is_asked_for_on_its_own_page_only(app: Flask, mona: Registration) -> None:
    person = app.test_client()
    personal = words(person.get(page(mona).removesuffix("/visa")))
    assert "I need an invitation letter for my visa" in personal
    assert asks(app, mona).status_code == 303
    assert data_of(mona) == [
        "Mona Ibrahim Said",
        "Egyptian",
        "A 1234567",
        date(2030, 5, 3),
        date(1980, 5, 3),
        date(2026, 11, 15),
        date(2026, 11, 20),
    ]
    assert "A 1234567" in words(person.get(page(mona)))
    assert "A 1234567" not in words(person.get(page(mona).removesuffix("/visa")))


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"full_name": " "}, "Enter your full name as in the passport."),
        ({"passport_number": "<script>"}, "Enter the number as printed in the passport: letters and figures only."),
        ({"born_on": "2026-12-01"}, "Check the year: this cannot be a date of birth."),
        ({"born_on": "3 May"}, "Write the day as year-month-day, for example 2026-11-17."),
        (
            {"passport_expires": "2026-11-19"},
            "The passport expires before your stay ends. Use one that is valid longer.",
        ),
        ({"leaves_on": "2026-11-14"}, "You cannot leave before you arrive. Check both days."),
        ({"arrives_on": "2027-11-15", "leaves_on": "2027-11-20"}, "This is after the meeting has ended."),
    ],
)
def test_what_no_letter_could_say_is_refused(
    app: Flask, mona: Registration, other: dict[str, str], sentence: str
) -> None:
    answer = asks(app, mona, **other)
    assert answer.status_code == 422
    [error] = errors(answer)
    assert error.startswith(sentence)
    assert requesting.of(mona) is None


def test_who_attends_online_or_not_at_all_gets_no_letter(app: Flask, meeting: Meeting) -> None:
    li = world.registration(meeting, "Wei Li", delegation="CN", modes={"S1": Mode.ONLINE})
    jonas = world.registration(meeting, "Jonas Weiß", delegation="DE", state=State.DECLINED)
    assert [asks(app, person).status_code for person in (li, jonas)] == [409, 409]
    assert world.count(VisaRequest) == 0


def test_the_letter_goes_out_and_only_the_fact_is_kept(
    app: Flask, mona: Registration, amara: FlaskClient, outbox: Path, tmp_path: Path
) -> None:
    asks(app, mona)
    shown = words(amara.post(f"{review(mona)}/viewings"))
    assert "A 1234567" in shown
    assert "A 1234567" not in words(amara.get(review(mona).removesuffix("/visa")))
    assert amara.post(f"{review(mona)}/letters").status_code == 303
    [mail] = Delegate(app, outbox).mails()
    assert mail["Subject"] == "Invitation letter for your visa: CAP 23"
    [attached] = mail.iter_attachments()
    assert (attached.get_filename(), attached.get_content_type()) == ("cap-23-invitation.pdf", "application/pdf")
    assert "A 1234567" in read(attached.get_content(), tmp_path)
    assert (request_of(mona).issued_at, request_of(mona).issued_by) == (world.at("2026-10-05 10:00"), "Amara Diallo")
    assert actions() == [
        ("visa.asked", "mona.said@customs.example"),
        ("visa.seen", "amara@secretariat.example"),
        ("visa.letter_issued", "amara@secretariat.example"),
    ]


def test_passports_are_for_the_person_and_those_who_review(app: Flask, meeting: Meeting, mona: Registration) -> None:
    asks(app, mona)
    viewer = world.sign_in(app.test_client(), world.user("Vera Novak", role=Role.VIEWER, of=meeting))
    for last in ("viewings", "copies", "letters", "grants"):
        assert viewer.post(f"{review(mona)}/{last}").status_code == 403
    assert "Invitation letter" not in words(viewer.get(review(mona).removesuffix("/visa")))
    other = world.registration(meeting, "Adjoua Kouassi")
    assert "1234567" not in app.test_client().get(page(other)).text


def test_no_letter_before_the_approval(app: Flask, meeting: Meeting, amara: FlaskClient) -> None:
    li = world.registration(meeting, "Wei Li", delegation="CN", state=State.SUBMITTED)
    assert asks(app, li).status_code == 303
    assert [amara.post(f"{review(li)}/{last}").status_code for last in ("letters", "copies")] == [409, 409]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "en",
            [
                "To the embassy or consulate concerned 5 October 2026",
                "Counterfeiting and Piracy Group",
                "Meeting 23rd CAP Group Meeting",
                "Dates 17–18 November 2026",
                "Place Headquarters, Brussels",
                "Name as in the passport Ms Mona Ibrahim Said",
                "Date of birth 3 May 1980",
                "Passport number A 1234567",
                "Representing Egypt",
                "Stay 15 November 2026 to 20 November 2026",
                "Yours faithfully,",
            ],
        ),
        (
            "fr",
            [
                "À l’ambassade ou au consulat concerné 5 octobre 2026",
                "Groupe lutte contre la contrefaçon",
                "Réunion 23e réunion du Groupe CAP",
                "Dates 17–18 novembre 2026",
                "Lieu Siège, Bruxelles",
                "Nom figurant au passeport Ms Mona Ibrahim Said",
                "Date de naissance 3 mai 1980",
                "Numéro de passeport A 1234567",
                "Représentation Égypte",
                "Séjour du 15 novembre 2026 au 20 novembre 2026",
            ],
        ),
    ],
)
def test_the_letter_speaks_the_language_of_the_person(  # noqa: PLR0917 (each fixture is used)
    app: Flask, meeting: Meeting, amara: FlaskClient, tmp_path: Path, language: str, expected: list[str]
) -> None:
    mona = world.registration(meeting, "Mona Said", delegation="EG", native_name="منى سعيد", language=language)
    asks(app, mona)
    answer = amara.post(f"{review(mona)}/copies")
    assert (answer.mimetype, answer.headers["Content-Security-Policy"]) == ("application/pdf", "sandbox")
    text = read(answer.data, tmp_path)
    lines = [" ".join(line.split()) for line in text.splitlines()]
    assert [line for line in expected if line not in lines] == []
    assert "منىسعيد" in letters(text)
    assert ("cap@secretariat.example" in text, "Amara Diallo" in lines) == (True, True)
    assert actions()[-1] == ("visa.letter_seen", "amara@secretariat.example")


def test_markup_in_a_name_is_printed_as_it_was_typed(
    app: Flask, mona: Registration, amara: FlaskClient, tmp_path: Path
) -> None:
    name = 'Mona #read("letter.typ") $x^2$ *bold* @cite <b>'
    assert asks(app, mona, full_name=name).status_code == 303
    assert name in read(amara.post(f"{review(mona)}/copies").data, tmp_path)


def test_passport_data_goes_thirty_days_after_the_visa(
    app: Flask, mona: Registration, outbox: Path, watch: Watch
) -> None:
    asks(app, mona)
    person = app.test_client()
    assert person.post(f"{page(mona)}/grants", data={"visa_issued_on": "2026-10-06"}).status_code == 422
    watch.says("2026-10-20 10:00")
    assert person.post(f"{page(mona)}/grants", data={"visa_issued_on": "2026-10-20"}).status_code == 303
    assert "As things stand: on Thursday 19 November 2026." in words(person.get(page(mona)))
    watch.says("2026-11-18 23:59")
    assert forgotten() == 0
    watch.says("2026-11-19 00:00")
    assert forgotten() == 1
    assert data_of(mona) == ["", "", "", None, None, None, None]
    assert request_of(mona).erased_at == world.at("2026-11-19 00:00")
    assert actions()[-1] == ("visa.erased", "tracker")
    assert forgotten() == 0


def test_passport_data_goes_thirty_days_after_the_meeting(
    app: Flask, mona: Registration, amara: FlaskClient, outbox: Path, watch: Watch
) -> None:
    asks(app, mona)
    amara.post(f"{review(mona)}/letters")
    watch.says("2026-12-17 23:59")
    assert forgotten() == 0
    watch.says("2026-12-18 00:00")
    assert forgotten() == 1
    assert Delegate(app, outbox).mails() == []  # the letter that was still on its way says nothing any more
    assert amara.post(f"{review(mona)}/viewings").status_code == 404
    assert amara.post(f"{review(mona)}/copies").status_code == 404
    assert "Passport data erased" in words(amara.get(review(mona).removesuffix("/visa")))
    assert forget_passports in CHORES


def test_passport_data_goes_with_the_wish_to_come(app: Flask, mona: Registration) -> None:
    asks(app, mona)
    app.test_client().post(f"/my/{links.personal(mona.uid)}/withdrawal")
    assert forgotten() == 1


def test_the_person_erases_the_data_at_once(app: Flask, mona: Registration) -> None:
    asks(app, mona)
    assert app.test_client().post(f"{page(mona)}/erasure").status_code == 303
    assert data_of(mona) == ["", "", "", None, None, None, None]
    assert asks(app, mona).status_code == 303  # and may ask anew
    assert request_of(mona).erased_at is None


def forgotten() -> int:
    """What the worker's chore finds to erase."""
    db.session.rollback()
    with transaction():
        return forget_passports()
