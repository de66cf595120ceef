"""The words for reports and names, in the reader's language."""

from collections.abc import Mapping

from flask_babel import gettext as _

from tracker.online.reports import formats, mapping
from tracker.online.reports.stays import Doubt


def format_word(name: str) -> str:
    """The platform and the kind of file."""
    if name == mapping.NAME:
        return _("a list, by its columns")
    known = formats.known().get(name)
    return known.label if known else _("not recognized yet")


def doubt_words() -> Mapping[Doubt, str]:
    """What is wrong with a row."""
    return {
        Doubt.NO_JOINED: _("The time of joining is missing."),
        Doubt.NO_LEFT: _("The time of leaving is missing."),
        Doubt.NO_TIMES: _("The times of joining and leaving are missing."),
        Doubt.BACKWARDS: _("The time of leaving is before the time of joining."),
    }


def standing_words() -> Mapping[str, tuple[str, str]]:
    """Where names can stand, in the order in which an organizer looks at them: the word and the kind of its tag."""
    return {
        "to_confirm": (_("To confirm"), "warn"),
        "unmatched": (_("Unmatched"), "bad"),
        "matched": (_("Matched"), "good"),
        "aside": (_("Set aside"), "neutral"),
        "ignored": (_("Ignored"), "neutral"),
    }
