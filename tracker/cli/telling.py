"""What a command says when it cannot do its work: one sentence and exit code 1, never a traceback."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy.exc import OperationalError, ProgrammingError

from tracker.db import db
from tracker.errors import TrackerError


@contextmanager
def plainly() -> Iterator[None]:
    """Around a command, as `@plainly()`, or around a part of it."""
    try:
        yield
    except TrackerError as error:
        raise click.ClickException(str(error)) from error
    except (OperationalError, ProgrammingError) as error:
        if _is_up_to_date():
            raise
        message = "The database is not up to date with the tracker. Run: flask --app wsgi db upgrade"
        raise click.ClickException(message) from error
    except (FileNotFoundError, PermissionError, IsADirectoryError, NotADirectoryError) as error:
        if error.filename is None:
            raise
        message = f"{error.filename} cannot be read or written: {error.strerror}"
        raise click.ClickException(message) from error


class Target(click.Path):
    """A file to write, in a folder that there is: said before the work is done rather than after it."""

    def __init__(self) -> None:
        super().__init__(path_type=Path, dir_okay=False, writable=True)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401
        """The path, or a sentence."""
        path = Path(os.fsdecode(super().convert(value, param, ctx)))
        if not path.parent.is_dir():
            self.fail(f"There is no folder {path.parent}. Make it first, or choose another.", param, ctx)
        if not os.access(path.parent, os.W_OK):
            self.fail(f"Nothing may be written in the folder {path.parent}.", param, ctx)
        return path


def _is_up_to_date() -> bool:
    db.session.rollback()
    script = ScriptDirectory.from_config(current_app.extensions["migrate"].migrate.get_config())
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == script.get_current_head()
