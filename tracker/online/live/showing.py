"""What the shared screen says beside the code, in every language of delegates."""

from flask_babel import gettext as _

from tracker.i18n import LANGUAGES, direction, writing_in


def invitation() -> list[tuple[str, str, str]]:
    """Language, direction and the sentence in it."""
    return [(code, direction(code), _sentence(code)) for code in LANGUAGES]


def _sentence(language: str) -> str:
    with writing_in(language):
        return _("On the screen? Type this code on the page that you joined by.")
