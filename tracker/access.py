"""Who may do what: every route says `@require(Permission.X)` or `@public`, and a test walks all of them.

A route of one meeting carries the meeting's slug as its argument `slug`; the permission is asked for that meeting.
"""

from collections.abc import Callable
from enum import StrEnum, auto
from functools import wraps
from typing import Protocol, cast

from flask import current_app
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from tracker.errors import Refused

ACCESS = "tracker_access"  # the attribute of a view function that holds its Permission, or "public"
_STAFF = "tracker_for_staff"  # that of one that anybody may open, and only staff reads


class Permission(StrEnum):
    """One kind of work in the tracker."""

    VIEW = auto()  # see registrations and figures of a meeting
    REVIEW = auto()  # approve, decline, correct
    SCAN = auto()  # work at a desk
    EXPORT = auto()  # take personal data away in a file
    MANAGE = auto()  # who works for a meeting
    SIGNED_IN = auto()  # any account


class Role(StrEnum):
    """What an account is in a meeting; ADMIN is so everywhere."""

    ADMIN = auto()
    ORGANIZER = auto()
    DESK = auto()
    VIEWER = auto()


_ALL = frozenset(Permission)
GRANTS: dict[Role, frozenset[Permission]] = {
    Role.ADMIN: _ALL,
    Role.ORGANIZER: _ALL,
    Role.DESK: frozenset({Permission.SCAN, Permission.SIGNED_IN}),
    Role.VIEWER: frozenset({Permission.VIEW, Permission.SIGNED_IN}),
}


class Actor(Protocol):
    """What Flask-Login's current_user offers here."""

    is_authenticated: bool

    def may(self, permission: Permission, slug: str | None) -> bool: ...


View = Callable[..., ResponseReturnValue]


def require(permission: Permission) -> Callable[[View], View]:
    """Only for those who hold the permission (in the meeting of the address, if it names one)."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(**arguments: object) -> ResponseReturnValue:
            slug = arguments.get("slug")
            actor = cast("Actor", current_user)
            if not actor.is_authenticated:
                return cast("ResponseReturnValue", current_app.login_manager.unauthorized())  # type: ignore[attr-defined]
            if not actor.may(permission, slug if isinstance(slug, str) else None):
                raise Refused(_("Your account has no permission for this."))
            return view(**arguments)

        setattr(guarded, ACCESS, permission)
        return guarded

    return decorate


def public(view: View) -> View:
    """For everybody; whoever needs more (a signed link) checks it inside."""
    setattr(view, ACCESS, "public")
    return view


def for_staff(view: View) -> View:
    """Anybody may open it, yet its words are for those who work here, and speak their languages: a desk, a wall."""
    setattr(view, _STAFF, True)
    return view


def is_for_staff(view: object) -> bool:
    """Whether those who read the page work here; pages of no route, such as errors, are for everybody."""
    return isinstance(getattr(view, ACCESS, None), Permission) or hasattr(view, _STAFF)
