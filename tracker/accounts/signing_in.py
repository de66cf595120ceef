"""Signing in: who the browser belongs to."""

from dataclasses import dataclass
from typing import cast

from flask import Flask, abort, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import AnonymousUserMixin, LoginManager, current_user, login_user
from sqlalchemy import bindparam, select

from tracker.access import GRANTS, Permission, Role
from tracker.accounts import passwords
from tracker.accounts.models import Grant, User
from tracker.audit.models import Actor, ActorKind
from tracker.db import db
from tracker.errors import wants_json

login = LoginManager()


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A user and their roles, read in one statement at the beginning of a request; a plain value, for scans are hot."""

    id: int
    name: str
    email: str
    language: str
    is_admin: bool
    roles: dict[str, Role]  # by the meeting's slug
    key: str = ""  # what their cookie holds, see `session_key`

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        return self.key

    def may(self, permission: Permission, slug: str | None) -> bool:
        """Whether some role allows it: in that meeting, or in any meeting where no meeting is named."""
        if self.is_admin:
            return True
        held = [self.roles[slug]] if slug in self.roles else [] if slug else list(self.roles.values())
        return permission is Permission.SIGNED_IN or any(permission in GRANTS[role] for role in held)

    @property
    def actor(self) -> Actor:
        return Actor(ActorKind.USER, self.email, self.id)


class Nobody(AnonymousUserMixin):
    """Whoever is not signed in."""

    name = ""

    def may(self, permission: Permission, slug: str | None) -> bool:
        del permission, slug
        return False


_USER = (
    select(
        User.id,
        User.name,
        User.email,
        User.language,
        User.is_admin,
        User.password_hash,
        Grant.meeting_slug,
        Grant.role,
    )
    .outerjoin(Grant, Grant.user_id == User.id)
    .where(User.deactivated_at.is_(None), User.id == bindparam("id"))
)


def signed_in() -> SignedIn:
    """Who asks, in views that `@require` something."""
    return cast("SignedIn", current_user)


def session_key(user_id: int, password_hash: str) -> str:
    """What a browser keeps of who it belongs to. A new password makes it void: every other device is signed out."""
    return f"{user_id}.{passwords.stamp(password_hash)}"


def load(key: str) -> SignedIn | None:
    """Whom a cookie belongs to; None if the account is closed or has another password by now."""
    user_id = key.partition(".")[0]
    rows = db.session.connection().execute(_USER, {"id": int(user_id)}).all() if user_id.isdecimal() else []
    if not rows or key != session_key(rows[0].id, rows[0].password_hash):
        return None
    first = rows[0]
    roles = {row.meeting_slug: row.role for row in rows if row.meeting_slug}
    return SignedIn(first.id, first.name, first.email, first.language, first.is_admin, roles, key)


def begin(user: User) -> None:
    """Sign this browser in. Nothing of what it held before stays: neither another's session nor a form's token."""
    session.clear()
    session.permanent = True
    login_user(load(session_key(user.id, user.password_hash)))


def end() -> None:
    """Sign this browser out."""
    session.clear()


def _ask_to_sign_in() -> ResponseReturnValue:
    """A program is told so; a reader comes to the page for it and goes on from there."""
    if wants_json():
        abort(401)
    wanted = request.full_path.removesuffix("?") if request.method == "GET" else None
    return redirect(url_for("accounts.sign_in", next=wanted), 303)


def init_app(app: Flask) -> None:
    """Tell Flask-Login how accounts are found."""
    login.init_app(app)
    login.user_loader(load)
    login.unauthorized_handler(_ask_to_sign_in)
    login.anonymous_user = Nobody
    app.config["SESSION_PROTECTION"] = None  # it watches the address, which telephones change from room to room
