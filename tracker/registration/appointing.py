"""Functions at a meeting: who is chairperson, vice-chairperson, secretary or speaker besides being a delegate."""

from flask_babel import gettext as _
from sqlalchemy import select

from tracker.audit import recording
from tracker.audit.models import Actor
from tracker.db import db
from tracker.errors import NotFound
from tracker.i18n import Texts
from tracker.registration.focal.models import Officer, OfficerFunction
from tracker.registration.models import Registration


class NoSuchOffice(NotFound):
    """The person does not hold that function."""


def appoint(registration: Registration, function: OfficerFunction, title: Texts, by: Actor) -> None:
    """Give somebody a function, or its title other words. Several people may hold the same."""
    found = _find(registration, function)
    if found is None:
        found = Officer(registration_id=registration.id, function=function)
        db.session.add(found)
    found.title = title or None
    _record(registration, by, "office.given", function)


def dismiss(registration: Registration, function: str, by: Actor) -> None:
    """Take a function from somebody; NoSuchOffice."""
    known = function in set(OfficerFunction)
    found = _find(registration, OfficerFunction(function)) if known else None
    if found is None:
        raise NoSuchOffice(_("This person does not hold that function."))
    db.session.delete(found)
    _record(registration, by, "office.ended", found.function)


def _find(registration: Registration, function: OfficerFunction) -> Officer | None:
    chosen = select(Officer).where(Officer.registration_id == registration.id)
    return db.session.scalar(chosen.where(Officer.function == function))


def _record(registration: Registration, by: Actor, action: str, function: OfficerFunction) -> None:
    subject, slug = f"registration {registration.id}", registration.meeting.slug
    recording.record(by, action, subject, meeting=slug, function=function.value)
