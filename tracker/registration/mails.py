"""The mails to a delegate. Each is written when it is delivered, about the state of things at that moment."""

from collections.abc import Mapping
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from tracker import clock
from tracker.badges import qr
from tracker.db import db
from tracker.meetings.models import MeetingSession
from tracker.meetings.queries import live_span
from tracker.meetings.wording import days_of, moment
from tracker.outbox.letters import Attachment, Letter, Picture, from_templates, letter
from tracker.outbox.patience import BUSINESS_KEPT
from tracker.outbox.posting import post
from tracker.registration import links, pages, queries
from tracker.registration.cards import card
from tracker.registration.focal import heads
from tracker.registration.focal import links as focal_links
from tracker.registration.focal.models import FocalPoint
from tracker.registration.models import NOT_IN_DELEGATION, Registration, State
from tracker.registration.seats import queries as seats

_QR = "badge"  # the picture's name inside the mail
_PIXELS_A_MODULE = 10
_NOT_COMING = NOT_IN_DELEGATION - {State.DRAFT}


def tell(registration: Registration, kind: str) -> None:
    """Have a mail about the registration sent to its person, in the language of their choice."""
    if registration.email:
        post(kind, registration.email, registration.language, registration_id=registration.id)


def tell_closed(registration: Registration, session: MeetingSession) -> None:
    """Have the person told that a session which they had chosen is not open to them."""
    if registration.email:
        about = {"registration_id": registration.id, "session_id": session.id}
        post("session_closed", registration.email, registration.language, **about)


@letter("confirm_email")
def confirm_email(about: Mapping[str, Any]) -> Letter | None:
    """Ask whether the address is theirs; nothing if that is known or the draft is gone."""
    draft = _registration(about)
    if draft is None or draft.state is not State.DRAFT:
        return None
    url = url_for("delegate.confirm", token=links.confirming(draft.uid), _external=True)
    return letter_about(draft, "confirm_email", url=url, days=links.CONFIRM_DAYS)


@letter("already_registered")
def already_registered(about: Mapping[str, Any]) -> Letter | None:
    """Somebody filled in the form with the address of a registered person."""
    registration = _registration(about)
    return letter_about(registration, "already_registered") if registration else None


@letter("submitted", kept=BUSINESS_KEPT)
def submitted(about: Mapping[str, Any]) -> Letter | None:
    """The registration is there and waits."""
    return _if_still(State.SUBMITTED, about, "submitted")


@letter("approved", kept=BUSINESS_KEPT)
def approved(about: Mapping[str, Any]) -> Letter | None:
    """The badge, what to do with it, and the programme as a calendar file."""
    registration = _registration(about)
    badge = card(registration) if registration else None
    if registration is None or badge is None:
        return None
    calendar = pages.calendar(registration, _personal_url(registration))
    return letter_about(
        registration,
        "approved",
        card=badge,
        cid=_QR,
        pictures=(Picture(_QR, qr.png(badge.code, scale=_PIXELS_A_MODULE)),),
        attachments=(Attachment(f"{registration.meeting.slug}.ics", "text/calendar; method=PUBLISH", calendar),),
    )


@letter("confirmed", kept=BUSINESS_KEPT)
def confirmed(about: Mapping[str, Any]) -> Letter | None:
    """That they are expected, in case that it was a mistake."""
    return _if_still(State.CONFIRMED, about, "confirmed")


@letter("declined", kept=BUSINESS_KEPT)
def declined(about: Mapping[str, Any]) -> Letter | None:
    """The refusal with its reason."""
    return _if_still(State.DECLINED, about, "declined")


@letter("withdrawn", kept=BUSINESS_KEPT)
def withdrawn(about: Mapping[str, Any]) -> Letter | None:
    """The withdrawal, in case that it was a mistake."""
    return _if_still(State.WITHDRAWN, about, "withdrawn")


@letter("returned", kept=BUSINESS_KEPT)
def returned(about: Mapping[str, Any]) -> Letter | None:
    """What to correct, and the way to the form."""
    registration = _registration(about)
    if registration is None or registration.state is not State.RETURNED:
        return None
    url = url_for("delegate.edit", token=links.personal(registration.uid), _external=True)
    return letter_about(registration, "returned", reason=pages.reason(registration), url=url)


@letter("released", kept=BUSINESS_KEPT)
def released(about: Mapping[str, Any]) -> Letter | None:
    """The delegation sends the person no more, or somebody else instead."""
    registration = _registration(about)
    if registration is None or registration.state not in {State.WITHDRAWN, State.SUBSTITUTED}:
        return None
    return letter_about(registration, "released", reason=pages.reason(registration))


