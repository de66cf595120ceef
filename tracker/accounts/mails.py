"""The mails about accounts. Their links are made when they are delivered, so that none lies in the database."""

from collections.abc import Mapping
from typing import Any

from flask import url_for
from sqlalchemy import select

from tracker.accounts import links, passwords, queries
from tracker.accounts.forms import ROLE_NAMES
from tracker.accounts.links import LIFETIMES, Purpose
from tracker.accounts.models import Grant, User
from tracker.db import db
from tracker.outbox.letters import Letter, from_templates, letter
from tracker.outbox.posting import post


def post_reset(email: str, language: str) -> None:
    """Have a link for a new password sent to the address, if it turns out to be an account's."""
    post("password_reset", email, language, email=email)


def post_invitation(user: User, slug: str) -> None:
    """Tell somebody that they work for a meeting now."""
    post("invited", user.email, user.language, user_id=user.id, meeting=slug)


@letter("password_reset")
def password_reset(about: Mapping[str, Any]) -> Letter | None:
    """The way to a new password; nothing for an address without an account."""
    user = _user(User.email == about["email"])
    if user is None:
        return None
    return from_templates(
        "password_reset", person=user.name, link=_link(Purpose.RESET, user), hours=_hours(Purpose.RESET)
    )


@letter("invited")
def invited(about: Mapping[str, Any]) -> Letter | None:
    """What somebody is in a meeting's team, and how they sign in for the first time; nothing if they no longer are."""
    user = _user(User.id == about["user_id"])
    grant = user and db.session.scalar(select(Grant).filter_by(user_id=user.id, meeting_slug=about["meeting"]))
    if not user or not grant:
        return None
    is_new = user.password_hash == passwords.NONE_YET
    return from_templates(
        "invited",
        person=user.name,
        email=user.email,
        role=ROLE_NAMES[grant.role],
        meeting=queries.meeting_name(grant.meeting_slug).title,
        is_new=is_new,
        link=_link(Purpose.INVITATION, user) if is_new else url_for("accounts.sign_in", _external=True),
        days=LIFETIMES[Purpose.INVITATION].days,
    )


def _user(condition: Any) -> User | None:  # noqa: ANN401 (an SQL expression)
    return db.session.scalar(select(User).where(condition, User.deactivated_at.is_(None)))


def _link(purpose: Purpose, user: User) -> str:
    return url_for("accounts.reset_password", token=links.token(purpose, user), _external=True)


def _hours(purpose: Purpose) -> int:
    return int(LIFETIMES[purpose].total_seconds() // 3600)
