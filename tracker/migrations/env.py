"""Runs migrations for `flask db`, on the application's own engine."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from flask import current_app
from sqlalchemy import Connection, Enum

from tracker.db import Base, UtcDateTime, db
from tracker.i18n import LocalizedText

BROKEN = "PRAGMA foreign_key_check"


def plain(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """Our column types as plain ones: a migration must run when the code has long moved on."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, LocalizedText):
        return "sa.JSON()"
    if kind == "type" and isinstance(item, Enum):
        return f"sa.String(length={item.length})"
    return False


@contextmanager
def rewriting(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by writing it anew and dropping the old one; that must not delete what refers to it.

    So references are not watched meanwhile (which only counts outside a transaction), and looked at in the end.
    """
    connection.connection.cursor().execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        connection.rollback()  # within a transaction the next line would do nothing
        connection.connection.cursor().execute("PRAGMA foreign_keys = ON")


def migrate(connection: Connection) -> None:
    options = current_app.extensions["migrate"].configure_args
    context.configure(connection=connection, target_metadata=Base.metadata, render_item=plain, **options)
    with context.begin_transaction():
        context.run_migrations()
        if connection.dialect.name == "sqlite" and (broken := connection.exec_driver_sql(BROKEN).fetchall()):
            message = f"the migration would leave rows that refer to nothing: {broken[:5]}"
            raise RuntimeError(message)


if context.is_offline_mode():
    context.configure(url=db.engine.url, target_metadata=Base.metadata, literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()
else:
    with (
        db.engine.connect() as connection,
        rewriting(connection) if connection.dialect.name == "sqlite" else nullcontext(),
    ):
        migrate(connection)
