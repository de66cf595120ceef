"""`flask up`: the whole tracker on one machine, for a first look and for small installations."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from types import FrameType

import click
import flask_migrate
from flask.cli import with_appcontext

from tracker import config
from tracker.demo import accounts, loading

HOST, PORT = "127.0.0.1", "8000"


@click.command()
@with_appcontext
def up() -> None:
    """Migrate, load the demo meetings into an empty database, start server and worker."""
    flask_migrate.upgrade()
    if loading.is_empty():
        click.echo("The database is empty: loading the demo meetings …")
        click.echo(loading.load().summary)
    host, port = os.environ.get("HOST", HOST), os.environ.get("PORT", PORT)
    environment = os.environ | {"TRACKER_PUBLIC_URL": os.environ.get("TRACKER_PUBLIC_URL", f"http://localhost:{port}")}
    _announce(environment["TRACKER_PUBLIC_URL"])
    sys.exit(_run([_server(host, port), [sys.executable, "-m", "flask", "--app", "wsgi", "worker"]], environment))


def _server(host: str, port: str) -> list[str]:
    workers = os.environ.get("WEB_CONCURRENCY", "2")
    options = [
        "--workers",
        workers,
        "--worker-class",
        "gthread",
        "--threads",
        "8",
        "--no-control-socket",
        "--log-level",
        "warning",
    ]
    return [sys.executable, "-m", "gunicorn", *options, "--bind", f"{host}:{port}", "wsgi:app"]


def _announce(address: str) -> None:
    click.echo(f"\n  {address}\n")
    for account in accounts.known(config.settings().instance):
        click.echo(f"  {account.role:<10} {account.email:<32} {account.password}")
    if not config.settings().smtp_host:
        click.echo(f"\n  Mail is left in {config.settings().spool}/ as .eml files. Ctrl-C stops.\n")


def _run(commands: list[list[str]], environment: Mapping[str, str]) -> int:
    """Run the commands together until one ends or somebody stops us; the exit code is that of the first to fail."""
    stopping: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        stopping.append(number)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    # Groups of their own: Ctrl-C reaches us alone, and we stop each of them once.
    running = [subprocess.Popen(command, env=dict(environment), start_new_session=True) for command in commands]  # noqa: S603
    while not stopping and all(process.poll() is None for process in running):
        time.sleep(0.1)
    failed = next((process.returncode for process in running if process.returncode), 0)
    for process in running:
        process.terminate()
    for process in running:
        process.wait(timeout=30)
    return 0 if stopping else failed or 1
