"""What stands on a badge, ready to be drawn."""

from dataclasses import dataclass

from flask_babel import gettext as _
from markupsafe import Markup

from tracker.badges import issuing, qr
from tracker.i18n import Texts, current_language
from tracker.meetings.categories import Colour, Pattern
from tracker.meetings.queries import live_span
from tracker.meetings.wording import days_of
from tracker.people import categories
from tracker.people.names import fold
from tracker.registration import queries
from tracker.registration.models import ADMITTED, Registration
from tracker.registration.wording import office_word

_ROOM = ((27, 12), (48, 18), (100, 22))  # characters of a name and of its longest word, by size


@dataclass(frozen=True, slots=True)
class Card:
    """One badge. Names as given; the template prints the family name in capitals."""

    given_name: str
    family_name: str
    native_name: str
    represents: str  # delegation or organization
    office: str  # the functions at the meeting
    category_name: str
    colour: Colour  # of the band with the category
    pattern: Pattern
    code: str
    meeting: Texts
    days: str  # in words

    @property
    def grouped_code(self) -> str:
        """The code as it is read aloud: four groups of four."""
        return " ".join(self.code[at : at + 4] for at in range(0, len(self.code), 4))

    @property
    def name_size(self) -> int:
        """In which of the badge's sizes the name fits, from 1 (the largest) to 4."""
        names = f"{self.given_name} {self.family_name}"
        longest = max(map(len, names.replace("-", " ").split()), default=0)
        fits = (len(names) <= length and longest <= word for length, word in _ROOM)
        return next((size for size, does in enumerate(fits, start=1) if does), len(_ROOM) + 1)

    @property
    def symbol(self) -> Markup:
        """The code as an SVG."""
        label = _("QR code of the badge %(code)s", code=self.grouped_code)
        return Markup(qr.svg(self.code, label=label))  # noqa: S704 (made here; the label is escaped there)


def card(registration: Registration) -> Card | None:
    """The card of somebody's valid badge, if they have one."""
    badge = issuing.valid(registration.id) if registration.state in ADMITTED else None
    return draw(registration, issuing.code_of(badge)) if badge else None


def draw(registration: Registration, code: str) -> Card:
    """The card with a code that is known already (2 statements: the category, the functions)."""
    rules = categories.of(registration.meeting_id)[registration.category]
    meeting = registration.meeting
    held = live_span(meeting)
    return Card(
        given_name=registration.given_name,
        family_name=registration.family_name,
        native_name=registration.native_name,
        represents=represents(registration),
        office=" · ".join(office_word(one.function, one.title) for one in queries.offices(registration.id)),
        category_name=str(rules.label),
        colour=rules.colour,
        pattern=rules.pattern,
        code=code,
        meeting=meeting.title,
        days=days_of(held, meeting.timezone) if held else "",
    )


def represents(registration: Registration) -> str:
    """The delegation in the reader's language, with the organization where one was given."""
    sender = registration.delegation
    name = sender.name(current_language()) if sender else ""
    organization = "" if fold(name) == fold(registration.organization) else registration.organization
    return " · ".join(part for part in (name, organization) if part)


def as_json(card: Card) -> dict[str, object]:
    """What stands on a badge, for a page that draws it by itself: a desk without a network, a phone."""
    return {
        "given_name": card.given_name,
        "family_name": card.family_name.upper(),
        "native_name": card.native_name,
        "represents": card.represents,
        "office": card.office,
        "category": card.category_name,
        "colour": card.colour,
        "pattern": card.pattern.replace("_", "-"),
        "code": card.grouped_code,
        "symbol": str(card.symbol),
        "meeting": str(card.meeting),
        "meeting_lang": card.meeting.shown()[1],
        "days": card.days,
    }
