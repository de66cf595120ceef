"""What a mail says, and who writes it.

Areas register a writer for each kind of mail that they post. The worker calls it at delivery, inside a request context
of the public address and in the language of the recipient, so that `url_for(..., _external=True)` is right.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import render_template

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


def letter(kind: str) -> Callable[[Writer], Writer]:
    """Register the writer of one kind of mail. It gets what was posted; None says that there is nothing to send."""

    def register(writer: Writer) -> Writer:
        if kind in _writers:
            message = f"two writers for mails of the kind {kind!r}"
            raise ValueError(message)
        _writers[kind] = writer
        return writer

    return register


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
