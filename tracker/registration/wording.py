"""The words for states, modes and roles, in the reader's language."""

from collections.abc import Mapping
from types import MappingProxyType

from flask_babel import gettext as _

from tracker.i18n import Texts, in_a_sentence
from tracker.registration.fields import _l
from tracker.registration.focal.models import OfficerFunction
from tracker.registration.models import DelegateRole, Mode, SpeakingRight, State

SPEAKING: Mapping[SpeakingRight, str] = MappingProxyType(
    {
        SpeakingRight.ACTIVE: _l("May take the floor"),
        SpeakingRight.PASSIVE: _l("Follows without taking the floor"),
    }
)

STATES: Mapping[State, str] = MappingProxyType(  # in the order in which organizers look at them
    {
        State.SUBMITTED: _l("Waiting for approval"),
        State.RETURNED: _l("Returned for correction"),
        State.WAITLISTED: _l("On the waiting list"),
        State.APPROVED: _l("Approved"),
        State.CONFIRMED: _l("Confirmed"),
        State.DECLINED: _l("Declined"),
        State.WITHDRAWN: _l("Withdrawn"),
        State.SUBSTITUTED: _l("Substituted"),
        State.DRAFT: _l("E-mail not confirmed"),
    }
)
STATE_KINDS: Mapping[State, str] = MappingProxyType(  # of their tags
    {
        State.SUBMITTED: "info",
        State.RETURNED: "warn",
        State.WAITLISTED: "warn",
        State.APPROVED: "good",
        State.CONFIRMED: "good",
        State.DECLINED: "bad",
        State.WITHDRAWN: "warn",
        State.SUBSTITUTED: "neutral",
        State.DRAFT: "neutral",
    }
)


def mode_word(mode: Mode) -> str:
    """Through which door somebody attends."""
    return {Mode.IN_PERSON: _("in person"), Mode.ONLINE: _("online"), Mode.MIXED: _("in person and online")}[mode]


def role_word(role: DelegateRole) -> str:
    """A person's place in the delegation."""
    words = {
        DelegateRole.HEAD: _("head of delegation"),
        DelegateRole.ALTERNATE: _("alternate"),
        DelegateRole.DELEGATE: _("delegate"),
        DelegateRole.ADVISER: _("adviser"),
        DelegateRole.OBSERVER: _("observer"),
    }
    return words[role]


def office_word(function: OfficerFunction, title: Texts | None = None) -> str:
    """What somebody is at the meeting: the title in its own words, such as "Secretary General", else the function."""
    words = {
        OfficerFunction.CHAIRPERSON: _("Chairperson"),
        OfficerFunction.VICE_CHAIRPERSON: _("Vice-Chairperson"),
        OfficerFunction.SECRETARY: _("Secretary of the meeting"),
        OfficerFunction.SPEAKER: _("Speaker"),
    }
    return str(title) if title else words[function]


def state_word(state: State) -> str:
    """Where a registration stands, within a sentence or a list."""
    return in_a_sentence(STATES[state])
