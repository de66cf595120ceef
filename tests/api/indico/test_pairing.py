"""Pairing a phone: the QR code, the sign-in page, the token; and ending it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import world
from tests.api.indico.conftest import Wall
from tests.api.indico.phone import APP, BACK, AppError, Phone, challenge
from tests.statements import statements
from tests.watch import Watch
from tracker import clock, create_app
from tracker.access import Role
from tracker.accounts import granting
from tracker.accounts.models import User
from tracker.api.indico import identity, tickets
from tracker.api.indico.models import AppPhone
from tracker.audit.models import Entry
from tracker.badges import issuing
from tracker.config import Settings
from tracker.db import db, transaction
from tracker.meetings.models import Meeting
from tracker.security import limiter

EVENT = "api/checkin/event/"


def journal() -> list[str]:
    """What was done with phones, in order."""
    db.session.rollback()
    return list(db.session.scalars(db.select(Entry.action).where(Entry.action.like("phone.%")).order_by(Entry.id)))


@pytest.fixture
def stranger(app: Flask, wall: Wall) -> Phone:
    """A phone that has read the QR code and got no further."""
    server = wall.code("S1")["server"]
    return Phone(app, server=server["base_url"], client_id=server["client_id"])


@pytest.fixture
def dario_s(client: FlaskClient, dario: User) -> FlaskClient:
    """Dario's browser."""
    return world.sign_in(client, dario)


def test_the_code_of_a_session_says_what_the_app_expects(wall: Wall, meeting: Meeting) -> None:
    code = wall.code("S1")
    client_id = code["server"].pop("client_id")
    assert code == {
        "event_id": meeting.id,
        "title": "23rd CAP Group Meeting",
        "regform_id": world.session(meeting, "S1").id,
        "regform_title": "Closed session S1",
        "date": "2026-11-17T08:30:00+00:00",
        "version": 2,
        "server": {"base_url": "http://localhost/indico/", "scope": "registrants"},
        "custom_code_handlers": {f"badge{client_id[:8]}": "^B[23456789ABCDEFGHJKLMNPQRSTUVWXYZ]{15}$"},
    }
    assert wall.code("S2")["server"]["client_id"] == client_id


def test_one_token_serves_all_sessions(phone: Phone, meeting: Meeting) -> None:
    assert len(phone.forms) == 3
    assert world.count(AppPhone) == 1
    assert [form["title"] for form in phone.gets("GET", f"{EVENT}{meeting.id}/forms/")] == [
        "Closed session S1",
        "Joint session S2",
        "Closed session S3",
    ]
    assert journal() == ["phone.allowed", "phone.paired"]


def test_nothing_secret_is_kept(phone: Phone) -> None:
    db.session.rollback()
    kept = db.session.scalars(db.select(AppPhone)).one()
    assert kept.token_hash is not None
    assert phone.token.encode() not in kept.token_hash
    assert len(kept.token_hash) == len(kept.code_hash) == 32


def test_who_is_not_signed_in_signs_in_first_and_comes_back(app: Flask, stranger: Phone) -> None:
    answer = stranger.asks_to_be_allowed(app.test_client())
    where = urlsplit(answer.location)
    assert (answer.status_code, where.path) == (303, "/login")
    assert parse_qs(where.query)["next"][0].startswith("/indico/oauth/authorize?client_id=")


def test_the_form_may_lead_to_the_app_and_nowhere_else(stranger: Phone, dario_s: FlaskClient) -> None:
    policy = stranger.asks_to_be_allowed(dario_s).headers["Content-Security-Policy"]
    assert f"form-action 'self' {APP};" in policy
    assert "Access-Control-Allow-Origin" not in stranger.asks_to_be_allowed(dario_s).headers


