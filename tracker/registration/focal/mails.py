"""The mails to focal points. Each is written when it is delivered."""

from collections.abc import Mapping
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from tracker.audit.models import ActorKind
from tracker.db import db
from tracker.i18n import current_language
from tracker.meetings.queries import live_span
from tracker.meetings.wording import days_of
from tracker.outbox.letters import Letter, from_templates, letter
from tracker.outbox.patience import BUSINESS_KEPT
from tracker.outbox.posting import post
from tracker.people.names import printed
from tracker.registration.focal import links
from tracker.registration.focal.following import KIND
from tracker.registration.focal.models import FocalPoint
from tracker.registration.models import Registration, State, StateChange
from tracker.registration.wording import state_word


def tell(focal_point: FocalPoint) -> None:
    """Send somebody the link to the page of their delegation."""
    post("focal_point", focal_point.email, focal_point.language, focal_point_id=focal_point.id)


@letter("focal_point", kept=BUSINESS_KEPT)
def focal_point(about: Mapping[str, Any]) -> Letter | None:
    """The link, and what it is for; nothing to who has ended meanwhile."""
    speaker = _speaker(about)
    if speaker is None:
        return None
    held = live_span(speaker.meeting)
    days = days_of(held, speaker.meeting.timezone) if held else ""
    return letter_to(speaker, "focal_point", days_held=days, days=links.KEPT.days)


@letter(KIND, kept=BUSINESS_KEPT)
def delegation_news(about: Mapping[str, Any]) -> Letter | None:
    """Whose registration changed, how, when, by whom and why."""
    speaker = _speaker(about)
    registration = db.session.get(Registration, about["registration_id"])
    change = db.session.get(StateChange, about["change_id"])
    if speaker is None or registration is None or change is None:
        return None
    return letter_to(
        speaker,
        KIND,
        r=registration,
        change=change,
        person=printed(registration.title, registration.given_name, registration.family_name),
        state=state_word(change.after),
        who=_who(change),
        successor=_successor(registration),
    )


def _successor(registration: Registration) -> str:
    """Who came instead, if anybody did."""
    if registration.state is not State.SUBSTITUTED:
        return ""
    found = db.session.scalar(db.select(Registration).where(Registration.replaces_id == registration.id))
    return printed(found.title, found.given_name, found.family_name) if found else ""


def _who(change: StateChange) -> str:
    if change.actor_kind is ActorKind.DELEGATE:
        return _("the person")
    if change.actor_kind is ActorKind.FOCAL_POINT:
        return change.actor
    return _("the organizer")


def _speaker(about: Mapping[str, Any]) -> FocalPoint | None:
    found = db.session.get(FocalPoint, about["focal_point_id"])
    return found if found is not None and found.ended_at is None else None


def letter_to(speaker: FocalPoint, name: str, /, **more: object) -> Letter:
    """The letter that the templates of that name say to a focal point; `more` are further facts for them."""
    meeting = speaker.meeting
    facts = {
        "focal_point": speaker,
        "delegation": speaker.delegation.name(current_language()),
        "meeting": meeting,
        "short_name": f"{meeting.body.code} {meeting.number}",
        "why": _(
            "You receive this because you speak for %(delegation)s at %(meeting)s. It concerns the meeting itself, so"
            " there is no unsubscribing.",
            delegation=speaker.delegation.name(current_language()),
            meeting=meeting.title,
        ),
        "url": url_for("focal.delegation", token=links.speaking(speaker.uid), _external=True),
    }
    return from_templates(name, pictures=(), attachments=(), **(facts | more))
