"""`flask registration …` as an administrator types it."""

import json
from pathlib import Path

import pytest
from flask import Flask

from tests import world
from tests.registration.importing.files import HEADER, PEOPLE, csv, old_excel, xlsx
from tests.registration.importing.lists import person
from tests.watch import Watch
from tracker.registration.models import Registration, State


@pytest.fixture(autouse=True)
def day(context: Flask, watch: Watch) -> None:
    watch.says("2026-11-02 10:00")
    world.delegations()
    world.meeting()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "registrants.csv"
    path.write_bytes(csv(*PEOPLE))
    return path


def run(app: Flask, *words: object) -> tuple[int, str, str]:
    """The exit code, what was printed, and what was complained about."""
    done = app.test_cli_runner().invoke(args=["registration", *(str(word) for word in words)])
    return done.exit_code, done.stdout, done.stderr


def test_a_list_is_imported_once(app: Flask, path: Path) -> None:
    assert run(app, "import", "cap-23", path) == (0, "7 new, 0 updated, 0 unchanged, 0 refused.\n", "")
    assert run(app, "import", "cap-23", path) == (0, "0 new, 0 updated, 7 unchanged, 0 refused.\n", "")
    assert person("KOUASSI").state is State.SUBMITTED


def test_a_workbook_is_imported_too(app: Flask, tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(xlsx(tuple(HEADER.split(",")), *(tuple(row.split(",")) for row in PEOPLE), above=2))
    said = "7 new, 0 updated, 0 unchanged, 0 refused; 7 approved.\n"
    assert run(app, "import", "cap-23", path, "--approve") == (0, said, "")
    assert person("KOUASSI").state is State.APPROVED


def test_a_program_reads_what_was_done(app: Flask, path: Path) -> None:
    code, said, _complaint = run(app, "import", "cap-23", path, "--json")
    assert (code, json.loads(said)) == (0, {"new": 7, "updated": 0, "unchanged": 0, "refused": []})


def test_refused_rows_stop_the_list_unless_they_are_left_out(app: Flask, path: Path) -> None:
    path.write_bytes(csv(*PEOPLE, "R9,LI,Wei,,member,Atlantis,delegate,wei@customs.example,online"))
    reason = "“Atlantis” is no delegation of the reference list. Write its code, such as CI, or its name."
    complaint = f"row 9 (LI Wei): {reason}\nError: Nothing was applied: 1 row is refused.\n"
    assert run(app, "import", "cap-23", path) == (1, "0 new, 0 updated, 0 unchanged, 1 refused.\n", complaint)
    assert world.count(Registration) == 0
    refused = [{"row": 9, "reason": reason}]
    code, said, _complaint = run(app, "import", "cap-23", path, "--json")
    assert (code, json.loads(said)) == (1, {"new": 0, "updated": 0, "unchanged": 0, "refused": refused})
    code, said, _complaint = run(app, "import", "cap-23", path, "--json", "--skip-refused")
    assert (code, json.loads(said)) == (0, {"new": 7, "updated": 0, "unchanged": 0, "refused": refused})
    assert world.count(Registration) == 7


def test_what_is_exported_changes_nothing_when_it_is_imported(app: Flask, path: Path, tmp_path: Path) -> None:
    run(app, "import", "cap-23", path, "--approve")
    out = tmp_path / "out.csv"
    assert run(app, "export", "cap-23", "-o", out) == (0, "", f"cap-23: written to {out}.\n")
    assert run(app, "import", "cap-23", out) == (0, "0 new, 0 updated, 7 unchanged, 0 refused.\n", "")


def test_what_cannot_be_read_is_said_plainly(app: Flask, path: Path) -> None:
    path.write_bytes(old_excel())
    said = "This is a file of an old Excel (.xls). Open it, choose “Save as” and the type “Excel workbook (.xlsx)”."
    assert run(app, "import", "cap-23", path) == (1, "", f"Error: {said}\n")
    path.write_bytes(b"who,where\nLi,Kyoto\n")
    assert run(app, "import", "cap-23", path) == (
        1,
        "",
        "Error: No column is headed 'family_name'. Found: who, where\n",
    )
    path.write_bytes(csv(*PEOPLE))
    assert run(app, "import", "cap-99", path) == (1, "", "Error: There is no meeting “cap-99”.\n")
    assert run(app, "import", "cap-23", "nowhere.csv")[0] == 2
