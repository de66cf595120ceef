"""`flask meeting …` and `flask reference …` as an administrator types them."""

from pathlib import Path

import pytest
from flask import Flask

from tests.meetings.test_files import FULL, SMALLEST
from tests.registration.papers.files import pdf

pytestmark = pytest.mark.usefixtures("watch")


def run(app: Flask, *words: object) -> tuple[int, str, str]:
    """The exit code, what was printed, and what was complained about."""
    done = app.test_cli_runner().invoke(args=[str(word) for word in words])
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "cap-24.toml"
    path.write_text(FULL, encoding="utf-8")
    return path


def test_a_file_is_loaded_once(app: Flask, file: Path) -> None:
    assert run(app, "meeting", "load", file) == (0, "cap-24: created.\n", "")
    assert run(app, "meeting", "load", file) == (0, "cap-24: nothing to change.\n", "")
    file.write_text(FULL.replace("capacity = 134", "capacity = 120"), encoding="utf-8")
    assert run(app, "meeting", "load", file) == (0, "cap-24: updated.\n  room Kyoto A: capacity\n", "")


def test_all_files_are_loaded_or_none(app: Flask, file: Path, tmp_path: Path) -> None:
    wrong, latin = tmp_path / "wrong.toml", tmp_path / "latin.toml"
    wrong.write_text(SMALLEST.replace("number = 24", "number = 0").replace('"Brussels"', '""'), encoding="utf-8")
    latin.write_text('title = "Réunion"', encoding="latin-1")
    said = (
        f"{wrong}: number is 0, but must lie between 1 and 9999\n"
        f"{wrong}: place.en is empty\n"
        f"{latin}: this is not text in UTF-8\n"
        "Error: Nothing was loaded.\n"
    )
    assert run(app, "meeting", "load", file, wrong, latin) == (1, "", said)
    assert run(app, "meeting", "list") == (0, "", "There is no meeting yet: flask meeting load FILE\n")


def test_a_conflict_is_told_plainly(app: Flask, file: Path) -> None:
    run(app, "meeting", "load", file)
    file.write_text(FULL.replace('slug = "cap-24"', 'slug = "cap-2027"'), encoding="utf-8")
    said = "Error: cap-2027: meeting 24 of CAP is there already; its slug is cap-24\n"
    assert run(app, "meeting", "load", file) == (1, "", said)


def test_a_meeting_is_written_and_loaded_again(app: Flask, file: Path, tmp_path: Path) -> None:
    run(app, "meeting", "load", file)
    written = tmp_path / "written.toml"
    assert run(app, "meeting", "dump", "cap-24", "-o", written) == (0, "", f"cap-24: written to {written}.\n")
    assert run(app, "meeting", "dump", "cap-24") == (0, written.read_text(encoding="utf-8"), "")
    assert run(app, "meeting", "load", written) == (0, "cap-24: nothing to change.\n", "")


def test_a_meeting_is_written_with_the_documents_of_its_items(app: Flask, file: Path, tmp_path: Path) -> None:
    (tmp_path / "agenda.pdf").write_bytes(pdf())
    item = """
[[items]]
code = "I"
kind = "decision"
title = "Agenda"
opens = 2027-05-01T09:00:00
deadline = 2027-05-15T18:00:00
documents = [{ file = "agenda.pdf" }]
"""
    file.write_text(FULL + item, encoding="utf-8")
    run(app, "meeting", "load", file)
    written = tmp_path / "kept" / "written.toml"
    written.parent.mkdir()
    assert run(app, "meeting", "dump", "cap-24", "-o", written) == (0, "", f"cap-24: written to {written}.\n")
    assert (written.parent / "written-documents" / "I-1-agenda.pdf").read_bytes() == pdf()
    assert run(app, "meeting", "load", written) == (0, "cap-24: nothing to change.\n", "")
    (written.parent / "written-documents" / "I-1-agenda.pdf").unlink()
    said = f"{written}: items[0] (I): documents[0]: file 'written-documents/I-1-agenda.pdf' is not there\n"
    assert run(app, "meeting", "load", written) == (1, "", f"{said}Error: Nothing was loaded.\n")


def test_an_unknown_meeting_cannot_be_written(app: Flask, tmp_path: Path) -> None:
    assert run(app, "meeting", "dump", "cap-99") == (1, "", "Error: There is no meeting “cap-99”.\n")


def test_a_file_that_is_not_there_is_a_wrong_use(app: Flask) -> None:
    assert run(app, "meeting", "load", "nowhere.toml")[0] == 2
    assert run(app, "meeting", "load")[0] == 2


def test_meetings_are_listed(app: Flask, file: Path) -> None:
    run(app, "meeting", "load", file)
    assert run(app, "meeting", "list") == (
        0,
        "2027-11-16  cap-24            registration: before  24th Meeting\n",
        "",
    )


def test_delegations_are_loaded_and_listed(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "as_of.toml").write_text("as_of = 2025-12-31\n")
    (tmp_path / "members.csv").write_text("code,name_en,name_fr,kind\nDE,Germany,Allemagne,member\n")
    (tmp_path / "regional.csv").write_text("code,name_en,name_fr\n")
    (tmp_path / "organizations.csv").write_text("code,name_en,name_fr,kind\nWHO,WHO,OMS,observer\n")
    done = "Delegations as of 2025-12-31: 2 added, 0 changed, 0 unchanged.\n"
    assert run(app, "reference", "load", "--folder", tmp_path) == (0, done, "")
    assert run(app, "reference", "list", "--language", "fr") == (
        0,
        "member (1)\n  DE            Allemagne\nobserver (1)\n  WHO           OMS\n",
        "",
    )
    (tmp_path / "members.csv").write_text("code,name_en,name_fr,kind\nDE,Germany,,state\n")
    said = "Error: members.csv, line 2: name_fr is empty\nmembers.csv, line 2: kind is 'state'; it is member or union\n"
    assert run(app, "reference", "load", "--folder", tmp_path) == (1, "", said)
