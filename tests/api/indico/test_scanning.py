"""A morning at the door with the app."""

from typing import Any
from urllib.parse import urljoin

import pytest

from tests import world
from tests.api.indico.conftest import Wall
from tests.api.indico.phone import AppError, Phone
from tests.statements import statements
from tests.watch import Watch
from tracker.badges import issuing
from tracker.checkin import queries as doors
from tracker.checkin.models import Method, Scan, ScanUndo
from tracker.checkin.verdicts import Verdict
from tracker.db import db, transaction
from tracker.meetings.models import Meeting, MeetingSession
from tracker.people.models import Category
from tracker.registration.models import Mode, State


def ledger() -> list[tuple[str, str, Verdict]]:
    """What is written down: at which desk, for which session, what was said."""
    db.session.rollback()
    rows = db.session.scalars(db.select(Scan).order_by(Scan.received_at, Scan.at))
    codes = {one.id: one.code for one in db.session.scalars(db.select(MeetingSession))}
    return [(row.desk, codes[row.session_id or 0], row.verdict) for row in rows]


def test_an_ordinary_badge_is_read_in_five_calls_besides_that_of_its_code(phone: Phone, meeting: Meeting) -> None:
    amina = world.registration(meeting, "Amina Diallo")
    shown = phone.scans(world.code(amina))
    assert shown is not None
    assert (shown["full_name"], shown["checked_in"], shown["state"]) == ("Ms Amina DIALLO", True, "complete")
    assert [call.split(" ")[0] for call in phone.calls] == ["POST", "GET", "GET", "PATCH", "GET", "GET"]
    assert ledger() == [("Dario's phone", "S1", Verdict.WELCOME)]


def test_a_scan_is_that_of_the_user_by_the_app(phone: Phone, meeting: Meeting) -> None:
    phone.scans(world.code(world.registration(meeting, "Amina Diallo")))
    db.session.rollback()
    scan = db.session.scalars(db.select(Scan)).one()
    assert (scan.method, scan.desk, scan.user_id is None) == (Method.APP, "Dario's phone", False)


def test_who_is_in_is_told_so_and_since_when(phone: Phone, meeting: Meeting, watch: Watch) -> None:
    badge = world.code(world.registration(meeting, "Amina Diallo"))
    phone.scans(badge)
    watch.says("2026-11-17 09:10")
    shown = phone.scans(badge)
    assert shown is not None
    assert shown["checked_in_dt"] == "2026-11-17T07:55:00+00:00"
    assert [call.split(" ")[0] for call in phone.calls] == ["POST", "GET", "GET", "GET", "GET"]
    assert ledger() == [("Dario's phone", "S1", Verdict.WELCOME)]


def test_without_a_network_nothing_is_said_and_nothing_done(phone: Phone, meeting: Meeting) -> None:
    badge = world.code(world.registration(meeting, "Amina Diallo"))
    phone.offline = True
    assert phone.scans(badge) is None
    assert ledger() == []


def test_the_session_that_is_on_is_counted_for(phone: Phone, meeting: Meeting, watch: Watch) -> None:
    badge = world.code(world.registration(meeting, "Amina Diallo"))
    phone.scans(badge)
    watch.says("2026-11-17 13:30")
    shown = phone.scans(badge)
    assert shown is not None
    assert shown["regform_id"] == world.session(meeting, "S2").id
    assert [session for _desk, session, _verdict in ledger()] == ["S1", "S2"]


def test_a_phone_that_does_not_know_the_session_says_so(phone: Phone, meeting: Meeting, watch: Watch) -> None:
    badge = world.code(world.registration(meeting, "Amina Diallo"))
    phone.forms.discard((meeting.id, world.session(meeting, "S1").id))
    with pytest.raises(AppError, match="registration form"):
        phone.scans(badge)
    assert ledger() == []


