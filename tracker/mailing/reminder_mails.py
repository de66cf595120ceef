"""The mails that remind. Each is written when it is delivered: what is done by then is left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from tracker import clock
from tracker.badges import qr
from tracker.db import db
from tracker.mailing import pending, reminding
from tracker.mailing.mails import PIXELS_A_MODULE, QR
from tracker.mailing.reminding import DEADLINE, FOCAL, MEETING
from tracker.meetings.queries import live_span
from tracker.meetings.wording import moment
from tracker.outbox.letters import Letter, Picture, letter
from tracker.outbox.patience import BUSINESS_KEPT
from tracker.people.names import printed
from tracker.registration import links, mails
from tracker.registration.cards import card
from tracker.registration.focal import links as focal_links
from tracker.registration.focal import mails as focal_mails
from tracker.registration.focal.models import FocalPoint
from tracker.registration.models import ADMITTED, Mode, Registration, State
from tracker.registration.pages import reason
from tracker.registration.papers import needs
from tracker.registration.papers.receiving import may_upload
from tracker.registration.papers.wording import named
from tracker.registration.seats import offering


@dataclass(frozen=True, slots=True)
class Task:
    """Something left to do, and where."""

    what: str
    label: str  # of the way there
    url: str
    details: Sequence[str] = ()


@letter(DEADLINE, kept=BUSINESS_KEPT)
def reminder_deadline(about: Mapping[str, Any]) -> Letter | None:
    """All that the person has left to do; nothing if that is done, or registration has closed."""
    registration = db.session.get(Registration, about["registration_id"])
    closes = reminding.closing(registration.meeting).get(registration.category) if registration else None
    if registration is None or closes is None or clock.now() >= closes:
        return None
    tasks = list(_tasks(registration))
    if not tasks:
        return None
    until = moment(closes, registration.meeting.timezone)
    return mails.letter_about(registration, DEADLINE, tasks=tasks, until=until)


@letter(FOCAL, kept=BUSINESS_KEPT)
def reminder_focal(about: Mapping[str, Any]) -> Letter | None:
    """Who waits for the focal point; nothing if nobody does any more."""
    speaker = db.session.get(FocalPoint, about["focal_point_id"])
    closes = speaker.meeting.registration_closes if speaker else None
    if speaker is None or speaker.ended_at is not None or closes is None or clock.now() >= closes:
        return None
    waiting = pending.for_focal_points(speaker.meeting, clock.now())
    people = [one for found in waiting if found.focal_point.id == speaker.id for one in found.people]
    if not people:
        return None
    names = [printed(one.title, one.given_name, one.family_name) for one in people]
    return focal_mails.letter_to(speaker, FOCAL, names=names, until=moment(closes, speaker.meeting.timezone))


@letter(MEETING, kept=BUSINESS_KEPT)
def reminder_meeting(about: Mapping[str, Any]) -> Letter | None:
    """The badge for the room, the personal page for the screen; nothing to who does not come, or when it is over."""
    registration = db.session.get(Registration, about["registration_id"])
    held = live_span(registration.meeting) if registration else None
    if registration is None or held is None or registration.state not in ADMITTED or clock.now() >= held.ends:
        return None
    badge = card(registration) if registration.mode is not Mode.ONLINE else None
    return mails.letter_about(
        registration,
        MEETING,
        pictures=(Picture(QR, qr.png(badge.code, scale=PIXELS_A_MODULE)),) if badge else (),
        badge=badge,
        cid=QR,
        begins=moment(held.starts, registration.meeting.timezone),
    )


def _tasks(registration: Registration) -> list[Task]:
    return [*_to_confirm(registration), *_to_correct(registration), *_to_accept(registration), *_to_send(registration)]


def _to_confirm(registration: Registration) -> list[Task]:
    if registration.state is not State.DRAFT:
        return []
    if registration.nominated_by_id:
        url = url_for("nominees.completion", token=focal_links.nominating(registration.uid), _external=True)
        return [Task(_("Your delegation has nominated you. Complete and confirm."), _("Complete and confirm"), url)]
    url = url_for("delegate.confirm", token=links.confirming(registration.uid), _external=True)
    what = _("Your registration is not confirmed. Until it is, nobody is registered.")
    return [Task(what, _("Confirm registration"), url)]


def _to_correct(registration: Registration) -> list[Task]:
    if registration.state is not State.RETURNED:
        return []
    url = url_for("delegate.edit", token=links.personal(registration.uid), _external=True)
    asked = reason(registration)
    return [Task(_("Your registration needs a correction."), _("Correct it"), url, [asked] if asked else [])]


def _to_accept(registration: Registration) -> list[Task]:
    offer = offering.kept(registration, clock.now())
    if offer is None:
        return []
    url = url_for("delegate.personal", token=links.personal(registration.uid), _external=True)
    until = moment(offer.accept_by, registration.meeting.timezone)
    return [Task(_("A seat is kept for you until %(until)s.", until=until), _("Accept or refuse the seat"), url)]


def _to_send(registration: Registration) -> list[Task]:
    kinds = needs.missing(registration) if may_upload(registration) else []
    if not kinds:
        return []
    url = url_for("papers.own", token=links.personal(registration.uid), _external=True)
    return [Task(_("These papers are missing:"), _("Send the papers"), url, [named(kind) for kind in kinds])]
