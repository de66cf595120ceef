"""Choosing a password: by a link, or by the one before."""

import re
from http import HTTPStatus

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.accounts.people import AMINA, JEAN, PASSWORD, journal, mailed, posted, sees_account, signs_in
from tests.watch import Watch
from tracker.accounts import granting, links
from tracker.accounts.links import Purpose
from tracker.accounts.models import User
from tracker.audit.models import COMMAND
from tracker.db import db, transaction

NEW = "brown paper parcels tied"


def link_in(text: str) -> str:
    """The path of the link that a mail holds."""
    found = re.search(r"http://localhost(/password/reset/\S+)", text)
    assert found
    return found[1]


def reset_link(app: Flask, email: str = AMINA) -> str:
    """The link that is mailed to somebody who asks at this moment."""
    letter = mailed(app, "password_reset", email=email)
    assert letter
    return link_in(letter.text)


def test_a_forgotten_password_is_replaced(client: FlaskClient, context: Flask, amina: User) -> None:
    assert client.post("/password/forgotten", data={"email": AMINA}).location == "/password/forgotten/sent"
    assert posted() == [("password_reset", AMINA)]
    link = reset_link(context)
    assert client.post(link, data={"password": NEW}).location == "/login"
    signs_in(client, password=NEW)
    assert sees_account(client)
    assert journal() == [(AMINA, "account.password_set", AMINA), (AMINA, "account.signed_in", AMINA)]


def test_a_stranger_gets_the_same_answer_and_no_mail(client: FlaskClient, context: Flask) -> None:
    asked = {"email": "nobody@secretariat.example"}
    assert client.post("/password/forgotten", data=asked).location == "/password/forgotten/sent"
    assert mailed(context, "password_reset", **asked) is None


def test_the_link_holds_two_hours(client: FlaskClient, context: Flask, amina: User, watch: Watch) -> None:
    watch.says("08:00")
    link = reset_link(context)
    watch.says("10:00")
    assert client.get(link).status_code == HTTPStatus.OK
    watch.says("10:01")
    assert client.get(link).status_code == HTTPStatus.GONE
    assert client.post(link, data={"password": NEW}).status_code == HTTPStatus.GONE


def test_the_link_holds_once(client: FlaskClient, context: Flask, amina: User) -> None:
    link, other = reset_link(context), reset_link(context)
    client.post(link, data={"password": NEW})
    assert [client.get(used).status_code for used in (link, other)] == [HTTPStatus.GONE] * 2


@pytest.mark.parametrize("token", ["x", "a.b.c", "WyJyZXNldCIsMSwiMCJd.aaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbb"])
def test_an_invented_link_opens_nothing(client: FlaskClient, amina: User, token: str) -> None:
    assert client.get(f"/password/reset/{token}").status_code == HTTPStatus.GONE


def test_the_link_of_a_closed_account_opens_nothing(client: FlaskClient, context: Flask, amina: User) -> None:
    link = reset_link(context)
    with transaction():
        granting.deactivate(db.session.get_one(User, amina.id), by=COMMAND)
    assert client.get(link).status_code == HTTPStatus.GONE


def test_an_invitation_holds_two_weeks(context: Flask, amina: User, watch: Watch) -> None:
    watch.says("2026-11-01 08:00")
    token = links.token(Purpose.INVITATION, amina)
    watch.says("2026-11-15 08:00")
    assert links.holder(token) == amina
    watch.says("2026-11-15 08:01")
    assert links.holder(token) is None


def test_a_weak_password_is_explained(client: FlaskClient, context: Flask, amina: User) -> None:
    page = client.post(reset_link(context), data={"password": "amina.diallo.2026"}).text
    assert "This password is too close to your name or e-mail address." in page


def test_a_new_password_unlocks(client: FlaskClient, context: Flask, amina: User) -> None:
    for _ in range(8):
        signs_in(client, password="wrong wrong wrong")
    client.post(reset_link(context), data={"password": NEW})
    signs_in(client, password=NEW)
    assert sees_account(client)


def test_whoever_knows_the_present_password_changes_it(client: FlaskClient, app: Flask, amina: User) -> None:
    signs_in(client)
    elsewhere = app.test_client()
    signs_in(elsewhere)
    answer = client.post("/account/password", data={"current": PASSWORD, "password": NEW})
    assert answer.location == "/account"
    assert (sees_account(client), sees_account(elsewhere)) == (True, False)


def test_whoever_does_not_know_it_changes_nothing(client: FlaskClient, amina: User) -> None:
    signs_in(client)
    page = client.post("/account/password", data={"current": "wrong wrong wrong", "password": NEW}).text
    assert "This is not your current password." in page
    client.post("/logout")
    signs_in(client)
    assert sees_account(client)


def test_a_sixth_link_within_an_hour_is_refused(limited: FlaskClient, amina: User) -> None:
    answers = [limited.post("/password/forgotten", data={"email": AMINA}).status_code for _ in range(6)]
    assert answers == [HTTPStatus.SEE_OTHER] * 5 + [HTTPStatus.TOO_MANY_REQUESTS]
    assert limited.post("/password/forgotten", data={"email": JEAN}).status_code == HTTPStatus.SEE_OTHER


def test_name_and_language_are_ones_own(client: FlaskClient, amina: User) -> None:
    signs_in(client)
    client.post("/account", data={"name": "Amina  Diallo-Sow ", "language": "fr"})
    page = client.get("/account").text
    assert '<html lang="fr"' in page
    assert 'value="Amina Diallo-Sow"' in page
