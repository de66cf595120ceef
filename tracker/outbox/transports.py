"""Where mail goes: to an SMTP server, or as files into a folder where none is set."""

import os
import smtplib
import ssl
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol

from tracker.config import MailSecurity, Settings

_MAILS_A_LINE = 50  # servers hang up on who talks too long
_OK = 250
_PERMANENT = 500  # RFC 5321, 4.2.1: 5yz says "do not repeat this", 4yz "try again"


class Away(Exception):
    """The mail server cannot be reached or does not let us in: no mail's fault, so that none is taken out."""


class NotNow(Exception):
    """This mail was not taken this time."""


class Never(Exception):
    """This mail is refused for good."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A mail with its envelope; `name` is what a file of it would be called, the same at every attempt."""

    sender: str
    recipient: str
    name: str
    mail: EmailMessage


class Transport(Protocol):
    """A way for mail to leave."""

    def ready(self) -> None:
        """See that the next mail can go; raises Away."""

    def send(self, parcel: Parcel) -> None:
        """Hand one mail over; raises NotNow or Never."""

    def close(self) -> None:
        """Nothing more for now."""


class Spool:
    """Leaves every mail as an .eml file that is complete as soon as it is there, readable by its owner only."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def ready(self) -> None:
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise Away(_said(error)) from error

    def send(self, parcel: Parcel) -> None:
        try:
            self._leave(bytes(parcel.mail), self._folder / f"{parcel.name}.eml")
        except OSError as error:
            raise NotNow(_said(error)) from error

    def close(self) -> None:
        """Files need no goodbye."""

    def _leave(self, content: bytes, path: Path) -> None:
        descriptor, draft = tempfile.mkstemp(suffix=".part", dir=self._folder)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
            Path(draft).replace(path)
        except OSError:
            Path(draft).unlink(missing_ok=True)
            raise


class Smtp:
    """Keeps one connection for as long as there is mail to send over it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._line: smtplib.SMTP | None = None
        self._carried = 0

    def ready(self) -> None:
        if self._carried < _MAILS_A_LINE and self._answers():
            return
        self.close()
        try:
            self._line = self._dial()
        except OSError as error:
            raise Away(_said(error)) from error

    def send(self, parcel: Parcel) -> None:
        if self._line is None:
            message = "no connection to the mail server"
            raise NotNow(message)
        self._carried += 1
        try:
            self._line.send_message(parcel.mail, parcel.sender, [parcel.recipient])
        except smtplib.SMTPRecipientsRefused as error:
            raise _refusal(*next(iter(error.recipients.values()))) from error
        except smtplib.SMTPDataError as error:
            raise _refusal(error.smtp_code, error.smtp_error) from error
        except smtplib.SMTPNotSupportedError as error:  # an address in a script that this server cannot carry
            raise Never(_said(error)) from error
        except OSError as error:
            self._hang_up()  # who knows what the server would answer next
            raise NotNow(_said(error)) from error

    def close(self) -> None:
        if self._line is not None:
            with suppress(OSError):
                self._line.quit()
        self._hang_up()

    def _dial(self) -> smtplib.SMTP:
        told = self._settings
        line = self._connected()
        try:
            line.ehlo_or_helo_if_needed()
            if told.smtp_security is MailSecurity.STARTTLS:
                line.starttls(context=ssl.create_default_context())
            if told.smtp_user:
                line.login(told.smtp_user, told.smtp_password)
        except OSError:
            line.close()
            raise
        return line

    def _connected(self) -> smtplib.SMTP:
        told = self._settings
        if told.smtp_security is MailSecurity.TLS:
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(told.smtp_host, told.smtp_port, timeout=told.smtp_timeout, context=context)
        return smtplib.SMTP(told.smtp_host, told.smtp_port, timeout=told.smtp_timeout)

    def _answers(self) -> bool:
        with suppress(OSError):
            return self._line is not None and self._line.noop()[0] == _OK
        return False

    def _hang_up(self) -> None:
        if self._line is not None:
            self._line.close()
        self._line, self._carried = None, 0


def transport(settings: Settings) -> Transport:
    """The one that the settings ask for."""
    return Smtp(settings) if settings.smtp_host else Spool(settings.spool)


def _refusal(code: int, answer: bytes | str) -> NotNow | Never:
    text = answer.decode(errors="replace") if isinstance(answer, bytes) else answer
    return (Never if code >= _PERMANENT else NotNow)(f"{code} {text}")


def _said(error: OSError) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return str(_refusal(error.smtp_code, error.smtp_error))
    return f"{type(error).__name__}: {error}"
