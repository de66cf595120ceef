"""An administrator types a command before the database is made."""

from pathlib import Path

import pytest

from tracker import create_app
from tracker.config import Settings

SAID = "Error: The database is not up to date with the tracker. Run: flask --app wsgi db upgrade\n"


@pytest.mark.parametrize(
    "words",
    [
        ["meeting", "list"],
        ["user", "list"],
        ["demo"],
        ["attendance", "cap-23", "--json"],
        ["export", "attendance", "cap-23", "-o", "cap-23.xlsx"],
        ["reference", "load"],
    ],
    ids=" ".join,
)
def test_without_tables_a_command_says_how_to_make_them(tmp_path: Path, words: list[str]) -> None:
    app = create_app(
        Settings(
            database_url=f"sqlite:///{tmp_path / 'tracker.sqlite3'}",
            instance=tmp_path,
            session_secret="s" * 64,
            badge_secret="b" * 64,
            rate_limits=False,  # of the one limiter that all applications of a process share
        )
    )
    done = app.test_cli_runner().invoke(args=words)
    assert (done.exit_code, done.stdout, done.stderr) == (1, "", SAID)
