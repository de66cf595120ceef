"""Who may join a session on the screen, and when: the door's rule, by a personal link."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum, auto

from flask_babel import gettext as _

from tracker.errors import NotFound, Refused
from tracker.meetings.admission import may_enter
from tracker.meetings.models import MeetingSession
from tracker.registration import queries as registrations
from tracker.registration.models import ADMITTED, Mode, Registration

OVERRUN = timedelta(minutes=30)  # a session that lasts longer than planned is joined again by who lost the connection


class NoSuchScreen(NotFound):
    """The meeting has no such session, or none on the screen."""


class MayNotJoin(Refused):
    """The registration does not open this session."""


class Standing(StrEnum):
    """What the page of the link is."""

    UNSET = auto()  # nobody has said where the platform is
    WAITING = auto()
    OPEN = auto()
    OVER = auto()


@dataclass(frozen=True, slots=True)
class Here:
    """The same in plain values, which outlive what the database was asked: they are taken into a transaction."""

    registration_id: int
    session_id: int
    standing: Standing
    asks_proof: bool


@dataclass(frozen=True, slots=True)
class Ticket:
    """A person at the door to the screen of a session."""

    registration: Registration
    session: MeetingSession
    mode: Mode | None  # as registered for the session
    opens_at: datetime
    standing: Standing

    @property
    def here(self) -> Here:
        return Here(self.registration.id, self.session.id, self.standing, self.session.asks_proof)


def ticket(registration: Registration, code: str, now: datetime) -> Ticket:
    """Let somebody who may join come to the door; NoSuchScreen, or MayNotJoin says why not (1 statement and more)."""
    session = next((one for one in registration.meeting.sessions if one.code == code and one.online), None)
    if session is None:
        raise NoSuchScreen(_("There is no such session on the screen."))
    mode = next((one.mode for one in registration.choices if one.session_id == session.id), None)
    _check(registration, session, mode)
    opens_at = session.starts_at - timedelta(minutes=registration.meeting.doors_open_minutes)
    return Ticket(registration, session, mode, opens_at, standing(session, opens_at, now))


def standing(session: MeetingSession, opens_at: datetime, now: datetime) -> Standing:
    """How the page stands at that moment."""
    if now > session.ends_at + OVERRUN:
        return Standing.OVER
    if now < opens_at:
        return Standing.WAITING
    return Standing.OPEN if session.join_url else Standing.UNSET


def _check(registration: Registration, session: MeetingSession, mode: Mode | None) -> None:
    contact = registration.meeting.contact
    if registration.state not in ADMITTED:
        raise MayNotJoin(_("Your registration is not approved. Write to %(contact)s.", contact=contact))
    exception = registrations.exceptions(registration.id).get(session.id)
    if not may_enter(registration.category, registrations.categories_admitted(session), exception):
        raise MayNotJoin(_("This session is not open to your category. Write to %(contact)s.", contact=contact))
    if mode is None and not exception:
        raise MayNotJoin(_("You are not registered for this session. Write to %(contact)s.", contact=contact))
