"""Who works for a meeting, and who decides it."""

from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from threading import Barrier

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import world
from tests.accounts.people import (
    AMINA,
    JEAN,
    PASSWORD,
    account,
    journal,
    mailed,
    posted,
    sees_account,
    signs_in,
    with_password,
)
from tests.accounts.test_passwords import NEW, link_in
from tests.statements import statements
from tracker.access import Role
from tracker.accounts import granting, queries
from tracker.accounts.models import User
from tracker.audit.models import COMMAND
from tracker.db import db, transaction
from tracker.meetings.models import Meeting

TEAM = "/meetings/cap-23/team"
KOFI = {"email": "kofi@secretariat.example", "name": "Kofi Mensah", "role": "desk"}


def team() -> list[tuple[str, Role]]:
    db.session.rollback()
    return [(colleague.name, colleague.role) for colleague in queries.team("cap-23")]


@pytest.fixture
def organizer(client: FlaskClient, jean: User) -> FlaskClient:
    """Jean's browser."""
    return world.sign_in(client, jean)


def test_a_new_colleague_is_invited_and_comes_in(organizer: FlaskClient, context: Flask) -> None:
    assert organizer.post(TEAM, data=KOFI).location == TEAM
    assert team() == [("Jean Petit", Role.ORGANIZER), ("Kofi Mensah", Role.DESK)]
    assert posted() == [("invited", KOFI["email"])]
    assert journal() == [(JEAN, "account.opened", KOFI["email"]), (JEAN, "team.role_given", KOFI["email"])]
    letter = mailed(context, "invited", user_id=account(KOFI["email"]).id, meeting="cap-23")
    assert letter
    assert letter.subject == "You work for 23rd CAP Group Meeting"
    kofi = context.test_client()
    kofi.post(link_in(letter.text), data={"password": NEW})
    signs_in(kofi, KOFI["email"], NEW)
    assert sees_account(kofi)


def test_who_has_an_account_keeps_name_and_password(organizer: FlaskClient, context: Flask, amina: User) -> None:
    organizer.post(TEAM, data={"email": AMINA, "name": "A. D.", "role": "viewer"})
    assert team() == [("Amina Diallo", Role.VIEWER), ("Jean Petit", Role.ORGANIZER)]
    letter = mailed(context, "invited", user_id=amina.id, meeting="cap-23")
    assert letter
    assert "http://localhost/login" in letter.text
    signs_in(context.test_client(), AMINA, PASSWORD)


def test_nobody_is_added_twice(organizer: FlaskClient) -> None:
    organizer.post(TEAM, data=KOFI)
    page = organizer.post(TEAM, data=KOFI | {"role": "viewer"}).text
    assert "Kofi Mensah already works for this meeting." in page
    assert team() == [("Jean Petit", Role.ORGANIZER), ("Kofi Mensah", Role.DESK)]


def test_a_closed_account_is_not_opened_by_an_organizer(organizer: FlaskClient, amina: User) -> None:
    with transaction():
        granting.deactivate(db.session.get_one(User, amina.id), by=COMMAND)
    page = organizer.post(TEAM, data={"email": AMINA, "name": "Amina", "role": "viewer"}).text
    assert "The account of amina@secretariat.example is closed." in page


@pytest.mark.parametrize("role", ["admin", "owner", ""])
def test_an_organizer_makes_no_administrators(organizer: FlaskClient, role: str) -> None:
    assert organizer.post(TEAM, data=KOFI | {"role": role}).status_code == HTTPStatus.OK
    assert team() == [("Jean Petit", Role.ORGANIZER)]


def test_a_role_changes(organizer: FlaskClient, amina: User) -> None:
    organizer.post(TEAM, data={"email": AMINA, "name": "Amina", "role": "viewer"})
    organizer.post(f"{TEAM}/{amina.id}/role", data={"role": "desk"})
    organizer.post(f"{TEAM}/{amina.id}/role", data={"role": "admin"})
    assert team() == [("Amina Diallo", Role.DESK), ("Jean Petit", Role.ORGANIZER)]


def test_somebody_leaves_the_team(organizer: FlaskClient, context: Flask, amina: User) -> None:
    organizer.post(TEAM, data={"email": AMINA, "name": "Amina", "role": "organizer"})
    hers = world.sign_in(context.test_client(), amina)
    assert hers.get(TEAM).status_code == HTTPStatus.OK
    organizer.post(f"{TEAM}/{amina.id}/removal")
    assert hers.get(TEAM).status_code == HTTPStatus.FORBIDDEN
    assert mailed(context, "invited", user_id=amina.id, meeting="cap-23") is None


def test_nobody_changes_their_own_role(organizer: FlaskClient, jean: User) -> None:
    assert organizer.post(f"{TEAM}/{jean.id}/role", data={"role": "desk"}).status_code == HTTPStatus.FORBIDDEN
    assert organizer.post(f"{TEAM}/{jean.id}/removal").status_code == HTTPStatus.FORBIDDEN
    assert team() == [("Jean Petit", Role.ORGANIZER)]


def test_an_administrator_changes_any_role(client: FlaskClient, jean: User) -> None:
    admin = world.sign_in(client, with_password("Rosa Lind", is_admin=True))
    admin.post(f"{TEAM}/{jean.id}/role", data={"role": "viewer"})
    assert team() == [("Jean Petit", Role.VIEWER)]
    assert admin.get("/meetings/cap-99/team").status_code == HTTPStatus.NOT_FOUND
    assert admin.post("/meetings/cap-99/team", data=KOFI).status_code == HTTPStatus.NOT_FOUND


def test_an_invitation_goes_once_more(organizer: FlaskClient) -> None:
    organizer.post(TEAM, data=KOFI)
    organizer.post(f"{TEAM}/{account(KOFI['email']).id}/invitation")
    assert posted() == [("invited", KOFI["email"])] * 2


def test_people_of_other_meetings_are_not_to_be_found(organizer: FlaskClient, amina: User) -> None:
    answers = {
        organizer.get(f"{TEAM}/{amina.id}").status_code,
        organizer.post(f"{TEAM}/{amina.id}/role", data={"role": "desk"}).status_code,
        organizer.post(f"{TEAM}/{amina.id}/removal").status_code,
        organizer.post(f"{TEAM}/{amina.id}/invitation").status_code,
    }
    assert answers == {HTTPStatus.NOT_FOUND}


def test_the_list_costs_the_same_whatever_its_length(organizer: FlaskClient, meeting: Meeting) -> None:
    with statements() as alone:
        organizer.get(TEAM)
    for name in ("Kofi Mensah", "Lea Roth", "Mei Tan"):
        world.user(name, role=Role.DESK, of=meeting)
    with statements() as together:
        organizer.get(TEAM)
    assert len(together) == len(alone) > 0


def test_two_organizers_add_the_same_colleague_at_once(app: Flask, organizer: FlaskClient, jean: User) -> None:
    browsers = [organizer, *(world.sign_in(app.test_client(), jean) for _other in range(3))]
    together = Barrier(len(browsers))

    def adds(browser: FlaskClient) -> int:
        together.wait()
        return browser.post(TEAM, data=KOFI).status_code

    with ThreadPoolExecutor(len(browsers)) as threads:
        codes = sorted(threads.map(adds, browsers))
    assert codes == [200, 200, 200, 303]
    assert team() == [("Jean Petit", Role.ORGANIZER), ("Kofi Mensah", Role.DESK)]
    assert posted() == [("invited", KOFI["email"])]
