"""Putting a name right that is wrong on a badge, which stays valid: its code says nothing about its bearer."""

from dataclasses import asdict, dataclass

from flask_babel import gettext as _

from tracker.audit import recording
from tracker.audit.models import Actor
from tracker.errors import Invalid
from tracker.registration import registering
from tracker.registration.models import Registration


class NoName(Invalid):
    """A person has a family name."""


@dataclass(frozen=True, slots=True)
class Name:
    """How somebody is called."""

    title: str
    given_name: str
    family_name: str
    native_name: str

    def __str__(self) -> str:
        native = f"({self.native_name})" if self.native_name else ""
        return " ".join(part for part in (self.title, self.given_name, self.family_name, native) if part)


def rename(registration: Registration, name: Name, by: Actor, *, desk: str = "") -> bool:
    """Give the person that name; whether it differs. The journal keeps both, and who says so. NoName."""
    if not name.family_name:
        raise NoName(_("The family name is missing."))
    before = name_of(registration)
    if name == before:
        return False
    for field, value in asdict(name).items():
        setattr(registration, field, value)
    registering.describe(registration)
    recording.record(
        by,
        "registration.renamed",
        f"registration {registration.id}",
        meeting=registration.meeting.slug,
        before=str(before),
        after=str(name),
        desk=desk,
    )
    return True


def name_of(registration: Registration) -> Name:
    """How the person is called now."""
    return Name(registration.title, registration.given_name, registration.family_name, registration.native_name)
