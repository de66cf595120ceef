"""The items of a document-based phase as a meeting file says them, as values. Times are wall times."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tracker import clock
from tracker.correspondence.words import ItemKind
from tracker.i18n import Texts

NOTHING = Texts({})


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFile:
    """A PDF of an item: as a file beside the meeting file, or as one that the item has already."""

    name: str  # as it is downloaded
    language: str
    sha256: str  # hexadecimal
    file: str = ""  # a path from the folder of the meeting file
    content: bytes | None = None  # None: the item has it

    @property
    def said(self) -> tuple[str, str, str]:
        """What is compared: the file may lie elsewhere."""
        return self.name, self.language, self.sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFile:
    """An item. What delegations can choose to say on it follows from its kind."""

    code: str
    kind: ItemKind
    title: Texts
    opens: datetime
    deadline: datetime
    timezone: str  # of both times
    category: str = ""  # the class
    text: Texts = NOTHING
    silence: bool = False
    documents: tuple[DocumentFile, ...] | None = None  # None: leave those that the item has

    @property
    def values(self) -> dict[str, object]:
        """As the columns of an Item."""
        return {
            "kind": self.kind,
            "category": self.category,
            "title": self.title,
            "text": self.text,
            "opens_at": clock.from_wall(self.opens, self.timezone),
            "deadline_at": clock.from_wall(self.deadline, self.timezone),
            "is_silence": self.silence,
        }


def moved(items: tuple[ItemFile, ...] | None, by: timedelta) -> tuple[ItemFile, ...] | None:
    """The same items on other days: clock times stay, so `by` is a number of days."""
    return items and tuple(replace(one, opens=one.opens + by, deadline=one.deadline + by) for one in items)
