"""From a letter and its addresses to the bytes of an Internet message. Pure."""

import unicodedata
from datetime import datetime
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr

import idna

from tracker.outbox.letters import Attachment, Letter, Picture

# Bodies that every server carries unchanged, and a subject as it was encoded here.
_POLICY = SMTP.clone(cte_type="7bit", refold_source="none")
_ENCODED_WORD = "=?"  # how one begins (RFC 2047); a reader would decode what follows


class Unwritable(ValueError):
    """An address or a header that no mail can have."""


def compose(letter: Letter, *, sender: str, recipient: str, message_id: str, date: datetime) -> EmailMessage:
    """The complete message: plain and HTML alternatives, pictures within the HTML, attachments after them.

    `sender` may have a name before its address, `recipient` is a bare address, `message_id` has its angle brackets.
    Unwritable where a header would break out of its line or the recipient is not exactly one address.
    """
    mail = EmailMessage(_POLICY)
    mail["From"] = _from(sender)
    mail["To"] = _to(recipient)
    _set_subject(mail, letter.subject)
    mail["Date"] = date
    mail["Message-ID"] = _one_line(message_id)
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: out-of-office replies stay away
    mail.set_content(letter.text)
    _set_html(mail, letter.html, letter.pictures)
    for attachment in letter.attachments:
        _attach(mail, attachment)
    _check(mail)
    return mail


def ascii_domain(address: str) -> str:
    """The address with an international domain as servers know it: "anna@xn--mnchen-3ya.example"."""
    local, at, domain = address.rpartition("@")
    if domain.isascii():
        return address
    try:
        return local + at + idna.encode(domain, uts46=True).decode()
    except idna.IDNAError as error:
        message = f"not a domain that mail can reach: {domain!r}"
        raise Unwritable(message) from error


def _from(sender: str) -> Address:
    name, address = parseaddr(_one_line(sender))
    return Address(name, addr_spec=address)


def _to(recipient: str) -> str:
    if _ENCODED_WORD in recipient:
        message = f"not an address: {recipient!r}"
        raise Unwritable(message)
    return _one_line(ascii_domain(recipient))


def _set_subject(mail: EmailMessage, subject: str) -> None:
    """Encodes what is not ASCII itself: the policy loses spaces where it breaks a long line between two scripts."""
    text = _one_line(subject).replace(_ENCODED_WORD, "= ?")
    if text.isascii():
        mail["Subject"] = text
    else:
        mail.set_raw("Subject", Header(text, "utf-8", header_name="Subject").encode(linesep="\r\n"))


def _set_html(mail: EmailMessage, html: str, pictures: tuple[Picture, ...]) -> None:
    mail.add_alternative(html, subtype="html")
    part = mail.get_body(("html",))
    for picture in pictures:
        cid = _one_line(picture.cid)
        part.add_related(  # type: ignore[union-attr]  # the part was added three lines above
            picture.png, "image", "png", cid=f"<{cid}>", disposition="inline", filename=f"{cid}.png"
        )


def _attach(mail: EmailMessage, attachment: Attachment) -> None:
    told = EmailMessage(_POLICY)
    told["Content-Type"] = _one_line(attachment.mime)
    kind = told["Content-Type"]
    parameters = {"charset": "utf-8"} if kind.maintype == "text" else {}
    mail.add_attachment(
        attachment.data,
        kind.maintype,
        kind.subtype,
        filename=_one_line(attachment.name),
        params=parameters | dict(kind.params),
    )


def _one_line(text: str) -> str:
    if any(_ends_a_line(character) for character in text):
        message = f"a header is one line of text: {text!r}"
        raise Unwritable(message)
    return text


def _ends_a_line(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Zl", "Zp"}


def _check(mail: EmailMessage) -> None:
    """Encoded words may hide a line's end, so the headers are looked at once more as a reader decodes them."""
    for part in mail.walk():
        for value in part.values():
            _one_line(str(value))
    if len(mail["To"].addresses) != 1:
        message = "a mail goes to exactly one address"
        raise Unwritable(message)
