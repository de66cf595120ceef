"""What a badge says of somebody, in the languages of the meeting's badges. Pure."""

from dataclasses import dataclass
from uuid import UUID

from tracker.meetings.categories import Colour, Pattern
from tracker.people.models import Category


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    """One person with a valid badge. Texts are finished; a text by language stands in the order of the languages."""

    registration_id: int
    badge_id: UUID
    code: str
    given_name: str
    family_name: str
    category: Category
    native_name: str = ""
    native_language: str = ""
    delegation: tuple[str, ...] = ()
    organization: str = ""
    position: str = ""
    offices: tuple[tuple[str, ...], ...] = ()
    sessions: tuple[str, ...] = ()  # the other side: what the person comes to
    photo: bytes | None = None  # JPEG or PNG

    @property
    def name(self) -> str:
        """The name as it is spoken of."""
        return f"{self.given_name} {self.family_name}".strip()


@dataclass(frozen=True, slots=True)
class Band:
    """How a badge shows a category."""

    words: tuple[str, ...]  # by language
    colour: Colour
    pattern: Pattern


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What all badges of a meeting have in common."""

    title: tuple[str, ...]  # by language
    days: tuple[str, ...]
    found: str  # what to do with a badge that was found; a paragraph a line
    bands: dict[Category, Band]
    logo: bytes | None = None  # PNG