@pytest.mark.parametrize(
    "other",
    [
        {"redirect_uri": "https://checkin.getindico.io.evil.example/auth/redirect"},
        {"redirect_uri": "https://evil.example/?https://checkin.getindico.io/"},
        {"redirect_uri": "https://checkin.getindico.io/../evil"},
        {"redirect_uri": "https://me@checkin.getindico.io/"},
        {"redirect_uri": ""},
        {"client_id": "00000000-0000-0000-0000-000000000000"},
    ],
)
def test_nobody_is_sent_to_a_stranger(stranger: Phone, dario_s: FlaskClient, other: dict[str, str]) -> None:
    answer = stranger.asks_to_be_allowed(dario_s, **other)
    assert answer.status_code == 422
    assert dario_s.post(stranger.where_to_ask(**other), data={"answer": "allow"}).status_code == 422
    assert world.count(AppPhone) == 0


@pytest.mark.parametrize(
    ("other", "error"),
    [
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge": ""}, "invalid_request"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"scope": "everything"}, "invalid_scope"),
    ],
)
def test_an_app_that_asks_wrongly_hears_why(
    stranger: Phone, dario_s: FlaskClient, other: dict[str, str], error: str
) -> None:
    answer = stranger.asks_to_be_allowed(dario_s, **other)
    assert answer.location.startswith(f"{BACK}?error={error}&error_description=")


def test_who_may_not_scan_pairs_no_phone(app: Flask, stranger: Phone, meeting: Meeting) -> None:
    viewer = world.sign_in(app.test_client(), world.user("Vera Novak", role=Role.VIEWER, of=meeting))
    assert stranger.asks_to_be_allowed(viewer).location.startswith(f"{BACK}?error=access_denied")
    sent = viewer.post(stranger.where_to_ask(), data={"answer": "allow"})
    assert sent.location.startswith(f"{BACK}?error=access_denied")
    assert world.count(AppPhone) == 0


def test_who_says_no_is_left_alone(stranger: Phone, dario: User) -> None:
    back = stranger.is_allowed(dario, answer="deny")
    assert (back["error"], world.count(AppPhone)) == ("access_denied", 0)


@pytest.mark.parametrize(
    ("other", "error"),
    [
        ({"code_verifier": "another-verifier-that-no-phone-has-0123456789abcdef"}, "invalid_grant"),
        ({"code_verifier": challenge()}, "invalid_grant"),
        ({"code": "invented"}, "invalid_grant"),
        ({"redirect_uri": "https://checkin.getindico.io/elsewhere"}, "invalid_grant"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"client_id": "00000000-0000-0000-0000-000000000000"}, "invalid_client"),
    ],
)
def test_a_code_alone_is_worth_nothing(stranger: Phone, dario: User, other: dict[str, str], error: str) -> None:
    back = stranger.is_allowed(dario)
    answer = stranger.exchanges(back, **other)
    assert (answer.status_code, answer.get_json()["error"]) == (400, error)
    assert stranger.exchanges(back).status_code == 200


def test_a_code_lives_for_two_minutes(stranger: Phone, dario: User, watch: Watch) -> None:
    back = stranger.is_allowed(dario)
    watch.says("2026-11-17 08:57")
    answer = stranger.exchanges(back)
    assert (answer.status_code, answer.get_json()["error"]) == (400, "invalid_grant")
    assert stranger.is_allowed(dario)["code"] != back["code"]
    assert world.count(AppPhone) == 1  # what was not fetched is gone


def test_a_code_that_comes_twice_ends_the_token(stranger: Phone, dario: User, meeting: Meeting) -> None:
    back = stranger.is_allowed(dario)
    stranger.token = stranger.exchanges(back).get_json()["access_token"]
    assert stranger.asks("GET", f"{EVENT}{meeting.id}/").status_code == 200
    assert stranger.exchanges(back).get_json()["error"] == "invalid_grant"
    assert stranger.asks("GET", f"{EVENT}{meeting.id}/").status_code == 401


def test_a_token_ends_after_three_days(phone: Phone, meeting: Meeting) -> None:
    ends = clock.now() + timedelta(hours=72)
    clock.run_on(lambda: ends - timedelta(seconds=1))
    assert phone.asks("GET", f"{EVENT}{meeting.id}/").status_code == 200
    clock.run_on(lambda: ends)
    assert phone.asks("GET", f"{EVENT}{meeting.id}/").status_code == 401


