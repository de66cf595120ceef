"""The invitation letter as PDF. It is made when somebody asks, and never kept.

A consulate reads it: it is in French for whoever has our mails in French, in English for everybody else.

What it says stands in templates/registration/papers/letter.<language>.typ; here are the facts that go into it.
"""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from flask_babel import force_locale

from tracker import clock, days, typesetting
from tracker.i18n import DEFAULT, STAFF_LANGUAGES
from tracker.meetings.queries import live_span
from tracker.meetings.wording import days_of
from tracker.registration.cards import represents
from tracker.registration.models import Registration
from tracker.registration.papers.models import VisaRequest
from tracker.typesetting import glyphs


@dataclass(frozen=True, slots=True)
class Invitation:
    """The facts of a letter, as printed; an empty one leaves its line out."""

    reference: str
    date: str
    body: str
    place: str
    address: str
    contact: str
    meeting: str
    days: str
    title: str
    full_name: str
    native_name: str
    nationality: str
    born_on: str
    passport_number: str
    passport_expires: str
    represents: str
    position: str
    arrives_on: str
    leaves_on: str
    signatory: str


def letter(registration: Registration, request: VisaRequest, signatory: str) -> bytes:
    """The PDF. A letter that was issued keeps its date and signatory; before, it is of today and of `signatory`."""
    language = registration.language if registration.language in STAFF_LANGUAGES else DEFAULT
    at = request.issued_at or clock.now()
    with force_locale(language):
        facts = _facts(registration, request, request.issued_by or signatory, at)
    return typesetting.pdf(f"registration/papers/letter.{language}.typ", glyphs.settable_all(asdict(facts)), made_at=at)


def file_name(registration: Registration) -> str:
    """What the letter is called as a file; names of people in it would tell too much."""
    return f"{registration.meeting.slug}-invitation.pdf"


def _facts(registration: Registration, request: VisaRequest, signatory: str, at: datetime) -> Invitation:
    meeting = registration.meeting
    held = live_span(meeting)
    return Invitation(
        reference=f"{meeting.body.code} {meeting.number} / VISA / {request.id}",
        date=_day(clock.day_in(at, meeting.timezone)),
        body=str(meeting.body.name),
        place=str(meeting.place),
        address=meeting.address,
        contact=meeting.contact,
        meeting=str(meeting.title),
        days=days_of(held, meeting.timezone) if held else "",
        title=registration.title,
        full_name=request.full_name,
        native_name=glyphs.in_own_script(registration.native_name),
        nationality=request.nationality,
        born_on=_day(request.born_on),
        passport_number=request.passport_number,
        passport_expires=_day(request.passport_expires),
        represents=represents(registration),
        position=registration.position or "",
        arrives_on=_day(request.arrives_on),
        leaves_on=_day(request.leaves_on),
        signatory=signatory,
    )


def _day(day: date | None) -> str:
    return days.day(day) if day else ""
