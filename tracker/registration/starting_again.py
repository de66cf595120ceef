"""Starting from the last registration: who took part before need not type it all again.

Nobody learns from the form whether an address is known; only its owner does, by mail.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select

from tracker.db import db
from tracker.errors import NotFound
from tracker.i18n import current_language
from tracker.meetings.models import Meeting
from tracker.meetings.queries import live_span
from tracker.meetings.wording import days_of
from tracker.outbox.letters import Letter, from_templates, letter
from tracker.outbox.posting import post
from tracker.registration import links, mails, queries, registering, senders
from tracker.registration.details import Details
from tracker.registration.models import Registration, State

# What a person is asked anew each time: what they need, what they agree to, which sessions, what they wish to say.
_TAKEN_OVER = (
    "title",
    "family_name",
    "given_name",
    "native_name",
    "phone",
    "organization",
    "department",
    "position",
    "role",
    "language",
    "interpretation",
)


class EarlierGone(NotFound):
    """What the person said at the earlier meeting was erased meanwhile."""


def ask(meeting: Meeting, email: str) -> None:
    """Send the owner of an address the way to a form that is filled in, as far as there is something to fill in.

    An address gets no more mails than by filling in forms: five in an hour, together.
    """
    if registering.has_mails_enough(email):
        return
    known = queries.counting(meeting.id, email)
    if known:
        mails.tell(known, "already_registered")
        return
    earlier = _last(meeting, email)
    about = {"registration_id": earlier.id} if earlier else {}
    post("start_again", email, earlier.language if earlier else current_language(), meeting_id=meeting.id, **about)


def earlier(meeting: Meeting, token: str) -> Registration:
    """The registration that a link starts from; LinkNotValid, or EarlierGone."""
    uid = links.started_again(meeting.id, token)
    found = db.session.scalar(select(Registration).where(Registration.uid == uid))
    if found is None or found.email is None:
        raise EarlierGone(_("What you said at the earlier meeting was erased meanwhile. Fill in the form anew."))
    return found


def data(of: Registration) -> dict[str, object]:
    """What the form for another meeting begins with."""
    return {name: getattr(of, name) for name in _TAKEN_OVER} | {
        "represents": senders.value_of(of.delegation, of.category)
    }


def register(meeting: Meeting, details: Details, of: Registration) -> Registration:
    """Register the owner of the address, who has just shown that it is theirs; or the registration that they have.

    SeatsFull where there is no seat and nobody can wait. Of two at once, one may raise IntegrityError.
    """
    known = queries.counting(meeting.id, of.email or "")
    return known or registering.confirm(registering.draft(meeting, replace(details, email=of.email)))


@letter("start_again")
def start_again(about: Mapping[str, Any]) -> Letter | None:
    """The way to the form; nothing if the person has registered meanwhile."""
    meeting = db.session.get(Meeting, about["meeting_id"])
    earlier = db.session.get(Registration, about.get("registration_id", 0))
    if meeting is None or (earlier and queries.counting(meeting.id, earlier.email or "")):
        return None
    held = live_span(meeting)
    return from_templates(
        "start_again",
        meeting=meeting,
        short_name=f"{meeting.body.code} {meeting.number}",
        days_held=days_of(held, meeting.timezone) if held else "",
        earlier=earlier,
        days=links.AGAIN_DAYS,
        url=_form_url(meeting, earlier),
        why=_(
            "You receive this because somebody asked for it at the registration form of %(meeting)s. It concerns the"
            " registration itself, so there is no unsubscribing.",
            meeting=meeting.title,
        ),
    )


def _form_url(meeting: Meeting, earlier: Registration | None) -> str:
    if earlier is None:
        return url_for("delegate.register", slug=meeting.slug, _external=True)
    token = links.starting_again(meeting.id, earlier.uid)
    return url_for("again.form", slug=meeting.slug, token=token, _external=True)


def _last(meeting: Meeting, email: str) -> Registration | None:
    """Never a draft: anybody can have typed that."""
    chosen = select(Registration).where(
        Registration.email == email, Registration.meeting_id != meeting.id, Registration.state != State.DRAFT
    )
    return db.session.scalar(chosen.order_by(Registration.created_at.desc(), Registration.id.desc()).limit(1))