def test_a_token_ends_with_the_password_and_with_the_account(phone: Phone, dario: User, meeting: Meeting) -> None:
    with transaction():
        db.session.get_one(User, dario.id).deactivated_at = clock.now()
    assert phone.asks("GET", f"{EVENT}{meeting.id}/").status_code == 401
    with transaction():
        db.session.get_one(User, dario.id).deactivated_at = None
    assert phone.asks("GET", f"{EVENT}{meeting.id}/").status_code == 200
    with transaction():
        user = db.session.get_one(User, dario.id)
        granting.set_password(user, "another", by=user.actor)
    assert phone.asks("GET", f"{EVENT}{meeting.id}/").status_code == 401


def test_a_phone_sees_the_meetings_of_its_user_only(phone: Phone, settings: Settings) -> None:
    other = world.meeting("cap-22", number=22)
    paul = world.registration(other, "Paul Weber")
    badge = issuing.valid(paul.id)
    assert badge is not None
    secret = tickets.of_badge(badge.id, identity.secret(settings))
    with pytest.raises(AppError, match="403"):
        phone.scans(world.code(paul))
    form = world.session(other, "S1").id
    for path in (
        f"{EVENT}{other.id}/",
        f"{EVENT}{other.id}/forms/",
        f"{EVENT}{other.id}/forms/{form}/",
        f"{EVENT}{other.id}/forms/{form}/registrations/",
        f"{EVENT}{other.id}/forms/{form}/registrations/{paul.id}000001",
        f"api/checkin/ticket/{secret}",
    ):
        assert phone.asks("GET", path).status_code == 403, path


def test_numbers_belong_together(phone: Phone, meeting: Meeting) -> None:
    amina = world.registration(meeting, "Amina Diallo")
    first, second = (world.session(meeting, code).id for code in ("S1", "S2"))
    place = f"{EVENT}{meeting.id}/forms/"
    told = [
        phone.asks("GET", path).status_code
        for path in (
            f"{EVENT}999/",
            f"{place}999/",
            f"{place}{first}/registrations/{amina.id * 1_000_000 + second}",
            f"{place}{first}/registrations/{(amina.id + 7) * 1_000_000 + first}",
            f"{place}{first}/registrations/7",
        )
    ]
    assert told == [404] * 5


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "api/checkin/nothing", 404),
        ("GET", "api/elsewhere", 404),
        ("DELETE", "api/checkin/event/1/", 405),
        ("GET", ".well-known/other", 404),
    ],
)
def test_every_answer_is_json_that_another_site_may_read(phone: Phone, method: str, path: str, status: int) -> None:
    """`asks` looks at the headers of each, and of its preflight."""
    answer = phone.asks(method, path)
    assert (answer.status_code, answer.mimetype) == (status, "application/json")


def test_without_a_token_every_call_is_turned_away(phone: Phone, meeting: Meeting) -> None:
    phone.token = "invented"
    answer = phone.asks("GET", f"{EVENT}{meeting.id}/")
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
    with pytest.raises(AppError, match="401"):
        phone.gets("GET", f"{EVENT}{meeting.id}/")


