"""Workers that run side by side, are killed, are stopped, and wait for what is away."""

import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, sleep

import flask_migrate
import pytest
from flask import Flask
from flask.cli import ScriptInfo

from tests.outbox.conftest import Sender, sent_to
from tests.outbox.post_office import HOST, PostOffice
from tests.watch import Watch
from tracker import create_app
from tracker.cli.worker import worker
from tracker.config import Settings
from tracker.db import db
from tracker.outbox import patience
from tracker.outbox.delivering import Outcome, deliver_due, run

AMINA = "amina@ministry.example"
BO = "bo@ministry.example"
LONG_ENOUGH = 20  # seconds; nothing here takes more than two

Process = subprocess.Popen[bytes]


@contextmanager
def at_work(app: Flask, workers: int = 1) -> Iterator[None]:
    """So many workers in threads of their own, which have ended when the block has."""
    stop = threading.Event()
    how = {"every": 0.02, "patience_when_away": 0.02}
    threads = [threading.Thread(target=run, args=(app, stop), kwargs=how) for _ in range(workers)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join(LONG_ENOUGH)
        assert not any(thread.is_alive() for thread in threads)


@contextmanager
def in_a_process(settings: Settings) -> Iterator[Process]:
    command = [sys.executable, "-m", "tests.outbox.lone_worker"]
    arguments = [settings.database_url, str(settings.smtp_port), str(settings.instance)]
    process = subprocess.Popen([*command, *arguments], cwd=Path(__file__).parents[2])
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_for(what: Callable[[], bool]) -> None:
    until = monotonic() + LONG_ENOUGH
    while not what():
        assert monotonic() < until, "it never happened"
        sleep(0.02)


@pytest.mark.slow
def test_two_workers_send_every_mail_once(app: Flask, watch: Watch, sender: Sender, post_office: PostOffice) -> None:
    for number in range(60):
        sender.posts(f"delegate{number}@ministry.example")
    with at_work(app, workers=2):
        wait_for(lambda: all(row.done_at for row in sender.rows()))
    assert sorted(mail["To"] for mail in post_office.mails) == sorted(row.recipient for row in sender.rows())
    assert {row.attempts for row in sender.rows()} == {1}
    assert len(post_office.visitors) == 2


@pytest.mark.slow
def test_a_mail_in_the_hands_of_a_killed_worker_is_sent_by_the_next(
    app: Flask, watch: Watch, sender: Sender, post_office: PostOffice
) -> None:
    watch.instant = datetime.now(UTC)
    sender.posts(AMINA)
    post_office.open.clear()
    with in_a_process(app.extensions["settings"]) as process:
        assert post_office.in_hand.wait(LONG_ENOUGH)
        process.send_signal(signal.SIGKILL)
        process.wait(LONG_ENOUGH)
    post_office.open.set()
    taken = sender.row()
    assert (taken.attempts, taken.done_at, post_office.mails) == (1, None, [])
    watch.instant = datetime.now(UTC)
    assert dict(deliver_due(app)) == {}  # nobody knows yet that the worker is dead
    watch.instant = taken.due_at
    assert dict(deliver_due(app)) == {Outcome.SENT: 1}
    assert [mail["Message-ID"] for mail in post_office.mails] == [taken.message_id]


def test_a_mail_that_kills_every_worker_is_given_up(
    app: Flask, watch: Watch, sender: Sender, post_office: PostOffice
) -> None:
    sender.posts(AMINA)
    sender.has_tried(patience.ATTEMPTS)
    assert dict(deliver_due(app)) == {Outcome.GIVEN_UP: 1}
    assert sender.row().last_error == "every attempt ended without an answer"


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_that_is_stopped_finishes_the_mail_in_hand(
    app: Flask, watch: Watch, sender: Sender, post_office: PostOffice, number: signal.Signals
) -> None:
    watch.instant = datetime.now(UTC)
    sender.posts(AMINA)
    sender.posts(BO)
    post_office.open.clear()
    post_office.late = "250 taken"
    with in_a_process(app.extensions["settings"]) as process:
        assert post_office.in_hand.wait(LONG_ENOUGH)
        process.send_signal(number)
        sleep(0.2)
        assert process.poll() is None
        post_office.open.set()
        assert process.wait(LONG_ENOUGH) == 0
    assert [row.sent_at is not None for row in sender.rows()] == [True, False]
    assert [row.attempts for row in sender.rows()] == [1, 0]


@pytest.mark.slow
def test_a_worker_outlives_a_server_that_is_away(
    app: Flask, watch: Watch, sender: Sender, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = PostOffice()
    monkeypatch.setitem(app.extensions, "settings", sent_to(office, settings))
    sender.posts(AMINA)
    with at_work(app):
        sleep(0.2)
        assert sender.row().attempts == 0
        with office.at_work():
            wait_for(lambda: sender.row().done_at is not None)
    assert [mail["To"] for mail in office.mails] == [AMINA]


@pytest.mark.slow
def test_a_worker_outlives_a_database_that_is_away(
    watch: Watch, settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "not mounted yet"
    office = PostOffice()
    app = create_app(replace(sent_to(office, settings), database_url=f"sqlite:///{folder}/tracker.sqlite3"))
    with office.at_work(), at_work(app):
        wait_for(lambda: caplog.messages.count("The outbox could not be worked on; trying again") > 1)
        folder.mkdir()
        with app.app_context():
            flask_migrate.upgrade()
        Sender(app).posts(AMINA)
        wait_for(lambda: len(office.mails) == 1)
    with app.app_context():
        db.engine.dispose()


def test_old_mails_are_deleted_by_the_hour(app: Flask, watch: Watch, sender: Sender, post_office: PostOffice) -> None:
    with at_work(app):
        sender.posts(AMINA)
        wait_for(lambda: sender.row().done_at is not None)
        watch.instant += patience.KEPT
        watch.moves_on(minutes=1)
        wait_for(lambda: sender.rows() == [])


def test_the_command_says_what_it_did(app: Flask, watch: Watch, sender: Sender, post_office: PostOffice) -> None:
    sender.posts(AMINA)
    sender.posts(BO)
    post_office.refusals[BO] = "451 later"
    info = ScriptInfo(create_app=lambda: app)
    runner = app.test_cli_runner()
    assert runner.invoke(worker, ["--once"], obj=info).output == "1 sent, 1 put off\n"
    assert runner.invoke(worker, ["--once"], obj=info).output == "nothing to send\n"


def test_the_command_says_that_the_server_is_away(
    app: Flask, watch: Watch, sender: Sender, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    nobody = replace(settings, smtp_host=HOST, smtp_port=1)
    monkeypatch.setitem(app.extensions, "settings", nobody)
    sender.posts(AMINA)
    result = app.test_cli_runner().invoke(worker, ["--once"], obj=ScriptInfo(create_app=lambda: app))
    assert result.exit_code == 1
    assert result.output == (
        "Error: The mail server cannot be reached; mail waits."
        " It said: ConnectionRefusedError: [Errno 111] Connection refused\n"
    )


def test_a_chore_that_fails_keeps_nothing_waiting(app: Flask, sender: Sender, post_office: PostOffice) -> None:
    done: list[str] = []
    stop = threading.Event()

    def fails() -> None:
        done.append("failed")
        raise RuntimeError("the broom is broken")

    def works() -> None:
        done.append("worked")

    sender.posts(AMINA)
    worker = threading.Thread(target=run, args=(app, stop), kwargs={"chores": (fails, works), "every": 0.02})
    worker.start()
    wait_for(lambda: bool(post_office.mails))
    stop.set()
    worker.join(LONG_ENOUGH)
    assert (done, len(post_office.mails)) == (["failed", "worked"], 1)
