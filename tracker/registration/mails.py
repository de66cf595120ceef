"""The mails to a delegate. Each is written when it is delivered, about the state of things at that moment."""

from collections.abc import Mapping
from typing import Any

from flask import url_for

from tracker.badges import qr
from tracker.db import db
from tracker.meetings.queries import live_span
from tracker.meetings.wording import days_of
from tracker.outbox.letters import Attachment, Letter, Picture, from_templates, letter
from tracker.outbox.posting import post
from tracker.registration import links, pages, queries
from tracker.registration.cards import card
from tracker.registration.models import Registration, State

_QR = "badge"  # the picture's name inside the mail
_PIXELS_A_MODULE = 10


def tell(registration: Registration, kind: str) -> None:
    """Have a mail about the registration sent to its person, in the language of their choice."""
    if registration.email:
        post(kind, registration.email, registration.language, registration_id=registration.id)


@letter("confirm_email")
def confirm_email(about: Mapping[str, Any]) -> Letter | None:
    """Ask whether the address is theirs; nothing if that is known or the draft is gone."""
    draft = _registration(about)
    if draft is None or draft.state is not State.DRAFT:
        return None
    url = url_for("delegate.confirm", token=links.confirming(draft.uid), _external=True)
    return _about(draft, "confirm_email", url=url, days=links.CONFIRM_DAYS)


@letter("already_registered")
def already_registered(about: Mapping[str, Any]) -> Letter | None:
    """Somebody filled in the form with the address of a registered person."""
    registration = _registration(about)
    return _about(registration, "already_registered") if registration else None


@letter("submitted")
def submitted(about: Mapping[str, Any]) -> Letter | None:
    """The registration is there and waits."""
    return _if_still(State.SUBMITTED, about, "submitted")


@letter("approved")
def approved(about: Mapping[str, Any]) -> Letter | None:
    """The badge, what to do with it, and the programme as a calendar file."""
    registration = _registration(about)
    badge = card(registration) if registration else None
    if registration is None or badge is None:
        return None
    calendar = pages.calendar(registration, _personal_url(registration))
    return _about(
        registration,
        "approved",
        card=badge,
        cid=_QR,
        pictures=(Picture(_QR, qr.png(badge.code, scale=_PIXELS_A_MODULE)),),
        attachments=(Attachment(f"{registration.meeting.slug}.ics", "text/calendar; method=PUBLISH", calendar),),
    )


@letter("declined")
def declined(about: Mapping[str, Any]) -> Letter | None:
    """The refusal with its reason."""
    return _if_still(State.DECLINED, about, "declined")


@letter("withdrawn")
def withdrawn(about: Mapping[str, Any]) -> Letter | None:
    """The withdrawal, in case that it was a mistake."""
    return _if_still(State.WITHDRAWN, about, "withdrawn")


def _if_still(state: State, about: Mapping[str, Any], name: str) -> Letter | None:
    """The letter, unless things have moved on since it was posted: a later mail says how they are now."""
    registration = _registration(about)
    if registration is None or registration.state is not state:
        return None
    return _about(registration, name, reason=pages.reason(registration))


def _registration(about: Mapping[str, Any]) -> Registration | None:
    return db.session.get(Registration, about["registration_id"])


def _about(
    registration: Registration,
    name: str,
    *,
    pictures: tuple[Picture, ...] = (),
    attachments: tuple[Attachment, ...] = (),
    **more: object,
) -> Letter:
    meeting = registration.meeting
    held = live_span(meeting)
    facts = {
        "r": registration,
        "meeting": meeting,
        "short_name": f"{meeting.body.code} {meeting.number}",
        "days_held": days_of(held, meeting.timezone) if held else "",
        "programme": queries.programme(registration),
        "personal_url": _personal_url(registration),
    }
    return from_templates(name, pictures=pictures, attachments=attachments, **(facts | more))


def _personal_url(registration: Registration) -> str:
    return url_for("delegate.personal", token=links.personal(registration.uid), _external=True)