def test_a_fault_of_ours_is_told_in_json_too(
    phone: Phone, meeting: Meeting, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The table of sessions is gone for a moment."""
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    broken = "ALTER TABLE app_phones RENAME TO away", "ALTER TABLE away RENAME TO app_phones"
    db.session.rollback()
    with db.engine.begin() as connection:
        connection.exec_driver_sql(broken[0])
    try:
        answer = phone.asks("GET", f"{EVENT}{meeting.id}/")
    finally:
        with db.engine.begin() as connection:
            connection.exec_driver_sql(broken[1])
    assert (answer.status_code, answer.mimetype) == (500, "application/json")


@pytest.fixture
def strict(settings: Settings, context: Flask) -> Iterator[Flask]:
    """The application with its limits."""
    app = create_app(replace(settings, rate_limits=True))
    app.test_client_class = context.test_client_class
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    limiter.reset()
    yield app
    with app.app_context():
        db.engine.dispose()
    limiter.reset()
    limiter.enabled = False


def test_who_guesses_tokens_is_slowed_down_in_json(strict: Flask, phone: Phone) -> None:
    phone.app = strict
    told = [phone.exchanges({"code": str(number)}) for number in range(31)]
    assert (told[0].status_code, told[-1].status_code) == (400, 429)
    assert told[-1].mimetype == "application/json"


def listed(browser: FlaskClient) -> str:
    answer = browser.get("/meetings/cap-23/phones")
    assert answer.status_code == 200
    return answer.text


def test_the_page_shows_a_code_for_each_session_and_the_phones(
    phone: Phone, dario_s: FlaskClient, meeting: Meeting
) -> None:
    phone.scans(world.code(world.registration(meeting, "Amina Diallo")))
    page = listed(dario_s)
    assert page.count('aria-label="QR code of ') == 3
    assert page.count("Dario&#39;s phone") >= 1
    assert "17 Nov 2026, 08:55" in page


def test_a_phone_stands_where_it_is_put(phone: Phone, dario_s: FlaskClient, meeting: Meeting) -> None:
    """Two sessions at once: the clock does not decide."""
    badge = world.code(world.registration(meeting, "Amina Diallo"))
    number = paired_number()
    assert dario_s.post(f"/meetings/cap-23/phones/{number}/door", data={"session": "S2"}).status_code == 303
    person = phone.gets("GET", f"api/checkin/ticket/{phone.reads(badge)}")
    assert person["regform_id"] == world.session(meeting, "S2").id
    dario_s.post(f"/meetings/cap-23/phones/{number}/door", data={"session": ""})
    person = phone.gets("GET", f"api/checkin/ticket/{phone.reads(badge)}")
    assert person["regform_id"] == world.session(meeting, "S1").id
    assert dario_s.post(f"/meetings/cap-23/phones/{number}/door", data={"session": "S9"}).status_code == 404
    assert journal() == ["phone.allowed", "phone.paired", "phone.placed", "phone.placed"]


def test_a_withdrawn_phone_learns_nothing_more(phone: Phone, dario_s: FlaskClient, meeting: Meeting) -> None:
    number = paired_number()
    assert dario_s.post(f"/meetings/cap-23/phones/{number}/revocation").status_code == 303
    assert phone.asks("GET", f"{EVENT}{meeting.id}/").status_code == 401
    assert "1 phone that is paired no longer" in listed(dario_s)
    assert dario_s.post(f"/meetings/cap-23/phones/{number}/revocation").status_code == 409
    assert journal() == ["phone.allowed", "phone.paired", "phone.withdrawn"]


def test_a_colleague_s_phone_is_the_organizer_s_to_withdraw(app: Flask, phone: Phone, meeting: Meeting) -> None:
    number = paired_number()
    colleague = world.sign_in(app.test_client(), world.user("Emil Novak", role=Role.DESK, of=meeting))
    assert "Dario&#39;s phone" in listed(colleague)
    assert colleague.post(f"/meetings/cap-23/phones/{number}/revocation").status_code == 404
    assert colleague.post(f"/meetings/cap-23/phones/{number}/door", data={"session": "S2"}).status_code == 404
    organizer = world.sign_in(app.test_client(), world.user("Jean Petit", role=Role.ORGANIZER, of=meeting))
    assert organizer.post(f"/meetings/cap-23/phones/{number}/revocation").status_code == 303


def test_a_phone_of_another_meeting_is_nobody_s_here(app: Flask, phone: Phone) -> None:
    other = world.meeting("cap-22", number=22)
    organizer = world.sign_in(app.test_client(), world.user("Jean Petit", role=Role.ORGANIZER, of=other))
    assert organizer.post(f"/meetings/cap-22/phones/{paired_number()}/revocation").status_code == 404


def test_the_page_asks_the_database_the_same_for_many_phones(
    phone: Phone, dario: User, dario_s: FlaskClient, wall: Wall
) -> None:
    listed(dario_s)
    with statements() as heard:
        listed(dario_s)
    for number in range(3):
        Phone(phone.app).scans_event(wall.code("S1"), dario, name=f"Phone {number}")
    with statements() as more:
        listed(dario_s)
    assert len(heard) == len(more) == 7


def paired_number() -> Any:  # noqa: ANN401 (of the only phone)
    db.session.rollback()
    return db.session.scalars(db.select(AppPhone.id)).one()
