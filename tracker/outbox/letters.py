"""What a mail says, and who writes it.

Areas register a writer for each kind of mail that they post. The worker calls it at delivery, inside a request context
of the public address and in the language of the recipient, so that `url_for(..., _external=True)` is right.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import current_app, render_template

from tracker.config import settings
from tracker.i18n import DEFAULT, LANGUAGES, writing_in
from tracker.outbox import patience

_FOLDER = "emails"


class UnknownKind(LookupError):
    """A mail was posted that nobody has undertaken to write."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG shown inside the HTML text as `<img src="cid:…">`, e.g. the code of a badge."""

    cid: str
    png: bytes


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels along. `mime` may carry parameters: "text/calendar; method=PUBLISH"."""

    name: str
    mime: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail without its addresses: one line of subject, and the same text plain and in HTML."""

    subject: str
    text: str
    html: str
    pictures: tuple[Picture, ...] = ()
    attachments: tuple[Attachment, ...] = ()


Writer = Callable[[Mapping[str, Any]], Letter | None]

_writers: dict[str, Writer] = {}
_kept: dict[str, timedelta] = {}


def letter(kind: str, *, kept: timedelta = patience.KEPT) -> Callable[[Writer], Writer]:
    """Register the writer of one kind of mail. It gets what was posted; None says that there is nothing to send.

    `kept` is how long the row stays once the mail is done, for who asks what somebody was told.
    """

    def register(writer: Writer) -> Writer:
        if kind in _writers:
            message = f"two writers for mails of the kind {kind!r}"
            raise ValueError(message)
        _writers[kind], _kept[kind] = writer, kept
        return writer

    return register


def kept() -> Mapping[str, timedelta]:
    """How long done mails of each kind stay; what is not there stays for `patience.KEPT`."""
    return _kept


def write_in(language: str, compose: Callable[[], Letter | None]) -> Letter | None:
    """What `compose` writes in the language of a recipient, with addresses that work from outside."""
    spoken = language if language in LANGUAGES else DEFAULT
    with current_app.test_request_context(base_url=settings().public_url), writing_in(spoken):
        return compose()


def write(kind: str, about: Mapping[str, Any]) -> Letter | None:
    """The letter to send now, or None; UnknownKind where nobody writes such a thing."""
    if kind not in _writers:
        message = f"nobody writes mails of the kind {kind!r}"
        raise UnknownKind(message)
    return _writers[kind](about)


def from_templates(
    name: str, /, *, pictures: tuple[Picture, ...] = (), attachments: tuple[Attachment, ...] = (), **context: object
) -> Letter:
    """The letter that `templates/emails/<name>/{subject.txt,body.txt,body.html}` say."""
    subject, text, html = (
        render_template(f"{_FOLDER}/{name}/{file}", **context) for file in ("subject.txt", "body.txt", "body.html")
    )
    return Letter(" ".join(subject.split()), text.strip() + "\n", html, pictures, attachments)
