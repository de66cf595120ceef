"""Opening accounts and giving roles.

Everything here writes into the caller's transaction and leaves a line in the journal.
"""

from flask_babel import gettext as _
from sqlalchemy import select

from tracker import clock
from tracker.access import Role
from tracker.accounts import mails, passwords
from tracker.accounts.models import Grant, User
from tracker.accounts.queries import NotInTeam
from tracker.audit.models import Actor
from tracker.audit.recording import record
from tracker.db import db
from tracker.errors import Conflict, Invalid

MEETING_ROLES = (Role.ORGANIZER, Role.DESK, Role.VIEWER)  # an administrator is none of a single meeting


class EmailTaken(Conflict):
    """An account of that e-mail address exists."""


class Deactivated(Conflict):
    """The account was closed by the administrator."""


class AlreadyInTeam(Conflict):
    """The person works for the meeting already."""


class NoMeetingRole(Invalid):
    """A role that cannot be held in one meeting."""


def open_account(email: str, name: str, *, language: str, by: Actor, is_admin: bool = False) -> User:
    """A new account without a password; EmailTaken if there is one."""
    if account(email):
        raise EmailTaken(_("There is already an account for %(email)s.", email=email))
    user = User(
        email=email,
        name=name,
        password_hash=passwords.NONE_YET,
        language=language,
        is_admin=is_admin,
        created_at=clock.now(),
    )
    db.session.add(user)
    db.session.flush()
    record(by, "account.opened", email, is_admin=is_admin)
    return user


def account(email: str) -> User | None:
    """The account of a normal address."""
    return db.session.scalar(select(User).where(User.email == email))


def welcome(slug: str, email: str, name: str, role: Role, *, language: str, by: Actor) -> User:  # noqa: PLR0913 (who, where, as what)
    """Let somebody work for a meeting: opens an account if there is none, and tells them by mail."""
    user = account(email) or open_account(email, name, language=language, by=by)
    if user.deactivated_at:
        raise Deactivated(_("The account of %(email)s is closed. Ask the administrator to open it again.", email=email))
    if held(user.id, slug):
        raise AlreadyInTeam(_("%(name)s already works for this meeting.", name=user.name))
    give(user, slug, role, by=by)
    mails.post_invitation(user, slug)
    return user


def held(user_id: int, slug: str) -> Grant | None:
    """What the user is in that meeting."""
    return db.session.scalar(select(Grant).filter_by(user_id=user_id, meeting_slug=slug))


def grant_of(user_id: int, slug: str) -> Grant:
    """The same where there must be one; NotInTeam otherwise."""
    found = held(user_id, slug)
    if found is None:
        raise NotInTeam(_("This person does not work for the meeting."))
    return found


def give(user: User, slug: str, role: Role, *, by: Actor) -> None:
    """Set the user's role in a meeting, instead of any that they have there."""
    if role not in MEETING_ROLES:
        raise NoMeetingRole(_("Nobody can be an administrator of one meeting only."))
    grant = held(user.id, slug)
    if grant is None:
        db.session.add(Grant(user_id=user.id, meeting_slug=slug, role=role))
    else:
        grant.role = role
    record(by, "team.role_given", user.email, meeting=slug, role=role.value)


def withdraw(grant: Grant, *, by: Actor) -> None:
    """End somebody's work for a meeting; the account stays."""
    record(by, "team.removed", grant.user.email, meeting=grant.meeting_slug, role=grant.role.value)
    db.session.delete(grant)


def set_password(user: User, password_hash: str, *, by: Actor) -> None:
    """A new password: it unlocks the account, ends its other sessions and makes links sent before void."""
    user.password_hash = password_hash
    user.failed_sign_ins, user.locked_until = 0, None
    record(by, "account.password_set", user.email)


def describe(user: User, name: str, language: str, *, by: Actor) -> None:
    """What the user says about themselves."""
    user.name, user.language = name, language
    record(by, "account.changed", user.email, name=name, language=language)


def deactivate(user: User, *, by: Actor) -> None:
    """Close an account: it cannot sign in and is signed out at once. What it did stays in the journal."""
    user.deactivated_at = clock.now()
    record(by, "account.deactivated", user.email)


def reactivate(user: User, *, by: Actor) -> None:
    """Open a closed account again, with its roles and its password."""
    user.deactivated_at = None
    record(by, "account.reactivated", user.email)
