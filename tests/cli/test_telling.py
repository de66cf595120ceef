"""An administrator types a command before the database is made."""

import pytest
from flask import Flask

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
def test_without_tables_a_command_says_how_to_make_them(bare: Flask, words: list[str]) -> None:
    done = bare.test_cli_runner().invoke(args=words)
    assert (done.exit_code, done.stdout, done.stderr) == (1, "", SAID)
