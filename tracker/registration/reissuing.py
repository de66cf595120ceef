"""Helping people whose badge or mail got lost."""

from flask_babel import gettext as _

from tracker.audit import recording
from tracker.audit.models import Actor
from tracker.badges import issuing
from tracker.errors import Conflict
from tracker.outbox.posting import post
from tracker.registration.models import ADMITTED, Registration, State

REPEATED = {
    State.DRAFT: "confirm_email",
    State.APPROVED: "approved",
    State.CONFIRMED: "approved",
}  # the kinds of mail that people need in a state


class NoBadge(Conflict):
    """Only who is approved has a badge."""


class NothingToRepeat(Conflict):
    """No mail would say anything that still helps, or there is no address."""


def reissue(registration: Registration, by: Actor, reason: str) -> None:
    """Another badge, mailed; every earlier one opens no door any more. NoBadge unless approved."""
    if registration.state not in ADMITTED:
        raise NoBadge(_("Only an approved registration has a badge."))
    issuing.issue(registration.id, reason=reason)
    _record(registration, by, "badge.reissued", reason)
    if registration.email:
        _post(registration, registration.email)


def repeat_mail(registration: Registration, by: Actor) -> None:
    """Send the mail with the badge, or the link that confirms the address, once more; or NothingToRepeat."""
    if not registration.email or registration.state not in REPEATED:
        raise NothingToRepeat(_("There is no e-mail to send again for this registration."))
    _post(registration, registration.email)
    _record(registration, by, "mail.repeated", _kind(registration))


def _kind(registration: Registration) -> str:
    is_nominee = registration.state is State.DRAFT and registration.nominated_by_id is not None
    return "nominated" if is_nominee else REPEATED[registration.state]


def _post(registration: Registration, address: str) -> None:
    post(_kind(registration), address, registration.language, registration_id=registration.id)


def _record(registration: Registration, by: Actor, action: str, reason: str) -> None:
    recording.record(by, action, f"registration {registration.id}", meeting=registration.meeting.slug, reason=reason)
