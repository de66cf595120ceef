"""The whole tracker as an administrator starts it: the command, its processes, what it prints, the mail it leaves."""

import email
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import TypeVar
from urllib.request import urlopen

ROOT = Path(__file__).parents[2]
FLASK = Path(sys.executable).with_name("flask")
OURS = ("TRACKER_", "HOST", "PORT", "WEB_CONCURRENCY", "FLASK_")  # what would make it another tracker
_ACCOUNT = re.compile(r"^  (\w+) +(\S+@\S+) +(\S+)$", re.MULTILINE)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Tracker:
    """A tracker that runs on this machine, on a port and in a folder of its own."""

    process: subprocess.Popen[bytes]
    instance: Path
    address: str
    printed: Path

    @property
    def accounts(self) -> dict[str, tuple[str, str]]:
        """E-mail address and password of the demo accounts by role, as the terminal shows them."""
        return {role: (address, word) for role, address, word in _ACCOUNT.findall(self.printed.read_text())}

    @property
    def processes(self) -> list[int]:
        """All that run for this instance folder, grandchildren and orphans included."""
        named = f"TRACKER_INSTANCE={self.instance}".encode()
        return [int(path.parent.name) for path in Path("/proc").glob("[0-9]*/environ") if named in _content(path)]

    def mail(self, to: str, about: str) -> EmailMessage:
        """The mail to that address with these words in its subject, waited for."""
        return eventually(lambda: self._mail(to, about), seconds=30)

    def _mail(self, to: str, about: str) -> EmailMessage | None:
        files = (self.instance / "outbox").glob("*.eml")
        mails = (email.message_from_bytes(file.read_bytes(), policy=default) for file in files)
        return next((mail for mail in mails if to in mail["To"] and about in mail["Subject"]), None)

    def interrupt(self) -> int:
        """Press Ctrl-C; the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=30)


@contextmanager
def started(instance: Path, *, seconds: float) -> Iterator[Tracker]:
    """`flask --app wsgi up`, ready within so many seconds; stopped at the end if it still runs."""
    port = _free_port()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    environment = kept | {"TRACKER_INSTANCE": str(instance), "PORT": str(port)}
    printed = instance.with_name(f"{instance.name}-{port}.txt")
    with printed.open("wb") as terminal:
        command = [str(FLASK), "--app", "wsgi", "up"]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=terminal, stderr=subprocess.STDOUT)
    tracker = Tracker(process, instance, f"http://localhost:{port}", printed)
    try:
        eventually(lambda: _answers(tracker), seconds=seconds)
        yield tracker
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(timeout=30)


def eventually(look: Callable[[], T | None], *, seconds: float) -> T:
    """What `look` finds, as soon as it finds something."""
    latest = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < latest, f"nothing after {seconds:g} s"
        time.sleep(0.1)
    return found


def _answers(tracker: Tracker) -> bool:
    assert tracker.process.poll() is None, tracker.printed.read_text()
    try:
        with urlopen(tracker.address, timeout=5):
            return True
    except OSError:  # not listening yet, or listening while its workers still start
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:  # ended meanwhile, or somebody else's
        return b""
