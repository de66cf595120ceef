"""The letter box of everybody."""

import html
import re
from dataclasses import dataclass
from email.message import EmailMessage

from flask import Flask

from tests.outbox.post_office import PostOffice
from tracker.outbox.delivering import deliver_due

_TOKEN = re.compile(r"[0-9a-f]{32}\.[\w.\-]+")


@dataclass
class Letters:
    """Has the mail delivered, and reads it."""

    app: Flask
    office: PostOffice

    def all(self) -> list[EmailMessage]:
        deliver_due(self.app)
        return self.office.mails

    def to(self, address: str) -> list[EmailMessage]:
        return [mail for mail in self.all() if mail["To"] == address]

    def recipients(self) -> list[str]:
        return sorted(str(mail["To"]) for mail in self.all())


def text(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def markup(mail: EmailMessage) -> str:
    part = mail.get_body(("html",))
    assert part is not None
    return html.unescape(str(part.get_content()))


def footer(mail: EmailMessage) -> str:
    """What stands under the line that ends a mail."""
    return text(mail).partition("\n-- \n")[2].strip()


def has_link(said: str) -> bool:
    """Whether a signed link stands in it."""
    return _TOKEN.search(said) is not None
