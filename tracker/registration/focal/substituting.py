"""Sending somebody else in a person's place, whose seats are never free in between."""

from dataclasses import fields, replace

from tracker.badges import issuing
from tracker.db import db
from tracker.registration import mails, reviewing
from tracker.registration.details import Details
from tracker.registration.focal import heads, nominating
from tracker.registration.focal.acting import actor
from tracker.registration.focal.models import FocalPoint
from tracker.registration.models import DelegateRole, Registration, State
from tracker.registration.moving import check_allowed, move
from tracker.registration.seats import taking
from tracker.registration.states import Step

_OF_THE_PLACE = ("delegation_id", "category", "organization", "department", "document_phase", "speaking")


def substitute(leaving: Registration, focal_point: FocalPoint, details: Details) -> Registration:
    """Let a person come in another's place: with their role, sessions and seats, by the focal point's word.

    The substitute counts at once and completes the details by mail; the one who leaves loses the badge and is told.
    StepNotAllowed where there is no seat to pass on, AlreadyThere where the substitute is registered already.
    """
    taking.lock(leaving.meeting_id)
    check_allowed(leaving, Step.SUBSTITUTE)
    nominating.check_new(focal_point, details.email or "")
    role, by = leaving.role, actor(focal_point)
    coming = nominating.draft(focal_point, _in_place_of(leaving, details))
    coming.replaces_id = leaving.id
    move(coming, Step.CONFIRM, by)  # takes the seats before they are given up
    move(leaving, Step.SUBSTITUTE, by)
    issuing.revoke(leaving.id, "somebody else takes the seat")
    db.session.flush()
    if role is DelegateRole.HEAD:
        heads.name_head(coming, by)
    mails.tell(leaving, "released")
    mails.tell(coming, "nominated")
    if coming.state is State.SUBMITTED:
        reviewing.settle(coming)
    return coming


def _in_place_of(leaving: Registration, details: Details) -> Details:
    """The new person's own words, and of the one who leaves what belongs to the place."""
    kept = {one.name: getattr(leaving, one.name) for one in fields(Details) if one.name in _OF_THE_PLACE}
    role = DelegateRole.ALTERNATE if leaving.role is DelegateRole.HEAD else leaving.role  # one head at a time
    choices = {choice.session_id: choice.mode for choice in leaving.choices}
    return replace(details, **kept, role=role, choices=choices)
