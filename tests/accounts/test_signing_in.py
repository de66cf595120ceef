"""Coming in by e-mail address and password, and being kept out."""

from http import HTTPStatus

from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient

from tests.accounts.people import AMINA, PASSWORD, account, journal, sees_account, signs_in
from tests.watch import Watch
from tracker.accounts import granting, passwords
from tracker.accounts.models import User
from tracker.audit.models import COMMAND
from tracker.db import db, transaction

REFUSAL = "You could not be signed in."


def test_amina_comes_in_and_goes(client: FlaskClient, amina: User) -> None:
    answer = signs_in(client)
    assert (answer.status_code, answer.location) == (HTTPStatus.SEE_OTHER, "/work")
    assert sees_account(client)
    assert client.post("/logout").location == "/login"
    assert not sees_account(client)
    assert journal() == [(AMINA, "account.signed_in", AMINA)]


def test_her_address_may_be_typed_with_capitals_and_blanks(client: FlaskClient, amina: User) -> None:
    signs_in(client, " Amina@Secretariat.example ")
    assert sees_account(client)


def test_she_goes_on_where_she_was_asked_to_sign_in(client: FlaskClient, amina: User) -> None:
    asked = client.get("/account?from=mail")
    assert asked.location == "/login?next=/account?from%3Dmail"
    assert signs_in(client, to=asked.location.removeprefix("/login")).location == "/account?from=mail"


def test_no_link_leads_her_to_another_site(client: FlaskClient, amina: User) -> None:
    assert signs_in(client, to="?next=//evil.example").location == "/work"


def test_a_program_is_answered_401(client: FlaskClient, context: Flask) -> None:
    answer = client.get("/account", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.mimetype) == (HTTPStatus.UNAUTHORIZED, "application/json")


def test_wrong_unknown_and_closed_are_answered_alike(client: FlaskClient, amina: User) -> None:
    with transaction():
        closed = granting.open_account("jean@secretariat.example", "Jean Petit", language="en", by=COMMAND)
        granting.set_password(closed, passwords.hashed(PASSWORD), by=COMMAND)
        granting.deactivate(closed, by=COMMAND)
    pages = {
        signs_in(client, email, password).text.replace(email, "")
        for email, password in (
            (AMINA, "wrong wrong wrong"),
            ("nobody@secretariat.example", PASSWORD),
            ("jean@secretariat.example", PASSWORD),
        )
    }
    assert len(pages) == 1
    assert REFUSAL in pages.pop()


def test_eight_wrong_passwords_lock_for_a_quarter_of_an_hour(client: FlaskClient, amina: User, watch: Watch) -> None:
    watch.says("08:00")
    for _ in range(8):
        signs_in(client, password="wrong wrong wrong")
    assert journal() == [("tracker", "account.locked", AMINA)]
    watch.says("08:14")
    assert REFUSAL in signs_in(client).text
    watch.says("08:15")
    signs_in(client)
    assert sees_account(client)


def test_seven_wrong_passwords_are_forgiven_by_the_right_one(client: FlaskClient, amina: User) -> None:
    for _ in range(2):
        for _ in range(7):
            signs_in(client, password="wrong wrong wrong")
        signs_in(client)
        assert sees_account(client)
        client.post("/logout")
    assert account(AMINA).failed_sign_ins == 0


def test_an_invited_account_has_no_password_to_guess(client: FlaskClient, context: Flask) -> None:
    with transaction():
        granting.open_account(AMINA, "Amina Diallo", language="en", by=COMMAND)
    assert REFUSAL in signs_in(client, password=passwords.NONE_YET).text


def test_a_hash_of_older_parameters_is_renewed(client: FlaskClient, amina: User) -> None:
    older = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(PASSWORD)
    with transaction():
        db.session.get_one(User, amina.id).password_hash = older
    signs_in(client)
    assert sees_account(client)
    assert not passwords.is_outdated(account(AMINA).password_hash)


def test_a_closed_account_is_signed_out_at_once(client: FlaskClient, amina: User) -> None:
    signs_in(client)
    with transaction():
        granting.deactivate(db.session.get_one(User, amina.id), by=COMMAND)
    assert not sees_account(client)


def test_nothing_of_the_session_before_is_kept(client: FlaskClient, amina: User) -> None:
    with client.session_transaction() as cookie:
        cookie["planted"] = "by somebody else"
    signs_in(client)
    with client.session_transaction() as cookie:
        assert "planted" not in cookie
        assert cookie.permanent


def test_the_pages_come_in_the_language_of_the_account(client: FlaskClient, amina: User) -> None:
    with transaction():
        db.session.get_one(User, amina.id).language = "fr"
    signs_in(client)
    assert '<html lang="fr"' in client.get("/account").text


def test_a_language_chosen_before_stays(client: FlaskClient, amina: User) -> None:
    client.get("/login?lang=fr")
    signs_in(client)
    assert '<html lang="fr"' in client.get("/account").text


def test_the_eleventh_attempt_within_a_minute_is_refused(amina: User, limited: FlaskClient) -> None:
    answers = [signs_in(limited, password="wrong wrong wrong").status_code for _ in range(11)]
    assert answers == [HTTPStatus.OK] * 10 + [HTTPStatus.TOO_MANY_REQUESTS]
    assert signs_in(limited, "jean@secretariat.example").status_code == HTTPStatus.OK
