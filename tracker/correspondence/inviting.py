"""Telling those who speak for delegations that items wait for their word."""

from collections.abc import Mapping
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select

from tracker.audit import recording
from tracker.audit.models import Actor
from tracker.correspondence import queries
from tracker.correspondence.voices import Way
from tracker.db import db
from tracker.i18n import current_language
from tracker.meetings.models import Meeting
from tracker.outbox.letters import Letter, from_templates, letter
from tracker.outbox.patience import BUSINESS_KEPT
from tracker.outbox.posting import Mail, post_all
from tracker.registration import links
from tracker.registration.focal import links as focal_links
from tracker.registration.focal import queries as focal
from tracker.registration.focal.models import FocalPoint
from tracker.registration.models import ADMITTED, DelegateRole, Registration

KIND = "items_open"


def to_tell(meeting_id: int) -> list[Mail]:
    """A mail for every focal point, and for every head whose address is not that of one (2 statements)."""
    found = [Mail(KIND, one.email, one.language, {"focal_point_id": one.id}) for one in focal.of_meeting(meeting_id)]
    told = {mail.recipient for mail in found}
    heads = db.session.scalars(
        select(Registration).where(
            Registration.meeting_id == meeting_id,
            Registration.role == DelegateRole.HEAD,
            Registration.state.in_(ADMITTED),
            Registration.delegation_id.is_not(None),
        )
    )
    about = ((one.email, one) for one in heads if one.email and one.email not in told)
    return found + [Mail(KIND, email, one.language, {"registration_id": one.id}) for email, one in about]


def tell(meeting: Meeting, by: Actor) -> int:
    """Send them all the link to the items; how many."""
    mails = to_tell(meeting.id)
    post_all(mails)
    recording.record(by, "items.told", f"meeting {meeting.slug}", meeting=meeting.slug, mails=len(mails))
    return len(mails)


@letter(KIND, kept=BUSINESS_KEPT)
def items_open(about: Mapping[str, Any]) -> Letter | None:
    """The items with their deadlines; nothing to who speaks for nobody any more."""
    if "focal_point_id" in about:
        return _to_focal_point(db.session.get(FocalPoint, about["focal_point_id"]))
    return _to_head(db.session.get(Registration, about["registration_id"]))


def _to_focal_point(speaker: FocalPoint | None) -> Letter | None:
    if speaker is None or speaker.ended_at is not None:
        return None
    token = focal_links.speaking(speaker.uid)
    name = speaker.delegation.name(current_language())
    return _letter(speaker.meeting, speaker.name, name, Way.FOCAL, token)


def _to_head(head: Registration | None) -> Letter | None:
    if head is None or head.delegation is None or head.state not in ADMITTED:
        return None
    name = f"{head.given_name} {head.family_name}"
    return _letter(head.meeting, name, head.delegation.name(current_language()), Way.HEAD, links.personal(head.uid))


def _letter(meeting: Meeting, name: str, delegation: str, way: Way, token: str) -> Letter:
    return from_templates(
        KIND,
        name=name,
        delegation=delegation,
        meeting=meeting,
        short_name=f"{meeting.body.code} {meeting.number}",
        items=queries.items(meeting.id),
        url=url_for("in_writing.index", way=way, token=token, lang=current_language(), _external=True),
        why=_(
            "You receive this because you speak for %(delegation)s at %(meeting)s. It concerns the meeting itself, so"
            " there is no unsubscribing.",
            delegation=delegation,
            meeting=meeting.title,
        ),
    )