def test_the_desk_and_the_app_see_one_ledger(phone: Phone, meeting: Meeting) -> None:
    amina, _bruno = (world.registration(meeting, name) for name in ("Amina Diallo", "Bruno Peeters"))
    phone.scans(world.code(amina))
    db.session.rollback()  # look anew
    assert doors.counts(world.session(meeting, "S1").id).inside == 1
    place = f"api/checkin/event/{meeting.id}/forms/"
    figures = [(form["registration_count"], form["checked_in_count"]) for form in phone.gets("GET", place)]
    assert figures == [(2, 1), (2, 0), (2, 0)]


@pytest.mark.parametrize(
    ("category", "at", "says", "verdict"),
    [
        (Category.PRV, "2026-11-17 08:55", "rejected", Verdict.NOT_THIS_CATEGORY),
        (Category.MEM, "2026-11-17 07:00", "complete", Verdict.NOT_YET_OPEN),
        (Category.MEM, "2026-11-18 15:00", "complete", Verdict.SESSION_OVER),
    ],
)
def test_who_may_not_come_in_is_refused_and_written_down(  # noqa: PLR0917 (a table of cases)
    phone: Phone, meeting: Meeting, watch: Watch, category: Category, at: str, says: str, verdict: Verdict
) -> None:
    rita = world.registration(meeting, "Rita Brandt", category=category)
    watch.says(at)
    secret = phone.reads(world.code(rita))
    assert phone.gets("GET", f"api/checkin/ticket/{secret}")["state"] == says
    with pytest.raises(AppError, match="409"):
        phone.scans(world.code(rita))
    assert [told for _desk, _session, told in ledger()] == [verdict]


def test_a_refusal_says_why_to_whoever_reads_the_answer(phone: Phone, meeting: Meeting) -> None:
    rita = world.registration(meeting, "Rita Brandt", category=Category.PRV)
    person = phone.gets("GET", f"api/checkin/ticket/{phone.reads(world.code(rita))}")
    place = f"api/checkin/event/{meeting.id}/forms/{person['regform_id']}/registrations/{person['id']}"
    answer = phone.asks("PATCH", place, {"checked_in": True})
    assert (answer.status_code, answer.get_json()) == (
        409,
        {
            "error": "Conflict",
            "verdict": "not_this_category",
            "detail": "This category has no access to the session. If in doubt, call the organizer.",
        },
    )
    assert [tag["title"] for tag in person["tags"]] == ["Private sector or rights holder", "Not for this session"]


def test_a_replaced_badge_is_void_and_its_showing_written_down(phone: Phone, meeting: Meeting) -> None:
    amina = world.registration(meeting, "Amina Diallo")
    before = world.code(amina)
    secret = phone.reads(before)
    with transaction():
        issuing.issue(amina.id)
    with pytest.raises(AppError, match="410"):
        phone.gets("GET", f"api/checkin/ticket/{secret}")
    with pytest.raises(AppError, match="410"):
        phone.scans(before)
    assert phone.scans(world.code(amina)) is not None
    assert [verdict for _desk, _session, verdict in ledger()] == [Verdict.REVOKED, Verdict.WELCOME]


def test_an_invented_ticket_is_of_nobody(phone: Phone, meeting: Meeting) -> None:
    world.registration(meeting, "Amina Diallo")
    with pytest.raises(AppError, match="404"):
        phone.gets("GET", "api/checkin/ticket/00000000-0000-0000-0000-000000000000")
    with pytest.raises(AppError, match="404"):
        phone.gets("GET", "api/checkin/ticket/not-a-ticket")


def test_codes_that_are_no_badge_of_ours(phone: Phone) -> None:
    handler = next(iter(phone.patterns))
    path = "api/checkin/ticket/custom-qr-code"
    told = [
        phone.asks("POST", path, body).status_code
        for body in (
            {"data": "BA8XVV32QHGJ9CSY", "qr_name": handler},
            {"data": "B222222222222222", "qr_name": handler},
            {"data": "https://restaurant.example/menu", "qr_name": handler},
            {"data": "BA8XVV32QHGJ9CSY", "qr_name": "transport"},
            {},
        )
    ]
    assert told == [404, 404, 404, 400, 400]


