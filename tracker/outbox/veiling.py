"""A letter as somebody else than its recipient may see it: without the links and codes that act for a person. Pure."""

import re
from base64 import b64encode
from dataclasses import dataclass

from tracker.outbox.letters import Letter

VEIL = "•••"
# What signed links carry, see registration.links: a number of 32 hexadecimal digits, and the signature after it.
_TOKEN = re.compile(r"(?:\d+\.)?[0-9a-f]{32}\.[A-Za-z0-9_.\-]+")
_CODE = re.compile(r"\bB[2-9A-HJ-NP-Z]{3}(?:[ \-]?[2-9A-HJ-NP-Z]{4}){3}\b")
_PICTURE = re.compile(r'src="cid:[^"]*"')


@dataclass(frozen=True, slots=True)
class Veiled:
    """What can be shown. Pictures are inside the HTML; attachments are names only."""

    subject: str
    text: str
    html: str
    attachments: tuple[str, ...]


def veiled(letter: Letter, picture: bytes) -> Veiled:
    """The letter with its signed links and badge codes made unreadable; `picture` (PNG) stands for its pictures."""
    source = f'src="data:image/png;base64,{b64encode(picture).decode()}"'
    return Veiled(
        subject=_hidden(letter.subject),
        text=_hidden(letter.text),
        html=_PICTURE.sub(source, _hidden(letter.html)),
        attachments=tuple(attachment.name for attachment in letter.attachments),
    )


def _hidden(text: str) -> str:
    return _CODE.sub("B••• •••• •••• ••••", _TOKEN.sub(VEIL, text))
