"""Who works for a meeting, and who has an account."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import Row, Select, Table, func, select

from tracker.access import Role
from tracker.accounts import passwords
from tracker.accounts.models import Grant, User
from tracker.db import db
from tracker.errors import NotFound
from tracker.i18n import Texts


class NoSuchMeeting(NotFound):
    """No meeting has this slug."""


class NotInTeam(NotFound):
    """The person does not work for the meeting."""


@dataclass(frozen=True, slots=True)
class MeetingName:
    """As much of a meeting as a page about its team says."""

    slug: str
    title: Texts


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody with a role in a meeting."""

    user_id: int
    name: str
    email: str
    role: Role
    is_deactivated: bool
    has_password: bool


@dataclass(frozen=True, slots=True)
class Account:
    """One account with all its roles."""

    email: str
    name: str
    is_admin: bool
    is_deactivated: bool
    roles: tuple[tuple[str, Role], ...]  # of meetings, by their slugs


def meeting_name(slug: str) -> MeetingName:
    """The meeting of that slug; NoSuchMeeting names those that exist."""
    table = _meetings()
    row = db.session.execute(select(table.c.slug, table.c.title).where(table.c.slug == slug)).one_or_none()
    if row is None:
        raise NoSuchMeeting(_("There is no meeting “%(slug)s”.", slug=slug))
    return MeetingName(row.slug, row.title)


def meeting_slugs() -> list[str]:
    """The slugs of all meetings, in their order."""
    table = _meetings()
    return list(db.session.scalars(select(table.c.slug).order_by(table.c.slug)))


def _meetings() -> Table:
    """The table that roles refer to. Meetings stand above accounts, which know no more of them than this."""
    (key,) = Grant.__table__.c.meeting_slug.foreign_keys
    table: Table = key.column.table
    return table


def team(slug: str) -> list[Colleague]:
    """Who works for the meeting, by name. One statement."""
    chosen = _colleagues().where(Grant.meeting_slug == slug).order_by(func.lower(User.name), User.email)
    return [_colleague(row) for row in db.session.execute(chosen)]


def colleague(slug: str, user_id: int) -> Colleague:
    """One of them; NotInTeam if they are not."""
    chosen = _colleagues().where(Grant.meeting_slug == slug, User.id == user_id)
    row = db.session.execute(chosen).one_or_none()
    if row is None:
        raise NotInTeam(_("This person does not work for the meeting."))
    return _colleague(row)


def _colleagues() -> Select[int, str, str, str, bool, Role]:
    return select(
        User.id, User.name, User.email, User.password_hash, User.deactivated_at.is_not(None).label("closed"), Grant.role
    ).join(Grant, Grant.user_id == User.id)


def _colleague(row: Row[int, str, str, str, bool, Role]) -> Colleague:
    user_id, name, email, password_hash, is_closed, role = row
    return Colleague(user_id, name, email, role, is_closed, password_hash != passwords.NONE_YET)


def accounts() -> list[Account]:
    """All accounts by e-mail address. Two statements."""
    users: Sequence[User] = db.session.scalars(select(User).order_by(User.email)).all()
    roles: dict[int, list[tuple[str, Role]]] = {}
    for grant in db.session.scalars(select(Grant).order_by(Grant.meeting_slug)):
        roles.setdefault(grant.user_id, []).append((grant.meeting_slug, grant.role))
    return [
        Account(user.email, user.name, user.is_admin, user.deactivated_at is not None, tuple(roles.get(user.id, ())))
        for user in users
    ]
