"""The tables [[items]] of a meeting file in, items out, and all that is wrong with them."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from tracker import clock
from tracker.correspondence.files.parts import DocumentFile, ItemFile
from tracker.correspondence.setting import DOCUMENT
from tracker.correspondence.words import ItemKind, stands_in_address
from tracker.i18n import LANGUAGES
from tracker.meetings.files import MeetingFile
from tracker.meetings.files.fields import UNREAD, Fields
from tracker.meetings.models import PhaseKind
from tracker.registration.papers.pdfs import Flaw, flaw

KEY = "items"
ITEM_KEYS = (
    "code",
    "kind",
    "class",
    "title",
    "text",
    "opens",
    "deadline",
    "timezone",
    "silence",
    "documents",
)
DOCUMENT_KEYS = ("name", "language", "file", "sha256")
LONGEST_TEXT = 5000  # characters
_FLAWS: Mapping[Flaw, str] = {
    Flaw.EMPTY: "is empty",
    Flaw.TOO_LARGE: f"is larger than {DOCUMENT // 1024**2} MB",
    Flaw.NO_PDF: "is no PDF",
    Flaw.CUT_SHORT: "is not complete: its end is missing",
    Flaw.SCRIPTS: "contains scripts, which may do harm",
    Flaw.PROGRAMS: "can start programs, which may do harm",
    Flaw.FILES: "carries other files inside",
    Flaw.LOCKED: "is locked by a password",
    Flaw.UNREADABLE: "cannot be read",
}


class DocumentUnread(ValueError):
    """Why a document cannot be taken, as a part of a sentence."""


Opened = Callable[[str], bytes]  # a path beside the meeting file; DocumentUnread


def read(
    tables: Mapping[str, object], meeting: MeetingFile | None, opened: Opened, problems: list[str]
) -> tuple[ItemFile, ...] | None:
    """The items, None where the file does not mention them. Every problem is added with the item and the field.

    `meeting` is None where the rest of the file is wrong: then times are read, and not compared.
    """
    if KEY not in tables:
        return None
    top = Fields({KEY: tables[KEY]}, "", (KEY,), problems)
    items = tuple(_item(row, meeting, opened) for row in top.rows(KEY, ITEM_KEYS, "code"))
    for code, times in Counter(one.code for one in items).items():
        if code and times > 1:
            top.wrong(f"{KEY}: the code {code!r} is given to {times} of them")
    return items


def beside(folder: Path) -> Opened:
    """Reads files in that folder, and nowhere else."""

    def opened(name: str) -> bytes:
        path = (folder / name).resolve()
        if not path.is_relative_to(folder.resolve()):
            message = "lies outside the folder of the meeting file"
            raise DocumentUnread(message)
        try:
            with path.open("rb") as file:
                return file.read(DOCUMENT + 1)
        except (OSError, ValueError) as error:
            message = "cannot be opened" if path.exists() else "is not there"
            raise DocumentUnread(message) from error

    return opened


def nowhere(name: str) -> bytes:
    """Where a meeting is read that does not lie in a folder."""
    del name
    message = "can be read only beside a meeting file"
    raise DocumentUnread(message)


def _item(row: Fields, meeting: MeetingFile | None, opened: Opened) -> ItemFile:
    zone = row.text("timezone", 64) if "timezone" in row.table else meeting.timezone if meeting else "UTC"
    item = ItemFile(
        code=" ".join(row.text("code", 20).split()),
        kind=row.one_of("kind", ItemKind),
        category=row.text("class", 8, ""),
        title=row.texts("title", longest=300),
        text=row.texts("text", required=False, longest=LONGEST_TEXT),
        opens=_time(row, "opens", meeting),
        deadline=_time(row, "deadline", meeting),
        timezone=zone,
        silence=row.flag("silence", default=False),
        documents=tuple(_documents(row, opened)) if "documents" in row.table else None,
    )
    if item.code and not stands_in_address(item.code):
        row.wrong(f'code {item.code!r} cannot stand in the address of the item\'s page: no / or \\, no "new"')
    for wrong in _wrong_times(item):
        row.wrong(wrong)
    return item


def _time(row: Fields, key: str, meeting: MeetingFile | None) -> datetime:
    """The time that is said, else that of the document phase; a zone of its own needs a time of its own."""
    phases = [one for one in meeting.phases if one.kind is PhaseKind.DOCUMENT] if meeting else []
    if key in row.table or "timezone" in row.table or (meeting and not phases):
        return row.time(key)
    if not phases:
        return UNREAD
    return phases[0].opens if key == "opens" else phases[0].closes


def _wrong_times(item: ItemFile) -> Iterator[str]:
    try:
        clock.zone(item.timezone)
    except ValueError as error:
        yield f"timezone: {error}"
        return
    instants = []
    for key, wall in (("opens", item.opens), ("deadline", item.deadline)):
        try:
            instants.append(None if wall == UNREAD else clock.from_wall(wall, item.timezone))
        except ValueError as error:
            instants.append(None)
            yield f"{key}: {error}"
    opens, deadline = instants
    if opens and deadline and deadline <= opens:
        yield f"deadline {item.deadline:%Y-%m-%d %H:%M} is not after opens {item.opens:%Y-%m-%d %H:%M}"


def _documents(row: Fields, opened: Opened) -> Iterator[DocumentFile]:
    value = row.table["documents"]
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        row.wrong('documents must be a list such as [{ language = "en", file = "report.pdf" }]')
        return
    found: Counter[str] = Counter()
    for index, table in enumerate(value):
        document = _document(Fields(table, f"{row.place}: documents[{index}]", DOCUMENT_KEYS, row.problems), opened)
        found[document.sha256] += 1
        if document.sha256 and found[document.sha256] == 2:  # noqa: PLR2004 (the second of two)
            row.wrong(f"documents: {document.name!r} is there twice")
        yield document


def _document(row: Fields, opened: Opened) -> DocumentFile:
    file = row.text("file", 500) if "file" in row.table else ""
    said = row.text("sha256", 64, "").lower()
    if said and not re.fullmatch(r"[0-9a-f]{64}", said):
        row.wrong("sha256 must be 64 hexadecimal digits")
    content = _content(row, file, opened) if file else None
    digest = hashlib.sha256(content).hexdigest() if content is not None else said
    if content is not None and said and digest != said:
        row.wrong(f"file {file!r} is another document than its sha256 says")
    if not file and not said:
        row.wrong("file is missing")
    language = row.text("language", 8, "en")
    if language not in LANGUAGES:
        row.wrong(f"language is {language!r}; there are {', '.join(LANGUAGES)}")
    name = row.text("name", 200, Path(file).name or "document.pdf")
    return DocumentFile(name=name, language=language, sha256=digest, file=file, content=content)


def _content(row: Fields, file: str, opened: Opened) -> bytes | None:
    try:
        content = opened(file)
    except DocumentUnread as error:
        row.wrong(f"file {file!r} {error}")
        return None
    found = flaw(content, DOCUMENT)
    if found is not None:
        row.wrong(f"file {file!r} {_FLAWS[found]}")
        return None
    return content
