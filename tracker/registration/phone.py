"""The badge that somebody keeps on their phone, to show it where there is no network.

The phone holds a token that names one badge, not the personal page: whoever takes the phone can show that badge, which
they could anyway, and change nothing. A new badge needs the personal page again, so a stolen phone never receives it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from tracker.badges.models import Badge
from tracker.db import db
from tracker.errors import Gone
from tracker.meetings.queries import live_span
from tracker.registration import cards, pages, queries
from tracker.registration.cards import Card
from tracker.registration.models import Registration
from tracker.registration.queries import Attendance

KEPT = timedelta(days=7)  # on the phone, after the meeting


class BadgeGone(Gone):
    """The badge opens no door any more; the phone says so and forgets it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What a phone keeps: what stands on the badge, and where to show it. No address, no contact, nobody else."""

    badge_id: UUID
    card: Card
    programme: list[Attendance]
    zone: str
    erase_at: datetime | None  # when the phone forgets it by itself


def kept(badge_id: UUID, now: datetime) -> Kept:
    """What the phone that keeps this badge is to show now; BadgeGone where it is no longer valid."""
    badge = db.session.get(Badge, badge_id)
    if badge is None or badge.revoked_at is not None:
        raise BadgeGone(_("It was replaced or withdrawn. The link in your last e-mail says how you stand."))
    registration = _holder(badge)
    pages.check_kept(registration, now)
    card = cards.card(registration)
    if card is None:
        raise BadgeGone(_("It was withdrawn. The link in your last e-mail says how you stand."))
    held = live_span(registration.meeting)
    return Kept(
        badge_id=badge.id,
        card=card,
        programme=queries.programme(registration),
        zone=registration.meeting.timezone,
        erase_at=held.ends + KEPT if held else None,
    )


def _holder(badge: Badge) -> Registration:
    uid = db.session.scalars(select(Registration.uid).where(Registration.id == badge.registration_id)).one()
    return queries.registration(uid)
