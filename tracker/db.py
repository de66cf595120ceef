"""The database: base class, column types, naming, and the one way to write.

Reading begins a plain transaction. Writing happens inside `with transaction():`, which on SQLite begins IMMEDIATE, for
writers that read first and upgrade later lose writes or fail with "database is locked".
"""

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, DateTime, Dialect, Engine, Enum, MetaData, TypeDecorator, event
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Every table of the tracker."""

    metadata = MetaData(naming_convention=NAMING)


db = SQLAlchemy(metadata=Base.metadata)
migrate = Migrate(render_as_batch=True, compare_type=True)

_writing: ContextVar[bool] = ContextVar("writing", default=False)
_one_writer = threading.Lock()  # SQLite has one writer anyway; waiting here is fairer than its busy handler


class UtcDateTime(TypeDecorator[datetime]):
    """An instant. Takes aware datetimes only and gives them back in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            message = "a naive datetime names no instant: convert it with clock.from_wall"
            raise ValueError(message)
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class HourBefore(FunctionElement[datetime]):
    """The instant an hour before that of a column, reckoned by the database."""

    name = "hour_before"
    type = UtcDateTime()
    inherit_cache = True


@compiles(HourBefore)
def _hour_before(element: HourBefore, compiler: SQLCompiler, **how: Any) -> str:  # noqa: ANN401 (as SQLAlchemy has it)
    return f"({compiler.process(element.clauses, **how)} - INTERVAL '1 hour')"


@compiles(HourBefore, "sqlite")
def _hour_before_in_text(element: HourBefore, compiler: SQLCompiler, **how: Any) -> str:  # noqa: ANN401 (the same)
    """In the form in which SQLite keeps an instant, to the millisecond."""
    return f"strftime('%Y-%m-%d %H:%M:%f000', {compiler.process(element.clauses, **how)}, '-1 hour')"


def choice(kind: type[StrEnum]) -> Enum:
    """A column that holds one word of a StrEnum, stored as that word."""
    return Enum(
        kind,
        native_enum=False,
        length=24,
        create_constraint=False,
        values_callable=lambda words: [w.value for w in words],
    )


def values(row: Sequence[Any]) -> tuple[Any, ...]:
    """A row as plain values, to fill the dataclass whose fields they are in order."""
    return tuple(row)


def is_writing() -> bool:
    """Whether a `transaction` is open here."""
    return _writing.get()


@contextmanager
def transaction() -> Iterator[None]:
    """All or nothing: commits at the end, rolls back on an exception. Only views, commands and the worker say it.

    What the request has read before is forgotten here, so that inside one reads under the writer's lock.
    """
    if _writing.get():
        message = "a transaction is opened once, at the edge"
        raise RuntimeError(message)
    if db.session.new or db.session.dirty or db.session.deleted:
        message = "something was changed before the transaction began"
        raise RuntimeError(message)
    db.session.rollback()
    token = _writing.set(True)
    try:
        with _one_writer if db.engine.dialect.name == "sqlite" else nullcontext():
            try:
                yield
                db.session.commit()
            except BaseException:
                db.session.rollback()
                raise
    finally:
        _writing.reset(token)


@event.listens_for(Engine, "connect")
def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 (a DB-API connection has no common type)
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None  # SQLAlchemy says BEGIN, see below; sqlite3 would say it too late
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA busy_timeout = 10000")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if _writing.get() else "BEGIN")
