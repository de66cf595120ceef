"""Making and revoking the links of screens. What is signed is the number of a row; whoever has the address may look."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from itsdangerous import BadSignature, Signer
from sqlalchemy import bindparam, select

from tracker import clock, config
from tracker.audit import recording
from tracker.audit.models import Actor
from tracker.dashboard.wall.looks import Speech, Theme
from tracker.dashboard.wall.models import WallLink
from tracker.db import db, values
from tracker.errors import Conflict, Gone, NotFound
from tracker.meetings.models import Meeting

NAME = 60  # characters


class NoSuchLink(NotFound):
    """The address was not signed here, or its row is gone."""


class LinkRevoked(Gone):
    """An organizer has taken the link back."""


class LinkOver(Gone):
    """The meeting is over."""


class RevokedBefore(Conflict):
    """The link is revoked already."""


@dataclass(frozen=True, slots=True)
class Screen:
    """What a signed address opens."""

    id: int
    slug: str
    speech: Speech
    theme: Theme
    revoked_at: datetime | None


_SCREEN = (
    select(WallLink.id, Meeting.slug, WallLink.speech, WallLink.theme, WallLink.revoked_at)
    .join(Meeting, Meeting.id == WallLink.meeting_id)
    .where(WallLink.id == bindparam("id"))
)


def make(meeting: Meeting, name: str, speech: Speech, theme: Theme, by: Actor) -> WallLink:
    """A link for a screen of that meeting."""
    made = WallLink(
        meeting_id=meeting.id,
        name=" ".join(name.split())[:NAME] or _("Screen"),
        speech=speech,
        theme=theme,
        created_at=clock.now(),
        created_by_id=by.id,
    )
    db.session.add(made)
    db.session.flush()
    recording.record(by, "wall.linked", f"wall link {made.id}", meeting=meeting.slug, name=made.name)
    return made


def revoke(meeting: Meeting, link_id: int, by: Actor) -> WallLink:
    """The screen shows nothing more, from the next time it asks; NoSuchLink, RevokedBefore."""
    found = db.session.get(WallLink, link_id)
    if found is None or found.meeting_id != meeting.id:
        raise NoSuchLink(_("This meeting has no such link."))
    if found.revoked_at is not None:
        raise RevokedBefore(_("This link was revoked before."))
    found.revoked_at, found.revoked_by_id = clock.now(), by.id
    recording.record(by, "wall.revoked", f"wall link {found.id}", meeting=meeting.slug, name=found.name)
    return found


def token(link_id: int) -> str:
    """What the address of a link ends in."""
    return _signer().sign(str(link_id)).decode()


def opened(signed: str) -> Screen:
    """The screen of that address (1 statement); NoSuchLink, LinkRevoked."""
    try:
        id_ = int(_signer().unsign(signed))
    except (BadSignature, ValueError) as error:
        raise NoSuchLink(_("This address is not complete. Ask the organizer for the link.")) from error
    row = db.session.connection().execute(_SCREEN, {"id": id_}).one_or_none()
    if row is None:
        raise NoSuchLink(_("This link is no longer there. Ask the organizer for another."))
    screen = Screen(*values(row))
    if screen.revoked_at is not None:
        raise LinkRevoked(_("The organizer has revoked this link."))
    return screen


def _signer() -> Signer:
    return Signer(config.settings().session_secret, salt="dashboard.wall")
