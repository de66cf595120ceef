"""How a meeting's badges look: from its page or its file into the database, and back."""

from dataclasses import fields

from tracker.audit.models import Actor
from tracker.audit.recording import record
from tracker.badges.layouts import Layout
from tracker.db import db
from tracker.i18n import LANGUAGES
from tracker.meetings.models import Meeting
from tracker.registration.badges.looks import USUAL, BadgeField, Dress, Look, in_order
from tracker.registration.badges.models import BadgeSetting


def of(meeting_id: int) -> Dress:
    """The look of a meeting's badges, the usual one if it has said nothing (1 statement)."""
    row = db.session.get(BadgeSetting, meeting_id)
    if row is None:
        return USUAL
    look = Look(
        layout=Layout(row.layout),
        desk=Layout(row.desk),
        two_sided=row.two_sided,
        languages=tuple(one for one in row.languages if one in LANGUAGES) or ("en",),
        fields=in_order(BadgeField(one) for one in row.fields if one in set(BadgeField)),
    )
    return Dress(look, row.logo)


def change(meeting: Meeting, wanted: Dress, by: Actor) -> tuple[str, ...]:
    """Make it so; the names of what changed, which the journal has too."""
    before = of(meeting.id)
    changed = [one.name for one in fields(Look) if getattr(before.look, one.name) != getattr(wanted.look, one.name)]
    changed += ["logo"] if before.logo != wanted.logo else []
    if changed:
        row = db.session.get(BadgeSetting, meeting.id) or BadgeSetting(meeting_id=meeting.id)
        row.layout, row.desk, row.two_sided = wanted.look.layout, wanted.look.desk, wanted.look.two_sided
        row.languages = list(wanted.look.languages)
        row.fields = [one.value for one in wanted.look.fields]
        row.logo = wanted.logo
        db.session.add(row)
        db.session.flush()
        told = ", ".join(changed)
        record(by, "badges.changed", f"meeting {meeting.slug}", meeting=meeting.slug, fields=told)
    return tuple(changed)
