"""Papers as files: outside of what a web server serves, under random names, readable by the tracker's account only.

A file belongs to the transaction of its row: it is there before the commit and goes with a rollback; one that is erased
goes after the commit. What a crash leaves in between has no row, and `sweep` removes it a day later.
"""

import os
import secrets
import tempfile
from collections.abc import Collection
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask_babel import gettext as _
from sqlalchemy import event
from sqlalchemy.orm import Session

from tracker.config import settings
from tracker.db import db
from tracker.errors import NotFound

GRACE = timedelta(days=1)  # a file may be older than the row that is just being committed
_NEW, _ERASED = "papers written", "papers erased"  # in the session's notes


class PaperLost(NotFound):
    """The database knows a paper whose file is not there."""


def folder() -> Path:
    """Where the papers of this installation are."""
    return settings().instance / "papers"


def write(content: bytes) -> str:
    """Keep the content under a random name, which is answered; a rollback of the transaction removes it."""
    folder().mkdir(mode=0o700, exist_ok=True)
    db.session.connection()  # so that there is a transaction, whose end decides on the file
    name = secrets.token_hex(16)
    _noted(_NEW).append(folder() / name)
    handle, draft = tempfile.mkstemp(dir=folder(), prefix=f"{name}.")  # mode 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(draft).replace(folder() / name)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    return name


def read(name: str) -> bytes:
    """The content of a stored paper, or PaperLost."""
    try:
        return (folder() / name).read_bytes()
    except FileNotFoundError as error:
        raise PaperLost(_("This file is not in our store any more. Ask for it to be uploaded again.")) from error


def erase(name: str) -> None:
    """Remove a file when the transaction is committed."""
    _noted(_ERASED).append(folder() / name)


def sweep(known: Collection[str], now: datetime) -> int:
    """Remove files that no row knows, once they are a day old; how many."""
    if not folder().is_dir():
        return 0
    strange = [file for file in folder().iterdir() if file.name not in known and now - _changed(file) > GRACE]
    for file in strange:
        file.unlink(missing_ok=True)
    return len(strange)


def _changed(file: Path) -> datetime:
    with suppress(FileNotFoundError):
        return datetime.fromtimestamp(file.stat().st_mtime, UTC)
    return datetime.max.replace(tzinfo=UTC)


def _noted(what: str) -> list[Path]:
    noted: list[Path] = db.session.info.setdefault(what, [])
    return noted


def _remove(session: Session, what: str) -> None:
    for file in session.info.get(what, ()):
        file.unlink(missing_ok=True)


def _forget(session: Session) -> None:
    session.info.pop(_NEW, None)
    session.info.pop(_ERASED, None)


@event.listens_for(db.session, "after_commit")
def _committed(session: Session) -> None:
    _remove(session, _ERASED)
    _forget(session)


@event.listens_for(db.session, "after_rollback")
def _rolled_back(session: Session) -> None:
    _remove(session, _NEW)
    _forget(session)
