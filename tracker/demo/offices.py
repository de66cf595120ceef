"""Who chairs the demo's meetings, and who speaks for a delegation."""

from collections.abc import Mapping, Sequence

from tracker.audit.models import COMMAND
from tracker.demo.people import Person
from tracker.i18n import Texts
from tracker.meetings.models import Meeting
from tracker.registration import appointing
from tracker.registration.focal import pointing
from tracker.registration.focal.models import OfficerFunction
from tracker.registration.focal.pointing import Named
from tracker.registration.models import ADMITTED, DelegateRole, Registration

_SPEAKS = 10  # each tenth head is also the focal point


def fill(meeting: Meeting, people: Sequence[Person], registered: Mapping[str, Registration]) -> None:
    """Let the first two heads chair the meeting, and some heads speak for their delegations."""
    heads = [registered[person.key] for person in people if person.role is DelegateRole.HEAD]
    chairing = [head for head in heads if head.state in ADMITTED]
    functions = (OfficerFunction.CHAIRPERSON, OfficerFunction.VICE_CHAIRPERSON)
    for head, function in zip(chairing, functions, strict=False):
        appointing.appoint(head, function, Texts({}), COMMAND)
    for head in heads[::_SPEAKS]:
        if head.delegation and head.email:
            name = f"{head.given_name} {head.family_name}"
            pointing.appoint(meeting, head.delegation, Named(name, head.email, head.language), COMMAND)
