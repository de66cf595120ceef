"""People with accounts and passwords."""

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests import world
from tracker.access import Role
from tracker.accounts import passwords
from tracker.accounts.models import User
from tracker.audit.models import Entry
from tracker.db import db, transaction
from tracker.meetings.models import Meeting
from tracker.outbox import letters
from tracker.outbox.letters import Letter
from tracker.outbox.models import Message

PASSWORD = "seven quiet herons"
AMINA = "amina@secretariat.example"
JEAN = "jean@secretariat.example"


def with_password(name: str, *, role: Role | None = None, of: Meeting | None = None, is_admin: bool = False) -> User:
    """Somebody who signs in with PASSWORD."""
    user = world.user(name, role=role, of=of, is_admin=is_admin)
    made = passwords.hashed(PASSWORD)
    with transaction():
        db.session.get_one(User, user.id).password_hash = made
    return user


def signs_in(client: FlaskClient, email: str = AMINA, password: str = PASSWORD, to: str = "") -> TestResponse:
    """The answer to the sign-in form."""
    return client.post(f"/login{to}", data={"email": email, "password": password})


def sees_account(client: FlaskClient) -> bool:
    """Whether the browser is signed in."""
    return client.get("/account").status_code == 200


def journal() -> list[tuple[str, str, str]]:
    """Who did what to whom, in order."""
    db.session.rollback()
    return [(e.actor, e.action, e.subject) for e in db.session.scalars(select(Entry).order_by(Entry.id))]


def posted() -> list[tuple[str, str]]:
    """The mails that wait: kind and recipient."""
    db.session.rollback()
    return [(m.kind, m.recipient) for m in db.session.scalars(select(Message).order_by(Message.id))]


def account(email: str) -> User:
    """The account as it stands in the database."""
    db.session.rollback()
    return db.session.scalars(select(User).filter_by(email=email)).one()


def mailed(app: Flask, kind: str, **about: str | int) -> Letter | None:
    """What the worker would send at this moment."""
    with app.app_context(), app.test_request_context(base_url="http://localhost"):
        return letters.write(kind, about)
