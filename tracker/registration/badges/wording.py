"""What the pages of badges call things, in the reader's language."""

from collections.abc import Mapping

from flask_babel import gettext as _

from tracker.badges.layouts import Layout
from tracker.registration.badges.drawing import Flaw
from tracker.registration.badges.logos import LogoFlaw
from tracker.registration.badges.looks import BadgeField
from tracker.registration.fields import _l
from tracker.typesetting import glyphs

LAYOUTS: Mapping[Layout, str] = {
    Layout.A6: _l("A6, 105 × 148 mm"),
    Layout.A7: _l("A7, 74 × 105 mm"),
    Layout.CARD: _l("Card, 86 × 54 mm"),
    Layout.LABEL: _l("Label, 62 × 100 mm"),
    Layout.A4_4: _l("A4 sheet with 4 badges of 95 × 136 mm, crop marks"),
    Layout.A4_8: _l("A4 sheet with 8 badges of 95 × 68 mm, crop marks"),
}
FIELDS: Mapping[BadgeField, str] = {
    BadgeField.MEETING: _l("Title of the meeting"),
    BadgeField.DATES: _l("Days on which it is valid"),
    BadgeField.NATIVE_NAME: _l("Name in its own script"),
    BadgeField.OFFICE: _l("Function at the meeting"),
    BadgeField.POSITION: _l("Position"),
    BadgeField.ORGANIZATION: _l("Organization"),
    BadgeField.PHOTO: _l("Photo, where there is one"),
}


def flaw_sentence(flaw: Flaw) -> str:
    """Why somebody's badge is not printed."""
    if not flaw.letters:
        return _("The name is too long for this paper. Choose a larger one.")
    return _("No font can print %(letters)s.", letters=", ".join(glyphs.named(flaw.letters)))


def logo_sentence(flaw: LogoFlaw) -> str:
    """Why a logo is refused, and what to do."""
    sentences = {
        LogoFlaw.TOO_LARGE: _("The file is larger than 1 MB. Save the logo smaller."),
        LogoFlaw.NO_PICTURE: _("Choose a PNG, JPEG or SVG file."),
        LogoFlaw.BROKEN: _("This file cannot be read. Save the logo again and choose the new file."),
        LogoFlaw.TOO_SMALL: _("The picture is too small to be printed. It needs 16 pixels or more on each side."),
        LogoFlaw.TOO_MANY_PIXELS: _("The picture has more than 25 million pixels. Save the logo smaller."),
        LogoFlaw.REACHES_OUT: _("This SVG holds scripts, pictures or links. Save the logo as PNG and choose that one."),
    }
    return sentences[flaw]