def test_what_is_nested_too_deep_and_half_a_letter(phone: Phone) -> None:
    path = "api/checkin/ticket/custom-qr-code"
    headers = {"Authorization": f"Bearer {phone.token}", "Content-Type": "application/json"}
    answer = phone.app.test_client().post(urljoin(phone.server, path), data="[" * 100_000, headers=headers)
    assert (answer.status_code, answer.get_json()["detail"]) == (422, "This cannot be read.")
    body = {"data": "\ud83d", "qr_name": next(iter(phone.patterns))}
    assert phone.asks("POST", path, body).status_code == 404


def test_a_mistake_is_taken_back(phone: Phone, meeting: Meeting, watch: Watch) -> None:
    badge = world.code(world.registration(meeting, "Amina Diallo"))
    shown = phone.scans(badge)
    assert shown is not None
    watch.says("2026-11-17 08:57")
    assert phone.toggles(shown, to=True)["checked_in"]  # another phone of hers, in the same moment
    assert phone.toggles(shown, to=False)["checked_in"] is False
    assert phone.toggles(shown, to=False)["checked_in"] is False
    assert (world.count(Scan), world.count(ScanUndo)) == (2, 2)
    assert phone.scans(badge) is not None


def test_nobody_is_taken_back_who_was_there_for_long(phone: Phone, meeting: Meeting, watch: Watch) -> None:
    """At 11:00 the app's button would mean that she leaves; her morning must not be lost for that."""
    shown = phone.scans(world.code(world.registration(meeting, "Amina Diallo")))
    assert shown is not None
    watch.says("2026-11-17 11:00")
    with pytest.raises(AppError, match="409"):
        phone.toggles(shown, to=False)
    assert world.count(ScanUndo) == 0


def test_another_desk_s_scan_is_that_desk_s_to_undo(phone: Phone, wall: Wall, meeting: Meeting) -> None:
    amina = world.registration(meeting, "Amina Diallo")
    other = Phone(phone.app)
    other.scans_event(wall.code("S1"), world.user("Eva Moen", is_admin=True), name="Main entrance")
    shown = other.scans(world.code(amina))
    assert shown is not None
    place = f"api/checkin/event/{meeting.id}/forms/{shown['regform_id']}/registrations/{shown['id']}"
    answer = phone.asks("PATCH", place, {"checked_in": False})
    assert (answer.status_code, answer.get_json()["detail"]) == (
        409,
        "“Main entrance” scanned this person. Undo it there.",
    )
    assert other.toggles(shown, to=False)["checked_in"] is False


def test_the_list_of_a_session(phone: Phone, meeting: Meeting) -> None:
    amina = world.registration(meeting, "Amina Diallo", native_name="أمينة ديالو")
    world.registration(meeting, "Bruno Peeters", delegation="BE", modes={"S1": Mode.ONLINE})
    world.registration(meeting, "Carla Ruiz", modes={"S2": Mode.IN_PERSON})
    world.registration(meeting, "Dora Maar", state=State.SUBMITTED)
    world.registration(meeting, "Emil Novak", state=State.DRAFT)
    phone.scans(world.code(amina))
    form = world.session(meeting, "S1").id
    listed = phone.gets("GET", f"api/checkin/event/{meeting.id}/forms/{form}/registrations/")
    assert [(one["full_name"], one["state"], one["checked_in"]) for one in listed] == [
        ("Ms Amina DIALLO", "complete", True),
        ("Ms Dora MAAR", "pending", False),
        ("Ms Bruno PEETERS", "complete", False),
    ]
    assert [tag["title"] for tag in listed[2]["tags"]] == ["Member administration", "Registered online"]


