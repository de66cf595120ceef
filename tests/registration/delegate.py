"""A delegate at a browser and a mailbox."""

import email
import re
from email.message import EmailMessage
from email.policy import default
from html import unescape
from pathlib import Path

from flask import Flask
from werkzeug.test import TestResponse

from tracker.outbox.delivering import deliver_due

ABDOU = {
    "title": "M.",
    "family_name": "Diallo",
    "given_name": "Abdou",
    "native_name": "",
    "email": "Abdou.Diallo@douanes.example",
    "phone": "+225 01 02 03 04",
    "represents": "CI",
    "organization": "",
    "department": "Lutte contre la fraude",
    "position": "Chef de bureau",
    "role": "head",
    "language": "fr",
    "interpretation": "fr",
    "accessibility": "",
    "comment": "",
}
_LINK = re.compile(r"http://localhost(/\S+)")


class Delegate:
    """Fills in forms, reads mail, follows links."""

    def __init__(self, app: Flask, mailbox: Path, *, language: str = "fr") -> None:
        self.app = app
        self.mailbox = mailbox
        self.browser = app.test_client()
        self.headers = {"Accept-Language": language}

    def opens(self, address: str) -> TestResponse:
        return self.browser.get(address, headers=self.headers)

    def sends(self, address: str, **fields: str) -> TestResponse:
        return self.browser.post(address, data=fields, headers=self.headers)

    def follows(self, answer: TestResponse) -> TestResponse:
        assert answer.status_code == 303
        return self.opens(answer.headers["Location"])

    def mails(self) -> list[EmailMessage]:
        """What has come in, delivered just now, the oldest first."""
        deliver_due(self.app)
        files = sorted(self.mailbox.glob("*.eml"))
        return [email.message_from_bytes(file.read_bytes(), policy=default) for file in files]

    def last_mail(self) -> EmailMessage:
        return self.mails()[-1]


def text_of(mail: EmailMessage) -> str:
    """The plain text of a mail."""
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def link_in(mail: EmailMessage) -> str:
    """The path of the first link in a mail's text, without the language that it asks the page to speak."""
    found = _LINK.search(text_of(mail))
    assert found, text_of(mail)
    return found[1].partition("?lang=")[0]


def words(answer: TestResponse) -> str:
    """The words of a page, without its tags, entities and gaps."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def value(answer: TestResponse, name: str) -> str:
    """What a text field of the page holds."""
    tag = re.search(rf'<input[^>]* name="{name}"[^>]*>', answer.text)
    assert tag, name
    found = re.search(r' value="([^"]*)"', tag[0])
    return unescape(found[1]) if found else ""


def errors(answer: TestResponse) -> list[str]:
    """The sentences beside the fields, in the order of the page."""
    return [unescape(text) for text in re.findall(r'<p class="field-error">.*?</span>([^<]*)</span></p>', answer.text)]
