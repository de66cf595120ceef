"""The words for who attended and how, as screens and workbooks print them."""

from collections.abc import Mapping
from types import MappingProxyType

from flask_babel import gettext as _
from flask_babel import pgettext

from tracker.attendance.models import QuorumSnapshot
from tracker.attendance.opening import OPENING
from tracker.attendance.presence import Said, Status, Way
from tracker.attendance.tallies import Outcome
from tracker.audit.models import SYSTEM
from tracker.i18n import in_a_sentence
from tracker.registration.fields import _l

STATUSES: Mapping[Status, str] = MappingProxyType(
    {
        Status.PRESENT: _l("Present"),
        Status.BRIEF: _l("Briefly"),
        Status.ABSENT: _l("Absent"),
        Status.NO_EVIDENCE: _l("No evidence yet"),
        Status.EXCUSED: _l("Excused"),
        Status.NOT_REGISTERED: _l("Not registered"),
    }
)
STATUS_KINDS: Mapping[Status, str] = MappingProxyType(
    {
        Status.PRESENT: "good",
        Status.BRIEF: "warn",
        Status.ABSENT: "bad",
        Status.NO_EVIDENCE: "neutral",
        Status.EXCUSED: "info",
        Status.NOT_REGISTERED: "neutral",
    }
)
WAYS: Mapping[Way, str] = MappingProxyType(
    {
        Way.ROOM: _l("in the room"),
        Way.SCREEN: _l("on the screen"),
        Way.BOTH: _l("room and screen"),
    }
)
SAID: Mapping[Said, str] = MappingProxyType(
    {
        Said.PRESENT: _l("Present"),
        Said.ABSENT: _l("Absent"),
        Said.MINUTES: _l("Other minutes"),
        Said.EXCUSED: _l("Excused"),
    }
)


def outcome_word(one: Outcome) -> str:
    """As a heading or a cell prints it."""
    words = {
        Outcome.ROOM: _("in the room"),
        Outcome.ONLINE: _("online"),
        Outcome.BOTH: _("room and online"),
        Outcome.BRIEF: _("briefly"),
        Outcome.NO_EVIDENCE: _("no evidence"),
        Outcome.EXCUSED: _("excused"),
        Outcome.ABSENT: _("absent"),
    }
    return words[one]


def outcome_symbol(one: Outcome) -> str:
    """As the matrix prints it: short, no two alike in any case of letters."""
    symbols = {
        Outcome.ROOM: pgettext("symbol: in the room", "R"),
        Outcome.ONLINE: pgettext("symbol: online", "O"),
        Outcome.BOTH: pgettext("symbol: room and online", "RO"),
        Outcome.BRIEF: pgettext("symbol: briefly", "B"),
        Outcome.NO_EVIDENCE: pgettext("symbol: no evidence", "N"),
        Outcome.EXCUSED: pgettext("symbol: excused", "E"),
        Outcome.ABSENT: pgettext("symbol: absent", "A"),
    }
    return symbols[one]


def outcome_meaning(one: Outcome) -> str:
    """A sentence for the legend."""
    meanings = {
        Outcome.ROOM: _("The badge was read at the door of the session, and the person stayed long enough to count."),
        Outcome.ONLINE: _("A report of the platform shows the person in the session, for long enough to count."),
        Outcome.BOTH: _("In the room for a part of the session and online for another; the minutes count once."),
        Outcome.BRIEF: _("Seen, for less time than the meeting asks for; not counted as present."),
        Outcome.NO_EVIDENCE: _(
            "Registered, and nothing is known yet: the session is to come, or no report of the platform is in."
        ),
        Outcome.EXCUSED: _("Excused, by the word of an organizer."),
        Outcome.ABSENT: _("Registered, and seen neither in the room nor online."),
    }
    return meanings[one]


def status_word(one: Status) -> str:
    """A status by itself, as a cell prints it."""
    return in_a_sentence(STATUSES[one])


def said_word(one: Said) -> str:
    """What an organizer says, as a cell prints it."""
    return in_a_sentence(SAID[one])


def occasion(one: QuorumSnapshot, codes: Mapping[int, str]) -> str:
    """On what occasion the quorum was recorded: an opening in the reader's language, else what the organizer wrote.

    `codes` are those of the meeting's sessions by id. A session may be gone since: then its code is read from the text.
    """
    code = codes.get(one.session_id or 0)
    if code is None and one.actor == SYSTEM.name and one.occasion.startswith(OPENING):
        code = one.occasion.removeprefix(OPENING)
    return _("Opening of %(session)s", session=code) if code else one.occasion
