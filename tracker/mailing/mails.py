"""The mail of a message, as one person gets it. Written when it is delivered, or looked at."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from tracker.badges import qr
from tracker.db import db
from tracker.i18n import DEFAULT, NOTICES, current_language, direction
from tracker.mailing import texts
from tracker.mailing.models import Mailing
from tracker.mailing.texts import Block, Slot
from tracker.outbox.letters import Letter, Picture, letter
from tracker.outbox.patience import BUSINESS_KEPT
from tracker.registration import links, mails
from tracker.registration.cards import Card, card, represents
from tracker.registration.models import Registration

MESSAGE = "message"
QR = "badge"  # the picture's name inside the mail
PIXELS_A_MODULE = 10


@dataclass(frozen=True, slots=True)
class Said:
    """What a message says to one person, for the templates."""

    subject: str
    blocks: tuple[Block, ...]
    values: Mapping[Slot, str]
    language: str  # of the text, which may not be the reader's
    direction: str
    notice: str  # that it is not
    plain: str


@letter(MESSAGE, kept=BUSINESS_KEPT)
def message(about: Mapping[str, Any]) -> Letter | None:
    """The message to one person; nothing if the person was erased meanwhile."""
    mailing = db.session.get(Mailing, about["mailing_id"])
    registration = db.session.get(Registration, about["registration_id"])
    return compose(mailing, registration) if mailing and registration else None


def compose(mailing: Mailing, registration: Registration) -> Letter:
    """The letter of a message to one person, in the language that is set, which is the person's."""
    text, language = mailing.text.best(registration.language)
    subject = mailing.subject.best(language)[0]
    badge = card(registration) if texts.uses(text, Slot.BADGE) else None
    values = _values(registration, badge)
    blocks = texts.parse(text)
    said = Said(
        subject=texts.filled(subject, values),
        blocks=blocks,
        values=values,
        language=language,
        direction=direction(language),
        notice="" if language == registration.language else NOTICES.get(registration.language, NOTICES[DEFAULT]),
        plain=texts.plain(blocks, values),
    )
    pictures = (Picture(QR, qr.png(badge.code, scale=PIXELS_A_MODULE)),) if badge else ()
    return mails.letter_about(registration, MESSAGE, pictures=pictures, said=said, badge=badge, cid=QR)


def _values(registration: Registration, badge: Card | None) -> dict[Slot, str]:
    url = url_for("delegate.personal", token=links.personal(registration.uid), _external=True)
    sent_by = registration.delegation
    return {
        Slot.NAME: " ".join(
            part for part in (registration.title, registration.given_name, registration.family_name) if part
        ),
        Slot.MEETING: str(registration.meeting.title),
        Slot.DELEGATION: sent_by.name(current_language()) if sent_by else represents(registration),
        Slot.PERSONAL_LINK: url,
        Slot.BADGE: badge.grouped_code if badge else _("Your badge has not been issued yet."),
    }
