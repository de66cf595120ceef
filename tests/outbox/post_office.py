"""A real SMTP server that has good days and bad ones."""

import asyncio
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

HOST = "127.0.0.1"


class PostOffice:
    """Keeps what it has accepted. Tests set how it answers."""

    def __init__(self, port: int | None = None) -> None:
        self.port = port or free_port()
        self.mails: list[EmailMessage] = []
        self.visitors: set[int] = set()  # the port at the other end of each connection
        self.signed_in: list[str] = []
        self.encrypted: list[bool] = []
        self.refusals: dict[str, str] = {}  # what RCPT answers, by address
        self.after_text = "250 taken"
        self.drops = 0  # so many connections are cut in the middle of the text
        self.open = threading.Event()  # while it is not set, the answer to a text does not come
        self.open.set()
        self.late = "451 too late"  # what it is then
        self.in_hand = threading.Event()  # somebody has handed a text over

    def subjects(self) -> list[str]:
        return [str(mail["Subject"]) for mail in self.mails]

    async def handle_RCPT(  # noqa: N802 (aiosmtpd's name)
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 known here"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.in_hand.set()
        if self.drops:
            self.drops -= 1
            server.transport.abort()  # type: ignore[union-attr]  # there is a connection
            return "451 nobody reads this"
        if not self.open.is_set():
            await asyncio.to_thread(self.open.wait)
            return self.late
        await asyncio.sleep(0.01)
        if self.after_text.startswith("250"):
            self._keep(session, envelope)
        return self.after_text

    def _keep(self, session: Session, envelope: Envelope) -> None:
        content = envelope.content
        assert isinstance(content, bytes)
        peer: Any = session.peer  # aiosmtpd calls it a text; it is an address and a port
        self.mails.append(BytesParser(policy=policy.default).parsebytes(content))
        self.visitors.add(peer[1])
        self.encrypted.append(session.ssl is not None)

    def signs_in(self, _server: SMTP, _session: Session, _envelope: Envelope, _way: str, data: Any) -> AuthResult:  # noqa: ANN401
        assert isinstance(data, LoginPassword)
        if data.password != b"correct horse":
            return AuthResult(success=False, handled=False)
        self.signed_in.append(data.login.decode())
        return AuthResult(success=True)

    @contextmanager
    def at_work(self, **how: Any) -> Iterator["PostOffice"]:  # noqa: ANN401
        """Open the doors; `how` goes to aiosmtpd."""
        controller = Controller(self, hostname=HOST, port=self.port, **how)
        controller.start()
        try:
            yield self
        finally:
            self.open.set()
            controller.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def server_context(certificate: str, key: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context
