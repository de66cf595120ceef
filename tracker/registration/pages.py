"""What the personal page says and offers."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext as _

from tracker.errors import Gone
from tracker.i18n import current_language
from tracker.meetings import calendars
from tracker.meetings.models import Meeting
from tracker.meetings.programme import RegistrationStatus, registration_status
from tracker.meetings.queries import live_span
from tracker.registration import queries
from tracker.registration.cards import Card, card
from tracker.registration.models import Mode, Registration, State
from tracker.registration.queries import Attendance
from tracker.registration.states import Step, after

KEPT = timedelta(days=90)  # after the meeting


class PersonalPageClosed(Gone):
    """The meeting has been over for long."""


@dataclass(frozen=True, slots=True)
class Status:
    """A state in words, with what happens next."""

    kind: str  # info, good, warn, bad
    title: str
    next: str


@dataclass(frozen=True, slots=True)
class PersonalPage:
    """All that the page shows besides the registration itself."""

    status: Status
    reason: str  # of a refusal
    programme: list[Attendance]
    card: Card | None
    may_change: bool
    may_withdraw: bool
    may_ask_again: bool
    changes_until: datetime | None


def personal(registration: Registration, now: datetime) -> PersonalPage:
    """The page at that moment, in the reader's language."""
    return PersonalPage(
        status=_status(registration),
        reason=reason(registration),
        programme=queries.programme(registration),
        card=card(registration),
        may_change=may_change(registration, now),
        may_withdraw=after(Step.WITHDRAW, registration.state) is not None and not _is_over(registration.meeting, now),
        may_ask_again=after(Step.RESUBMIT, registration.state) is not None and _is_open(registration.meeting, now),
        changes_until=changes_until(registration.meeting),
    )


def check_kept(registration: Registration, now: datetime) -> None:
    """Refuse a page whose meeting ended more than 90 days ago, and that of a draft."""
    if registration.state is State.DRAFT:
        raise queries.RegistrationGone(
            _("This registration has not been confirmed yet. Open the link in the first e-mail.")
        )
    if _is_over(registration.meeting, now - KEPT):
        raise PersonalPageClosed(_("This page was available until %(days)s days after the meeting.", days=KEPT.days))


def may_change(registration: Registration, now: datetime) -> bool:
    """Whether the person may still change what they said."""
    until = changes_until(registration.meeting)
    return registration.state in {State.SUBMITTED, State.APPROVED} and (until is None or now < until)


def changes_until(meeting: Meeting) -> datetime | None:
    """The deadline for changes: its own, else the end of registration."""
    return meeting.change_deadline or meeting.registration_closes


def reason(registration: Registration) -> str:
    """Why the registration was declined, as the person is told."""
    if registration.state is not State.DECLINED:
        return ""
    return next((c.reason for c in reversed(registration.changes) if c.after is State.DECLINED), "")


def calendar(registration: Registration, url: str) -> bytes:
    """The chosen sessions as iCalendar, each leading back to the personal page."""
    chosen = [attendance.session for attendance in queries.programme(registration)]
    return calendars.programme(registration.meeting, chosen, current_language(), url)


def _is_over(meeting: Meeting, now: datetime) -> bool:
    held = live_span(meeting)
    return held is not None and now >= held.ends


def _is_open(meeting: Meeting, now: datetime) -> bool:
    opens, closes = meeting.registration_opens, meeting.registration_closes
    return registration_status(opens, closes, now) is RegistrationStatus.OPEN


def _status(registration: Registration) -> Status:
    return {
        State.SUBMITTED: Status(
            "info",
            _("Your registration is waiting for approval"),
            _("The organizer will review it and send you an e-mail. Until then there is nothing to do."),
        ),
        State.APPROVED: Status(
            "good",
            _("You are registered"),
            _way_in(registration),
        ),
        State.DECLINED: Status(
            "bad",
            _("Your registration was declined"),
            _("If you think that this is a mistake, write to the organizer."),
        ),
        State.WITHDRAWN: Status(
            "warn", _("You have withdrawn your registration"), _("You are not expected at the meeting.")
        ),
    }[registration.state]


def _way_in(registration: Registration) -> str:
    if not registration.choices:
        return _("You take part in the document phase only.")
    if registration.mode is Mode.ONLINE:
        return _("You attend online. If you come to the room after all, show your badge at the door.")
    return _("Show your badge at the door, on your phone or on paper.")
