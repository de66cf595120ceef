"""An administrator has files written, and reads who attended."""

from pathlib import Path

import pytest
from flask import Flask

from tests import world
from tests.actors import FrontDesk
from tests.watch import Watch
from tracker.audit.models import Entry
from tracker.registration.models import Mode


@pytest.mark.parametrize(
    "words",
    [
        ("export", "attendance", "cap-23"),
        ("export", "registrations", "cap-23"),
        ("export", "participants", "cap-23"),
        ("registration", "export", "cap-23"),
    ],
    ids=" ".join,
)
def test_a_folder_that_is_not_there_is_named(
    context: Flask, app: Flask, tmp_path: Path, words: tuple[str, ...]
) -> None:
    world.meeting()
    target = tmp_path / "nowhere" / "list.xlsx"
    done = app.test_cli_runner().invoke(args=[*words, "-o", str(target)])
    said = f"There is no folder {target.parent}. Make it first, or choose another."
    assert (done.exit_code, said in done.stderr, "Traceback" in done.stderr) == (2, True, False)
    assert world.count(Entry) == 0


def test_a_folder_in_place_of_the_file_is_told(context: Flask, app: Flask, tmp_path: Path) -> None:
    world.meeting()
    done = app.test_cli_runner().invoke(args=["export", "attendance", "cap-23", "-o", str(tmp_path)])
    assert (done.exit_code, "is a directory" in done.stderr) == (2, True)


def test_attendance_is_told_in_words(context: Flask, app: Flask, watch: Watch) -> None:
    watch.says("09:20")
    meeting = world.meeting()
    amina = world.registration(meeting, "Amina El-Sayed", delegation="EG", modes={"S1": Mode.IN_PERSON})
    world.registration(meeting, "Jan Peeters", delegation="BE", modes={"S1": Mode.ONLINE})
    FrontDesk(context, meeting).scans(amina)
    watch.says("18:00")
    done = app.test_cli_runner().invoke(args=["attendance", "cap-23"])
    assert done.stdout.splitlines() == [
        "EL-SAYED Amina: S1 present, in the room, 180 min",
        "PEETERS Jan: S1 no evidence yet, registered online",
    ]
