"""What a desk sends about somebody without a badge, as values."""

from collections.abc import Mapping
from uuid import UUID

from flask_babel import gettext as _

from tracker.errors import Invalid
from tracker.people.models import Category
from tracker.people.names import clean
from tracker.registration.renaming import Name
from tracker.registration.walking_in import Stranger

NAME, DELEGATION, REASON, TITLE, NATIVE = 120, 200, 200, 40, 160  # characters


class Unreadable(Invalid):
    """What was sent lacks something; `str()` of it says what, in plain words."""


def stranger(frame: Mapping[str, object]) -> Stranger:
    """{"id": uuid made by the device, "name": text, "delegation": text, "category": code}."""
    found = Stranger(
        uid=_uuid(frame, "id"),
        name=_line(frame, "name", NAME),
        delegation=_line(frame, "delegation", DELEGATION),
        category=_category(frame.get("category")),
    )
    if not found.name:
        raise Unreadable(_("Type the name."))
    if not found.delegation:
        raise Unreadable(_("Type the delegation or organization."))
    return found


def person(frame: Mapping[str, object]) -> UUID:
    """Whom it is about: {"person": uid}."""
    return _uuid(frame, "person")


def reason(frame: Mapping[str, object]) -> str:
    """Why a badge is replaced: {"reason": text}."""
    found = _line(frame, "reason", REASON)
    if not found:
        raise Unreadable(_("Say why the badge is replaced."))
    return found


def name(frame: Mapping[str, object]) -> Name:
    """{"title", "given_name", "family_name", "native_name": text}."""
    return Name(
        title=_line(frame, "title", TITLE),
        given_name=_line(frame, "given_name", NAME),
        family_name=_line(frame, "family_name", NAME),
        native_name=_line(frame, "native_name", NATIVE),
    )


def _line(frame: Mapping[str, object], key: str, most: int) -> str:
    value = frame.get(key)
    return " ".join(clean(value).split())[:most].strip() if isinstance(value, str) else ""


def _uuid(frame: Mapping[str, object], key: str) -> UUID:
    try:
        return UUID(str(frame[key]))
    except (KeyError, ValueError) as error:
        raise Unreadable(_("This request has no valid %(key)s.", key=key)) from error


def _category(value: object) -> Category:
    try:
        return Category(str(value))
    except ValueError as error:
        raise Unreadable(_("Choose a category.")) from error
