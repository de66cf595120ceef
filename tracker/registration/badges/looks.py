"""How the badges of a meeting look, and which of them somebody wants on paper. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Final

from tracker.badges.layouts import Layout
from tracker.people.models import Category


class BadgeField(StrEnum):
    """What may stand on a badge besides the name, the delegation, the category and the QR code."""

    MEETING = auto()
    DATES = auto()
    NATIVE_NAME = auto()
    OFFICE = auto()  # the function at the meeting: Chairperson
    POSITION = auto()
    ORGANIZATION = auto()
    PHOTO = auto()


USUAL_FIELDS: Final = (
    BadgeField.MEETING,
    BadgeField.DATES,
    BadgeField.NATIVE_NAME,
    BadgeField.OFFICE,
    BadgeField.ORGANIZATION,
)
MOST_LANGUAGES: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a meeting says about its badges."""

    layout: Layout = Layout.A6
    desk: Layout = Layout.A7  # of one badge, printed at the desk
    two_sided: bool = False
    languages: tuple[str, ...] = ("en",)  # of the delegation, the category and the functions; one or two
    fields: tuple[BadgeField, ...] = USUAL_FIELDS


@dataclass(frozen=True, slots=True)
class Dress:
    """A look with its logo, a PNG."""

    look: Look
    logo: bytes | None = None


USUAL: Final = Dress(Look())


def in_order(fields: Iterable[BadgeField]) -> tuple[BadgeField, ...]:
    """Each field once, as they stand on a badge."""
    given = set(fields)
    return tuple(field for field in BadgeField if field in given)


class Who(StrEnum):
    """Whose badges are printed."""

    NOT_PRINTED = auto()  # nor since a new one was issued
    ALL = auto()


class Order(StrEnum):
    """In which order badges leave the printer."""

    NAME = auto()
    DELEGATION = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which badges, in which order."""

    who: Who = Who.NOT_PRINTED
    order: Order = Order.NAME
    in_room: bool = True  # only people who come in person
    category: Category | None = None
    delegation: str = ""  # a code of the reference list
