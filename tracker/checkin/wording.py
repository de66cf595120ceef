"""The words for what the desk records, in the reader's language."""

from flask_babel import gettext as _

from tracker.checkin.models import Method
from tracker.checkin.verdicts import Direction, Verdict


def direction_word(direction: Direction) -> str:
    """Which way through the door."""
    return _("in") if direction is Direction.IN else _("out")


def method_word(method: Method) -> str:
    """How a badge was read."""
    words = {
        Method.CAMERA: _("camera"),
        Method.WEDGE: _("hand scanner"),
        Method.TYPED: _("typed"),
        Method.NAME: _("name"),
    }
    return words[method]


def verdict_word(verdict: Verdict) -> str:
    """The verdict in a few words, as in a list."""
    words = {
        Verdict.WELCOME: _("welcome"),
        Verdict.ALREADY_IN: _("already in"),
        Verdict.WELCOME_ONLINE: _("welcome, registered online"),
        Verdict.GOODBYE: _("goodbye"),
        Verdict.NOT_IN: _("left, never scanned in"),
        Verdict.UNKNOWN_CODE: _("refused: unknown code"),
        Verdict.MISTYPED_CODE: _("refused: mistyped code"),
        Verdict.NOT_A_BADGE: _("refused: not a badge"),
        Verdict.REVOKED: _("refused: badge replaced or withdrawn"),
        Verdict.OTHER_MEETING: _("refused: badge of another meeting"),
        Verdict.NOT_APPROVED: _("refused: not approved"),
        Verdict.NOT_THIS_CATEGORY: _("refused: not open to this category"),
        Verdict.NOT_YET_OPEN: _("refused: not yet open"),
        Verdict.SESSION_OVER: _("refused: session over"),
    }
    return words[verdict]
