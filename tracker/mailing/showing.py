"""A mail for the eyes of an organizer: as the person gets it, but for links and codes that act in the person's name."""

from tracker.badges import qr
from tracker.mailing import mails
from tracker.mailing.models import Mailing
from tracker.mailing.queries import SentMail
from tracker.outbox import letters
from tracker.outbox.letters import Letter
from tracker.outbox.veiling import Veiled, veiled
from tracker.registration.models import Registration

_SAMPLE = "SAMPLE: NO BADGE"  # what the picture says in place of somebody's code


def preview(mailing: Mailing, registration: Registration) -> Veiled:
    """A message as this person would get it now."""
    letter = letters.write_in(registration.language, lambda: mails.compose(mailing, registration))
    return _veiled(letter)


def again(mail: SentMail) -> Veiled | None:
    """A mail written once more from its row; None where things have moved on, so that it would say nothing any more."""
    letter = letters.write_in(mail.language, lambda: letters.write(mail.kind, mail.about))
    return _veiled(letter) if letter else None


def _veiled(letter: Letter | None) -> Veiled:
    return veiled(letter or Letter("", "", ""), qr.png(_SAMPLE, scale=8))
