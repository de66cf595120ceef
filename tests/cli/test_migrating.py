"""An administrator brings a house that is in use up to date."""

from collections.abc import Iterator

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import inspect, text

from tracker.db import db
from tracker.demo import loading


@pytest.fixture
def house(bare: Flask) -> Iterator[Flask]:
    """The demo, on SQLite, which changes a table by writing it anew."""
    with bare.app_context():
        flask_migrate.upgrade()
        loading.load()
        yield bare


def rows() -> dict[str, int]:
    """How many rows each table has that there is now."""
    db.session.rollback()
    with db.engine.connect() as connection:
        names = [name for name in inspect(connection).get_table_names() if name != "alembic_version"]
        return {name: connection.scalar(text(f"SELECT count(*) FROM {name}")) or 0 for name in names}


@pytest.mark.slow
@pytest.mark.parametrize("revision", ["0016", "0009", "0004"])
def test_no_row_is_lost_on_the_way(house: Flask, revision: str) -> None:
    """Back to an earlier version and forth again: whatever that version knew is still there."""
    del house
    before = rows()
    assert before["registrations"] > 500
    flask_migrate.downgrade(revision=revision)
    earlier = rows()
    assert earlier == {name: before[name] for name in earlier}
    flask_migrate.upgrade()
    assert {name: count for name, count in rows().items() if name in earlier} == earlier
    with db.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall() == []
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1  # watched again