@letter("nominated", kept=BUSINESS_KEPT)
def nominated(about: Mapping[str, Any]) -> Letter | None:
    """The focal point has named the person; what remains is to complete the details and to confirm."""
    registration = _registration(about)
    focal_point = db.session.get(FocalPoint, registration.nominated_by_id or 0) if registration else None
    if registration is None or focal_point is None or registration.state in _NOT_COMING:
        return None
    if registration.state is State.DRAFT:
        url = url_for("nominees.completion", token=focal_links.nominating(registration.uid), _external=True)
    else:
        url = url_for("delegate.edit", token=links.personal(registration.uid), _external=True)
    return letter_about(registration, "nominated", focal_point=focal_point, url=url)


@letter(heads.NEWS, kept=BUSINESS_KEPT)
def role_changed(about: Mapping[str, Any]) -> Letter | None:
    """Somebody else is the head now; nothing if that has changed again."""
    registration = _registration(about)
    if registration is None or registration.state in NOT_IN_DELEGATION or not pages.role_note(registration):
        return None
    return letter_about(registration, heads.NEWS)


@letter("waitlisted", kept=BUSINESS_KEPT)
def waitlisted(about: Mapping[str, Any]) -> Letter | None:
    """There is no seat; nothing to do but wait."""
    return _if_still(State.WAITLISTED, about, "waitlisted")


@letter("seat_offered", kept=BUSINESS_KEPT)
def seat_offered(about: Mapping[str, Any]) -> Letter | None:
    """A seat is kept until a stated time; nothing if that was answered or is over."""
    registration = _registration(about)
    offer = seats.open_offer(registration.id) if registration else None
    if registration is None or offer is None or clock.now() >= offer.accept_by:
        return None
    until = moment(offer.accept_by, registration.meeting.timezone)
    return letter_about(registration, "seat_offered", until=until)


@letter("seat_lapsed", kept=BUSINESS_KEPT)
def seat_lapsed(about: Mapping[str, Any]) -> Letter | None:
    """The offer is over; nothing if there is another one already."""
    registration = _registration(about)
    if registration is None or seats.open_offer(registration.id):
        return None
    return _if_still(State.WAITLISTED, about, "seat_lapsed")


@letter("session_closed", kept=BUSINESS_KEPT)
def session_closed(about: Mapping[str, Any]) -> Letter | None:
    """A session is taken out of the person's own; nothing if they have it again, or do not come any more."""
    registration, session = _registration(about), db.session.get(MeetingSession, about["session_id"])
    if registration is None or session is None or registration.state in _NOT_COMING:
        return None
    if session.id in {choice.session_id for choice in registration.choices}:
        return None
    return letter_about(registration, "session_closed", session=session)


def _if_still(state: State, about: Mapping[str, Any], name: str) -> Letter | None:
    """The letter, unless things have moved on since it was posted: a later mail says how they are now."""
    registration = _registration(about)
    if registration is None or registration.state is not state:
        return None
    return letter_about(registration, name, reason=pages.reason(registration))


def _registration(about: Mapping[str, Any]) -> Registration | None:
    return db.session.get(Registration, about["registration_id"])


def letter_about(
    registration: Registration,
    name: str,
    *,
    pictures: tuple[Picture, ...] = (),
    attachments: tuple[Attachment, ...] = (),
    **more: object,
) -> Letter:
    """The letter that the templates of that name say about a registration; `more` are further facts for them."""
    meeting = registration.meeting
    held = live_span(meeting)
    facts = {
        "r": registration,
        "meeting": meeting,
        "short_name": f"{meeting.body.code} {meeting.number}",
        "days_held": days_of(held, meeting.timezone) if held else "",
        "programme": queries.programme(registration),
        "personal_url": _personal_url(registration),
        "role_note": pages.role_note(registration),
        "why": why(registration),
    }
    return from_templates(name, pictures=pictures, attachments=attachments, **(facts | more))


def why(registration: Registration) -> str:
    """Why the person gets mail about the meeting, and that it concerns the meeting itself. In the reader's language."""
    meeting = registration.meeting.title
    if registration.state is not State.DRAFT:
        return _(
            "You receive this because you registered for %(meeting)s. It concerns the meeting itself, so there is no"
            " unsubscribing.",
            meeting=meeting,
        )
    if registration.nominated_by_id:
        return _(
            "You receive this because your delegation nominated you for %(meeting)s. It concerns the meeting itself, so"
            " there is no unsubscribing.",
            meeting=meeting,
        )
    return _(
        "You receive this because this address was given in the registration form of %(meeting)s. It concerns the"
        " registration itself, so there is no unsubscribing.",
        meeting=meeting,
    )


def _personal_url(registration: Registration) -> str:
    return url_for("delegate.personal", token=links.personal(registration.uid), _external=True)
