"""Letting the app on a phone in, and ending that."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from flask_babel import gettext as _
from sqlalchemy import delete, select, update

from tracker.accounts.models import User
from tracker.accounts.signing_in import SignedIn
from tracker.api.indico import proofs
from tracker.api.indico.models import AppPhone
from tracker.audit import recording
from tracker.audit.models import Actor
from tracker.db import db
from tracker.errors import Conflict, NotFound, TrackerError
from tracker.meetings.models import MeetingSession

CODE_LIVES = timedelta(minutes=2)
TOKEN_LIVES = timedelta(hours=72)  # as a desk device
NAME = 60  # characters


class CannotPair(TrackerError):
    """What the app has sent opens nothing; `error` is the word of RFC 6749, section 5.2."""

    def __init__(self, error: str, detail: str) -> None:
        super().__init__(detail)
        self.error = error


class NoSuchPhone(NotFound):
    """No such phone is paired, or it is not for you to decide."""


class AlreadyRevoked(Conflict):
    """The phone was withdrawn before."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the app asks for: where it wants to go back to, and the challenge whose verifier it keeps."""

    redirect_uri: str
    challenge: str


def allow(user: SignedIn, wish: Wish, name: str, *, at: datetime) -> str:
    """Let the app in, for this user. The one-time code by which it fetches its token; it is nowhere but here."""
    stale = AppPhone.token_hash.is_(None) & (AppPhone.asked_at <= at - CODE_LIVES)
    db.session.execute(delete(AppPhone).where(stale))
    code = proofs.new_secret()
    phone = AppPhone(
        id=uuid4(),
        user_id=user.id,
        name=name.strip()[:NAME] or _("Phone of %(name)s", name=user.name)[:NAME],
        signed_in_as=user.key,
        redirect_uri=wish.redirect_uri,
        challenge=wish.challenge,
        code_hash=proofs.kept(code),
        asked_at=at,
    )
    db.session.add(phone)
    recording.record(user.actor, "phone.allowed", f"phone {phone.name}", device=str(phone.id))
    return code


def redeem(code: str, redirect_uri: str, verifier: str, *, at: datetime) -> str | None:
    """The token for a code, told once; CannotPair. None if the code was used before: then the token ends, too.

    Of two who come with one code at the same time one is first, whatever the database.
    """
    found = db.session.scalar(select(AppPhone).where(AppPhone.code_hash == proofs.kept(code)))
    if found is None or found.redirect_uri != redirect_uri or not proofs.proves(verifier, found.challenge):
        raise CannotPair("invalid_grant", _("This code opens nothing. Scan the QR code of the session once more."))
    token = proofs.new_secret()
    if not _taken(found, token, at):
        _end_stolen(found, at)
        return None
    if at >= found.asked_at + CODE_LIVES:
        raise CannotPair("invalid_grant", _("This took too long. Scan the QR code of the session once more."))
    user = db.session.get_one(User, found.user_id)
    recording.record(user.actor, "phone.paired", f"phone {found.name}", device=str(found.id))
    return token


def _taken(phone: AppPhone, token: str, at: datetime) -> bool:
    taken = db.session.execute(
        update(AppPhone)
        .where(AppPhone.id == phone.id, AppPhone.token_hash.is_(None))
        .values(token_hash=proofs.kept(token), paired_at=at, expires_at=at + TOKEN_LIVES)
        .returning(AppPhone.id)
        .execution_options(synchronize_session=False)
    )
    return taken.one_or_none() is not None


def _end_stolen(phone: AppPhone, at: datetime) -> None:
    """A code that comes twice has been in two hands (RFC 6749, section 4.1.2)."""
    db.session.execute(
        update(AppPhone).where(AppPhone.id == phone.id, AppPhone.revoked_at.is_(None)).values(revoked_at=at)
    )


def place(phone: AppPhone, session: MeetingSession | None, by: Actor) -> None:
    """Say at which door the phone stands; None: wherever a session is on."""
    phone.session_id = session.id if session else None
    slug, code = (session.meeting.slug, session.code) if session else (None, None)
    recording.record(by, "phone.placed", f"phone {phone.name}", meeting=slug, device=str(phone.id), door=code)


def revoke(phone: AppPhone, by: Actor, *, at: datetime) -> None:
    """The phone learns and does nothing any more, from its next contact on."""
    if phone.revoked_at is not None:
        raise AlreadyRevoked(_("%(name)s was withdrawn before.", name=phone.name))
    phone.revoked_at, phone.revoked_by_id = at, by.id
    recording.record(by, "phone.withdrawn", f"phone {phone.name}", device=str(phone.id))


def phone(phone_id: UUID) -> AppPhone:
    """A phone that is paired; NoSuchPhone."""
    found = db.session.get(AppPhone, phone_id)
    if found is None or found.token_hash is None:
        raise NoSuchPhone(_("There is no such phone."))
    return found
