"""One badge as a picture: of somebody, or of a person who does not exist."""

from collections.abc import Sequence
from uuid import UUID

from flask_babel import force_locale
from flask_babel import gettext as _

from tracker import typesetting
from tracker.badges import codes
from tracker.meetings.models import Meeting
from tracker.people.models import Category
from tracker.registration.badges import drawing, filling, queries
from tracker.registration.badges.bearers import Bearer
from tracker.registration.badges.looks import Dress, Look
from tracker.registration.focal.models import OfficerFunction
from tracker.registration.wording import office_word

_DOTS_PER_INCH = 160


def pictures(meeting: Meeting, dress: Dress, person: str = "") -> list[bytes]:
    """The sides of one badge as PNG: of the first person of that name, or of an invented one."""
    holders = queries.found(meeting.id, person)
    bearer = filling.bearers(meeting, holders, dress.look)[0] if holders else _invented(meeting, dress.look)
    return _set([bearer], meeting, dress)


def _set(bearers: Sequence[Bearer], meeting: Meeting, dress: Dress) -> list[bytes]:
    drawn = drawing.draw(bearers, dress.look, filling.occasion(meeting, dress), dress.look.layout, alone=True)
    if not drawn.drawn:
        return []
    return typesetting.pictures(
        drawing.TEMPLATE, drawn.document, drawn.images, kind="png", dots_per_inch=_DOTS_PER_INCH
    )


def _invented(meeting: Meeting, look: Look) -> Bearer:
    """Somebody with a longer name than most, whose badge opens no door."""
    offices, delegations = [], []
    for language in look.languages:
        with force_locale(language):
            offices.append(office_word(OfficerFunction.VICE_CHAIRPERSON))
            delegations.append(_("Delegation"))
    programme = filling.programme(meeting, look) if look.two_sided else {}
    badge_id = UUID(int=0)
    return Bearer(
        registration_id=0,
        badge_id=badge_id,
        code=codes.derive(badge_id, b"a badge of nobody"),
        given_name="Amina Marie-Hélène",
        family_name="El-Sayed",
        category=Category.MEM,
        native_name="أمينة السيد",
        native_language="ar",
        delegation=tuple(delegations),
        organization="Customs Administration",
        position="Deputy Director",
        offices=(tuple(offices),),
        sessions=tuple(programme.values()),
    )
