"""A badge as texts, for a desk that draws it by itself: the server's drawing came too late, or lacks a letter."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256

from tracker.badges import qr
from tracker.meetings.categories import Colour, Pattern
from tracker.meetings.models import Meeting
from tracker.people.names import capitals
from tracker.registration.badges import drawing, filling, setting
from tracker.registration.badges.bearers import Bearer, Occasion
from tracker.registration.badges.filling import Holder
from tracker.registration.badges.looks import BadgeField, Look


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """What stands on it, in the languages and with the fields of the meeting's badges; empty texts are not printed."""

    meeting: str
    days: str
    given_name: str
    family_name: str  # in capitals
    native_name: str
    native_language: str
    office: str
    position: str
    represents: str
    organization: str
    category: str
    colour: Colour
    pattern: Pattern
    code: str  # in groups of four, for one line or two
    symbol: str  # SVG
    logo: str  # its mark; empty if there is none


def slip(meeting: Meeting, holder: Holder) -> Slip:
    """The texts of somebody's badge (some 10 statements)."""
    dress = setting.of(meeting.id)
    look = replace(dress.look, two_sided=False, fields=tuple(f for f in dress.look.fields if f is not BadgeField.PHOTO))
    [bearer] = filling.bearers(meeting, [holder], look)
    return _slip(bearer, filling.occasion(meeting, dress), look)


def _slip(one: Bearer, occasion: Occasion, look: Look) -> Slip:
    def shown(field: BadgeField, text: str) -> str:
        return text if field in look.fields else ""

    band = occasion.bands[one.category]
    offices = (" · ".join(held) for held in zip(*one.offices, strict=True))
    return Slip(
        meeting=shown(BadgeField.MEETING, _once(occasion.title)),
        days=shown(BadgeField.DATES, _once(occasion.days)),
        given_name=one.given_name,
        family_name=capitals(one.family_name),
        native_name=shown(BadgeField.NATIVE_NAME, one.native_name),
        native_language=one.native_language,
        office=shown(BadgeField.OFFICE, _once(offices)),
        position=shown(BadgeField.POSITION, one.position),
        represents=_once(one.delegation) or one.organization,
        organization=shown(BadgeField.ORGANIZATION, one.organization if one.delegation else ""),
        category=" · ".join(dict.fromkeys(band.words)),
        colour=band.colour,
        pattern=band.pattern,
        code=drawing.in_groups(one.code),
        symbol=qr.svg(one.code, label=""),
        logo=mark(occasion.logo),
    )


def mark(logo: bytes | None) -> str:
    """What a desk knows a logo by, so that it asks for each one once."""
    return sha256(logo).hexdigest()[:16] if logo else ""


def _once(texts: Iterable[str]) -> str:
    """A text in each language, equal ones once."""
    return " / ".join(dict.fromkeys(filter(None, texts)))
