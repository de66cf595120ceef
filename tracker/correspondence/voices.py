"""Whose word a link carries: a focal point's, or that of the head of a delegation."""

from enum import StrEnum

from flask_babel import gettext as _

from tracker.audit.models import Actor
from tracker.correspondence.saying import Voice
from tracker.errors import Refused
from tracker.meetings.models import Meeting
from tracker.people import categories
from tracker.people.models import Delegation
from tracker.registration.focal import acting
from tracker.registration.focal import queries as focal
from tracker.registration.models import ADMITTED, DelegateRole, Registration
from tracker.registration.papers.people import person
from tracker.registration.registering import delegate


class Way(StrEnum):
    """By which kind of link somebody comes."""

    FOCAL = "focal"
    HEAD = "head"


class NoVoice(Refused):
    """The person of the link speaks for no delegation."""


def voice(way: Way, token: str, *, to_change: bool = False) -> Voice:
    """Who speaks by this link, or NoVoice; the errors of links as elsewhere."""
    if way is Way.FOCAL:
        speaker = focal.speaker(token, to_change=to_change)
        return _voice(speaker.meeting, speaker.delegation, acting.actor(speaker), speaker.language, speaker.name)
    head = person(token)
    if not is_head(head) or head.delegation is None:
        raise NoVoice(_("The head of a delegation and its focal points speak for it in writing."))
    name = f"{head.given_name} {head.family_name}"
    return _voice(head.meeting, head.delegation, delegate(head), head.language, name)


def is_head(registration: Registration) -> bool:
    """Whether somebody speaks for the own delegation."""
    return registration.role is DelegateRole.HEAD and registration.state in ADMITTED


def _voice(meeting: Meeting, delegation: Delegation, actor: Actor, language: str, name: str) -> Voice:
    rules = categories.of(meeting.id)
    votes = rules[categories.category_of(delegation.kind)].votes
    return Voice(meeting, delegation, actor, language, name, votes)
