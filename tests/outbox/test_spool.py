"""Mail as files, where no server is set."""

from dataclasses import replace
from email import policy
from email.parser import BytesParser
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import update

from tests.outbox.conftest import Sender
from tests.watch import Watch
from tracker.db import db, transaction
from tracker.outbox.delivering import Outcome, deliver_due
from tracker.outbox.models import Message
from tracker.outbox.transports import Away


def names(outbox: Path) -> list[str]:
    return sorted(path.name for path in outbox.iterdir())


def test_files_are_named_for_time_kind_and_recipient(app: Flask, watch: Watch, sender: Sender, outbox: Path) -> None:
    watch.says("2026-11-21 20:05")
    sender.posts("amina@ministry.example")
    watch.says("20:06")
    sender.posts("../zoë o'neil@ministry.example", kind="test_place")
    deliver_due(app)
    first, second = sender.rows()
    assert names(outbox) == [
        f"20261121-190500-{first.id:06}-test_welcome-amina@ministry.example.eml",
        f"20261121-190600-{second.id:06}-test_place-.._zo_o_neil@ministry.example.eml",
    ]


def test_a_file_is_a_mail_for_its_owners_eyes(app: Flask, watch: Watch, sender: Sender, outbox: Path) -> None:
    sender.posts("amina@ministry.example", "Zoë")
    deliver_due(app)
    [path] = outbox.iterdir()
    assert BytesParser(policy=policy.default).parsebytes(path.read_bytes())["Subject"] == "Welcome, Zoë"
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_mail_delivered_again_is_the_same_file(app: Flask, watch: Watch, sender: Sender, outbox: Path) -> None:
    sender.posts("amina@ministry.example")
    deliver_due(app)
    with app.app_context(), transaction():
        db.session.execute(update(Message).values(done_at=None, due_at=watch.instant))
    watch.moves_on(minutes=5)
    assert dict(deliver_due(app)) == {Outcome.SENT: 1}
    assert len(names(outbox)) == 1


def test_a_folder_that_cannot_be_made_is_a_server_that_is_away(
    app: Flask, watch: Watch, sender: Sender, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setitem(app.extensions, "settings", replace(app.extensions["settings"], instance=tmp_path / "file"))
    sender.posts("amina@ministry.example")
    with pytest.raises(Away, match="NotADirectoryError"):
        deliver_due(app)
    assert sender.row().attempts == 0


def test_a_file_that_cannot_be_left_leaves_no_half_of_it(
    app: Flask, watch: Watch, sender: Sender, outbox: Path
) -> None:
    sender.posts("amina@ministry.example")
    in_the_way = outbox / f"{watch.instant:%Y%m%d-%H%M%S}-{sender.row().id:06}-test_welcome-amina@ministry.example.eml"
    in_the_way.mkdir()
    assert dict(deliver_due(app)) == {Outcome.PUT_OFF: 1}
    assert names(outbox) == [in_the_way.name]
    in_the_way.rmdir()