def test_the_app_hears_no_more_of_a_person_than_a_desk_shows(phone: Phone, meeting: Meeting) -> None:
    amina = world.registration(meeting, "Amina Diallo", organization="Customs of Côte d'Ivoire")
    form = world.session(meeting, "S1").id
    (listed,) = phone.gets("GET", f"api/checkin/event/{meeting.id}/forms/{form}/registrations/")
    assert "registration_data" not in listed
    assert (listed["email"], listed["checkin_secret"]) == ("", "00000000-0000-0000-0000-000000000000")
    secret = phone.reads(world.code(amina))
    found = phone.gets("GET", f"api/checkin/ticket/{secret}")
    assert found["checkin_secret"] == secret
    (section,) = found["registration_data"]
    assert {line["title"]: line["data"] for line in section["fields"]} == {
        "Delegation": "Côte d'Ivoire",
        "Organization": "Customs of Côte d'Ivoire",
        "Category": "Member administration",
    }


def test_the_kinds_of_values_are_those_that_the_app_reads(phone: Phone, meeting: Meeting) -> None:
    amina = world.registration(meeting, "Amina Diallo")
    person = phone.gets("GET", f"api/checkin/ticket/{phone.reads(world.code(amina))}")
    kinds = {key: type(value).__name__ for key, value in person.items()}
    assert kinds == {
        "id": "int",
        "regform_id": "int",
        "event_id": "int",
        "full_name": "str",
        "email": "str",
        "state": "str",
        "checked_in": "bool",
        "checked_in_dt": "NoneType",
        "checkin_secret": "str",
        "is_paid": "bool",
        "price": "int",
        "payment_date": "NoneType",
        "currency": "str",
        "formatted_price": "str",
        "tags": "list",
        "occupied_slots": "int",
        "registration_date": "str",
        "personal_data_picture": "NoneType",
        "registration_data": "list",
    }
    event = phone.gets("GET", f"api/checkin/event/{meeting.id}/")
    assert set(event) == {"id", "title", "description", "start_dt", "end_dt", "registration_tags"}
    form = phone.gets("GET", f"api/checkin/event/{meeting.id}/forms/{person['regform_id']}/")
    assert set(form) == {
        "id",
        "event_id",
        "title",
        "introduction",
        "start_dt",
        "end_dt",
        "is_open",
        "registration_count",
        "checked_in_count",
    }


def test_nobody_pays(phone: Phone, meeting: Meeting) -> None:
    person = phone.scans(world.code(world.registration(meeting, "Amina Diallo")))
    assert person is not None
    place = f"api/checkin/event/{meeting.id}/forms/{person['regform_id']}/registrations/{person['id']}"
    told = [phone.asks("PATCH", place, body).status_code for body in ({"paid": True}, {"checked_in": "yes"}, {})]
    assert told == [409, 422, 422]


def test_what_the_calls_ask_of_the_database(phone: Phone, meeting: Meeting) -> None:
    """However many there are; the token with its user's roles is one of each."""
    people = [world.registration(meeting, f"Amina {name}") for name in ("Ba", "Cisse", "Diallo", "Eze")]
    secret, handler = phone.reads(world.code(people[0])), next(iter(phone.patterns))
    person = phone.gets("GET", f"api/checkin/ticket/{secret}")
    forms = f"api/checkin/event/{meeting.id}/forms/"
    form = f"{forms}{person['regform_id']}/"
    one = f"{form}registrations/{person['id']}"
    asked: list[tuple[str, str, dict[str, Any] | None, int]] = [
        ("POST", "api/checkin/ticket/custom-qr-code", {"data": world.code(people[1]), "qr_name": handler}, 3),
        ("GET", f"api/checkin/ticket/{secret}", None, 4),
        ("GET", f"api/checkin/event/{meeting.id}/", None, 2),
        ("PATCH", one, {"checked_in": True}, 8),
        ("GET", form, None, 4),
        ("GET", one, None, 3),
        ("PATCH", one, {"checked_in": False}, 5),
        ("GET", forms, None, 4),
        ("GET", f"{form}registrations/", None, 3),
    ]
    counted = []
    for method, path, body, _most in asked:
        with statements() as heard:
            phone.gets(method, path, body)
        counted.append(len(heard))
    assert counted == [most for _method, _path, _body, most in asked]
