"""Keeping in memory what is made of settings: a meeting's form is drawn ten thousand times and changed twice.

The database holds a stamp, which every transaction that changes a settings' table renews; a reader asks for the stamp
(1 statement) and reads the rest only where it has changed. So a change shows at once, in every process. The stamp is
random: one that was rolled back never comes again.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, MutableMapping
from threading import Lock
from typing import Any, Generic, TypeVar, cast
from uuid import uuid4
from weakref import WeakKeyDictionary

from sqlalchemy import String, event, select, text
from sqlalchemy.orm import Mapped, ORMExecuteState, Session, SessionTransaction, UOWTransaction, mapped_column

from tracker.db import Base, db, is_writing

T = TypeVar("T")

SETTINGS = {"info": {"settings": True}}  # the last of `__table_args__` of a table whose rows are settings
_CHANGED = "settings_changed"  # in the session's notes, until its transaction ends


class SettingsStamp(Base):
    """The one stamp of all settings. Without a row nothing is kept."""

    __tablename__ = "settings_stamps"

    id: Mapped[int] = mapped_column(primary_key=True)
    stamp: Mapped[str] = mapped_column(String(32))


_STAMP = select(SettingsStamp.stamp).where(SettingsStamp.id == 1)
_RENEW = text(
    "INSERT INTO settings_stamps (id, stamp) VALUES (1, :stamp) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp"
)
_read: MutableMapping[SessionTransaction, str | None] = WeakKeyDictionary()


class Kept(Generic[T]):
    """What was made of settings, by key: at most `most` values, those used last. Whoever takes one only reads it."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[tuple[str, Hashable], T] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The value of that key, made anew where a setting has changed, and always inside of a writing transaction."""
        stamp = None if is_writing() else _stamp()
        if stamp is None:
            return make()
        found = self._found((stamp, key))
        if found is None:
            found = make()
            self._put((stamp, key), found)
        return found

    def _found(self, key: tuple[str, Hashable]) -> T | None:
        with self._lock:
            if key not in self._values:
                return None
            self._values.move_to_end(key)
            return self._values[key]

    def _put(self, key: tuple[str, Hashable], value: T) -> None:
        with self._lock:
            self._values[key] = value
            while len(self._values) > self._most:
                self._values.popitem(last=False)


class Recent(Generic[T]):
    """Whatever else is kept, by key: at most `most` values, those used last. Its key says what it was made of."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[Hashable, T] = OrderedDict()
        self._lock = Lock()

    def clear(self) -> None:
        with self._lock:
            self._values.clear()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The value of that key, made where it is not held."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        made = make()
        with self._lock:
            found = self._values.setdefault(key, made)
            while len(self._values) > self._most:
                self._values.popitem(last=False)
            return found


def _stamp() -> str | None:
    """As this transaction sees it (1 statement in all)."""
    connection = db.session.connection()
    transaction = cast("SessionTransaction", db.session().get_transaction())
    if transaction not in _read:
        _read[transaction] = connection.execute(_STAMP).scalar()
    return _read[transaction]


def _is_setting(table: Any) -> bool:  # noqa: ANN401 (whatever a mapper is mapped to)
    return "settings" in table.info


@event.listens_for(db.session, "after_flush")
def _see_flush(session: Session, _flushed: UOWTransaction) -> None:
    changed = (*session.new, *session.deleted, *(one for one in session.dirty if session.is_modified(one)))
    if any(_is_setting(one.__table__) for one in changed):
        session.info[_CHANGED] = True


@event.listens_for(db.session, "do_orm_execute")
def _see_statement(state: ORMExecuteState) -> None:
    if not state.is_select and state.bind_mapper and _is_setting(state.bind_mapper.local_table):
        state.session.info[_CHANGED] = True


@event.listens_for(db.session, "before_commit")
def _renew(session: Session) -> None:
    """Last of all: whoever holds the stamp's row asks for no other lock."""
    session.flush()
    if session.info.pop(_CHANGED, False):
        session.execute(_RENEW, {"stamp": uuid4().hex})


@event.listens_for(db.session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop(_CHANGED, None)
