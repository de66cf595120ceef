"""The words for what the desk records, in the reader's language."""

from flask_babel import gettext as _

from tracker.checkin.models import Method
from tracker.checkin.verdicts import Direction, Doubt, Verdict
from tracker.meetings.models import CheckpointKind


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
        Method.PROVISIONAL: _("typed name"),
        Method.APP: _("Indico’s app"),
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
        Verdict.NOT_ON_LIST: _("not on the device’s list"),
        Verdict.PROVISIONAL: _("let in provisionally"),
    }
    return words[verdict]


def doubt_word(doubt: Doubt) -> str:
    """What is odd about a scan, in a few words."""
    words = {
        Doubt.CLOCK_UNKNOWN: _("came late, and the device’s clock was never compared with the server’s"),
        Doubt.AFTER_ARRIVAL: _("made, by the device’s clock, after it arrived"),
        Doubt.BEFORE_ENROLMENT: _("made, by the device’s clock, before the device was a desk"),
        Doubt.FAR_FROM_SESSION: _("made more than a day from the session"),
        Doubt.DEVICE_WITHDRAWN: _("sent after the device was withdrawn or its time was over"),
        Doubt.NUMBER_TAKEN: _("the device has sent another scan under the same number"),
        Doubt.IMPOSSIBLE_TIME: _("the device’s clock showed a year that cannot be"),
    }
    return words[doubt]


def checkpoint_word(kind: CheckpointKind) -> str:
    """What a reading of a badge says, besides who comes to a session."""
    words = {
        CheckpointKind.BADGE_COLLECTED: _("Badge collected"),
        CheckpointKind.REGISTRATION: _("Presented at registration"),
        CheckpointKind.DAY: _("There on some day"),
        CheckpointKind.SESSION: _("At the door of a session"),
    }
    return words[kind]
