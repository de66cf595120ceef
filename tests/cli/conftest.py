"""A house of its own, as an administrator finds it."""

from pathlib import Path

import pytest
from flask import Flask

from tracker import create_app
from tracker.config import Settings


@pytest.fixture
def bare(tmp_path: Path) -> Flask:
    """The application with an SQLite database that has no tables yet."""
    return create_app(
        Settings(
            database_url=f"sqlite:///{tmp_path / 'tracker.sqlite3'}",
            instance=tmp_path,
            session_secret="s" * 64,
            badge_secret="b" * 64,
            rate_limits=False,  # of the one limiter that all applications of a process share
            password_cost=1,
        )
    )
