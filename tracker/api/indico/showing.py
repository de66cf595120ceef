"""The QR codes that the app reads, as symbols for a page."""

import json
from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _
from markupsafe import Markup

from tracker.api.indico import addresses, identity, tickets
from tracker.api.indico.queries import Event, Form
from tracker.badges import qr
from tracker.config import Settings


@dataclass(frozen=True, slots=True)
class EventCode:
    """The QR code that brings a session to a phone."""

    form: Form
    symbol: Markup


def event_codes(event: Event, settings: Settings) -> list[EventCode]:
    """One for each session, in their order."""
    return [EventCode(form, _event_symbol(event, form, settings)) for form in event.forms]


def _event_symbol(event: Event, form: Form, settings: Settings) -> Markup:
    text = json.dumps(identity.event_code(event, form, settings), separators=(",", ":"))
    label = _("QR code of %(session)s for the check-in app", session=form.title)
    return _symbol(text, label)


def ticket(badge_id: UUID, settings: Settings) -> Markup:
    """A badge in the app's own form."""
    server = addresses.in_ticket(identity.base_url(settings))
    text = tickets.text(tickets.of_badge(badge_id, identity.secret(settings)), server)
    return _symbol(text, _("QR code of the badge for Indico’s check-in app"))


def _symbol(text: str, label: str) -> Markup:
    """On a screen nothing is soiled or torn, so the lowest level makes the coarsest, quickest symbol."""
    return Markup(qr.svg(text, label=label, on_screen=True))  # noqa: S704 (made here; the label is escaped there)
