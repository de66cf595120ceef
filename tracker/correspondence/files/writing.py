"""Items out as the tables [[items]] of a meeting file, and their documents as files beside it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from tracker.correspondence.files.parts import DocumentFile, ItemFile
from tracker.correspondence.files.reading import KEY

_NOT_IN_NAMES = re.compile(r"[^\w.-]+")


def tables(items: tuple[ItemFile, ...] | None, zone: str) -> dict[str, object]:
    """Tables whose reading gives the same items again in a meeting of that zone; what is missing is left out."""
    return {} if items is None else {KEY: [_table(one, zone) for one in items]}


def _table(item: ItemFile, zone: str) -> dict[str, object]:
    said = {
        "code": item.code,
        "kind": item.kind.value,
        "class": item.category or None,
        "title": dict(item.title.by_language),
        "text": dict(item.text.by_language) or None,
        "opens": item.opens,
        "deadline": item.deadline,
        "timezone": None if item.timezone == zone else item.timezone,
        "silence": item.silence or None,
        "documents": None if item.documents is None else [_document(one) for one in item.documents],
    }
    return {key: value for key, value in said.items() if value is not None}


def _document(document: DocumentFile) -> dict[str, object]:
    said = {"name": document.name, "language": document.language, "file": document.file, "sha256": document.sha256}
    return {key: value for key, value in said.items() if value}


def put_beside(items: tuple[ItemFile, ...] | None, written: Path) -> tuple[ItemFile, ...] | None:
    """The items, once their documents lie in a folder beside the meeting file that is written. OSError."""
    if not items or not any(one.documents for one in items):
        return items
    folder = written.with_name(f"{written.stem}-documents")
    folder.mkdir(exist_ok=True)
    return tuple(replace(one, documents=one.documents and tuple(_put(one, folder))) for one in items)


def _put(item: ItemFile, folder: Path) -> Iterator[DocumentFile]:
    for number, document in enumerate(item.documents or (), 1):
        if document.content is None:
            yield document
            continue
        name = _NOT_IN_NAMES.sub("-", f"{item.code}-{number}-{document.name}")[-150:].lstrip(".-")
        (folder / name).write_bytes(document.content)
        yield replace(document, file=f"{folder.name}/{name}")
