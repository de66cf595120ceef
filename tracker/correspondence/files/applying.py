"""Items of a meeting file into the database, and back. Applying them again changes nothing."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from tracker import clock
from tracker.audit.models import Actor
from tracker.correspondence import queries, setting
from tracker.correspondence.files.parts import DocumentFile, ItemFile
from tracker.correspondence.models import Item
from tracker.correspondence.setting import Attachment, ItemSpokenOn
from tracker.errors import Invalid
from tracker.i18n import Texts
from tracker.meetings.models import Meeting
from tracker.people.names import clean

_NAMES = {"opens_at": "opens", "deadline_at": "deadline", "is_silence": "silence", "category": "class"}


class NoSuchDocument(Invalid):
    """A document is named that neither lies beside the file nor is the item's."""


def dump(meeting: Meeting, *, with_content: bool) -> tuple[ItemFile, ...]:
    """The items of the meeting in their order (2 statements, and 1 for each document with its content)."""
    return tuple(_item(one, meeting, with_content=with_content) for one in queries.items(meeting.id))


def load(meeting: Meeting, wanted: Sequence[ItemFile], by: Actor) -> Iterator[str]:
    """Let the meeting have these items in this order; the changes in words. ItemSpokenOn, NoSuchDocument."""
    there = {one.code: one for one in queries.items(meeting.id)}
    codes = [one.code for one in wanted]
    for code, row in there.items():
        if code not in codes:
            with _naming(row):
                setting.remove(row, meeting, by)
            yield f"item {code} removed"
    rows = []
    for one in wanted:
        found = there.get(one.code)
        rows.append(found or setting.add(meeting, Item(code=one.code, position=0, **one.values), by))
        changed = [] if found is None else _change(found, one, meeting, by)
        changed += _documents(rows[-1], one, meeting, by)
        if found is None:
            yield f"item {one.code} added"
        elif changed:
            yield f"item {one.code}: {', '.join(changed)}"
    if setting.arrange(rows, meeting, by) and [c for c in there if c in codes] != [c for c in codes if c in there]:
        yield "items: order"


def _change(row: Item, wanted: ItemFile, meeting: Meeting, by: Actor) -> list[str]:
    with _naming(row):
        changed = setting.change(row, meeting, by, **wanted.values)
    return [_NAMES.get(name, name) for name in changed]


@contextmanager
def _naming(row: Item) -> Iterator[None]:
    """Say which item a refusal is about."""
    code = row.code
    try:
        yield
    except ItemSpokenOn as error:
        message = f"item {code}: {error}"
        raise ItemSpokenOn(message) from error


def _documents(row: Item, wanted: ItemFile, meeting: Meeting, by: Actor) -> list[str]:
    """Let the item have the documents, if the file speaks of them."""
    if wanted.documents is None:
        return []
    there = {one.sha256.hex(): one for one in row.documents}
    before = [(one.name, one.language, one.sha256.hex()) for one in row.documents]
    if before == [one.said for one in wanted.documents]:
        return []
    sent = [_sent(one, there[one.sha256].content if one.sha256 in there else None, row) for one in wanted.documents]
    for document in list(row.documents):
        setting.detach(row, document, meeting, by)
    for one in sent:
        setting.attach(row, meeting, one, by)
    return ["documents"]


def _sent(wanted: DocumentFile, kept: bytes | None, row: Item) -> Attachment:
    content = kept if wanted.content is None else wanted.content
    if content is None:
        message = f"item {row.code}: there is no document {wanted.name!r} of this sha256; say its file"
        raise NoSuchDocument(message)
    return Attachment(wanted.name, wanted.language, content)


def _item(row: Item, meeting: Meeting, *, with_content: bool) -> ItemFile:
    zone = meeting.timezone if _tells(row, meeting.timezone) else "UTC"
    return ItemFile(
        code=row.code,
        kind=row.kind,
        category=row.category,
        title=_cleaned(row.title),
        text=_cleaned(row.text),
        opens=_wall(row.opens_at, zone),
        deadline=_wall(row.deadline_at, zone),
        timezone=zone,
        silence=row.is_silence,
        documents=tuple(
            DocumentFile(
                name=one.name,
                language=one.language,
                sha256=one.sha256.hex(),
                content=one.content if with_content else None,
            )
            for one in row.documents
        ),
    )


def _tells(row: Item, zone: str) -> bool:
    """Whether clocks of the zone tell both instants: in autumn an hour has two, and a file says the first."""
    return all(clock.from_wall(_wall(at, zone), zone) == at for at in (row.opens_at, row.deadline_at))


def _wall(instant: datetime, zone: str) -> datetime:
    return clock.in_zone(instant, zone).replace(tzinfo=None, fold=0)


def _cleaned(texts: Texts) -> Texts:
    return Texts({language: clean(text) for language, text in texts.by_language.items()})
