"""What papers, needs and flaws are called."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from babel.lists import format_list
from flask_babel import get_locale
from flask_babel import gettext as _
from markupsafe import Markup

from tracker.i18n import marked
from tracker.registration.fields import _l
from tracker.registration.papers import photos
from tracker.registration.papers.models import Need, PaperKind
from tracker.registration.papers.needs import Purpose
from tracker.registration.papers.pdfs import LARGEST, Flaw
from tracker.registration.papers.photos import PhotoFlaw

KINDS: Mapping[PaperKind, str] = MappingProxyType(
    {
        PaperKind.NOMINATION_LETTER: _l("Nomination letter"),
        PaperKind.NOTE_VERBALE: _l("Note verbale"),
        PaperKind.CREDENTIALS: _l("Credentials"),
        PaperKind.PHOTO: _l("Photo"),
    }
)
MEANINGS: Mapping[PaperKind, str] = MappingProxyType(
    {
        PaperKind.NOMINATION_LETTER: _l("From your administration or organization, naming you for this meeting."),
        PaperKind.NOTE_VERBALE: _l("From the embassy or permanent mission, on its letterhead."),
        PaperKind.CREDENTIALS: _l("Signed by the head of State or of government, or by the minister in charge."),
        PaperKind.PHOTO: _l(
            "Of your face from the front, as in a passport, before a light background. For your badge."
        ),
    }
)
NEEDS: Mapping[Need, str] = MappingProxyType(
    {Need.OFF: _l("None"), Need.OPTIONAL: _l("Optional"), Need.REQUIRED: _l("Required")}
)


def named(purpose: Purpose) -> str:
    """What a kind of paper, or the file for a question, is called."""
    return str(KINDS[purpose] if isinstance(purpose, PaperKind) else purpose.label)


def marked_name(purpose: Purpose) -> Markup:
    """The name for the content of a page: what the organizer wrote bears its language."""
    return marked(KINDS[purpose] if isinstance(purpose, PaperKind) else purpose.label)


def marked_meaning(purpose: Purpose) -> Markup:
    """Where such a paper comes from, or why the question is asked, likewise."""
    return marked(MEANINGS[purpose] if isinstance(purpose, PaperKind) else purpose.hint)


def missing_sentence(kinds: Sequence[Purpose]) -> str:
    """Why somebody cannot be approved yet."""
    names = format_list([named(kind) for kind in kinds], locale=get_locale())
    return _("Not approved: a required paper is missing (%(papers)s). The organizer may go on without.", papers=names)


def photo_sentence(flaw: PhotoFlaw) -> str:
    """Why a photo is refused, and what to do."""
    return {
        PhotoFlaw.EMPTY: _("This file is empty. Choose another one."),
        PhotoFlaw.TOO_LARGE: _("This photo is too large. The limit is %(limit)s MB.", limit=photos.LARGEST // 1024**2),
        PhotoFlaw.NO_JPEG: _("This is not a JPEG photo, whatever its name says. Save the photo as JPEG."),
        PhotoFlaw.BROKEN: _("This photo cannot be read: it may be damaged. Save it again and choose it once more."),
        PhotoFlaw.TOO_SMALL: _(
            "This photo is too small to print. Each side needs at least %(pixels)s pixels.", pixels=photos.SMALLEST_SIDE
        ),
        PhotoFlaw.TOO_MANY_PIXELS: _(
            "This photo has too many pixels. The limit is %(number)s million: save it smaller.",
            number=photos.MOST_PIXELS // 1_000_000,
        ),
        PhotoFlaw.NO_PORTRAIT: _("This is not a portrait: a badge needs a photo that is higher than wide. Crop it."),
    }[flaw]


def flaw_sentence(flaw: Flaw) -> str:
    """Why a file is refused, and what to do."""
    return {
        Flaw.EMPTY: _("This file is empty. Choose another one, or scan the document again."),
        Flaw.TOO_LARGE: _(
            "This file is too large. The limit is %(limit)s MB: scan it in grey, at 150 or 200 dots per inch.",
            limit=LARGEST // 1024**2,
        ),
        Flaw.NO_PDF: _("This is not a PDF, whatever its name says. Save or scan the document as PDF."),
        Flaw.CUT_SHORT: _("This PDF is not complete: its end is missing. Save it again and choose it once more."),
        Flaw.SCRIPTS: _("This PDF contains scripts, which may do harm. Print it to a new PDF and choose that one."),
        Flaw.PROGRAMS: _("This PDF can start programs, which may do harm. Print it to a new PDF and choose that one."),
        Flaw.FILES: _("This PDF carries other files inside. Print it to a new PDF and choose that one."),
        Flaw.LOCKED: _("This PDF is protected by a password or a permission. Save it without, and choose that one."),
        Flaw.UNREADABLE: _("This PDF cannot be checked. Print it to a new PDF and choose that one."),
    }[flaw]
