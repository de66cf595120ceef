"""Items, their documents and their outcomes: what organizers set."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from flask_babel import gettext as _
from sqlalchemy import func, select

from tracker import clock
from tracker.audit import recording
from tracker.audit.models import Actor
from tracker.correspondence.models import Item, ItemDocument, Outcome, Word
from tracker.correspondence.words import RESULTS, ItemKind, Result
from tracker.db import db
from tracker.errors import Conflict, Invalid
from tracker.i18n import Texts
from tracker.meetings.models import Meeting
from tracker.people.names import clean

DOCUMENT = 20 * 1024 * 1024  # bytes of one PDF
_LONGEST_NAME = 200
NOTHING = Texts({})


class CodeTaken(Conflict):
    """The meeting has an item of that number."""


class ItemSpokenOn(Conflict):
    """Delegations have spoken, so the item stays, and so does its kind."""


class NoSuchResult(Invalid):
    """An item of that kind cannot come to that."""


def add(meeting: Meeting, wanted: Item, by: Actor) -> Item:
    """Add an item at the end of the list. CodeTaken."""
    _check_code(meeting, wanted.code, None)
    wanted.meeting_id = meeting.id
    last = select(func.coalesce(func.max(Item.position), 0)).where(Item.meeting_id == meeting.id)
    wanted.position = wanted.position or (db.session.scalar(last) or 0) + 1
    db.session.add(wanted)
    db.session.flush()
    _record(by, "item.added", wanted, meeting)
    return wanted


def change(item: Item, meeting: Meeting, by: Actor, **values: object) -> list[str]:
    """Give an item other values; the names of those that differ. A deadline may move at any time.

    CodeTaken; ItemSpokenOn for another kind.
    """
    if values.get("kind", item.kind) is not item.kind and is_spoken_on(item):
        raise ItemSpokenOn(_("Delegations have spoken on this item, so its kind stays as it is."))
    _check_code(meeting, str(values.get("code", item.code)), item)
    before = {key: getattr(item, key) for key in values}
    for key, value in values.items():
        setattr(item, key, value)
    changed = [key for key, value in values.items() if before[key] != value]
    if changed:
        _record(by, "item.changed", item, meeting, changed=", ".join(changed))
    return changed


def arrange(items: Sequence[Item], meeting: Meeting, by: Actor) -> bool:
    """Let the items of a meeting stand in this order; whether they did not."""
    if all(before.position < after.position for before, after in pairwise(items)):
        return False
    for position, item in enumerate(items, 1):
        item.position = position
    order = ", ".join(item.code for item in items)
    recording.record(by, "items.arranged", f"meeting {meeting.slug}", meeting=meeting.slug, order=order)
    return True


def remove(item: Item, meeting: Meeting, by: Actor) -> None:
    """Take an item out of the list, with its documents. ItemSpokenOn."""
    if is_spoken_on(item):
        raise ItemSpokenOn(_("Delegations have spoken on this item, so it stays on record."))
    db.session.delete(item)
    _record(by, "item.removed", item, meeting)


def is_spoken_on(item: Item) -> bool:
    """Whether anybody said or stated anything (2 statements at most)."""
    tables = (select(Word.id).where(Word.item_id == item.id), select(Outcome.id).where(Outcome.item_id == item.id))
    return any(db.session.scalar(chosen.limit(1)) is not None for chosen in tables)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A PDF as it came in, its content checked already."""

    name: str
    language: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Stated:
    """What an organizer says to have come of an item."""

    result: Result
    text: Texts = NOTHING
    elected: str = ""


def attach(item: Item, meeting: Meeting, sent: Attachment, by: Actor) -> ItemDocument:
    """Put a PDF to an item; the same file again is one document."""
    digest = hashlib.sha256(sent.content).digest()
    if found := next((one for one in item.documents if one.sha256 == digest), None):
        return found
    made = ItemDocument(
        name=(" ".join(clean(sent.name).split()) or "document.pdf")[-_LONGEST_NAME:],
        language=sent.language,
        content=sent.content,
        size=len(sent.content),
        sha256=digest,
        added_at=clock.now(),
        added_by=by.name,
    )
    item.documents.append(made)
    db.session.flush()
    _record(by, "item.document_added", item, meeting, document=made.name)
    return made


def detach(item: Item, document: ItemDocument, meeting: Meeting, by: Actor) -> None:
    """Take a document away."""
    item.documents.remove(document)
    _record(by, "item.document_removed", item, meeting, document=document.name)


def state_outcome(item: Item, meeting: Meeting, stated: Stated, by: Actor) -> Outcome:
    """What came of the item, in an organizer's words; earlier statements are kept. NoSuchResult."""
    if stated.result not in RESULTS[item.kind]:
        raise NoSuchResult(_("Such an item cannot have this outcome."))
    made = Outcome(
        item_id=item.id,
        result=stated.result,
        text=stated.text,
        elected=" ".join(clean(stated.elected).split())[:_LONGEST_NAME] if stated.result is Result.ELECTED else "",
        at=clock.now(),
        actor=by.name,
    )
    db.session.add(made)
    _record(by, "item.outcome", item, meeting, result=stated.result.value)
    return made


def is_open(item: Item, now: datetime) -> bool:
    """Whether delegations can speak on it now; the instant of the deadline is the last."""
    return item.opens_at <= now <= item.deadline_at


def kind_of(text: str) -> ItemKind:
    """The kind that a form names; NoSuchResult for a word that is none."""
    try:
        return ItemKind(text)
    except ValueError as error:
        raise NoSuchResult(_("There is no such kind of item.")) from error


def _check_code(meeting: Meeting, code: str, item: Item | None) -> None:
    found = db.session.scalar(select(Item.id).where(Item.meeting_id == meeting.id, Item.code == code))
    if found is not None and (item is None or found != item.id):
        raise CodeTaken(_("The meeting has an item %(code)s already.", code=code))


def _record(by: Actor, action: str, item: Item, meeting: Meeting, **details: str) -> None:
    recording.record(by, action, f"item {item.code}", meeting=meeting.slug, **details)


def no_address() -> str:
    """Why a number is refused that `words.stands_in_address` does not let pass."""
    return _("The number is part of the item’s address: write it without / and \\, and not as “new”.")
