"""Filters and kinds of mail in words."""

from flask_babel import gettext as _

from tracker.i18n import current_language
from tracker.mailing import queries
from tracker.mailing.filters import Filter, Seen
from tracker.meetings.models import Meeting
from tracker.people import categories
from tracker.registration.forms import MODES
from tracker.registration.wording import STATES


def filter_words(wanted: Filter, meeting: Meeting) -> list[tuple[str, str]]:
    """What a filter asks for, as rows of a label and words; what leaves nobody out is not there."""
    labels = categories.labels(categories.of(meeting.id)) if wanted.categories else {}
    sender = queries.delegation(wanted.delegation) if wanted.delegation else None
    rows = [
        (_("Status"), ", ".join(str(STATES[state]) for state in wanted.states) or _("Any")),
        (_("Attends"), ", ".join(str(MODES[mode]) for mode in wanted.modes)),
        (_("Category"), ", ".join(labels[category] for category in wanted.categories)),
        (_("Delegation"), sender.name(current_language()) if sender else wanted.delegation),
        (_("Has chosen the session"), _session(wanted.session, meeting)),
        (_("What the desks know"), _seen(wanted, meeting)),
    ]
    return [(label, words) for label, words in rows if words]


def _seen(wanted: Filter, meeting: Meeting) -> str:
    if wanted.seen is Seen.ANY:
        return ""
    door = _session(wanted.door, meeting) or _("any session of the meeting")
    if wanted.seen is Seen.SEEN:
        return _("Seen at the door of %(door)s", door=door)
    return _("Not seen at the door of %(door)s", door=door)


def _session(code: str, meeting: Meeting) -> str:
    title = next((str(one.title) for one in meeting.sessions if one.code == code), "")
    return f"{code} · {title}" if title else code
