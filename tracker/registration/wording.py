"""The words for states, modes and roles, in the reader's language."""

from flask_babel import gettext as _

from tracker.registration.models import DelegateRole, Mode, State


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


def state_word(state: State) -> str:
    """Where a registration stands."""
    words = {
        State.DRAFT: _("e-mail not confirmed"),
        State.SUBMITTED: _("waiting for approval"),
        State.APPROVED: _("approved"),
        State.DECLINED: _("declined"),
        State.WITHDRAWN: _("withdrawn"),
    }
    return words[state]
