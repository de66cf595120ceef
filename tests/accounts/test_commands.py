"""`flask user …` at the administrator's terminal."""

import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient

from tests import world
from tests.accounts.people import AMINA, PASSWORD, account, journal, sees_account, signs_in
from tracker.cli import users
from tracker.meetings.models import Meeting

ADD = f"add {AMINA} --name Amina-Diallo --password-stdin"


def run(app: Flask, line: str, typed: str = PASSWORD + "\n") -> Result:
    """The outcome of `flask user <line>`."""
    return app.test_cli_runner().invoke(users.user, line.split(), input=typed)


def test_the_first_administrator_comes_in(app: Flask, client: FlaskClient, context: Flask) -> None:
    made = run(app, f"{ADD} --admin")
    assert (made.exit_code, made.output) == (0, f"{AMINA} can sign in as administrator.\n")
    signs_in(client)
    assert sees_account(client)
    assert run(app, "list").output == f"{AMINA}  Amina-Diallo  administrator\n"


def test_the_password_is_asked_for_twice(app: Flask, client: FlaskClient) -> None:
    made = run(app, f"add {AMINA} --name Amina", typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert made.exit_code == 0
    assert PASSWORD not in made.output
    signs_in(client)
    assert sees_account(client)


def test_a_role_in_a_meeting(app: Flask, meeting: Meeting) -> None:
    made = run(app, f"{ADD} --role organizer --meeting cap-23")
    assert made.output == f"{AMINA} can sign in as organizer of cap-23.\n"
    assert run(app, f"grant {AMINA} --role desk --meeting cap-23").output == f"{AMINA} is desk of cap-23.\n"
    assert run(app, "list").output == f"{AMINA}  Amina-Diallo  desk of cap-23\n"
    assert journal()[-1] == ("command line", "team.role_given", AMINA)


@pytest.mark.parametrize(
    ("line", "typed", "said"),
    [
        (f"{ADD} --role desk --meeting cap-99", PASSWORD, "There is no meeting 'cap-99'; there are: cap-23."),
        (f"{ADD} --role desk", PASSWORD, "--role and --meeting go together"),
        ("add amina --name Amina", PASSWORD, "'amina' is no e-mail address"),
        (ADD, "short", "Choose a password of at least 12 characters."),
        (f"grant {AMINA} --role desk --meeting cap-23", "", f"There is no account for {AMINA}; user list shows all."),
        (f"deactivate {AMINA}", "", f"There is no account for {AMINA}; user list shows all."),
    ],
)
def test_what_is_wrong_is_said(app: Flask, meeting: Meeting, line: str, typed: str, said: str) -> None:
    refused = run(app, line, typed)
    assert refused.exit_code in {1, 2}
    assert said in refused.output
    assert "There is no account yet" in run(app, "list").output


def test_an_address_has_one_account(app: Flask, context: Flask) -> None:
    run(app, ADD)
    again = run(app, ADD)
    assert (again.exit_code, again.output) == (
        1,
        f"Error: There is already an account for {AMINA}: user grant gives it another role.\n",
    )


def test_closing_opening_and_another_password(app: Flask, client: FlaskClient, context: Flask) -> None:
    run(app, ADD)
    run(app, f"deactivate {AMINA}")
    signs_in(client)
    assert not sees_account(client)
    run(app, f"reactivate {AMINA}")
    run(app, f"password {AMINA} --password-stdin", "another quiet heron\n")
    signs_in(client, password="another quiet heron")
    assert sees_account(client)
    assert account(AMINA).deactivated_at is None


def test_a_role_needs_a_person_who_is_there(app: Flask, meeting: Meeting) -> None:
    world.user("Jean Petit")
    assert run(app, "list").output == "jean@secretariat.example  Jean Petit  no role\n"
