"""By what the app knows this installation: its address, its number as a client, its name for our badges' codes."""

import hashlib
from datetime import datetime
from uuid import UUID

from tracker.api.indico import addresses
from tracker.api.indico.queries import Event, Form
from tracker.badges.codes import ALPHABET, FORMAT, LENGTH
from tracker.config import Settings
from tracker.i18n import Texts

SCOPE = "registrants"
VERSION = 2
LONGEST_ADDRESS = 400  # characters
TITLE = 60  # characters in the symbol, which must stay easy to read; the app fetches the whole title later
CODES = f"^{FORMAT}[{ALPHABET}]{{{LENGTH - 1}}}$"  # what an ordinary badge's QR code says, for JavaScript


def base_url(settings: Settings) -> str:
    """The address of the adapter."""
    return addresses.base(settings.public_url)


def client_id(settings: Settings) -> UUID:
    """The same for as long as the installation keeps its secrets."""
    return UUID(bytes=hashlib.sha256(b"indico client" + secret(settings)).digest()[:16], version=4)


def handler(settings: Settings) -> str:
    """What the app calls our badges: no other server's name for its own, and no underscore, which it would change."""
    return f"badge{client_id(settings).hex[:8]}"


def apps(settings: Settings) -> tuple[str, ...]:
    """Beginnings of the addresses of apps that may be paired."""
    return tuple(settings.indico_apps.split())


def secret(settings: Settings) -> bytes:
    """The key of the badges."""
    return settings.badge_secret.encode()


def event_code(event: Event, form: Form, settings: Settings) -> dict[str, object]:
    """What the QR code of a session says, which sets the app up.

    The handlers must be there, if only empty: a second code of a known server is not understood without them.
    """
    return {
        "event_id": event.id,
        "title": _short(event.title),
        "regform_id": form.id,
        "regform_title": _short(form.title),
        "date": _instant(form.starts_at),
        "version": VERSION,
        "server": {
            "base_url": base_url(settings),
            "client_id": str(client_id(settings)),
            "scope": SCOPE,
        },
        "custom_code_handlers": {handler(settings): CODES},
    }


def _short(text: Texts) -> str:
    plain = str(text)
    return plain if len(plain) <= TITLE else plain[: TITLE - 1].rstrip() + "…"


def _instant(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
