"""Lists that were uploaded and wait to be applied. What is kept is what was read of them, never the file itself."""

import hashlib
import json
from datetime import timedelta
from pathlib import Path, PurePath
from uuid import UUID, uuid4

from flask_babel import gettext as _
from sqlalchemy import select

from tracker import clock, config
from tracker.db import db
from tracker.errors import Gone
from tracker.meetings.models import Meeting
from tracker.people.names import clean
from tracker.registration.importing import columns, sheets
from tracker.registration.importing.applying import ListFile
from tracker.registration.importing.columns import Field, Kind, Table
from tracker.registration.importing.models import ColumnMapping, Upload
from tracker.registration.importing.rows import Row

LIFE = timedelta(days=1)
_LONGEST_NAME = 200


class UploadGone(Gone):
    """The list was removed after a day, or belongs to another meeting."""


def keep(meeting: Meeting, user_id: int, name: str, data: bytes, kind: Kind | None = None) -> Upload:
    """Read a file and keep what it says. Raises ListUnreadable, and keeps nothing."""
    table = columns.table(sheets.read(data))
    made = Upload(
        id=uuid4(),
        meeting_id=meeting.id,
        name=base_name(name),
        sha256=hashlib.sha256(data).digest(),
        uploaded_at=clock.now(),
        user_id=user_id,
    )
    _folder().mkdir(mode=0o700, exist_ok=True)
    _write(made.id, table, kind or columns.kind_of(table.header))
    db.session.add(made)
    return made


def base_name(name: str) -> str:
    """The name of a file as it may be shown and kept, without folders."""
    return " ".join(clean(PurePath(name.replace("\\", "/")).name).split())[-_LONGEST_NAME:] or "list"


def find(slug: str, upload_id: UUID, *, to_change: bool = False) -> Upload:
    """An upload of that meeting (1 statement), or UploadGone."""
    chosen = select(Upload).join(Meeting, Meeting.id == Upload.meeting_id)
    chosen = chosen.where(Upload.id == upload_id, Meeting.slug == slug)
    found = db.session.scalar(chosen.with_for_update(of=Upload) if to_change else chosen)
    if found is None or not _path(upload_id).exists():
        raise UploadGone(_("This list is no longer here: lists are removed after a day. Upload the file again."))
    return found


def table_of(upload: Upload) -> tuple[Table, Kind]:
    """What the list says, and what it is about."""
    kept = json.loads(_path(upload.id).read_text(encoding="utf-8"))
    rows = tuple(Row(number, tuple(cells)) for number, cells in kept["rows"])
    return Table(tuple(kept["header"]), rows, kept["width"]), Kind(kept["kind"])


def file_of(upload: Upload) -> ListFile:
    """The list with its columns as the headings say, or as somebody has said for this meeting."""
    table, kind = table_of(upload)
    mapping = remembered(upload.meeting_id, table.header, kind) or recognized(table, kind)
    return ListFile(upload.name, upload.sha256, kind, table.rows, mapping)


def recognized(table: Table, kind: Kind) -> dict[Field, int]:
    """The columns as their headings say."""
    return columns.of_kind(columns.recognize(table.header), kind)


def remembered(meeting_id: int, header: tuple[str, ...], kind: Kind) -> dict[Field, int]:
    """The columns as somebody has said of a list with these headings; empty if nobody has (1 statement)."""
    found = _mapping(meeting_id, header, kind)
    if found is None:
        return {}
    return {Field(name): place for name, place in found.columns.items() if name in set(Field)}


def remember(meeting_id: int, header: tuple[str, ...], kind: Kind, mapping: dict[Field, int]) -> None:
    """Keep what somebody says of the columns, for every list with these headings."""
    found = _mapping(meeting_id, header, kind)
    if found is None:
        found = ColumnMapping(meeting_id=meeting_id, header_hash=columns.fingerprint(header, kind))
        db.session.add(found)
    found.columns = {field.value: place for field, place in mapping.items()}
    found.used_at = clock.now()


def forget_uploads() -> int:
    """Remove lists that have lain for a day, and files of uploads that were never finished; the number of lists."""
    before = clock.now() - LIFE
    old = db.session.scalars(select(Upload).where(Upload.uploaded_at < before)).all()
    for upload in old:
        db.session.delete(upload)
        _path(upload.id).unlink(missing_ok=True)
    known = {str(id_) for id_ in db.session.scalars(select(Upload.id))}
    for path in _folder().glob("*"):
        if path.name not in known and path.stat().st_mtime < before.timestamp():
            path.unlink(missing_ok=True)
    return len(old)


def _mapping(meeting_id: int, header: tuple[str, ...], kind: Kind) -> ColumnMapping | None:
    chosen = (ColumnMapping.meeting_id == meeting_id, ColumnMapping.header_hash == columns.fingerprint(header, kind))
    return db.session.scalar(select(ColumnMapping).where(*chosen))


def _write(upload_id: UUID, table: Table, kind: Kind) -> None:
    rows = [(row.number, row.cells) for row in table.rows]
    kept = {"kind": kind.value, "header": table.header, "width": table.width, "rows": rows}
    path = _path(upload_id)
    path.touch(mode=0o600)
    path.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")


def _folder() -> Path:
    return config.settings().instance / "lists"


def _path(upload_id: UUID) -> Path:
    return _folder() / str(upload_id)
