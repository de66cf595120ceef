"""What the server says where a desk would refuse, in the reader's language: two short sentences, as the desk's page."""

from flask_babel import gettext as _

from tracker.checkin.verdicts import Verdict


def refusal(verdict: Verdict) -> str:
    """Why nobody comes in, and what to do."""
    sentences = {
        Verdict.REVOKED: _("This badge was replaced or withdrawn. Ask for the newer badge, or call the organizer."),
        Verdict.OTHER_MEETING: _("This is a badge of another meeting."),
        Verdict.NOT_APPROVED: _("There is no approved registration. Send the person to the organizer."),
        Verdict.NOT_THIS_CATEGORY: _("This category has no access to the session. If in doubt, call the organizer."),
        Verdict.NOT_YET_OPEN: _("The doors are not open yet. Is the right session chosen for this phone?"),
        Verdict.SESSION_OVER: _("The session is over. Is the right session chosen for this phone?"),
    }
    return sentences.get(verdict) or _("No such badge was ever issued. Search for the person by name.")
