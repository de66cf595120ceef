"""What the personal page says and offers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import url_for
from flask_babel import gettext as _

from tracker.errors import Gone
from tracker.i18n import current_language
from tracker.meetings import calendars, wording
from tracker.meetings.models import Meeting, MeetingSession
from tracker.meetings.programme import RegistrationStatus, registration_status
from tracker.meetings.queries import live_span
from tracker.people import categories
from tracker.people.names import printed
from tracker.registration import links, queries
from tracker.registration.cards import Card, card
from tracker.registration.focal import heads, lacking
from tracker.registration.focal.models import Approver
from tracker.registration.models import ADMITTED, SEATED, Mode, Registration, State
from tracker.registration.queries import Attendance
from tracker.registration.seats import queries as seats
from tracker.registration.states import Step, after
from tracker.registration.wording import office_word

_EXPLAINED = frozenset({State.DECLINED, State.RETURNED, State.WITHDRAWN, State.SUBSTITUTED})
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
    reason: str  # of a refusal, of a correction asked for
    programme: list[Attendance]
    joins: Mapping[str, str]  # where those on the screen are joined, by the code of the session
    invited_to: list[MeetingSession]  # admitted as an exception, and not chosen yet
    offices: list[str]  # functions at the meeting
    card: Card | None
    may_change: bool
    may_withdraw: bool
    may_ask_again: bool
    may_say_coming: bool
    seat_kept_until: datetime | None  # of an offer
    place: int | None  # in the waiting list
    changes_until: datetime | None
    role_note: str  # why the person has another role than they were named for


def personal(registration: Registration, now: datetime) -> PersonalPage:
    """The page at that moment, in the reader's language."""
    kept_until = _seat_kept_until(registration, now)
    return PersonalPage(
        status=_offered(registration, kept_until) if kept_until else _status(registration),
        reason=reason(registration),
        programme=queries.programme(registration),
        joins=joins(registration),
        invited_to=_invited_to(registration),
        offices=[office_word(one.function, one.title) for one in queries.offices(registration.id)],
        card=card(registration),
        may_change=may_change(registration, now),
        may_withdraw=after(Step.WITHDRAW, registration.state) is not None and not _is_over(registration.meeting, now),
        may_ask_again=after(Step.RESUBMIT, registration.state) is not None and is_open(registration, now),
        may_say_coming=after(Step.ACCEPT, registration.state) is not None and not _is_over(registration.meeting, now),
        seat_kept_until=kept_until,
        place=seats.place(registration) if registration.state is State.WAITLISTED and not kept_until else None,
        changes_until=changes_until(registration.meeting),
        role_note=role_note(registration),
    )


def _invited_to(registration: Registration) -> list[MeetingSession]:
    chosen = {choice.session_id for choice in registration.choices}
    exceptions = queries.exceptions(registration.id)
    return [one for one in registration.meeting.sessions if exceptions.get(one.id) and one.id not in chosen]


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
    if registration.state is State.RETURNED:  # whoever asks for a correction after the deadline wants it
        return not _is_over(registration.meeting, now)
    until = changes_until(registration.meeting)
    return registration.state in SEATED | {State.WAITLISTED} and (until is None or now < until)


def changes_until(meeting: Meeting) -> datetime | None:
    """The deadline for changes: its own, else the end of registration."""
    return meeting.change_deadline or meeting.registration_closes


def reason(registration: Registration) -> str:
    """Why the registration stands where it stands, as the person is told: why it was declined, what to correct."""
    if registration.state not in _EXPLAINED:
        return ""
    return next((c.reason for c in reversed(registration.changes) if c.after is registration.state), "")


def role_note(registration: Registration) -> str:
    """Why somebody who was to be the head is an alternate; nothing where that is not so (1 statement, or none)."""
    head = heads.gave_way_to(registration)
    if head is None:
        return ""
    return _(
        "You take part as alternate: a delegation has one head, and yours is %(name)s. If that is wrong, ask your"
        " delegation to name another head.",
        name=printed(head.title, head.given_name, head.family_name),
    )


def on_screen(registration: Registration) -> list[MeetingSession]:
    """The chosen sessions that the person can join on the screen, whichever way they have chosen."""
    if registration.state not in ADMITTED:
        return []
    return [one.session for one in queries.programme(registration) if one.session.online and one.session.join_url]


def joins(registration: Registration, *, is_external: bool = False) -> dict[str, str]:
    """Where the person joins sessions on the screen, by the code of the session."""
    token = links.personal(registration.uid)
    return {
        one.code: url_for("joining.page", token=token, code=one.code, _external=is_external)
        for one in on_screen(registration)
    }


def calendar(registration: Registration, url: str) -> bytes:
    """The chosen sessions as iCalendar, each leading to the personal page, or to where it is joined on the screen."""
    programme = queries.programme(registration)
    online = {one.session.code for one in programme if one.mode is Mode.ONLINE}
    screens = {code: to for code, to in joins(registration, is_external=True).items() if code in online}
    return calendars.programme(
        registration.meeting, [one.session for one in programme], current_language(), url, screens
    )


def _seat_kept_until(registration: Registration, now: datetime) -> datetime | None:
    offer = seats.open_offer(registration.id) if registration.state is State.WAITLISTED else None
    return offer.accept_by if offer and now < offer.accept_by else None


def _offered(registration: Registration, until: datetime) -> Status:
    moment = wording.moment(until, registration.meeting.timezone)
    return Status(
        "good",
        _("A seat is free for you"),
        _("It is kept for you until %(moment)s. After that it goes to the next on the waiting list.", moment=moment),
    )


def _is_over(meeting: Meeting, now: datetime) -> bool:
    held = live_span(meeting)
    return held is not None and now >= held.ends


def is_open(registration: Registration, now: datetime) -> bool:
    """Whether registration is open for the person's category (1 statement)."""
    meeting = registration.meeting
    closes = categories.closes(registration.category, categories.of(meeting.id), meeting.registration_closes)
    return registration_status(meeting.registration_opens, closes, now) is RegistrationStatus.OPEN


def _waits_for(registration: Registration) -> str:
    if registration.state is State.SUBMITTED and Approver.FOCAL_POINT in lacking.missing(registration):
        return _("Your delegation reviews it, and you get an e-mail. Until then there is nothing to do.")
    return _("The organizer will review it and send you an e-mail. Until then there is nothing to do.")


def _status(registration: Registration) -> Status:
    return {
        State.SUBMITTED: Status(
            "info",
            _("Your registration is waiting for approval"),
            _waits_for(registration),
        ),
        State.APPROVED: Status(
            "good",
            _("You are registered"),
            _way_in(registration),
        ),
        State.RETURNED: Status(
            "warn",
            _("Your registration needs a correction"),
            _("Read what is asked, change your registration and send it again."),
        ),
        State.WAITLISTED: Status(
            "warn",
            _("You are on the waiting list"),
            _("There is no seat at present. When one becomes free for you, you receive an e-mail."),
        ),
        State.CONFIRMED: Status(
            "good", _("You have confirmed that you come"), _("Show your badge at the door, on your phone or on paper.")
        ),
        State.SUBSTITUTED: Status(
            "neutral", _("Somebody else takes your place"), _("You are not expected at the meeting.")
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
