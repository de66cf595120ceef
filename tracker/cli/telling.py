"""What a command says when it cannot do its work: one sentence and exit code 1, never a traceback."""

from collections.abc import Iterator
from contextlib import contextmanager

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


def _is_up_to_date() -> bool:
    db.session.rollback()
    script = ScriptDirectory.from_config(current_app.extensions["migrate"].migrate.get_config())
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == script.get_current_head()
