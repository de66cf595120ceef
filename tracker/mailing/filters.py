"""To whom a message goes. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum, auto
from typing import Any, TypeVar

from tracker.people.models import Category
from tracker.registration.models import Mode, State

# A draft is an address that nobody has confirmed: it gets no message.
STATES = tuple(state for state in State if state is not State.DRAFT)
MODES = (Mode.IN_PERSON, Mode.ONLINE)

Word = TypeVar("Word", bound=StrEnum)


class Seen(StrEnum):
    """What the desks know of a person."""

    ANY = auto()
    SEEN = auto()
    NOT_SEEN = auto()


@dataclass(frozen=True, slots=True)
class Filter:
    """Which people of a meeting. Nothing chosen in a part means that the part leaves nobody out."""

    states: tuple[State, ...] = (State.APPROVED, State.CONFIRMED)
    modes: tuple[Mode, ...] = ()  # of the session if one is named, else of at least one session
    categories: tuple[Category, ...] = ()
    delegation: str = ""  # a code of the reference list
    session: str = ""  # the code of a session that they have chosen
    seen: Seen = Seen.ANY
    door: str = ""  # the code of the session at whose door; empty: any of the meeting

    @property
    def as_json(self) -> dict[str, Any]:
        """As it is kept with the message."""
        return {name: list(value) if isinstance(value, tuple) else str(value) for name, value in asdict(self).items()}

    def missing(self, sessions: Collection[str]) -> str:
        """The code of a session that the filter asks for and the programme no longer has, or nothing."""
        asked = [self.session, self.door if self.seen is not Seen.ANY else ""]
        return next((code for code in asked if code and code not in sessions), "")


def kept(said: Mapping[str, Any]) -> Filter:
    """The filter that `as_json` gave.

    >>> kept(Filter(states=(State.RETURNED,), door="S1").as_json).states
    (<State.RETURNED: 'returned'>,)
    """
    return Filter(
        states=words(State, said["states"]),
        modes=words(Mode, said["modes"]),
        categories=words(Category, said["categories"]),
        delegation=said["delegation"],
        session=said["session"],
        seen=Seen(said["seen"]),
        door=said["door"],
    )


def words(kind: type[Word], given: Collection[str]) -> tuple[Word, ...]:
    """Those of the words that are given, in the order of their kind."""
    return tuple(word for word in kind if word.value in given)
