"""A worker in a process of its own: `python -m tests.outbox.lone_worker DATABASE_URL PORT INSTANCE`."""

import sys
from pathlib import Path

from flask import Flask
from flask.cli import ScriptInfo

from tests.outbox import kinds as _kinds  # noqa: F401 (registers them)
from tests.outbox.post_office import HOST
from tracker import create_app
from tracker.cli.worker import worker
from tracker.config import MailSecurity, Settings


def main(database_url: str, port: str, instance: str) -> None:
    settings = Settings(
        database_url=database_url,
        instance=Path(instance),
        smtp_host=HOST,
        smtp_port=int(port),
        smtp_security=MailSecurity.NONE,
        session_secret="s" * 64,
        badge_secret="b" * 64,
    )

    def load() -> Flask:
        return create_app(settings)

    worker.main(args=[], obj=ScriptInfo(create_app=load))


if __name__ == "__main__":
    main(*sys.argv[1:])
